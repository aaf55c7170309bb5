import { describe, expect, it } from 'vitest';
import { mix } from '../random';
import { grabCut } from './grab-cut';
import { SEED } from './marks';
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

  it('takes what is marked for certain, and learns its colours', () => {
    // Two things of different colours beside each other: alone, both are taken for the object.
    const image = painted(80, 60, (x, y) => {
      const grain = mix(x, y) % 12;
      if (x < 20 || x >= 60 || y < 15 || y >= 45) return [200 + grain, 195 + grain, 190, 255];
      return x < 40 ? [60 + grain, 40 + grain, 50, 255] : [175 + grain, 175 + grain, 185, 255];
    });
    const at = (x: number, y: number) => y * 80 + x;
    const alone = grabCut(image);
    expect([alone[at(30, 30)], alone[at(50, 20)]]).toEqual([1, 1]);
    const marked = new Uint8Array(80 * 60);
    for (let x = 42; x < 58; x++) marked[at(x, 30)] = SEED.background;
    for (let x = 4; x < 7; x++) marked[at(x, 4)] = SEED.garment;
    const helped = grabCut(image, marked);
    // Not only below the strokes, but what looks like it; a small stroke counts all the same.
    expect([helped[at(30, 30)], helped[at(50, 30)], helped[at(50, 20)]]).toEqual([1, 0, 0]);
    for (let x = 4; x < 7; x++) expect(helped[at(x, 4)]).toBe(1);
  });

  it('takes only what is marked where nothing can be told apart', () => {
    const marked = new Uint8Array(100);
    marked.fill(SEED.garment, 44, 47);
    const mask = grabCut(
      painted(10, 10, () => shade(9)),
      marked,
    );
    expect([...mask].flatMap((value, at) => (value ? [at] : []))).toEqual([44, 45, 46]);
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
