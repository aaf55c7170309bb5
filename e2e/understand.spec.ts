import AxeBuilder from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { expect, openTrain, press, state, test } from './fixtures';

/** Layers with maps or units, and what they are called, of every network of the catalogue. */
const LAYERS = {
  's3-cnn': [
    ['Convolution 28 × 28 × 32', 'Convolution: 32 maps'],
    ['Max pooling 14 × 14 × 32', 'Max pooling: 32 maps'],
    ['Dense 1 128', 'Dense 1: 128 units'],
    ['Dense 2 10', null],
  ],
  's1-cnn': [
    ['Convolution 1 28 × 28 × 32', 'Convolution 1: 32 maps'],
    ['Max pooling 1 14 × 14 × 32', 'Max pooling 1: 32 maps'],
    ['Convolution 2 14 × 14 × 64', 'Convolution 2: 64 maps'],
    ['Max pooling 2 7 × 7 × 64', 'Max pooling 2: 64 maps'],
    ['Dense 1 100', 'Dense 1: 100 units'],
    ['Dense 2 10', null],
  ],
  'small-resnet': [
    ['Convolution 1 28 × 28 × 32', 'Convolution 1: 32 maps'],
    ['Batch normalization 2 14 × 14 × 80', 'Batch normalization 2: 80 maps'],
    ['Residual block 2 · Convolution 2 14 × 14 × 80', 'Residual block 2 · Convolution 2: 80 maps'],
    ['Residual block 3 7 × 7 × 144', 'Residual block 3: 144 maps'],
    ['Global average pooling 256', 'Global average pooling: 256 units'],
    ['Dense 10', null],
  ],
  's3-dense': [
    ['Dense 1 28 × 128', 'Dense 1: one matrix'],
    ['Dense 2 28 × 64', 'Dense 2: one matrix'],
    ['Dense 3 10', null],
  ],
} as const;

/** For loading 70,000 images on a machine that is busy. */
const SLOW = { timeout: 60_000 };

for (const [model, layers] of Object.entries(LAYERS)) {
  test(`${model} shows every layer while it trains, and after`, async ({ page }) => {
    await openTrain(page, { model, epochs: '50', backend: 'engine' });
    await press(page, 'Train');
    await expect(state(page)).toHaveText(/^Training/);
    await page.getByRole('link', { name: 'Understand' }).click();
    await expect(page.getByText('It is training: what you see follows it.')).toBeVisible();
    for (const [heading, group] of layers) {
      await expect(page.getByRole('heading', { name: heading, exact: true })).toBeVisible();
      if (group) await expect(maps(page, group)).toBeVisible();
      else await expect(layer(page, heading).getByRole('listitem')).toHaveCount(10);
    }
    for (const [, group] of layers) if (group) await expectChange(maps(page, group));
    await expect(
      page.getByRole('img', { name: /^Dense( 1)?: [\d,]+ weights, mean/ }),
    ).toBeVisible();
    const noFilters = page.getByText('so it has no filters to show', { exact: false });
    await expect(noFilters).toHaveCount(model === 's3-dense' ? 1 : 0);

    await page.getByRole('link', { name: 'Train' }).click();
    await press(page, 'Stop');
    await expect(state(page)).toHaveText('Stopped');
    await page.getByRole('link', { name: 'Understand' }).click();
    await expect(network(page)).toContainText('The run on the Train screen');
    await expect(layer(page, layers[0][0])).toBeVisible();
    await expect(page.getByText('It is training')).toHaveCount(0);
  });
}

test('at first visit the shipped network says what the first test image is', async ({ page }) => {
  await openUnderstand(page);
  await expect(network(page)).toContainText('Fashion-MNIST, comes with Atelier');
  for (const [heading] of LAYERS['s3-cnn']) await expect(layer(page, heading)).toBeVisible();
  await expect(page.getByText('Right: the label is Ankle boot.')).toBeVisible();
  const answers = page.getByRole('list', { name: 'Probabilities of the classes' });
  const shares = await answers.getByText(/%$/).allTextContents();
  const sum = shares.reduce((total, share) => total + Number.parseFloat(share), 0);
  expect(shares).toHaveLength(10);
  expect(sum).toBeCloseTo(100, 0);
  await expect(page.getByText('(3 × 3 × 1 + 1) × 32 = 320')).toBeVisible();
  await expect(page.getByText('(6,272 + 1) × 128 = 802,944')).toBeVisible();
  const filters = page.getByRole('group', { name: 'Filters of Convolution, Now' });
  await expect(filters.getByRole('button')).toHaveCount(32);
  await expect(
    page.getByRole('group', { name: 'Filters of Convolution, Before training' }),
  ).toBeVisible();
});

test('pointing reads values: a pooled one is the largest of its window', async ({ page }) => {
  await openUnderstand(page);
  const [conv, pool] = [maps(page, 'Convolution: 32 maps'), maps(page, 'Max pooling: 32 maps')];
  const valueAt = async (group: Locator, side: number, row: number, column: number) => {
    const map = group.getByRole('button', { name: 'Map 14', exact: true });
    const pixel = 56 / side;
    await map.hover({ position: { x: (column + 0.5) * pixel, y: (row + 0.5) * pixel } });
    // Said below the maps, and by the large view beside them.
    const text = new RegExp(`^Map 14, row ${row}, column ${column}: `);
    const readout = await page.getByText(text).innerText();
    const beside = page.getByRole('region', { name: 'Image', exact: true });
    await expect(beside).toContainText(
      `Row ${row}, column ${column}: ${readout.replace(/.*: /, '')}`,
    );
    return readout.replace(/.*: /, '');
  };
  for (const [row, column] of [
    [5, 8],
    [9, 6],
    [12, 3],
  ] as const) {
    const window: string[] = [];
    for (const [down, right] of [
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ] as const) {
      window.push(await valueAt(conv, 28, 2 * row + down, 2 * column + right));
    }
    const pooled = await valueAt(pool, 14, row, column);
    expect(Number(pooled)).toBe(Math.max(...window.map(Number)));
  }
});

test('the keyboard moves over maps, enlarges one, reads its values, and Esc closes', async ({
  page,
}) => {
  await openUnderstand(page);
  const group = maps(page, 'Convolution: 32 maps');
  const first = group.getByRole('button', { name: 'Map 1', exact: true });
  await first.focus();
  await page.keyboard.press('ArrowRight');
  const second = group.getByRole('button', { name: 'Map 2', exact: true });
  await expect(second).toBeFocused();
  await expect(layer(page, 'Convolution 28 × 28 × 32')).toContainText(
    /Map 2: 0 to [\d.]+, mean [\d.]+, \d+% zeros/,
  );
  await page.keyboard.press('Enter');
  const sheet = page.getByRole('dialog', { name: 'Convolution · Map 2' });
  await expect(sheet.getByText('3 × 3 × 1 weights + 1 bias = 10')).toBeVisible();
  await expect(sheet.getByRole('group', { name: /^Filters of Convolution/ })).toBeVisible();
  await sheet.getByRole('application').focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowLeft');
  await expect(sheet.getByText(/^Row 13, column 13: /)).toBeVisible();
  await press(page, 'Next map');
  await expect(page.getByRole('dialog', { name: 'Convolution · Map 3' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(second).toBeFocused();
});

test('the scope of the colours changes the legend and the pictures', async ({ page }) => {
  await openUnderstand(page);
  const conv = layer(page, 'Convolution 28 × 28 × 32');
  const legend = conv.getByRole('img', { name: /^Colours/ });
  await expect(legend).toHaveAccessibleName("Colours from 0 to each map's largest");
  const picture = () => pictureOf(maps(page, 'Convolution: 32 maps'));
  const unit = await picture();
  await page.getByRole('radio', { name: 'Layer' }).click();
  await expect(legend).toHaveAccessibleName(/^Colours from 0 to [\d.]+$/);
  expect(await picture()).not.toBe(unit);
  const shared = await legend.getAttribute('aria-label');
  await page.getByRole('radio', { name: 'Global' }).click();
  const pool = layer(page, 'Max pooling 14 × 14 × 32').getByRole('img', { name: /^Colours/ });
  await expect(pool).toHaveAccessibleName((await legend.getAttribute('aria-label')) ?? '');
  await page.getByRole('radio', { name: 'Unit' }).click();
  expect(shared).toMatch(/\d/);
  expect(await picture()).toBe(unit);
});

test('shows where the network looked, and follows a training', async ({ page }) => {
  await openTrain(page, { model: 'small-resnet', epochs: '50', backend: 'engine' });
  await press(page, 'Train');
  await expect(state(page)).toHaveText(/^Training/);
  await page.getByRole('link', { name: 'Understand' }).click();
  const section = layer(page, 'Where it looked');
  await expect(section.getByText('By 3 × 3 places')).toBeVisible(SLOW);
  const heat = section.locator('canvas[aria-hidden="true"]');
  const colours = () => heat.evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
  await section.getByRole('button', { name: /For which class/ }).click();
  await page.getByRole('option', { name: 'Bag', exact: true }).click();
  await expect(section.getByRole('img', { name: /spoke for Bag$/ })).toBeVisible();
  const before = await colours();
  await expect.poll(colours).not.toBe(before);
});

test('says that a network without a convolution keeps no places apart', async ({ page }) => {
  await openTrain(page, { model: 's3-dense', epochs: '50', backend: 'engine' });
  await press(page, 'Train');
  await expect(state(page)).toHaveText(/^Training/);
  await page.getByRole('link', { name: 'Understand' }).click();
  const section = layer(page, 'Where it looked');
  await expect(section.getByText('This network has no convolution, so')).toBeVisible(SLOW);
  await expect(section.locator('canvas[aria-hidden="true"]')).toHaveCount(0);
});

test('Browse leads to the image that is open there', async ({ page }) => {
  await page.goto('/?lang=en#/browse?split=test&image=9');
  await page.getByRole('link', { name: 'Look inside' }).click(SLOW);
  await expect(page).toHaveURL(/#\/understand\?split=test&image=9$/);
  await expect(page.getByText('Test image 9', { exact: true })).toBeVisible();
  await expect(page.getByText('the label is Sneaker')).toBeVisible();
});

test('the image is chosen by part and number or by chance, and the address follows', async ({
  page,
}) => {
  await openUnderstand(page);
  await press(page, 'Next image');
  await expect(page.getByText('Test image 1', { exact: true })).toBeVisible();
  await expect(page).toHaveURL(/split=test&image=1$/);
  await expect(page.getByText('the label is Pullover')).toBeVisible();
  const number = page.getByRole('textbox', { name: 'Image number' });
  await number.fill('99999');
  await number.press('Enter');
  await expect(page.getByText(/^Test image (9,)?999$/)).toBeVisible();
  await page.getByRole('radio', { name: 'Training' }).click();
  await expect(page.getByText(/^Training image (9,)?999$/)).toBeVisible();
  await expect(page).toHaveURL(/split=train&image=9999$/);
  const before = page.url();
  await press(page, 'Random image');
  await expect(page).not.toHaveURL(before);
  const address = page.url();
  await page.reload();
  await expect(page).toHaveURL(address);
  await expect(layer(page, 'Dense 2 10')).toBeVisible(SLOW);
});

test('a photo that is gone after a reload is said to be, and an image offered', async ({
  page,
}) => {
  await page.goto('/?lang=en#/understand?from=photo');
  await expect(page.getByText('The photo is not here any more')).toBeVisible();
  await press(page, 'Look at images of the data set');
  await expect(page.getByText('Right: the label is Ankle boot.')).toBeVisible(SLOW);
});

test.describe('when the weights cannot be fetched', () => {
  test.use({ allowedErrors: [/weights\.safetensors/] });
  test('the screen says so, and asks again when told to', async ({ page }) => {
    await page.route('**/weights.safetensors', (route) => route.abort());
    await page.goto('/?lang=en#/understand');
    const alert = page.getByRole('alert');
    await expect(alert).toContainText('weights.safetensors', SLOW);
    await page.unroute('**/weights.safetensors');
    await press(page, 'Try again');
    await expect(layer(page, 'Dense 2 10')).toBeVisible(SLOW);
    await expect(alert).toHaveCount(0);
  });
});

for (const language of ['en', 'ko'] as const) {
  for (const width of [1440, 390]) {
    test(`in ${language} at ${width} px: accessible, nothing cut off, light and dark`, async ({
      page,
    }) => {
      await page.setViewportSize({ width, height: 900 });
      await openUnderstand(page, language);
      for (const theme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
        await expectAccessible(page);
      }
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow).toBeLessThanOrEqual(0);
      const text = await page.locator('main').innerText();
      const english = text
        .match(/[a-z]{2,}/gi)
        ?.filter((word) => !/CNN|Atelier|ReLU|Grad|CAM|Fashion|MNIST/.test(word));
      if (language === 'ko') expect(english).toEqual([]);
      await convolution(page).getByRole('button').first().press('Enter');
      await expect(page.getByRole('dialog')).toBeVisible();
      await expectAccessible(page);
    });
  }
}

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  test('a map opens by a tap, and its values are read by touch', async ({ page }) => {
    // A sheet that still slides in is not where the finger goes.
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await openUnderstand(page);
    const map = maps(page, 'Convolution: 32 maps').getByRole('button', { name: 'Map 3' }).first();
    await map.tap();
    const sheet = page.getByRole('dialog', { name: 'Convolution · Map 3' });
    await sheet.getByRole('application').tap({ position: { x: 5, y: 5 } });
    await expect(sheet.getByText(/^Row 0, column 0: /)).toBeVisible();
    await press(page, 'Close the map');
    await expect(sheet).toHaveCount(0);
  });
});

const network = (page: Page) => page.getByRole('button', { name: /Network|신경망/ });
const layer = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const maps = (page: Page, name: string) => page.getByRole('group', { name, exact: true });
/** The maps of the shipped network's convolution, in either language. */
const convolution = (page: Page) =>
  page.getByRole('group', { name: /^(Convolution|합성곱 층): .*32/ });

async function openUnderstand(page: Page, language = 'en') {
  await page.goto(`/?lang=${language}#/understand`);
  await expect(convolution(page)).toBeVisible(SLOW);
  await expect(page.getByRole('img', { name: /^(Dense|밀집 층) 2: / })).toBeVisible(SLOW);
}

/** What is drawn, as text to compare; only what is in sight is drawn anew. */
async function pictureOf(group: Locator): Promise<string> {
  await group.scrollIntoViewIfNeeded();
  return group.locator('canvas').evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());
}

async function expectChange(group: Locator) {
  const before = await pictureOf(group);
  await expect.poll(() => pictureOf(group)).not.toBe(before);
}

/** Nothing serious or critical by axe's rules for WCAG 2.2 A and AA. */
async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const grave = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  expect(grave).toEqual([]);
}
