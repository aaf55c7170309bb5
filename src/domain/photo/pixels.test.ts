import { describe, expect, it } from 'vitest';
import { randomStream } from '../random';
import { cut, fittedSides, grey, onWhite, pixelBox, resized, turned } from './pixels';
import { painted, reds, shade } from './testing';

/** Three wide, two high: 10 20 30 over 40 50 60. */
const six = () => painted(3, 2, (x, y) => shade(10 * (1 + x + 3 * y)));

describe('onWhite', () => {
  it('shows white where a picture is transparent, and mixes where it is half so', () => {
    const image = painted(3, 1, (x) => [0, 100, 200, [0, 51, 255][x] as number]);
    expect([...onWhite(image).data]).toEqual([
      ...[255, 255, 255, 255],
      ...[204, 224, 244, 255],
      ...[0, 100, 200, 255],
    ]);
    expect(image.data[3]).toBe(0);
  });
});

describe('turned', () => {
  it.each([
    [0, 3, [10, 20, 30, 40, 50, 60]],
    [1, 2, [40, 10, 50, 20, 60, 30]],
    [2, 3, [60, 50, 40, 30, 20, 10]],
    [3, 2, [30, 60, 20, 50, 10, 40]],
  ] as const)('turns clockwise by %i quarters', (turns, width, expected) => {
    const result = turned(six(), turns);
    expect([result.width, result.height]).toEqual([width, 5 - width]);
    expect(reds(result)).toEqual(expected);
  });

  it('makes a picture of its own even without turning', () => {
    const image = six();
    expect(turned(image, 0).data.buffer).not.toBe(image.data.buffer);
  });
});

describe('pixelBox and cut', () => {
  it('cuts out what a region covers', () => {
    const region = { left: 1 / 3, top: 0.5, width: 2 / 3, height: 0.5 };
    expect(reds(cut(six(), pixelBox(region, 3, 2)))).toEqual([50, 60]);
  });

  it('rounds outwards, stays within the picture and keeps at least one pixel', () => {
    const box = (left: number, width: number) => {
      const { left: from, width: count } = pixelBox({ left, width, top: 0, height: 1 }, 10, 1);
      return [from, count];
    };
    expect(box(0.15, 0.2)).toEqual([1, 3]);
    expect(box(-0.5, 3)).toEqual([0, 10]);
    expect(box(1, 0)).toEqual([9, 1]);
    expect(box(0.3, 0.4)).toEqual([3, 4]);
  });
});

describe('grey', () => {
  it('weighs colours as Rec. 601 does', () => {
    const image = painted(4, 1, (x) => [
      x === 0 ? 255 : 0,
      x === 1 ? 255 : 0,
      x > 1 ? 255 : 0,
      255,
    ]);
    expect(reds(grey(image))).toEqual([76, 150, 29, 29]);
    expect(reds(grey(painted(1, 1, () => [10, 20, 30, 255])))).toEqual([18]);
  });
});

describe('fittedSides', () => {
  it('keeps the aspect, and one pixel of the thinnest picture', () => {
    expect(fittedSides(400, 100, 28)).toEqual([28, 7]);
    expect(fittedSides(100, 300, 28)).toEqual([9, 28]);
    expect(fittedSides(1000, 1, 28)).toEqual([28, 1]);
    expect(fittedSides(7, 14, 28)).toEqual([14, 28]);
  });
});

describe('resized', () => {
  it('takes the mean of the area that a pixel covers, parts of pixels too', () => {
    expect(reds(resized(six(), 1, 1))).toEqual([35]);
    expect(reds(resized(six(), 3, 1))).toEqual([25, 35, 45]);
    // Each new pixel covers one and a half: (10 + 20 / 2) / 1.5 and (20 / 2 + 30) / 1.5.
    expect(reds(resized(six(), 2, 2))).toEqual([13, 27, 43, 57]);
    expect(reds(resized(six(), 6, 2)).slice(0, 6)).toEqual([10, 10, 20, 20, 30, 30]);
  });

  it.each([
    [28, 28],
    [13, 40],
    [200, 3],
  ])('keeps the mean brightness at %i x %i', (width, height) => {
    const random = randomStream(7);
    const image = painted(101, 67, () => shade(Math.floor(random() * 256)));
    const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length;
    const result = resized(image, width, height);
    expect(mean(reds(result))).toBeCloseTo(mean(reds(image)), 0);
    expect(result.data[3]).toBe(255);
  });
});
