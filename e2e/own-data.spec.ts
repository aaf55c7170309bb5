import { gzipSync } from 'node:zlib';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { downloadRun, expect, press, state, test } from './fixtures';

interface Upload {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

/** Drawn patterns that any network tells apart: a bar whose row is the label, on noise. */
function pixelsOf(count: number, first = 0): Buffer {
  const pixels = Buffer.alloc(count * 784);
  for (let index = 0; index < count; index++) {
    const label = (first + index) % 10;
    for (let pixel = 0; pixel < 784; pixel++) {
      const isBar = Math.floor(pixel / 28) >> 1 === label + 2;
      pixels[index * 784 + pixel] = isBar ? 200 + (index % 50) : (pixel * 7 + index * 13) % 60;
    }
  }
  return pixels;
}

const labelsOf = (count: number) => Buffer.from(Array.from({ length: count }, (_, i) => i % 10));

function csv(count: number, header = true): string {
  const pixels = pixelsOf(count);
  const head = ['label', ...Array.from({ length: 784 }, (_, index) => `pixel${index + 1}`)];
  const lines = Array.from({ length: count }, (_, index) => {
    return [index % 10, ...pixels.subarray(index * 784, (index + 1) * 784)].join(',');
  });
  return [...(header ? [head.join(',')] : []), ...lines, ''].join('\n');
}

function idx(kind: 'images' | 'labels', count: number, first = 0): Buffer {
  const numbers = kind === 'images' ? [0x803, count, 28, 28] : [0x801, count];
  const header = Buffer.alloc(4 * numbers.length);
  numbers.forEach((number, index) => {
    header.writeUInt32BE(number, 4 * index);
  });
  return Buffer.concat([header, kind === 'images' ? pixelsOf(count, first) : labelsOf(count)]);
}

function file(name: string, content: string | Buffer): Upload {
  return { name, mimeType: 'application/octet-stream', buffer: Buffer.from(content) };
}

const sheet = (page: Page) => page.getByRole('dialog', { name: /Your own data|내 데이터/ });
const picker = (page: Page) => page.getByRole('button', { name: /Data$/ });

async function openSheet(page: Page): Promise<void> {
  await page.goto('/?lang=en#/browse?data=starter&own-data');
  await expect(sheet(page)).toBeVisible();
}

async function choose(page: Page, files: Upload[]): Promise<void> {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    press(page, 'Open files'),
  ]);
  await chooser.setFiles(files);
}

async function read(page: Page, files: Upload[]): Promise<void> {
  await choose(page, files);
  await press(page, 'Read the files');
}

test('a CSV file is opened, looked at, trained on, kept over a reload, and removed', async ({
  page,
}) => {
  await openSheet(page);
  await choose(page, [file('bars.csv', csv(600))]);
  await expect(page.getByLabel('Name')).toHaveValue('bars');
  await page.getByLabel('Name').fill('My bars');
  await page.getByRole('radio', { name: 'Digits 0 to 9' }).click();
  await page.getByRole('slider', { name: 'Held out for testing' }).fill('0.2');
  await press(page, 'Read the files');
  await expect(sheet(page).getByText('My bars is open', { exact: true })).toBeVisible();
  await expect(page.getByText('480 images to train on and 120 images to test with.')).toBeVisible();
  await press(page, 'Look at the images');

  await expect(sheet(page)).toBeHidden();
  await expect(page).toHaveURL(/#\/browse\?data=own-[0-9a-f]{16}$/);
  await expect(page.getByRole('grid')).toHaveAccessibleName('Images, 600');
  await page.getByRole('option', { name: /^7/ }).click();
  await expect(page.getByRole('grid')).toHaveAccessibleName('Images, 60');
  await expect(page.getByRole('gridcell', { name: /^7, / }).first()).toBeVisible();
  await expect(page.getByText('Sneaker')).toHaveCount(0);

  await page.getByRole('link', { name: 'Train', exact: true }).click();
  await expect(picker(page)).toContainText('My bars');
  const id = /data=(own-[0-9a-f]{16})/.exec(page.url())?.[1];
  await page.goto(`/?lang=en#/train?data=${id}&backend=wasm&model=s3-dense&epochs=1`);
  await page.reload();
  await expect(picker(page)).toContainText('My bars');
  await expect(page.getByText('My bars, 600 images')).toBeVisible();
  await press(page, 'Train');
  await expect(state(page)).toHaveText('Finished', { timeout: 60_000 });
  const record = await downloadRun(page);
  expect(record.dataset).toMatchObject({ id, name: 'My bars', classes: [...'0123456789'] });
  expect(record.dataset.testImages).toBe(120);
  const perClass = page.getByRole('region', { name: 'Each class' }).or(page.locator('table'));
  await expect(perClass.getByRole('rowheader', { name: '7', exact: true }).first()).toBeAttached();
  await expect(page.getByText('Sneaker')).toHaveCount(0);

  await page.getByRole('link', { name: 'Open your own data' }).click();
  await press(page, 'Remove My bars');
  await expect(page.getByRole('button', { name: 'Keep it' })).toBeFocused();
  await press(page, 'Keep it');
  await press(page, 'Remove My bars');
  await press(page, 'Remove it');
  await expect(page.getByText('None yet.')).toBeVisible();
  await press(page, 'Close');
  await expect(page.getByRole('grid')).toHaveAccessibleName('Images, 70,000', { timeout: 60_000 });
  await page.goto(`/?lang=en#/train?data=${id}`);
  await page.reload();
  await expect(page.getByRole('alert')).toContainText('not in this browser');
  await press(page, 'Use Fashion-MNIST');
  await expect(picker(page)).toContainText('Fashion-MNIST');
});

test('four packed IDX files bring their own parts; the same images again are known', async ({
  page,
}) => {
  const four = [
    file('t10k-labels-idx1-ubyte.gz', gzipSync(idx('labels', 30))),
    file('train-images-idx3-ubyte.gz', gzipSync(idx('images', 200))),
    file('train-labels-idx1-ubyte.gz', gzipSync(idx('labels', 200))),
    file('t10k-images-idx3-ubyte.gz', gzipSync(idx('images', 30, 1000))),
  ];
  await openSheet(page);
  await choose(page, four);
  await expect(page.getByRole('slider', { name: 'Held out for testing' })).toHaveCount(0);
  await expect(page.getByText('By their names, the files say')).toBeVisible();
  await press(page, 'Read the files');
  await expect(page.getByText('200 images to train on and 30 images to test with.')).toBeVisible();
  await expect(page.getByText('Test part: from the files')).toBeVisible();
  await read(page, four.reverse());
  await expect(page.getByText(/ was here already$/).first()).toBeVisible();
  await expect(sheet(page).getByRole('article')).toHaveCount(1);
});

test('files are dropped on the sheet', async ({ page }) => {
  await openSheet(page);
  const data = await page.evaluateHandle(
    (content) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([content], 'dropped.csv'));
      return transfer;
    },
    csv(30, false),
  );
  await sheet(page).getByText('Drop files here, or').dispatchEvent('drop', { dataTransfer: data });
  await press(page, 'Read the files');
  await expect(sheet(page).getByText('dropped is open', { exact: true })).toBeVisible();
});

test('files that cannot be read are refused with the reason, and nothing is kept', async ({
  page,
}) => {
  await openSheet(page);
  const lines = csv(30).split('\n');
  const withLine = (number: number, line: string) => lines.with(number - 1, line).join('\n');
  const ninth = lines[8] ?? '';
  const cases: [Upload[], string][] = [
    [[file('a.csv', withLine(9, `${ninth},0`))], 'line 9: 786 values instead of 785'],
    [[file('a.csv', withLine(9, ninth.replace(/^\d+/, '10')))], 'line 9: the label 10'],
    [
      [file('a.csv', withLine(9, ninth.replace(/,\d+/, ',256')))],
      'line 9, column 2: the pixel 256',
    ],
    [[file('a.csv', withLine(9, ninth.replace(/,\d+/, ',1.5')))], 'line 9, column 2: "1.5"'],
    [[file('a.csv', withLine(9, ninth.replace(/,\d+/, ',')))], 'column 2: an empty value'],
    [[file('a.csv', lines[0] ?? '')], 'a.csv holds no image'],
    [[file('a.csv', '')], 'a.csv holds no image'],
    [[file('cat.csv', Buffer.from('89504e470d0a1a0a00', 'hex'))], 'neither IDX nor a CSV'],
    [[file('few.csv', csv(19))], '19 images; at least 20'],
    [[file('a.gz', gzipSync(csv(30)).subarray(0, 900))], 'damaged or cut off'],
    [[file('images', idx('images', 30))], 'the file with their labels is missing'],
    [
      [file('i', idx('images', 30)), file('l', idx('labels', 29))],
      '30 images, but its label file 29',
    ],
    [
      [file('i', idx('images', 30).subarray(0, 900)), file('l', idx('labels', 30))],
      '30 entries need 23,536 bytes, and 900 are there',
    ],
    [[file('a.csv', csv(30)), file('b.csv', csv(30))], 'which for testing: a.csv, b.csv'],
  ];
  for (const [files, reason] of cases) {
    await read(page, files);
    await expect(page.getByRole('alert')).toContainText(reason);
    await sheet(page).getByRole('form').getByRole('button', { name: 'Cancel' }).click();
    await expect(page.getByRole('alert')).toHaveCount(0);
  }
  await expect(page.getByText('None yet.')).toBeVisible();
});

test('reading a large file shows how far it is, and can be cancelled', async ({ page }) => {
  await openSheet(page);
  // 30 MB packed into little: long enough to press Cancel.
  await read(page, [file('large.csv.gz', gzipSync(csv(15_000)))]);
  await expect(page.getByRole('progressbar', { name: 'Reading large' })).toBeVisible();
  await press(page, 'Cancel');
  await expect(sheet(page).getByText('Reading was cancelled.')).toBeVisible();
  await expect(page.getByText('None yet.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Read the files' })).toBeEnabled();
});

for (const language of ['en', 'ko'] as const) {
  test(`the sheet is accessible in ${language}, on a phone and wide, light and dark`, async ({
    page,
  }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(`/?lang=${language}#/browse?data=starter&own-data`);
    const input = sheet(page).locator('input[type=file]');
    await input.setInputFiles([file('uneven.csv', csv(25))]);
    await expectAccessible(page);
    await sheet(page).locator('button[type=submit]').click();
    await expect(sheet(page).getByRole('article')).toBeVisible();
    await expectAccessible(page);
    await page.setViewportSize({ width: 1280, height: 800 });
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await expect(sheet(page)).toBeHidden();
    await expectAccessible(page);
  });
}

async function expectAccessible(page: Page): Promise<void> {
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  }
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBeLessThanOrEqual(0);
}
