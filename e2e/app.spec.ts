import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, press, state, test } from './fixtures';

const SCREENS = ['browse', 'train', 'assistant', 'understand'] as const;

test('the production build is isolated, under a strict policy, and runs no inline script', async ({
  page,
}) => {
  const response = await page.goto('/');
  const headers = response?.headers() ?? {};
  expect(headers['cross-origin-opener-policy']).toBe('same-origin');
  expect(headers['cross-origin-embedder-policy']).toBe('require-corp');
  const policy = headers['content-security-policy'] ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("connect-src 'self'");
  const scripts = policy.split(';').find((part) => part.trim().startsWith('script-src'));
  expect(scripts).not.toMatch(
    /unsafe-inline|unsafe-eval'(?<!wasm-unsafe-eval')|https?:|blob:|data:/,
  );
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  expect(await page.locator('script:not([src])').count()).toBe(0);
});

test.describe('under the policy', () => {
  test.use({ allowedErrors: [/Content Security Policy|violates/] });
  test('the policy stops a request to another origin', async ({ page }) => {
    await page.goto('/');
    const blocked = await page.evaluate(async () => {
      const violation = new Promise<string>((resolve) => {
        document.addEventListener('securitypolicyviolation', (event) =>
          resolve(event.effectiveDirective),
        );
      });
      await fetch('http://127.0.0.1:9/').catch(() => undefined);
      return violation;
    });
    expect(blocked).toBe('connect-src');
  });
});

for (const screen of SCREENS) {
  for (const language of ['en', 'ko'] as const) {
    for (const width of [1440, 390]) {
      test(`${screen} in ${language} at ${width} px: accessible, nothing cut off, light and dark`, async ({
        page,
      }) => {
        await page.setViewportSize({ width, height: 900 });
        await open(page, screen, language);
        for (const theme of ['light', 'dark'] as const) {
          // Without transitions: half-way between two themes nothing has its contrast.
          await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
          await expectAccessible(page);
        }
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect(overflow).toBeLessThanOrEqual(0);
      });
    }
  }
}

test('the language is chosen by the address, then by hand, and kept', async ({ page }) => {
  await page.goto('/?lang=ko#/train');
  await expect(page.locator('html')).toHaveAttribute('lang', 'ko');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('신경망 훈련');
  await page.getByRole('button', { name: /언어/ }).click();
  await page.getByRole('option', { name: 'English' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Train a network');
  await page.goto('/#/train');
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Train a network');
});

test.describe('in a Korean browser', () => {
  test.use({ locale: 'ko-KR' });
  test('the interface is Korean without being asked', async ({ page }) => {
    await page.goto('/');
    await expect(page.locator('html')).toHaveAttribute('lang', 'ko');
  });
});

test('everything on the way to a trained network can be done with the keyboard', async ({
  page,
}) => {
  await page.goto('/?lang=en#/browse');
  await page.getByRole('link', { name: 'Train' }).focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#\/train/);
  await open(page, 'train', 'en', 'data=starter&backend=wasm&model=s3-dense&epochs=1');
  const train = page.getByRole('button', { name: 'Train', exact: true });
  await expect(train).toBeEnabled();
  await train.focus();
  await page.keyboard.press('Enter');
  await expect(state(page)).toHaveText('Finished', { timeout: 60_000 });
  await expectAccessible(page);
});

test.describe('when a screen cannot be fetched', () => {
  test.use({ allowedErrors: [/BrowseView/] });
  test('its place says so and offers to reload', async ({ page }) => {
    await page.route(/BrowseView.*\.js$/, (route) => route.abort());
    await page.goto('/?lang=en#/train');
    await page.getByRole('link', { name: 'Browse' }).click();
    await expect(page.getByRole('alert')).toBeVisible();
    await page.unroute(/BrowseView.*\.js$/);
    await press(page, 'Reload the page');
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  });
});

async function open(page: Page, screen: string, language: string, query = ''): Promise<void> {
  await page.goto(`/?lang=${language}#/${screen}?${query || 'data=starter&backend=wasm'}`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
}

/** Nothing serious or critical by axe's rules for WCAG 2.2 A and AA. */
async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const grave = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  expect(grave).toEqual([]);
}
