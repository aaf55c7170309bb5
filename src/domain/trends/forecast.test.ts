import { describe, expect, it } from 'vitest';
import { randomStream } from '../random';
import { drawNormal } from './draws';
import { forecastShare } from './forecast';

const logistic = (x: number) => 1 / (1 + Math.exp(-x));

function binomial(total: number, share: number, random: () => number): number {
  let count = 0;
  for (let done = 0; done < total; done++) if (random() < share) count++;
  return count;
}

/** Share of simulated next periods that lie in the interval, for a share that walks on the logit scale. */
function coverage(periods: number, photos: number, step: number, share: number): number {
  const random = randomStream(periods + photos);
  const rounds = 400;
  let covered = 0;
  for (let round = 0; round < rounds; round++) {
    let logit = Math.log(share / (1 - share));
    const seen = Array.from({ length: periods }, () => {
      const count = binomial(photos, logistic(logit), random);
      logit += step * drawNormal(random);
      return { count, total: photos };
    });
    const next = binomial(photos, logistic(logit), random) / photos;
    const { low, high } = forecastShare(seen, photos);
    if (low <= next && next <= high) covered++;
  }
  return covered / rounds;
}

describe('forecastShare', () => {
  it.each([
    [6, 60, 0, 0.3],
    [6, 300, 0.3, 0.3],
    [10, 60, 0.3, 0.3],
    [24, 300, 0.1, 0.3],
    [12, 60, 0.3, 0.05],
    [24, 300, 0.6, 0.05],
  ])(
    'covers what comes, about 95 in 100: %i periods of %i photos, steps of %f from %f',
    (periods, photos, step, share) => {
      expect(coverage(periods, photos, step, share)).toBeGreaterThan(0.92);
    },
  );

  it('does not cover by being wide: for a steady share it comes near what is known', () => {
    const steady = Array.from({ length: 24 }, (_, at) => ({ count: 90 + (at % 3), total: 300 }));
    const { share, low, high } = forecastShare(steady, 300);
    expect(share).toBeCloseTo(0.303, 2);
    // The binomial spread alone is 2 x 1.96 x sqrt(0.3 x 0.7 / 300) = 0.104.
    expect(high - low).toBeGreaterThan(0.09);
    expect(high - low).toBeLessThan(0.14);
  });

  it('follows a share that moved, and passes over periods without photos', () => {
    const before = Array.from({ length: 8 }, () => ({ count: 10, total: 100 }));
    const after = Array.from({ length: 4 }, () => ({ count: 60, total: 100 }));
    const empty = { count: 0, total: 0 };
    expect(forecastShare([...before, ...after], 100).share).toBeGreaterThan(0.5);
    const late = forecastShare([...before, ...after, empty, empty, empty], 100);
    expect(late.share).toBeGreaterThan(0.45);
    expect(late.low).toBeLessThan(forecastShare([...before, ...after], 100).low);
  });

  it('stays within 0 and 1, and does not take never for impossible', () => {
    const never = Array.from({ length: 6 }, () => ({ count: 0, total: 10 }));
    const { share, low, high } = forecastShare(never, 20);
    expect([low, share > 0, high > 0, high < 0.5]).toEqual([0, true, true, true]);
    const always = forecastShare(
      never.map(({ total }) => ({ count: total, total })),
      20,
    );
    expect(always.high).toBe(1);
    expect(always.low).toBeCloseTo(1 - high, 10);
  });
});
