/** A photo followed through the network that comes for photos: its maps, its weights, where it looked. */
import { readFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { choose, openAsFound } from './assistant-page';
import { expect, press, state, test } from './fixtures';
import { photoOf } from './photos';

test('reads values of its maps: a pooled one is the largest of its window, and above 0', async ({
  page,
}) => {
  await lookInside(page);
  const normal = maps(page, 'Batch normalization 1: 32 maps');
  const pooled = maps(page, 'Max pooling 1: 32 maps');
  for (const [row, column] of [
    [6, 15],
    [12, 10],
    [17, 4],
  ] as const) {
    const window: number[] = [];
    for (const down of [0, 1]) {
      for (const right of [0, 1]) {
        window.push(await valueAt(normal, 56, 2 * row + down, 2 * column + right));
      }
    }
    expect(await valueAt(pooled, 28, row, column)).toBe(Math.max(0, ...window));
  }
});

test('shows its filters for each colour by the weights that come with it, and counts weights', async ({
  page,
}) => {
  await lookInside(page);
  const now = maps(page, 'Filters of Convolution 1, Now');
  const before = maps(page, 'Filters of Convolution 1, Before training');
  for (const group of [now, before]) await expect(group.getByRole('button')).toHaveCount(3);
  const weights = weightsOf('conv2d_1/kernel');
  for (const [color, row, column] of [
    [0, 2, 2],
    [1, 0, 4],
    [2, 3, 1],
  ] as const) {
    const place = `Slice for input map ${color + 1}, row ${row}, column ${column}`;
    await hover(now, `Slice for input map ${color + 1}`, 5, row, column);
    const text = await page.getByText(`${place}: `).innerText();
    const weight = weights[((row * 5 + column) * 3 + color) * 32] ?? Number.NaN;
    expect(numberAtEnd(text)).toBeCloseTo(weight, 3);
  }
  await expect(
    page.getByRole('img', { name: /^Convolution 1: 2,400 weights, mean/ }),
  ).toBeVisible();
  await expect(page.getByRole('img', { name: /^Dense: 2,304 weights, mean/ })).toBeVisible();

  const first = maps(page, 'Convolution 1: 32 maps').getByRole('button').first();
  await first.press('Enter');
  const sheet = page.getByRole('dialog', { name: 'Convolution 1 · Map 1' });
  await expect(sheet).toContainText(
    'Each value is the sum of 5 × 5 windows of all 3 colours of the image, each times its slice of this filter.',
  );
});

test('shows on the photo where it looked, for the answer and for another class', async ({
  page,
}) => {
  await lookInside(page);
  const section = page.getByRole('region', { name: 'Where it looked', exact: true });
  await expect(section.getByText('By 7 × 7 places of its last layer with maps')).toBeVisible();
  const answer = section.getByRole('img', { name: /^What the network sees, coloured where it/ });
  await expect(answer).toBeVisible();
  const heat = section.locator('canvas[aria-hidden="true"]');
  await expect(heat).toHaveCount(1);
  const covered = await coverage(heat);
  expect(Math.max(...covered)).toBeGreaterThan(Math.min(...covered) + 64);

  await section.getByRole('button', { name: /For which class/ }).click();
  await page.getByRole('option', { name: 'Skirt', exact: true }).click();
  await expect(section.getByRole('img', { name: /spoke for Skirt$/ })).toBeVisible();
  await expect.poll(() => coverage(heat)).not.toEqual(covered);
});

const maps = (page: Page, name: string) => page.getByRole('group', { name, exact: true });

/** Opens Understand with a photo that the network for photos has answered. */
async function lookInside(page: Page): Promise<void> {
  await openAsFound(page);
  await choose(page, [await photoOf(page, 'coat')]);
  await expect(state(page)).toHaveText('1 photo answered');
  await press(page, 'Look inside');
  await expect(page.getByRole('heading', { name: /^Convolution 1 56 × 56 × 32/ })).toBeVisible();
}

/** The value that is said when a place of the fifth map is pointed at. */
async function valueAt(group: Locator, side: number, row: number, column: number): Promise<number> {
  await hover(group, 'Map 5', side, row, column);
  const place = new RegExp(`^Map 5, row ${row}, column ${column}: `);
  return numberAtEnd(await group.page().getByText(place).innerText());
}

/** Points at a place of a map, or of a slice of a filter, that has so many rows and columns. */
async function hover(
  group: Locator,
  name: string,
  side: number,
  row: number,
  column: number,
): Promise<void> {
  const map = group.getByRole('button', { name, exact: true });
  await map.scrollIntoViewIfNeeded();
  const box = await map.boundingBox();
  if (!box) throw new Error(`${name} is not in sight`);
  const pixel = box.width / side;
  await map.hover({ position: { x: (column + 0.5) * pixel, y: (row + 0.5) * pixel } });
}

function numberAtEnd(text: string): number {
  return Number(text.replace(/.*: /, '').replace('−', '-'));
}

/** How strongly the colours cover each place, 0 to 255. */
function coverage(heat: Locator): Promise<number[]> {
  return heat.evaluate((canvas: HTMLCanvasElement) => {
    const data = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data;
    return [...(data ?? [])].filter((_, at) => at % 4 === 3);
  });
}

/** An array of the network's file, which is safetensors of half-precision numbers. */
function weightsOf(name: string): number[] {
  const path = '../public/models/photo-resnet/weights.safetensors';
  const file = readFileSync(new URL(path, import.meta.url));
  const length = Number(file.readBigUInt64LE());
  const header = JSON.parse(file.toString('utf8', 8, 8 + length)) as Record<
    string,
    { dtype: string; data_offsets: [number, number] }
  >;
  const array = header[name];
  if (array?.dtype !== 'F16') throw new Error(`${name} is not there in half precision`);
  const [from, to] = array.data_offsets;
  return Array.from({ length: (to - from) / 2 }, (_, at) =>
    halfOf(file.readUInt16LE(8 + length + from + 2 * at)),
  );
}

/** A number of IEEE 754's binary16. */
function halfOf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const [exponent, fraction] = [(bits >> 10) & 31, bits & 1023];
  return (
    sign * (exponent === 0 ? fraction / 2 ** 24 : (1 + fraction / 1024) * 2 ** (exponent - 15))
  );
}
