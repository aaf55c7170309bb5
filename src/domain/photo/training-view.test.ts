import { describe, expect, it } from 'vitest';
import { randomStream } from '../random';
import {
  mixInto,
  type SquarePhoto,
  type ViewOptions,
  wholeView,
  writeTrainingView,
} from './training-view';

const NOTHING: ViewOptions = {
  ...{ smallestArea: 1, stretch: 1, rotation: 0, flip: 0, color: 0, hue: 0, erasing: 0 },
};

/** Red grows to the right, green downwards; blue is 100. */
function ramp(side: number): SquarePhoto {
  const data = new Uint8Array(side * side * 3);
  for (let pixel = 0; pixel < side * side; pixel++) {
    const step = Math.floor(255 / side);
    data.set([(pixel % side) * step, Math.floor(pixel / side) * step, 100], pixel * 3);
  }
  return { side, data };
}

function viewOf(photo: SquarePhoto, options: Partial<ViewOptions>, seed = 1, side = photo.side) {
  const target = new Uint8Array(side * side * 3 + 6).fill(7);
  writeTrainingView(photo, { ...NOTHING, ...options }, randomStream(seed), side, target, 3);
  // What lies before and behind is not its business.
  expect([...target.subarray(0, 3), ...target.subarray(-3)]).toEqual([7, 7, 7, 7, 7, 7]);
  return target.slice(3, -3);
}

function pixel(view: Uint8Array, side: number, column: number, row: number): number[] {
  return [...view.subarray((row * side + column) * 3, (row * side + column) * 3 + 3)];
}

describe('views of a photo', () => {
  it('without any change show the photo itself', () => {
    const photo = ramp(16);
    expect(viewOf(photo, {})).toEqual(photo.data);
    expect(wholeView(photo, 16)).toEqual(photo.data);
  });

  it('average the pixels between which they fall', () => {
    // Each pixel of the half lies in the middle of four.
    const photo = ramp(8);
    const view = wholeView(photo, 4);
    expect(pixel(view, 4, 0, 0)).toEqual([16, 16, 100]);
    expect(pixel(view, 4, 3, 1)).toEqual([202, 78, 100]);
  });

  it('are mirrored left to right', () => {
    const photo = ramp(16);
    const view = viewOf(photo, { flip: 1 });
    expect(pixel(view, 16, 0, 5)).toEqual(pixel(photo.data, 16, 15, 5));
    expect(pixel(view, 16, 12, 0)).toEqual(pixel(photo.data, 16, 3, 0));
  });

  it('show a part as large as asked for, wherever it lies', () => {
    for (const seed of [1, 2, 3]) {
      const view = viewOf(ramp(64), { smallestArea: 0.25 }, seed, 64);
      const width = (pixel(view, 64, 63, 0)[0] ?? 0) - (pixel(view, 64, 0, 0)[0] ?? 0);
      const height = (pixel(view, 64, 0, 63)[1] ?? 0) - (pixel(view, 64, 0, 0)[1] ?? 0);
      // Steps of 3 from pixel to pixel: between half of the side and all of it.
      expect(width).toBeGreaterThanOrEqual(31 * 3);
      expect(width).toBeLessThanOrEqual(63 * 3);
      expect(Math.abs(width - height)).toBeLessThanOrEqual(3);
    }
  });

  it('are turned about their middle', () => {
    // With one seed the angle is near the limit; the middle stays, and the corner comes from elsewhere.
    const photo = ramp(15);
    const view = viewOf(photo, { rotation: 45 }, 5);
    expect(pixel(view, 15, 7, 7)).toEqual(pixel(photo.data, 15, 7, 7));
    expect(pixel(view, 15, 14, 7)).not.toEqual(pixel(photo.data, 15, 14, 7));
  });

  it('leave greys grey when hue and saturation change', () => {
    const grey = { side: 4, data: new Uint8Array(48).fill(90) };
    for (const seed of [1, 2, 3, 4]) {
      const view = viewOf(grey, { hue: 180 }, seed);
      expect([...view].every((value) => Math.abs(value - 90) <= 1)).toBe(true);
    }
  });

  it('turn the wheel of colours: by a third, red becomes green or blue', () => {
    const red = { side: 2, data: Uint8Array.from({ length: 12 }, (_, at) => (at % 3 ? 0 : 200)) };
    const hues = [...Array(40).keys()].map((seed) => viewOf(red, { hue: 125 }, seed).slice(0, 3));
    const purest = (channel: number) =>
      Math.max(
        ...hues.map(
          (color) => (color[channel] ?? 0) - Math.max(...color.filter((_, at) => at !== channel)),
        ),
      );
    for (const channel of [0, 1, 2]) expect(purest(channel)).toBeGreaterThan(150);
  });

  it('are covered in part by noise', () => {
    const black = { side: 32, data: new Uint8Array(32 * 32 * 3) };
    const view = viewOf(black, { erasing: 1 }, 9);
    const covered = view.filter((value) => value > 0).length / view.length;
    expect(covered).toBeGreaterThan(0.02);
    expect(covered).toBeLessThan(0.26);
  });

  it('are mixed by shares', () => {
    const target = Uint8Array.of(9, 200, 100, 9);
    mixInto(target, 1, Uint8Array.of(0, 50), 0.75);
    expect([...target]).toEqual([9, 150, 88, 9]);
  });
});
