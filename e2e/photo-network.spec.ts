import { readFileSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
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
  const { answers, people, right } = measuredOn('for-photos');
  const share = `${((100 * right.length) / answers.length).toFixed(0)}%`;
  await expect(forPhotos).toContainText(
    `${share} right on ${answers.length} photos by ${people} people. Two-layer CNN, `,
  );
  await expect(forPhotos).toContainText(/, \d\d\.\d% of the test images right$/);
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

/** What lies beside a network that comes with Atelier, and the answers that are right by it. */
function measuredOn(folder: string) {
  const file = new URL(`../public/models/${folder}/photos.json`, import.meta.url);
  const measured = JSON.parse(readFileSync(file, 'utf8')) as {
    answers: [label: number, answer: number, confidence: number][];
    people: number;
    method: string;
    classes: string[];
    labels: { name: string; classes: string[] }[];
  };
  const { answers, labels, classes } = measured;
  const isRight = (label: number, answer: number) =>
    labels[label]?.classes.includes(classes[answer] ?? '');
  return { ...measured, right: answers.filter(([label, answer]) => isRight(label, answer)) };
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
