import AxeBuilder from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { CLASSES } from './assistant-page';
import { downloadRun, expect, openTrain, press, state, test } from './fixtures';
import { measuredOn } from './measured';

const NOT_MEASURED = 'Nobody has measured on photos how right this network is.';

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
    await expectShare(table, 'T-shirt', { shown: shown.length, known: known.length });
    const cells = table.getByRole('row', { name: /^T-shirt / });
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
    await expect(main).toContainText(/\d+% of these photos reach the usual threshold of \d+%/);
    await expect(main).toContainText(method);
    await expect(main).toContainText('from the Clothing dataset (A. Grigorev and contributors');

    await expectUncut(table);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const { violations } = await new AxeBuilder({ page }).include('main').analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    }
  });
}

/** Networks for Fashion-MNIST, whose shoes are three classes but one label of the photos. */
const FASHION = [
  { name: 'Fashion-MNIST', folder: 's3-cnn' },
  { name: 'Fashion-MNIST for photos', folder: 'for-photos' },
] as const;

for (const { name, folder } of FASHION) {
  test(`how right ${name} is on photos, all shoes together`, async ({ page }) => {
    await page.goto('/?lang=en#/assistant');
    await chooseOption(page, new RegExp(`^${name}, `));
    await howRight(page).click();
    const { answers, people, method, labels, right } = measuredOn(folder);
    const table = page.getByRole('table', { name: 'How right it is, by category' });
    // Three kinds of shoes in one row, and bags in one without figures.
    await expect(table.getByRole('row')).toHaveCount(1 + labels.length + 1);
    const label = labels.findIndex((one) => one.name === 'Shoes');
    const shoes = 'Sandal, Sneaker, or Ankle boot';
    await expectShare(table, shoes, {
      shown: answers.filter(([one]) => one === label).length,
      known: right.filter(([one]) => one === label).length,
    });
    await expect(table.getByRole('row', { name: 'Bag 0 – not measured –' })).toBeVisible();
    const main = page.getByRole('main');
    await expect(main).toContainText(
      `${right.length} of ${answers.length} photos by ${people} people right: `,
    );
    await expect(main).toContainText(method);
    await expect(main).not.toContainText('Recall');
  });
}

test('of an own run: nothing while it trains, and then its test images, which are no photos', async ({
  page,
}) => {
  await openTrain(page, { model: 's3-dense', epochs: '500' });
  await press(page, 'Train');
  await expect(state(page)).toHaveText(/^Training/);
  await openOwnRun(page);
  await expect(page.getByText(NOT_MEASURED)).toBeVisible();
  await expect(page.getByRole('table')).toHaveCount(0);
  await page.getByRole('link', { name: 'Train', exact: true }).click();
  await press(page, 'Stop');
  await expect(state(page)).toHaveText('Stopped');
  await openOwnRun(page);
  await expect(page.getByText(NOT_MEASURED)).toBeVisible();
  await expect(page.getByRole('table')).toHaveCount(0);

  await openTrain(page, { model: 's3-dense', epochs: '1' });
  await press(page, 'Train');
  await expect(state(page)).toHaveText('Finished', { timeout: 60_000 });
  const { result } = await downloadRun(page);
  const confusion = result?.confusion ?? [];
  await openOwnRun(page);
  await expect(page.getByText(NOT_MEASURED)).toBeVisible();
  const main = page.getByRole('main');
  await expect(main).toContainText('They are images of the data set, not photos');
  const right = confusion.reduce((sum, row, label) => sum + (row[label] ?? 0), 0);
  await expect(main).toContainText(`${right} of 1,000 test images right: `);
  const table = page.getByRole('table', {
    name: /^How right it is on test images of the data set/,
  });
  await expect(table.getByRole('row')).toHaveCount(1 + CLASSES.length);
  for (const [label, category] of CLASSES.entries()) {
    const known = confusion[label]?.[label] ?? 0;
    await expectShare(table, category, { shown: 100, known });
  }
  await page.setViewportSize({ width: 390, height: 844 });
  await expectUncut(table);
  const { violations } = await new AxeBuilder({ page }).include('main').analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
});

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

async function chooseOption(page: Page, name: RegExp): Promise<void> {
  await page.getByRole('button', { name: /Network/ }).click();
  await page.getByRole('option', { name }).click();
}

/** What is known of the run on the Train screen, from there. */
async function openOwnRun(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Assistant' }).click();
  await chooseOption(page, /^The run on the Train screen/);
  await howRight(page).click();
}

/** All columns fit. */
async function expectUncut(table: Locator): Promise<void> {
  const cut = await table.evaluate(
    (element) => element.scrollWidth - (element.parentElement?.clientWidth ?? 0),
  );
  expect(cut).toBeLessThanOrEqual(0);
}

/** A category's row: how many pictures, how many right, and the share with its interval. */
async function expectShare(
  table: Locator,
  category: string,
  { shown, known }: { shown: number; known: number },
): Promise<void> {
  const cells = table.getByRole('row').filter({
    has: table.page().getByRole('rowheader', { name: category, exact: true }),
  });
  await expect(cells.getByRole('cell').first()).toHaveText(String(shown));
  await expect(cells.getByRole('cell').nth(1)).toHaveText(String(known));
  const [low, high] = wilson(known, shown);
  await expect(cells.getByRole('cell').nth(2)).toHaveText(
    `${rounded(known / shown)}% ${rounded(low)} to ${rounded(high)}%`,
  );
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
