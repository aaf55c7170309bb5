import { describe, expect, it } from 'vitest';
import {
  boundingBox,
  cutMask,
  garmentCount,
  largestParts,
  maskParts,
  resizedMask,
  withoutHoles,
} from './mask';
import type { Mask } from './photo';

/** A mask drawn with # and dots. */
function drawn(...rows: string[]): Mask {
  const data = Uint8Array.from(rows.join(''), (character) => (character === '#' ? 1 : 0));
  return { width: rows[0]?.length ?? 0, height: rows.length, data };
}

function rowsOf({ width, data }: Mask): string[] {
  const text = Array.from(data, (value) => (value ? '#' : '.')).join('');
  return text.match(new RegExp(`.{${width}}`, 'g')) ?? [];
}

describe('boundingBox and cutMask', () => {
  it('finds the box around all ones, and cuts it out', () => {
    const mask = drawn('.....', '..#..', '.##..', '....#');
    const box = { left: 1, top: 1, width: 4, height: 3 };
    expect(boundingBox(mask)).toEqual(box);
    expect(rowsOf(cutMask(mask, box))).toEqual(['.#..', '##..', '...#']);
    expect(boundingBox(drawn('...'))).toBeNull();
  });
});

describe('largestParts', () => {
  it('keeps parts of a share of the largest; corners connect', () => {
    const mask = drawn('##..#..', '##.....', '..#..##', '......#');
    expect(rowsOf(largestParts(mask, 0.6))).toEqual(['##.....', '##.....', '..#..##', '......#']);
    expect(rowsOf(largestParts(mask, 0.61))).toEqual(['##.....', '##.....', '..#....', '.......']);
    expect(rowsOf(largestParts(mask, 0.2))).toEqual(rowsOf(mask));
  });

  it('keeps a small part that is wanted', () => {
    const mask = drawn('##...', '##..#', '..#..');
    expect(rowsOf(largestParts(mask, 0.9, (at) => at === 9))).toEqual(['##...', '##..#', '..#..']);
    // Not by a pixel beside it.
    expect(rowsOf(largestParts(mask, 0.9, (at) => at === 4))).toEqual(['##...', '##...', '..#..']);
  });

  it('keeps an empty mask empty', () => {
    expect(rowsOf(largestParts(drawn('..'), 0.5))).toEqual(['..']);
  });
});

describe('maskParts', () => {
  it('gives areas and boxes, the largest first; corners connect', () => {
    expect(maskParts(drawn('.#....', '#..###', '...#.#'))).toEqual([
      { area: 5, box: { left: 3, top: 1, width: 3, height: 2 } },
      { area: 2, box: { left: 0, top: 0, width: 2, height: 2 } },
    ]);
    expect(maskParts(drawn('...'))).toEqual([]);
  });
});

describe('garmentCount', () => {
  it('counts separate parts, and two that are alike as a pair', () => {
    expect(garmentCount(drawn('....'))).toBe(0);
    expect(garmentCount(drawn('.##.'))).toBe(1);
    // Two shoes, one nearer than the other: 6 and 4 pixels.
    expect(garmentCount(drawn('##....', '##..##', '##..##'))).toBe(1);
    // As large, but lying and standing: not a pair.
    expect(garmentCount(drawn('#.....', '#.....', '#.....', '#.####'))).toBe(2);
    // As high, but less than half as large.
    expect(garmentCount(drawn('###.#', '###.#', '###.#'))).toBe(2);
    expect(garmentCount(drawn('#.#.#'))).toBe(3);
  });
});

describe('withoutHoles', () => {
  it('fills small holes, not large ones nor bays', () => {
    const mask = drawn('#######', '#.#...#', '###...#', '#.#####', '#.#####');
    // 27 ones: the hole of 1 is below a tenth, that of 6 is not.
    const expected = ['#######', '###...#', '###...#', '#.#####', '#.#####'];
    expect(rowsOf(withoutHoles(mask, 0.1))).toEqual(expected);
  });

  it('sees that a hole open at a corner only is closed', () => {
    expect(rowsOf(withoutHoles(drawn('.###', '#.##', '####'), 0.5))).toEqual([
      '.###',
      '####',
      '####',
    ]);
  });
});

describe('resizedMask', () => {
  it('doubles edges without moving them', () => {
    expect(rowsOf(resizedMask(drawn('.#', '.#'), 8, 2))).toEqual(['....####', '....####']);
    expect(rowsOf(resizedMask(drawn('#.', '##'), 1, 4))).toEqual(['#', '#', '#', '#']);
  });

  it('leaves a mask of the same size as it was', () => {
    const rows = ['.#..', '##.#'];
    expect(rowsOf(resizedMask(drawn(...rows), 4, 2))).toEqual(rows);
  });
});
