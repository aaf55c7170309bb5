import { describe, expect, it } from 'vitest';
import { randomStream } from '../random';
import { colorCost, colorGroup, colorGroups, fitColors } from './color-model';

const everything = (count: number) => Uint32Array.from({ length: count }, (_, index) => index);

/** Reds around (200, 40, 30) and blues around (20, 60, 180), in turn, up to 8 levels off. */
function twoColors(count: number): Float32Array {
  const random = randomStream(3);
  return Float32Array.from({ length: count * 3 }, (_, at) => {
    const center = [200, 40, 30, 20, 60, 180][at % 6] as number;
    return center + random() * 16 - 8;
  });
}

describe('colorGroups', () => {
  it('never puts colours of two clear clusters into one group', () => {
    const groups = colorGroups(twoColors(400), everything(400), 1);
    const reds = new Set(groups.filter((_, index) => index % 2 === 0));
    const blues = new Set(groups.filter((_, index) => index % 2 === 1));
    expect([...reds].some((group) => blues.has(group))).toBe(false);
  });

  it('gives the same groups for the same seed', () => {
    const groups = () => colorGroups(twoColors(300), everything(300), 9);
    expect(groups()).toEqual(groups());
  });

  it('divides fewer colours than there are groups', () => {
    const colors = new Float32Array(30).fill(50);
    expect(new Set(colorGroups(colors, everything(10), 1)).size).toBe(1);
    expect([...colorGroups(colors, Uint32Array.of(4), 1)]).toHaveLength(1);
  });
});

describe('fitColors', () => {
  it('tells the clusters apart', () => {
    const colors = twoColors(400);
    const all = everything(400);
    const model = fitColors(colors, all, all.map((index) => index % 2) as unknown as Uint8Array);
    const probe = Float32Array.of(205, 38, 33, 15, 63, 184, 120, 200, 20);
    expect([0, 3].map((at) => colorGroup(model, probe, at))).toEqual([0, 1]);
    const costs = [0, 3, 6].map((at) => colorCost(model, probe, at));
    expect(costs[2]).toBeGreaterThan(10 * Math.max(costs[0] as number, costs[1] as number));
  });

  it('is the density of a Gaussian, computed by hand', () => {
    // Reds 0 and 4: mean 2, variance 4 + 1; green and blue 7: variance 0 + 1.
    const colors = Float32Array.of(0, 7, 7, 4, 7, 7);
    const model = fitColors(colors, everything(2), Uint8Array.of(0, 0));
    const probe = Float32Array.of(2, 7, 7, 7, 7, 7, 2, 7, 9);
    const cost = (at: number) => colorCost(model, probe, at);
    expect(cost(0)).toBeCloseTo(Math.log(5) / 2, 10);
    expect(cost(3)).toBeCloseTo(Math.log(5) / 2 + 25 / 5 / 2, 10);
    expect(cost(6)).toBeCloseTo(Math.log(5) / 2 + 4 / 2, 10);
  });

  it('inverts a covariance with all of its terms', () => {
    // Moments: rr 12, gg 8, bb 6, rg 4, rb -2, gb 3 (means 0), each variance one more.
    const colors = Float32Array.of(6, 2, -1, -6, -2, 1, 0, 4, 3, 0, -4, -3, 2, 2, -4, -2, -2, 4);
    const model = fitColors(colors, everything(6), new Uint8Array(6));
    const mean = (one: number, other: number) =>
      [0, 1, 2, 3, 4, 5].reduce(
        (sum, at) => sum + (colors[at * 3 + one] as number) * (colors[at * 3 + other] as number),
        0,
      ) / 6;
    const matrix = [0, 1, 2].map((r) => [0, 1, 2].map((c) => mean(r, c) + (r === c ? 1 : 0)));
    // The covariance times the gradient of the cost at x is x again.
    const x = [3, -2, 5];
    const cost = (point: number[]) => colorCost(model, Float32Array.from(point), 0);
    const gradient = x.map((_, axis) => {
      const moved = (by: number) =>
        cost(x.map((value, index) => value + (index === axis ? by : 0)));
      return (moved(0.5) - moved(-0.5)) / 1;
    });
    matrix.forEach((row, index) => {
      const product = row.reduce((sum, value, c) => sum + value * (gradient[c] as number), 0);
      expect(product).toBeCloseTo(x[index] as number, 5);
    });
  });

  it('stays finite for one flat colour', () => {
    const model = fitColors(new Float32Array(30).fill(99), everything(10), new Uint8Array(10));
    expect(colorCost(model, Float32Array.of(99, 99, 99), 0)).toBeCloseTo(0, 10);
  });
});
