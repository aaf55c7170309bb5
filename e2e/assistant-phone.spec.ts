import { openAsFound, rows } from './assistant-page';
import { expect, state, test } from './fixtures';
import { photoOf } from './photos';

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

test('on a phone the first button comes before the settings, which fold away for the answer', async ({
  page,
}) => {
  await openAsFound(page);
  await expect(page.getByRole('heading', { name: 'Choose a photo of clothes' })).toBeVisible();
  const choose = page.getByRole('button', { name: 'Choose photos' });
  // In the bar, and in the empty area.
  await expect(choose).toHaveCount(2);
  await expect(choose.first()).toBeInViewport();
  const picker = page.getByRole('button', { name: /Photos, comes with Atelier/ });
  expect(await topOf(picker)).toBeGreaterThan(await topOf(choose.first()));

  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), choose.last().tap()]);
  await chooser.setFiles([await photoOf(page, 'bag')]);
  await expect(state(page)).toHaveText('1 photo answered');
  await page.evaluate(() => window.scrollTo(0, 0));
  await expect(rows(page).first()).toBeInViewport();
  await expect(picker).toBeHidden();
  await page.getByText('Network and settings').tap();
  await expect(picker).toBeVisible();
});

async function topOf(locator: ReturnType<typeof rows>): Promise<number> {
  return (await locator.boundingBox())?.y ?? Number.NaN;
}
