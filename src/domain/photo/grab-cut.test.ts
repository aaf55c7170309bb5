import { describe, expect, it } from 'vitest';
import { mix } from '../random';
import { grabCut } from './grab-cut';
import { painted, shade } from './testing';

describe('grabCut', () => {
  it('finds a disc that differs in colour, not in brightness', () => {
    const inside = (x: number, y: number) => Math.hypot(x - 40, y - 30) < 18;
    const image = painted(80, 60, (x, y) => {
      const grain = mix(x, y) % 24;
      return inside(x, y)
        ? [90 + grain, 110 + grain, 140, 255]
        : [140 + grain, 95 + grain, 60, 255];
    });
    const mask = grabCut(image);
    let both = 0;
    let either = 0;
    mask.forEach((value, at) => {
      const wanted = inside(at % 80, Math.floor(at / 80));
      if (wanted && value) both++;
      if (wanted || value) either++;
    });
    expect(both / either).toBeGreaterThan(0.97);
  });

  it('gives nothing for a flat picture, however large or small', () => {
    for (const [width, height] of [
      [40, 30],
      [1, 1],
      [2, 2],
      [30, 1],
    ] as const) {
      const mask = grabCut(painted(width, height, () => shade(120)));
      expect([...mask]).toEqual(new Array(width * height).fill(0));
    }
  });

  it('never takes the border for the object', () => {
    const mask = grabCut(painted(40, 40, (x, y) => shade(mix(x, y) % 256)));
    for (let at = 0; at < 40; at++) {
      expect([mask[at], mask[at * 40], mask[at * 40 + 39], mask[1560 + at]]).toEqual([0, 0, 0, 0]);
    }
  });
});
