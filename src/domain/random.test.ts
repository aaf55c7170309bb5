import { describe, expect, it } from 'vitest';
import { mix, randomStream, shuffle } from './random';

function draw(seed: number, count: number): number[] {
  const random = randomStream(seed);
  return Array.from({ length: count }, () => random());
}

describe('randomStream', () => {
  it('gives the numbers that the published mulberry32 gives', () => {
    // Computed with the well-known one-function JavaScript version, not with this code.
    expect(draw(0, 3)).toEqual([0.26642920868471265, 0.0003297457005828619, 0.2232720274478197]);
    expect(draw(42, 3)).toEqual([0.6011037519201636, 0.44829055899754167, 0.8524657934904099]);
  });

  it('repeats for the same seed and differs for another', () => {
    expect(draw(7, 100)).toEqual(draw(7, 100));
    expect(draw(7, 100)).not.toEqual(draw(8, 100));
  });

  it('takes every seed that the settings allow', () => {
    expect(draw(4294967295, 5).every((value) => value >= 0 && value < 1)).toBe(true);
    expect(draw(4294967295, 5)).not.toEqual(draw(0, 5));
  });

  it('is uniform: the counts in 20 bins pass a chi-square test', () => {
    const counts = new Array<number>(20).fill(0);
    for (const value of draw(1, 200_000)) {
      const bin = Math.floor(value * 20);
      counts[bin] = (counts[bin] ?? 0) + 1;
    }
    const chiSquare = counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
    // 43.8 is exceeded once in a thousand times with 19 degrees of freedom.
    expect(chiSquare).toBeLessThan(43.8);
  });

  it('gives neighbours that are not related', () => {
    const values = draw(3, 100_000);
    const products = values.slice(1).map((value, index) => {
      return (value - 0.5) * ((values[index] as number) - 0.5);
    });
    const covariance = products.reduce((sum, product) => sum + product, 0) / products.length;
    expect(Math.abs(covariance * 12)).toBeLessThan(0.02);
  });
});

describe('mix', () => {
  it('gives the values that stored runs were made with', () => {
    expect([mix(42, 2, 0), mix(42, 2, 1)]).toEqual([296179689, 1496265332]);
    expect(mix(4294967295, 1, 9)).toBe(1472467533);
  });

  it('is a 32-bit unsigned integer, whatever goes in', () => {
    for (const parts of [[], [0], [-1], [4294967295, 1], [42, 3, 7, 2 ** 40]]) {
      const value = mix(...parts);
      expect(Number.isInteger(value)).toBe(true);
      expect(value).toBeGreaterThanOrEqual(0);
      expect(value).toBeLessThanOrEqual(4294967295);
    }
  });

  it('depends on every part and on their order', () => {
    const values = [
      mix(1, 2, 3),
      mix(1, 2, 4),
      mix(2, 2, 3),
      mix(1, 3, 2),
      mix(1, 2),
      mix(3, 2, 1),
    ];
    expect(new Set(values).size).toBe(values.length);
    expect(mix(1, 2, 3)).toBe(mix(1, 2, 3));
  });

  it('gives different values for 100,000 neighbouring seeds and epochs', () => {
    const values = new Set<number>();
    for (let seed = 0; seed < 1000; seed++) {
      for (let epoch = 0; epoch < 100; epoch++) values.add(mix(seed, 2, epoch));
    }
    // Of 100,000 random 32-bit numbers about one pair coincides (birthday problem).
    expect(values.size).toBeGreaterThan(99_990);
  });

  it('spreads: one changed bit of a part changes about half of the 32 bits', () => {
    let changed = 0;
    for (let seed = 0; seed < 2000; seed++) {
      changed += bits(mix(seed, 5) ^ mix(seed ^ (1 << (seed % 32)), 5));
    }
    expect(changed / 2000).toBeGreaterThan(15);
    expect(changed / 2000).toBeLessThan(17);
  });
});

describe('shuffle', () => {
  const items = Array.from({ length: 1000 }, (_, index) => index);

  it('permutes in place and gives the same array back', () => {
    const shuffled = items.slice();
    expect(shuffle(shuffled, 5)).toBe(shuffled);
    expect(shuffled).not.toEqual(items);
    expect(shuffled.slice().sort((a, b) => a - b)).toEqual(items);
  });

  it('repeats for the same seed, for arrays and typed arrays alike', () => {
    expect(shuffle(items.slice(), 5)).toEqual(shuffle(items.slice(), 5));
    expect([...shuffle(Uint32Array.from(items), 5)]).toEqual(shuffle(items.slice(), 5));
    expect(shuffle(items.slice(), 6)).not.toEqual(shuffle(items.slice(), 5));
  });

  it('leaves nothing and one thing alone', () => {
    expect(shuffle([], 1)).toEqual([]);
    expect(shuffle([9], 1)).toEqual([9]);
  });

  it('gives every order of three things equally often', () => {
    const counts = new Map<string, number>();
    for (let seed = 0; seed < 60_000; seed++) {
      const order = shuffle([0, 1, 2], mix(seed)).join('');
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(6);
    // The standard deviation of each count is 91.
    for (const count of counts.values()) expect(Math.abs(count - 10_000)).toBeLessThan(400);
  });
});

function bits(value: number): number {
  return (value >>> 0).toString(2).replaceAll('0', '').length;
}
