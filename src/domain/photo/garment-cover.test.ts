import { expect, it } from 'vitest';
import { randomStream } from '../random';
import { garmentCover, inFrontOf } from './garment-cover';

const SIDE = 48;

/** A red square on grey grain: from `from` up to `to` in both directions. */
function photoOf(from: number, to: number) {
  const random = randomStream(4);
  const data = new Uint8Array(SIDE * SIDE * 3);
  for (let pixel = 0; pixel < SIDE * SIDE; pixel++) {
    const [column, row] = [pixel % SIDE, Math.floor(pixel / SIDE)];
    const isInside = column >= from && column < to && row >= from && row < to;
    const grain = 30 * random();
    data.set(isInside ? [200, 20 + grain, 30] : [120 + grain, 120 + grain, 125], pixel * 3);
  }
  return { side: SIDE, data };
}

it('covers the garment with soft edges, and nothing of what is behind it', () => {
  const cover = garmentCover(photoOf(12, 36));
  const at = (column: number, row: number) => cover?.[row * SIDE + column];
  expect([at(24, 24), at(14, 34)]).toEqual([255, 255]);
  expect([at(4, 4), at(24, 8), at(40, 24)]).toEqual([0, 0, 0]);
  expect(at(12, 24)).toBe(170);
});

it('is not known where it would be a speck, or all of the photo', () => {
  expect(garmentCover(photoOf(22, 27))).toBeNull();
  const flat = { side: SIDE, data: new Uint8Array(SIDE * SIDE * 3).fill(80) };
  expect(garmentCover(flat)).toBeNull();
});

it('a garment in front of something else keeps its pixels, and mixes at its edge', () => {
  const target = { side: 1, data: new Uint8Array(3) };
  const [photo, behind] = [
    { side: 1, data: Uint8Array.of(100, 0, 255) },
    { side: 1, data: Uint8Array.of(200, 50, 255) },
  ];
  const mixedBy = (share: number) => {
    inFrontOf(photo, Uint8Array.of(share), behind, target);
    return [...target.data];
  };
  expect(mixedBy(255)).toEqual([100, 0, 255]);
  expect(mixedBy(0)).toEqual([200, 50, 255]);
  expect(mixedBy(51)).toEqual([180, 40, 255]);
});
