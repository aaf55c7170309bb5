import { describe, expect, it } from 'vitest';
import type { Region } from '../../domain/photo/photo';
import { CORNERS, MIN_SIDE, movePlace, moveRegion, regionBetween, resizeRegion } from './region';

const MIDDLE: Region = { left: 0.25, top: 0.25, width: 0.5, height: 0.5 };

function expectInside({ left, top, width, height }: Region) {
  expect(left).toBeGreaterThanOrEqual(0);
  expect(top).toBeGreaterThanOrEqual(0);
  expect(left + width).toBeLessThanOrEqual(1 + 1e-12);
  expect(top + height).toBeLessThanOrEqual(1 + 1e-12);
  expect(width).toBeGreaterThanOrEqual(MIN_SIDE - 1e-12);
  expect(height).toBeGreaterThanOrEqual(MIN_SIDE - 1e-12);
}

describe('movePlace', () => {
  it('stays in the picture', () => {
    expect(movePlace({ x: 0.5, y: 0.5 }, { x: 0.125, y: -0.25 })).toEqual({ x: 0.625, y: 0.25 });
    expect(movePlace({ x: 0.5, y: 0.5 }, { x: -9, y: 9 })).toEqual({ x: 0, y: 1 });
  });
});

describe('moveRegion', () => {
  it('keeps the size and stays in the picture', () => {
    expect(moveRegion(MIDDLE, { x: 0.125, y: -0.125 })).toEqual({
      left: 0.375,
      top: 0.125,
      width: 0.5,
      height: 0.5,
    });
    expect(moveRegion(MIDDLE, { x: 9, y: -9 })).toEqual({ ...MIDDLE, left: 0.5, top: 0 });
  });
});

describe('resizeRegion', () => {
  it('moves one corner and keeps the opposite one', () => {
    const by = { x: 0.125, y: 0.0625 };
    expect(resizeRegion(MIDDLE, 'topLeft', by)).toEqual({
      left: 0.375,
      top: 0.3125,
      width: 0.375,
      height: 0.4375,
    });
    expect(resizeRegion(MIDDLE, 'bottomRight', by)).toEqual({
      left: 0.25,
      top: 0.25,
      width: 0.625,
      height: 0.5625,
    });
  });

  it.each(CORNERS)('never turns inside out nor leaves the picture (%s)', (corner) => {
    for (const x of [-2, -0.1, 0.1, 2]) {
      for (const y of [-2, -0.1, 0.1, 2]) expectInside(resizeRegion(MIDDLE, corner, { x, y }));
    }
  });
});

describe('regionBetween', () => {
  it('takes two places in any order', () => {
    const expected = { left: 0.25, top: 0.5, width: 0.5, height: 0.25 };
    expect(regionBetween({ x: 0.25, y: 0.5 }, { x: 0.75, y: 0.75 })).toEqual(expected);
    expect(regionBetween({ x: 0.75, y: 0.75 }, { x: 0.25, y: 0.5 })).toEqual(expected);
  });

  it('stays in the picture and is never empty', () => {
    expectInside(regionBetween({ x: 1, y: 1 }, { x: 1, y: 1 }));
    expectInside(regionBetween({ x: -3, y: 0.5 }, { x: 4, y: 0.5 }));
  });
});
