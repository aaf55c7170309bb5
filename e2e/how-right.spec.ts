import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { measuredOn } from './measured';

for (const width of [1440, 390]) {
  test(`how right the network for photos is, by category, at ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    const fetched: string[] = [];
    page.on('request', (request) => fetched.push(new URL(request.url()).pathname));
    await page.goto('/?lang=en#/assistant');
    await expect(page.getByRole('button', { name: /Photos, comes with Atelier/ })).toBeVisible();
    // Only who wants to know it has it fetched.
    expect(fetched.filter((path) => path.endsWith('photos.json'))).toEqual([]);
    await howRight(page).click();

    const { answers, people, method, labels, classes, right } = measuredOn('photo-resnet');
    const table = page.getByRole('table', { name: 'How right it is, by category' });
    await expect(table.getByRole('row')).toHaveCount(1 + classes.length);
    const label = labels.findIndex(({ name }) => name === 'T-shirt');
    const shown = answers.filter(([one]) => one === label);
    const known = right.filter(([one]) => one === label);
    const [low, high] = wilson(known.length, shown.length);
    const cells = table.getByRole('row', { name: /^T-shirt / });
    await expect(cells.getByRole('rowheader')).toHaveText('T-shirt');
    await expect(cells.getByRole('cell').first()).toHaveText(String(shown.length));
    await expect(cells.getByRole('cell').nth(1)).toHaveText(String(known.length));
    await expect(cells.getByRole('cell').nth(2)).toHaveText(
      `${rounded(known.length / shown.length)}% ${rounded(low)} to ${rounded(high)}%`,
    );
    const mistakes = classes.map((_, at) => shown.filter(([, answer]) => answer === at).length);
    mistakes[classes.indexOf('T-shirt')] = 0;
    const most = Math.max(...mistakes);
    await expect(cells.getByRole('cell').last()).toContainText(
      `${classes[mistakes.indexOf(most)]} ${most}`,
    );
    await expect(table.getByRole('row', { name: 'Bag 0 – not measured –' })).toBeVisible();
    const main = page.getByRole('main');
    await expect(main).toContainText(
      `${right.length} of ${answers.length} photos by ${people} people right: `,
    );
    await expect(main).toContainText(method);
    await expect(main).toContainText('from the Clothing dataset (A. Grigorev and contributors');

    const cut = await table.evaluate(
      (element) => element.scrollWidth - (element.parentElement?.clientWidth ?? 0),
    );
    expect(cut).toBeLessThanOrEqual(0);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const { violations } = await new AxeBuilder({ page }).include('main').analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    }
  });
}

test.describe('when what was measured cannot be fetched', () => {
  test.use({ allowedErrors: [/photos\.json/] });

  test('says so, and fetches it when asked again', async ({ page }) => {
    await page.route('**/photos.json', (route) => route.fulfill({ status: 503, body: '' }));
    await page.goto('/?lang=en#/assistant');
    await howRight(page).click();
    await expect(page.getByText('photos.json could not be fetched')).toBeVisible();
    await page.unroute('**/photos.json');
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(page.getByRole('table', { name: 'How right it is, by category' })).toBeVisible();
    await expect(page.getByText('photos.json could not be fetched')).toBeHidden();
  });
});

function howRight(page: Page) {
  return page.getByText('How right it is', { exact: true });
}

/** Ends of Wilson's 95 % interval: the shares that are 1.96 standard errors away from what was counted. */
function wilson(count: number, total: number): [number, number] {
  const z = 1.96;
  const share = count / total;
  const reach = z * Math.sqrt((share * (1 - share)) / total + (z * z) / (4 * total * total));
  const ends = [-reach, reach].map(
    (side) => (share + (z * z) / (2 * total) + side) / (1 + (z * z) / total),
  );
  return [ends[0] ?? 0, ends[1] ?? 1];
}

function rounded(share: number): string {
  return (100 * share).toFixed(0);
}
