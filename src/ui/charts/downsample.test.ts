import { describe, expect, it } from 'vitest';
import { downsample } from './downsample';

const curve = (count: number, y: (x: number) => number) =>
  Array.from({ length: count }, (_, x) => ({ x, y: y(x) }));

describe('downsample', () => {
  it('leaves a short series as it is', () => {
    const points = curve(10, (x) => x * x);
    expect(downsample(points, 10)).toEqual(points);
  });

  it('keeps ends, lowest and highest, in order and within the limit', () => {
    const points = curve(37_501, (x) => Math.sin(x / 50) + (x === 12_345 ? 9 : 0));
    const kept = downsample(points, 400);
    expect(kept.length).toBeLessThanOrEqual(400);
    expect(kept.length).toBeGreaterThan(150);
    expect(kept[0]).toEqual(points[0]);
    expect(kept.at(-1)).toEqual(points.at(-1));
    expect(kept.some(({ x }) => x === 12_345)).toBe(true);
    expect(kept.map(({ x }) => x)).toEqual(kept.map(({ x }) => x).sort((a, b) => a - b));
  });

  it('takes the extremes of each bucket, computed by hand', () => {
    // A limit of 6 is two buckets and two ends: 0 to 3 and 4 to 7.
    const points = [5, 9, 1, 4, 6, 2, 3, 8].map((y, x) => ({ x, y }));
    expect(downsample(points, 6).map(({ x }) => x)).toEqual([0, 1, 2, 5, 7]);
  });

  it('keeps what it kept while the series grows within the same bucket size', () => {
    const y = (x: number) => Math.sin(x * 12.9898) * 43758.5453;
    const before = downsample(curve(1_024, y), 400);
    const after = new Set(downsample(curve(1_100, y), 400).map(({ x }) => x));
    expect(before.slice(0, -1).every(({ x }) => after.has(x))).toBe(true);
  });

  it('leaves out what is not finite', () => {
    const points = curve(1_000, (x) => (x % 3 === 0 ? Number.NaN : x));
    expect(downsample(points, 100).every(({ y }) => Number.isFinite(y))).toBe(true);
    expect(downsample([{ x: 0, y: Number.POSITIVE_INFINITY }], 100)).toEqual([]);
  });
});
