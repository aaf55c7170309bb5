import { choose, openAssistant, row } from './assistant-page';
import { expect, press, state, test } from './fixtures';
import { photoOf } from './photos';

test('the network for photos answers them by default, from what it takes', async ({ page }) => {
  await page.goto('/?lang=en#/assistant');
  await expect(page.getByRole('button', { name: /Photos, comes with Atelier/ })).toBeVisible();
  await choose(page, [await photoOf(page, 'trousers')]);
  await expect(state(page)).toHaveText('1 photo answered');
  const strip = page.getByRole('list', { name: 'What the network sees' });
  const steps = strip.getByRole('img');
  await expect(steps).toHaveCount(3);
  await expect(strip).toContainText('96 × 96 pixels');
  // Nothing is cut out, so there is nothing to correct about it.
  await expect(page.getByRole('radiogroup', { name: 'Turn brightness over' })).toHaveCount(0);
  await expect(page.getByRole('listitem').filter({ hasText: 'Skirt' }).first()).toBeVisible();
});

test('each network that comes with Atelier can be asked, and says what it knows', async ({
  page,
}) => {
  await openAssistant(page);
  await choose(page, [await photoOf(page, 'trousers')]);
  await expect(row(page, 'trousers.png')).toContainText('Trouser');
  const strip = page.getByRole('list', { name: 'What the network sees' });
  await expect(strip.getByRole('img')).toHaveCount(5);
  await page.getByRole('button', { name: /Network/ }).click();
  const forPhotos = page.getByRole('option', { name: /^Fashion-MNIST for photos, / });
  await expect(forPhotos).toContainText(/Two-layer CNN, \d\d\.\d% of the test images right/);
  await forPhotos.click();
  await expect(row(page, 'trousers.png')).toContainText('Trouser');
  await expect(strip.getByRole('img')).toHaveCount(5);
  await page.getByRole('button', { name: /Network/ }).click();
  await page.getByRole('option', { name: /^Photos, / }).click();
  await expect(strip.getByRole('img')).toHaveCount(3);
  await expect(strip).toContainText('96 × 96 pixels');
});

test('looks inside the network for photos, at the photo and at an image of the data set', async ({
  page,
}) => {
  await page.goto('/?lang=en#/assistant');
  await choose(page, [await photoOf(page, 'coat')]);
  await expect(state(page)).toHaveText('1 photo answered');
  await press(page, 'Look inside');
  await expect(page.getByRole('button', { name: /Photos, comes with Atelier/ })).toBeVisible();
  await expect(page.getByRole('heading', { name: /^Convolution 1 48 × 48 × 32/ })).toBeVisible();
  const shares = page.getByRole('list', { name: 'Probabilities of the classes' });
  await expect(shares.getByRole('listitem')).toHaveCount(12);
  await expect(shares).toContainText('None of these');

  await press(page, 'Look at images of the data set');
  await expect(
    page.getByText('This network takes other images than this one', { exact: false }),
  ).toBeVisible();
  await expect(shares.getByRole('listitem')).toHaveCount(12);
});
