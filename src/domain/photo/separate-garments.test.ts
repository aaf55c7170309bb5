import { describe, expect, it } from 'vitest';
import { mix } from '../random';
import { outputOf, PHOTO_CATEGORIES, type PhotoCategory } from './categories';
import type { PixelImage, Region } from './photo';
import type { PixelBox } from './pixels';
import { mayBeSeveral, separateGarments, separateParts } from './separate-garments';
import { painted } from './testing';

/** Dark boxes on an uneven brown floor of 240 x 180 pixels. */
function photoWith(...garments: PixelBox[]): PixelImage {
  return painted(240, 180, (x, y) => {
    const isGarment = garments.some(
      ({ left, top, width, height }) =>
        x >= left && x < left + width && y >= top && y < top + height,
    );
    const grain = (mix(x, y) % 40) - 20;
    if (isGarment) return [40 + grain / 4, 60 + grain / 4, 120 + grain / 4, 255];
    return [150 + grain, 110 + grain, 70 + grain, 255];
  });
}

const JACKET = { left: 20, top: 20, width: 100, height: 130 };
const TROUSERS = { left: 160, top: 40, width: 50, height: 110 };
const SPECK = { left: 180, top: 80, width: 12, height: 12 };

/** A region in pixels of the photo, its four edges. */
function edges({ left, top, width, height }: Region): number[] {
  return [left * 240, top * 180, (left + width) * 240, (top + height) * 180];
}

/** An answer of the photo network: a category, and the rest spread over the others. */
function answer(category: PhotoCategory, share: number): number[] {
  const others = (1 - share) / (PHOTO_CATEGORIES.length - 1);
  return PHOTO_CATEGORIES.map((_, label) => (label === outputOf(category) ? share : others));
}

describe('separateParts', () => {
  it('gives each garment that stands apart, the larger first, with a little around it', () => {
    const [jacket, trousers, ...more] = separateParts(photoWith(TROUSERS, JACKET)).map(edges);
    expect(more).toEqual([]);
    // A margin of a twentieth of the longer side, give or take two pixels of the copy.
    for (const [found, { left, top, width, height }] of [
      [jacket, JACKET],
      [trousers, TROUSERS],
    ] as const) {
      const margin = 0.05 * height;
      const wanted = [left - margin, top - margin, left + width + margin, top + height + margin];
      wanted.forEach((edge, at) => {
        expect(Math.abs((found?.[at] ?? 0) - edge)).toBeLessThan(4);
      });
    }
  });

  it('gives none for one garment, beside a speck too, and where nothing stands out', () => {
    expect(separateParts(photoWith(JACKET))).toEqual([]);
    expect(separateParts(photoWith(JACKET, SPECK))).toEqual([]);
    expect(separateParts(painted(60, 60, () => [200, 200, 200, 255]))).toEqual([]);
    expect(separateParts(painted(5, 60, (_, y) => [y, y, y, 255]))).toEqual([]);
  });

  it('gives at most the four largest', () => {
    const columns = [0, 1, 2, 3, 4];
    const boxes = columns.map((at) => ({ left: 14 + at * 46, top: 50, width: 24, height: 70 }));
    expect(separateParts(photoWith(...boxes))).toHaveLength(4);
  });
});

describe('separateGarments', () => {
  it('counts the categories that are sure enough', () => {
    const [shirt, trousers] = [answer('Shirt', 0.5), answer('Trousers', 0.9)];
    expect(separateGarments([shirt, trousers])).toBe(2);
    expect(separateGarments([shirt, trousers, answer('Shoes', 0.3)])).toBe(3);
    expect(separateGarments([shirt, answer('Trousers', 0.29)])).toBe(1);
  });

  it('takes parts of one category for one garment, as a pair of shoes is', () => {
    expect(separateGarments([answer('Shoes', 0.9), answer('Shoes', 0.6)])).toBe(1);
  });

  it('does not count what is nothing to wear', () => {
    expect(separateGarments([answer('Shirt', 0.9), answer('None of these', 0.9)])).toBe(1);
    expect(separateGarments([answer('None of these', 0.9), answer('None of these', 0.9)])).toBe(1);
  });

  it('has one where no part says anything', () => {
    expect(separateGarments([])).toBe(1);
    expect(separateGarments([answer('Shirt', 0.2), answer('Hat', 0.2)])).toBe(1);
  });
});

describe('mayBeSeveral', () => {
  it('says no only of an answer that is nearly certain', () => {
    expect(mayBeSeveral(answer('Shirt', 0.96))).toBe(false);
    expect(mayBeSeveral(answer('Shirt', 0.94))).toBe(true);
    expect(mayBeSeveral(answer('Shirt', 0.2))).toBe(true);
  });
});
