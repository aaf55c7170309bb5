import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { choose } from './assistant-page';
import { expect, press, state, test } from './fixtures';
import { photoOf } from './photos';

/** Says what the photo shows that is selected. */
async function correct(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: /What it really is/ }).click();
  await page.getByRole('option', { name, exact: true }).click();
  await expect(page.getByText(`You said: ${name}`)).toBeVisible();
}

test('keeps corrected photos as a data set when asked to, and only then', async ({ page }) => {
  await page.goto('/?lang=en#/assistant');
  await choose(page, [await photoOf(page, 'trousers'), await photoOf(page, 'coat')]);
  await expect(state(page)).toHaveText('2 photos answered');
  const examples = page.getByRole('region', { name: 'Own examples' });
  await expect(examples).toHaveCount(0);
  await correct(page, 'Trousers');
  await expect(examples).toContainText('1 corrected photo');
  await page.getByRole('row', { name: /^coat/ }).click();
  await correct(page, 'Hat');
  await expect(examples).toContainText('1 photo more: Fashion-MNIST has no class');
  expect((await new AxeBuilder({ page }).include('main').analyze()).violations).toEqual([]);

  const copies = examples.getByRole('button', { name: /How often each is put in/ });
  await expect(copies).toContainText('10 times');
  await copies.click();
  await page.getByRole('option', { name: '50 times' }).click();
  await press(page, 'Keep as a data set');
  const name = /(Fashion-MNIST|Starter sample) and 1 photo/;
  await expect(examples.getByRole('status')).toContainText(name, { timeout: 60_000 });
  await examples.getByRole('button', { name: 'Go to Train' }).click();
  await expect(page).toHaveURL(/data=own-/);
  await expect(page.getByRole('button', { name })).toBeVisible();

  // It outlives the page, and its test images are those of before.
  await page.goto('/?lang=en#/browse?own-data');
  await page.reload();
  const entry = page.getByRole('article', { name });
  await expect(entry).toContainText(/Test part: as in (Fashion-MNIST|Starter sample)/);
  await expect(entry).toContainText(/^.*,050 images to train/);
});
