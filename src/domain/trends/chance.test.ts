import { describe, expect, it } from 'vitest';
import { fisherExact, holm } from './chance';
import { logBeta, logChoose, logGamma } from './log-gamma';

describe('logGamma', () => {
  it('is exact where the gamma function is known', () => {
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.sqrt(Math.PI)), 12);
    expect(logGamma(1)).toBeCloseTo(0, 12);
    expect(logGamma(11)).toBeCloseTo(Math.log(3_628_800), 10);
    expect(logGamma(0.01)).toBeCloseTo(Math.log(99.4325851191506), 10);
    expect(logChoose(52, 5)).toBeCloseTo(Math.log(2_598_960), 9);
    expect(logBeta(2, 3)).toBeCloseTo(Math.log(1 / 12), 12);
  });
});

describe('fisherExact', () => {
  const p = (a: number, m: number, b: number, n: number) =>
    fisherExact({ count: a, total: m }, { count: b, total: n }).p;

  it('gives the p of the lady tasting tea, and of the twins of criminals (Fisher 1935)', () => {
    expect(p(3, 4, 1, 4)).toBeCloseTo(34 / 70, 10);
    expect(p(4, 4, 0, 4)).toBeCloseTo(2 / 70, 10);
    expect(p(10, 13, 2, 17)).toBeCloseTo(0.0005367, 7);
  });

  it('is 1 where nothing differs, and works with many photos', () => {
    expect(p(0, 10, 0, 20)).toBe(1);
    expect(p(500, 5000, 500, 5000)).toBeCloseTo(1, 9);
    expect(p(400, 5000, 600, 5000)).toBeLessThan(1e-9);
  });

  it('knows when no outcome could have told', () => {
    const smallest = (count: number, total: number) =>
      fisherExact({ count, total }, { count: 0, total }).smallestP;
    expect(smallest(1, 100)).toBeCloseTo(1, 10);
    expect(smallest(4, 4)).toBeCloseTo(2 / 70, 10);
  });
});

describe('holm', () => {
  it('does as Holm says', () => {
    // Smallest times 4, next times 3, ...; never below one that came before; at most 1.
    expect(holm([0.04, 0.01, 0.03, 0.02]).map((p) => Number(p.toFixed(10)))).toEqual([
      0.06, 0.04, 0.06, 0.06,
    ]);
    expect(holm([0.9, 0.8])).toEqual([1, 1]);
    expect(holm([])).toEqual([]);
  });
});
