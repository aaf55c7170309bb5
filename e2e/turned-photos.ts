/** One picture as cameras store it, held in any of the eight ways that EXIF knows. */
import type { Page } from '@playwright/test';
import { fromCamera } from './odd-photos';
import type { TestFile } from './photos';

/** On which sides of the upright picture the first stored row and column lie (EXIF 2.32, 4.6.4 A, Orientation). */
const FIRST_ROW_AND_COLUMN = {
  1: ['top', 'left'],
  2: ['top', 'right'],
  3: ['bottom', 'right'],
  4: ['bottom', 'left'],
  5: ['left', 'top'],
  6: ['right', 'top'],
  7: ['right', 'bottom'],
  8: ['left', 'bottom'],
} as const;

/** A value of EXIF's Orientation. */
export type Orientation = keyof typeof FIRST_ROW_AND_COLUMN;

/** All eight. */
export const ORIENTATIONS = Object.keys(FIRST_ROW_AND_COLUMN).map(
  (value) => Number(value) as Orientation,
);

/** Where the quarters of the picture are drawn: top left and right, bottom left and right. */
const COLORS = ['#f00', '#0f0', '#00f', '#ff0'];

/**
 * A JPEG stored in one of the eight ways. Upright, its quarters are red and green, and below blue and yellow.
 * @param sides width and height in pixels, upright
 */
export async function turned(
  page: Page,
  orientation: Orientation,
  [width, height]: readonly [number, number],
  name: string,
): Promise<TestFile> {
  // How far a place is from each side: factors of its x and its y, and what is added.
  const distances = {
    left: [1, 0, 0],
    right: [-1, 0, width],
    top: [0, 1, 0],
    bottom: [0, -1, height],
  };
  const [row, column] = FIRST_ROW_AND_COLUMN[orientation];
  const matrix = distances[column].flatMap((value, at) => [value, distances[row][at] ?? 0]);
  const base64 = await page.evaluate(
    async ({ matrix, width, height, isOnItsSide, colors }) => {
      const canvas = new OffscreenCanvas(
        isOnItsSide ? height : width,
        isOnItsSide ? width : height,
      );
      const context = canvas.getContext('2d');
      if (!context) throw new Error('no canvas');
      context.setTransform(new DOMMatrix(matrix));
      for (const [at, color] of colors.entries()) {
        context.fillStyle = color;
        const [left, top] = [((at % 2) * width) / 2, (Math.floor(at / 2) * height) / 2];
        context.fillRect(left, top, width / 2, height / 2);
      }
      const blob = await canvas.convertToBlob({ type: 'image/jpeg' });
      const bytes = new Uint8Array(await blob.arrayBuffer());
      return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
    },
    { matrix, width, height, isOnItsSide: orientation > 4, colors: COLORS },
  );
  const jpeg = { name, mimeType: 'image/jpeg', buffer: Buffer.from(base64, 'base64') };
  return fromCamera(jpeg, '2024:05:06 10:20:30', name, orientation);
}
