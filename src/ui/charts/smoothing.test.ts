import { describe, expect, it } from 'vitest';
import { smooth } from './smoothing';

const curve = (...ys: number[]) => ys.map((y, x) => ({ x, y }));
const values = (points: { y: number }[]) => points.map(({ y }) => y);

describe('smooth', () => {
  it('weighs as computed by hand for factor 0.5', () => {
    // Averages 0.5, 1.25, 2.625; weights 0.5, 0.75, 0.875.
    const [first, second, third] = values(smooth(curve(1, 2, 4), 0.5));
    expect(first).toBeCloseTo(1, 12);
    expect(second).toBeCloseTo(5 / 3, 12);
    expect(third).toBeCloseTo(3, 12);
  });

  it('gives the points back at factor 0', () => {
    expect(smooth(curve(3, -1, 7), 0)).toEqual(curve(3, -1, 7));
  });

  it('does not pull a constant towards zero', () => {
    for (const y of values(smooth(curve(0.4, 0.4, 0.4, 0.4), 0.99))) expect(y).toBeCloseTo(0.4, 12);
  });

  it('hands through what is not finite and goes on from before it', () => {
    const ys = values(smooth(curve(1, Number.NaN, 2), 0.5));
    expect(ys[1]).toBeNaN();
    expect(ys[2]).toBeCloseTo(5 / 3, 12);
  });

  it('treats a factor of 1 as the largest there is', () => {
    expect(values(smooth(curve(1, 2), 1))[1]).toBeCloseTo((0.99 * 0.01 + 0.02) / 0.0199, 12);
  });
});
