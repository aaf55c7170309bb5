import type { Page } from '@playwright/test';
import { decode, encode } from 'fast-png';
import { expect, press, state, test } from './fixtures';

const MANIFEST = '**/data/fashion-mnist/manifest.json';
const SHEET = '**/data/fashion-mnist/train-3.png';

test.describe('without the full set', () => {
  test.use({ allowedErrors: [/404.*manifest\.json/] });

  test('the starter sample is used, and the page says so and how to get the rest', async ({
    page,
  }) => {
    await page.route(MANIFEST, (route) => route.fulfill({ status: 404 }));
    await page.goto('/?lang=en#/train?backend=wasm&model=s3-dense&epochs=1');
    await expect(page.getByText('Training on the starter sample')).toBeVisible();
    await expect(page.getByText('npm run data')).toBeVisible();
    await press(page, 'Train');
    await expect(state(page)).toHaveText('Finished', { timeout: 60_000 });
  });
});

test('a sheet with one changed pixel is refused by name, and can be tried again', async ({
  page,
}) => {
  await page.route(SHEET, async (route) => {
    const response = await route.fetch();
    const { data, width, height } = decode(await response.body());
    const pixels = Uint8Array.from(data);
    pixels[12_345] = (pixels[12_345] ?? 0) ^ 1;
    await route.fulfill({
      response,
      body: Buffer.from(encode({ width, height, data: pixels, depth: 8, channels: 1 })),
    });
  });
  await refusedThenLoaded(page);
});

test('a sheet that was cut short is refused by name, and can be tried again', async ({ page }) => {
  await page.route(SHEET, async (route) => {
    const response = await route.fetch();
    const body = await response.body();
    await route.fulfill({ response, body: body.subarray(0, body.length / 2) });
  });
  await refusedThenLoaded(page);
});

async function refusedThenLoaded(page: Page): Promise<void> {
  await page.goto('/?lang=en#/train?backend=wasm');
  await expect(page.getByRole('alert')).toContainText('train-3.png');
  await expect(page.getByRole('button', { name: 'Train', exact: true })).toBeDisabled();
  await page.unroute(SHEET);
  await press(page, 'Try again');
  await expect(page.getByRole('button', { name: 'Train', exact: true })).toBeEnabled();
}
