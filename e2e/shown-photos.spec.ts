/** Photos are shown as a person sees them elsewhere: upright, and in their colours. */
import type { Page } from '@playwright/test';
import { choose, openAssistant, row } from './assistant-page';
import { expect, state, test } from './fixtures';
import { printJpeg } from './odd-photos';
import { withSwappedColors } from './profiled-photo';
import { ORIENTATIONS, turned } from './turned-photos';

/** How far each of red, green and blue may be from 0 or 255: JPEG keeps none exactly. */
const TOLERANCE = 40;
/** Tells in the console at which width pictures are asked for. */
const TELLING_DECODER = `globalThis.ImageDecoder = class extends ImageDecoder {
  constructor(init) {
    super(init);
    if (init.desiredWidth) console.log('decoder ' + init.desiredWidth);
  }
};`;
const NAMES = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'];

for (const [kind, sides, shown] of [
  ['small', [300, 200], '300 x 200'],
  // Larger than what is kept: the browser turns them and makes them smaller in one go.
  ['larger', [800, 400], '512 x 256'],
  // Much larger: decoded at half of their size to begin with.
  ['wide', [1200, 600], '512 x 256'],
  ['tall', [600, 1200], '256 x 512'],
] as const) {
  test(`${kind} photos in all eight EXIF orientations are shown upright`, async ({ page }) => {
    await openAssistant(page);
    const photos = [];
    for (const orientation of ORIENTATIONS) {
      photos.push(await turned(page, orientation, sides, `${orientation}.jpg`));
    }
    await choose(page, photos);
    await expect(state(page)).toHaveText('8 photos answered');
    const seen = new Map<string, unknown>();
    for (const { name } of photos) seen.set(name, await shownQuarters(page, name));
    const upright = { sides: shown, quarters: ['red', 'green', 'blue', 'yellow'] };
    expect(seen).toEqual(new Map(photos.map(({ name }) => [name, upright])));
  });
}

test('large photos are decoded no larger than needed, small ones as they are', async ({ page }) => {
  const widths: number[] = [];
  page.on('console', (message) => {
    const [, width] = /^decoder (\d+)$/.exec(message.text()) ?? [];
    if (width) widths.push(Number(width));
  });
  await page.route('**/assets/worker-*.js', async (route) => {
    const response = await route.fetch();
    const body = `${TELLING_DECODER}${await response.text()}`;
    await route.fulfill({ response, body });
  });
  await openAssistant(page);
  // Stored lying on its side, and 1,200 pixels high.
  const large = await turned(page, 6, [600, 1200], 'large.jpg');
  await choose(page, [large, await turned(page, 1, [300, 200], 'small.jpg')]);
  await expect(state(page)).toHaveText('2 photos answered');
  expect(widths).toEqual([300]);
});

test('photos are shown in the colours that their profile says, large ones too', async ({
  page,
}) => {
  await openAssistant(page);
  const photos = [];
  for (const [name, sides] of [
    ['small', [300, 200]],
    ['large', [1200, 800]],
  ] as const) {
    const file = `${name}.jpg`;
    photos.push(withSwappedColors(await turned(page, 1, sides, file), file));
  }
  await choose(page, photos);
  await expect(state(page)).toHaveText('2 photos answered');
  for (const { name } of photos) {
    const { quarters } = await shownQuarters(page, name);
    expect(quarters).toEqual(['blue', 'green', 'red', 'cyan']);
  }
});

test('a photo for print, in four inks, is shown in its colours', async ({ page }) => {
  await openAssistant(page);
  await choose(page, [printJpeg()]);
  await expect(state(page)).toHaveText('1 photo answered');
  expect(await shownQuarters(page, 'print.jpg')).toEqual({
    sides: '16 x 16',
    quarters: ['red', 'green', 'blue', 'black'],
  });
});

/** The photo of a file as its details show it: sides in pixels, and the colour in the middle of each quarter. */
async function shownQuarters(page: Page, file: string) {
  await row(page, file).click();
  const original = page
    .getByRole('region', { name: file })
    .getByRole('listitem')
    .getByRole('img', { name: 'Photo', exact: true });
  const { sides, pixels } = await original.evaluate((canvas: HTMLCanvasElement) => {
    const { width, height } = canvas;
    const pixelAt = (x: number, y: number) =>
      Array.from(canvas.getContext('2d')?.getImageData(x * width, y * height, 1, 1).data ?? []);
    const places = [0.25, 0.75].flatMap((y) => [0.25, 0.75].map((x) => [x, y] as const));
    return { sides: `${width} x ${height}`, pixels: places.map(([x, y]) => pixelAt(x, y)) };
  });
  return { sides, quarters: pixels.map(colorName) };
}

/** The name of a colour whose parts are all there or not at all; the parts themselves for any other. */
function colorName([red = 0, green = 0, blue = 0]: number[]): string {
  const parts = [red, green, blue];
  const isPure = parts.every((part) => Math.min(part, 255 - part) <= TOLERANCE);
  const index = parts.reduce((sum, part, bit) => sum + (part > 127 ? 1 << bit : 0), 0);
  return (isPure && NAMES[index]) || parts.join(', ');
}
