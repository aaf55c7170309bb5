import { readFileSync } from 'node:fs';
import type { Locator, Page, Route } from '@playwright/test';
import { decode } from 'fast-png';
import { expect, press, test } from './fixtures';

/** The classes in label order, and the mean of all their training pixels, from the IDX files. */
const CLASSES = 'T-shirt/top,Trouser,Pullover,Dress,Coat,Sandal,Shirt,Sneaker,Bag,Ankle boot'.split(
  ',',
);
const BRIGHTNESS = [83.03, 56.84, 96.06, 66.02, 98.26, 34.87, 84.6, 42.76, 90.16, 76.8];
const LAST = 'Sandal, test image 9,999';
/** For loading 70,000 images on a machine that is busy. */
const SLOW = { timeout: 60_000 };

test('all 70,000 images are there: class means, by part, class and index', async ({ page }) => {
  await openBrowse(page);
  const name = 'The mean image of each class';
  const items = page.getByRole('region', { name }).getByRole('listitem');
  await expect(items).toHaveText(CLASSES);
  await expect(items.locator('canvas')).toHaveCount(10);
  for (const [label, brightness] of BRIGHTNESS.entries()) {
    const shown = await drawn(items.nth(label).locator('canvas'));
    const mean = shown.reduce((sum, value) => sum + value, 0) / 784;
    expect(mean, CLASSES[label]).toBeCloseTo(brightness, 1);
  }

  for (const [name, thousands] of Object.entries({ All: 70, Training: 60, Test: 10 })) {
    await part(page, name).click();
    await expect(grid(page)).toHaveAccessibleName(`Images, ${thousands},000`);
    await expect(page.getByText(`${thousands},000 images`, { exact: true })).toBeVisible();
    for (const label of CLASSES) {
      await expect(option(page, label)).toHaveAccessibleDescription(`${thousands / 10},000`);
    }
  }

  const labels = dataFile('test-labels.bin');
  await option(page, 'Sneaker').click();
  await expect(cell(page, `Sneaker, test image ${labels.indexOf(7)}`)).toBeInViewport();
  await expect(page.getByRole('gridcell', { name: /^(?!Sneaker, test)/ })).toHaveCount(0);
  await goTo(page, `${labels.lastIndexOf(7)}`);
  await expectOpen(page, /^Test image 9,\d+ · Class 7$/, '1,000 of 1,000');
  await goTo(page, `${labels.indexOf(0)}`);
  await expectOpen(page, `Test image ${labels.indexOf(0)} · Class 0`, '20 of 10,000');
  await expect(page.getByText('That image is of another class: T-shirt/top.')).toBeAttached();

  await part(page, 'Training').click();
  await expect(facts(page)).toHaveCount(0);
  await part(page, 'All').click();
  await goTo(page, '65000');
  await expectOpen(page, /^Test image 5,000 · /, '65,001 of 70,000');
  await expect(selected(page)).toHaveAccessibleName(/, test image 5,000$/);
  await expect(selected(page)).toBeInViewport();
  await goTo(page, '99999');
  await expectOpen(page, 'Test image 9,999 · Class 5', '70,000 of 70,000');
  await expect(page.getByRole('button', { name: 'Next image' })).toBeDisabled();
});

test('an image tells its label, part and index, and each pixel its value', async ({ page }) => {
  const bytes = trueImage('train-1.png', 2345);
  await openBrowse(page, 'split=train&image=12345');
  await expect(page.getByRole('heading', { name: 'Bag', exact: true })).toBeVisible();
  await expectOpen(page, 'Training image 12,345 · Class 8', '12,346 of 60,000');
  const pixels = page.getByRole('application', { name: /^Pixels of the image/ });
  expect(await drawn(pixels.locator('canvas'))).toEqual(bytes);
  for (const place of [0, 783, 6 * 28 + 2, 2 * 28 + 6, 14 * 28 + 15]) {
    const [row, column] = [Math.floor(place / 28), place % 28];
    await page.mouse.move(...(await middleOf(pixels, row, column)));
    await expectReadout(page, bytes, row, column);
  }
  await pixels.focus();
  for (const key of ['Left', 'Left', 'Down']) await page.keyboard.press(`Arrow${key}`);
  await expectReadout(page, bytes, 15, 13);
  for (let step = 0; step < 20; step++) await page.keyboard.press('ArrowUp');
  await expectReadout(page, bytes, 0, 13);
  // The arrows were for the pixels, not for going to another image.
  await expectOpen(page, 'Training image 12,345 · Class 8', '12,346 of 60,000');

  await page.getByRole('radio', { name: 'Numbers' }).click();
  await press(page, 'Next image');
  await expectOpen(page, /^Training image 12,346 · /, '12,347 of 60,000');
  const table = page.getByRole('table', { name: 'The 784 pixel values, row by row' });
  const values = await table.locator('tbody').getByRole('cell').allTextContents();
  expect(values.map(Number)).toEqual(trueImage('train-1.png', 2346));
});

test('the keyboard reaches, opens and closes images, and ? lists its keys', async ({ page }) => {
  await openBrowse(page);
  const columns = await columnsOf(page);
  const goes = async (keys: string, image: number) => {
    for (const key of keys.split(' ')) await page.keyboard.press(key);
    await expect.poll(() => activeImage(page)).toBe(image);
    await expect(await activeCell(page)).toBeInViewport({ ratio: 0.99 });
  };
  await grid(page).focus();
  await goes('ArrowLeft ArrowUp', 0);
  await goes('ArrowRight ArrowRight ArrowDown', columns + 2);
  await goes('End', 2 * columns - 1);
  await goes('ArrowRight', 2 * columns);
  await goes('ArrowLeft Home ArrowUp', 0);
  const rowsInView = (await boxOf(grid(page))).height / (await boxOf(page.getByRole('row'))).height;
  await page.keyboard.press('PageDown');
  await expect.poll(() => activeImage(page)).toBeGreaterThan(0);
  const paged = await activeImage(page);
  expect([Math.floor(rowsInView), Math.floor(rowsInView - 1)]).toContain(paged / columns);
  await goes('PageDown ArrowRight PageUp', paged + 1);
  await goes('Control+End ArrowRight ArrowDown PageDown', 69_999);
  await expect(await activeCell(page)).toHaveAccessibleName(LAST);
  await goes('ArrowUp', 69_999 - columns);
  await goes('Control+Home', 0);

  const opens = async (key: string, image: number) => {
    await page.keyboard.press(key);
    await expectOpen(page, RegExp(`^Training image ${image} · `), `${image + 1} of 70,000`);
  };
  await opens('Enter', 0);
  await opens('n', 1);
  await opens('ArrowRight', 2);
  await opens('p', 1);
  await opens('ArrowDown', columns + 1);
  await opens('ArrowUp', 1);
  await press(page, 'Next image');
  await opens('n', 3);
  await press(page, 'Previous image');
  await opens('ArrowLeft', 1);

  await grid(page).focus();
  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  for (const key of '←,→,↑,↓,Home,End,Page Up,Page Down,Enter,n,p,Esc,?'.split(',')) {
    await expect(help.getByText(key, { exact: true })).toBeVisible();
  }
  // Letters are not for what lies below, and Esc takes away only what lies on top.
  await page.keyboard.press('n');
  await page.keyboard.press('Escape');
  await expect(help).toHaveCount(0);
  await expect(facts(page)).toHaveText(/^Training image 1 · /);
  await page.keyboard.press('Escape');
  await expect(facts(page).or(selected(page))).toHaveCount(0);
  expect(await activeImage(page)).toBe(1);
});

test('the address carries filters and image, and survives a reload', async ({ page }) => {
  await openBrowse(page);
  await part(page, 'Test').click();
  await option(page, 'Sandal').click();
  await goTo(page, '9999');
  await expect(page).toHaveURL(/#\/browse\?split=test&class=5&image=9999$/);
  await page.reload();
  await expect(selected(page)).toBeInViewport(SLOW);
  await expect(selected(page)).toHaveAccessibleName(LAST);
  await expectOpen(page, 'Test image 9,999 · Class 5', '1,000 of 1,000');
  await expect(part(page, 'Test')).toBeChecked();
  await expect(option(page, 'Sandal')).toHaveAttribute('aria-selected', 'true');

  // Written by hand: a class that would hide the image is left out, and so is nonsense.
  await openBrowse(page, 'class=1&image=0');
  await expectOpen(page, 'Training image 0 · Class 9', '1 of 70,000');
  await openBrowse(page, 'split=validation&class=10&image=70000');
  await expect(facts(page)).toHaveCount(0);
  await expect(grid(page)).toHaveAccessibleName('Images, 70,000');
});

test('70,000 images stand in few elements, and the last is drawn as it is', async ({ page }) => {
  await openBrowse(page, 'size=1');
  const elements = () => page.evaluate(() => document.querySelectorAll('*').length);
  const columns = await columnsOf(page);
  await expect(grid(page)).toHaveAttribute('aria-rowcount', `${Math.ceil(70_000 / columns)}`);
  const last = cell(page, LAST);
  await expect(last).toHaveCount(0);
  expect(await elements()).toBeLessThan(3000);
  await grid(page).hover();
  await page.mouse.wheel(0, 10_000_000);
  await expect(last).toBeInViewport({ ratio: 0.99 });
  expect(await elements()).toBeLessThan(3000);
  const strip = last.locator('xpath=../canvas');
  expect(await drawn(strip, 69_999 % columns)).toEqual(trueImage('test-0.png', 9999));
  await last.click();
  await expectOpen(page, 'Test image 9,999 · Class 5', '70,000 of 70,000');
});

test.describe('when a sheet comes late, and then not at all', () => {
  test.use({ allowedErrors: [/train-5\.png/] });
  test('the screen tells how far it is and what failed, and tries again', async ({ page }) => {
    const held = new Promise<Route>((resolve) => void page.route('**/train-5.png', resolve));
    await page.goto('/?lang=en#/browse');
    const progress = page.getByRole('progressbar', { name: 'Loading images' });
    await expect(progress).toHaveAttribute('aria-valuetext', '86%', SLOW);
    await expect(page.getByText(/^60,000 of 70,000 images, \d/)).toBeVisible();
    await (await held).abort();
    const alert = page.getByRole('alert');
    await expect(alert).toContainText('The images could not be loaded');
    await expect(alert).toContainText('train-5.png could not be fetched');
    await expect(progress.or(grid(page))).toHaveCount(0);
    await page.unroute('**/train-5.png');
    await press(page, 'Try again');
    await expect(grid(page)).toHaveAccessibleName('Images, 70,000', SLOW);
    await expect(progress.or(alert)).toHaveCount(0);
  });
});

test('in Korean no English word is left', async ({ page }) => {
  await openBrowse(page, '', 'ko');
  await expect(grid(page)).toHaveAccessibleName('이미지 70,000장');
  // The data set's own name is the same in every language.
  const english = async () =>
    (await page.locator('main').innerText()).replaceAll('Fashion-MNIST', '').match(/[a-z]{2,}/gi);
  expect(await english()).toBeNull();
  await cell(page, '앵클부츠, 훈련 이미지 0번').click();
  await expect(page.getByText('훈련 이미지 0번 · 클래스 9')).toBeVisible();
  await page.getByRole('application', { name: '이미지의 픽셀' }).press('ArrowUp');
  const value = trueImage('train-0.png', 0)[14 * 28 + 14];
  await expect(page.getByText(`14행 14열: ${value}`, { exact: true })).toBeVisible();
  expect(await english()).toBeNull();
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  test('an image opens as a sheet over the page, and Esc closes it', async ({ page }) => {
    await openBrowse(page);
    await cell(page, 'T-shirt/top, training image 1').tap();
    const sheet = page.getByRole('dialog', { name: 'T-shirt/top' });
    await expect.poll(() => boxOf(sheet)).toMatchObject({ x: 0, width: 390 });
    await expectOpen(page, 'Training image 1 · Class 0', '2 of 70,000');
    await page.touchscreen.tap(...(await middleOf(sheet.getByRole('application'), 3, 12)));
    await expectReadout(page, trueImage('train-0.png', 1), 3, 12);
    await sheet.getByRole('button', { name: 'Next image' }).tap();
    await expectOpen(page, 'Training image 2 · Class 0', '3 of 70,000');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(grid(page)).toBeFocused();
  });
});

const grid = (page: Page) => page.getByRole('grid');
const cell = (page: Page, name: string) => page.getByRole('gridcell', { name, exact: true });
const selected = (page: Page) => page.getByRole('gridcell', { selected: true });
const part = (page: Page, name: string) => page.getByRole('radio', { name, exact: true });
const option = (page: Page, name: string) => page.getByRole('option', { name, exact: true });
const facts = (page: Page) => page.getByText(/^(Training|Test) image [\d,]+ · /);
const columnsOf = async (page: Page) => Number(await grid(page).getAttribute('aria-colcount'));
const boxOf = (place: Locator) => place.first().evaluate((one) => one.getBoundingClientRect());

async function openBrowse(page: Page, query = '', language = 'en') {
  await page.goto(`/?lang=${language}#/browse?${query}`);
  await expect(page.getByRole('gridcell').first()).toBeVisible(SLOW);
}

async function goTo(page: Page, index: string) {
  await page.getByRole('textbox', { name: 'Go to image' }).fill(index);
  await page.keyboard.press('Enter');
}

async function expectOpen(page: Page, fact: string | RegExp, position: string) {
  await expect(facts(page)).toHaveText(fact);
  await expect(page.getByText(`${position} shown`, { exact: true })).toBeVisible();
}

async function expectReadout(page: Page, bytes: number[], row: number, column: number) {
  const text = `Row ${row}, column ${column}: ${bytes[row * 28 + column]}`;
  await expect(page.getByText(text, { exact: true })).toBeVisible();
}

/** The cell where the keyboard is, as screen readers are told. */
const activeCell = async (page: Page) =>
  page.locator(`[id="${await grid(page).getAttribute('aria-activedescendant')}"]`);

/** Number of the image where the keyboard is; test images count after the training images. */
async function activeImage(page: Page) {
  const name = await (await activeCell(page)).evaluateAll(([one]) => one?.ariaLabel ?? '');
  return Number(name.replace(/\D/g, '')) + (name.includes('test') ? 60_000 : 0);
}

/** Where to point at a pixel of an enlarged image. */
async function middleOf(image: Locator, row: number, column: number): Promise<[number, number]> {
  const { x, y, width, height } = await boxOf(image);
  return [x + (width * (column + 0.5)) / 28, y + (height * (row + 0.5)) / 28];
}

/** Greys of one image on a canvas of images side by side, a gap of one pixel between them. */
function drawn(canvas: Locator, position = 0): Promise<number[]> {
  return canvas.evaluate((element, left) => {
    const context = (element as HTMLCanvasElement).getContext('2d');
    const colours = context?.getImageData(left, 0, 28, 28).data ?? [];
    return Array.from({ length: 784 }, (_, pixel) => colours[4 * pixel] ?? -1);
  }, position * 29);
}

function dataFile(name: string) {
  return readFileSync(new URL(`../public/data/fashion-mnist/${name}`, import.meta.url));
}

/** The 784 bytes of an image of a sheet, which has 100 images a row. */
function trueImage(sheet: string, index: number): number[] {
  const { data } = decode(dataFile(sheet));
  const start = Math.floor(index / 100) * 78_400 + (index % 100) * 28;
  const at = (pixel: number) => start + Math.floor(pixel / 28) * 2800 + (pixel % 28);
  return Array.from({ length: 784 }, (_, pixel) => data[at(pixel)] ?? -1);
}
