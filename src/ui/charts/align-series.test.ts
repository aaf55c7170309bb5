import { describe, expect, it } from 'vitest';
import { alignSeries, lastAtOrBefore } from './align-series';

describe('alignSeries', () => {
  it('lays series on the union of their x, NaN where one has no value', () => {
    const aligned = alignSeries(
      [
        { name: 'Training', role: 'training', points: [1, 2, 3].map((x) => ({ x, y: x / 10 })) },
        { name: 'Validation', role: 'validation', points: [{ x: 2.5, y: 7 }] },
      ],
      400,
    );
    expect(aligned.x).toEqual([1, 2, 2.5, 3]);
    expect(aligned.values).toEqual([
      [0.1, 0.2, Number.NaN, 0.3],
      [Number.NaN, Number.NaN, 7, Number.NaN],
    ]);
  });

  it('has no rows for no points', () => {
    const empty = { name: 'Training', role: 'training' as const, points: [] };
    expect(alignSeries([empty], 400)).toEqual({ x: [], values: [[]] });
  });
});

describe('lastAtOrBefore', () => {
  const points = [1, 3, 3, 8].map((x) => ({ x, y: 0 }));
  it.each([
    [0.5, -1],
    [1, 0],
    [2.9, 0],
    [3, 2],
    [100, 3],
  ])('finds for x = %d position %d', (x, position) => {
    expect(lastAtOrBefore(points, x)).toBe(position);
  });
});
