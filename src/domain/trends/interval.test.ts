import { describe, expect, it } from 'vitest';
import { differenceInterval, wilson } from './interval';

describe('wilson', () => {
  // Newcombe 1998, "Two-sided confidence intervals for the single proportion", Table I, method 3.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('gives the published interval of %i of %i', (count, total, low, high) => {
    expect(wilson(count, total).low).toBeCloseTo(low, 4);
    expect(wilson(count, total).high).toBeCloseTo(high, 4);
  });

  it('ends at 0 and 1 exactly, and mirrors', () => {
    expect(wilson(0, 7).low).toBe(0);
    expect(wilson(7, 7).high).toBe(1);
    expect(wilson(7, 7).low).toBeCloseTo(1 - wilson(0, 7).high, 12);
  });

  it('refuses what is no share', () => {
    expect(() => wilson(0, 0)).toThrow(RangeError);
    expect(() => wilson(3, 2)).toThrow(RangeError);
  });
});

describe('differenceInterval', () => {
  // Newcombe 1998, "Interval estimation for the difference between independent proportions",
  // Table II, method 10: first share minus second.
  it.each([
    [56, 70, 48, 80, 0.0524, 0.3339],
    [9, 10, 3, 10, 0.1705, 0.809],
    [6, 7, 2, 7, 0.0582, 0.8062],
    [5, 56, 0, 29, -0.0381, 0.1926],
    [0, 10, 0, 20, -0.1611, 0.2775],
    [0, 10, 0, 10, -0.2775, 0.2775],
    [10, 10, 0, 20, 0.6791, 1],
    [10, 10, 0, 10, 0.6075, 1],
  ])('gives the published interval of %i/%i - %i/%i', (a, m, b, n, low, high) => {
    const interval = differenceInterval({ count: b, total: n }, { count: a, total: m });
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  });
});
