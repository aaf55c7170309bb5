import { describe, expect, it } from 'vitest';
import { turned } from './pixels';
import { rotated, rotatedPlace } from './rotation';
import { painted, reds, shade } from './testing';

describe('rotated', () => {
  const square = painted(5, 5, (x, y) => shade(40 * x + 7 * y));

  it('is a quarter turn at 90 degrees, as quarter turns are', () => {
    expect(reds(rotated(square, 90))).toEqual(reds(turned(square, 1)));
    expect(reds(rotated(square, -90))).toEqual(reds(turned(square, 3)));
  });

  it('keeps size and middle, and goes on at the edges', () => {
    const wide = painted(41, 21, (x) => shade(x < 20 ? 10 : 200));
    const result = rotated(wide, 30);
    expect([result.width, result.height]).toEqual([41, 21]);
    const values = reds(result);
    // Clockwise: what was above the middle of the edge goes to the right, what was below to the left.
    expect([values[20], values[40], values[20 * 41], values[41 * 20 + 40]]).toEqual([
      10, 200, 10, 200,
    ]);
    expect(Math.min(...values)).toBe(10);
    expect(result.data.filter((_, at) => at % 4 === 3).every((alpha) => alpha === 255)).toBe(true);
  });

  it('leaves a picture alone at 0 degrees', () => {
    expect(rotated(square, 0)).toBe(square);
  });
});

describe('rotatedPlace', () => {
  it('follows the picture, by its true sides', () => {
    const sides = { width: 200, height: 100 };
    // 100 pixels to the right of the middle go to 100 below it: one height.
    const below = rotatedPlace({ x: 1, y: 0.5 }, 90, sides);
    expect([below.x, below.y]).toEqual([expect.closeTo(0.5), expect.closeTo(1.5)]);
    const back = rotatedPlace(rotatedPlace({ x: 0.2, y: 0.9 }, 33, sides), -33, sides);
    expect([back.x, back.y]).toEqual([expect.closeTo(0.2), expect.closeTo(0.9)]);
  });

  it('is where the pixels go', () => {
    const dot = painted(61, 41, (x, y) => shade(x === 45 && y === 12 ? 255 : 0));
    const values = reds(rotated(dot, 20));
    const brightest = values.indexOf(Math.max(...values));
    const { x, y } = rotatedPlace({ x: 45.5 / 61, y: 12.5 / 41 }, 20, dot);
    expect(Math.abs((brightest % 61) + 0.5 - x * 61)).toBeLessThanOrEqual(1);
    expect(Math.abs(Math.floor(brightest / 61) + 0.5 - y * 41)).toBeLessThanOrEqual(1);
  });
});
