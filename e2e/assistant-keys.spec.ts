import { choose, openAssistant, row, rows } from './assistant-page';
import { expect, state, test } from './fixtures';
import { photoOf } from './photos';

test('the keyboard stays in the list when rows are removed, and begins anew after the last', async ({
  page,
}) => {
  await openAssistant(page);
  await choose(page, [
    await photoOf(page, 'bag'),
    await photoOf(page, 'coat'),
    await photoOf(page, 'trousers'),
  ]);
  await expect(state(page)).toHaveText('3 photos answered');
  const button = (name: string) => page.getByRole('button', { name: `Remove ${name}` });
  await row(page, 'coat.png').click();
  await button('coat.png').focus();
  await page.keyboard.press('Enter');
  await expect(button('trousers.png')).toBeFocused();
  await page.keyboard.press('Space');
  await expect(button('bag.png')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(rows(page)).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Choose photos' })).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Choose folder' })).toBeFocused();
});

test('after a row was removed by the pointer, no key removes another by itself', async ({
  page,
}) => {
  await openAssistant(page);
  await choose(page, [await photoOf(page, 'bag'), await photoOf(page, 'coat')]);
  await expect(state(page)).toHaveText('2 photos answered');
  await page.getByRole('button', { name: 'Remove bag.png' }).click();
  await expect(page.getByRole('grid', { name: 'Photos' })).toBeFocused();
  await page.keyboard.press('Space');
  await expect(rows(page)).toHaveCount(1);
  await page.keyboard.press('Delete');
  await expect(rows(page)).toHaveCount(0);
});
