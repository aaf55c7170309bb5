/**
 * Forecast of a share in the next period. The share is taken to drift: each period, what is known of it
 * loses some of its weight. That is the state space model for binomial counts of Harvey and Fernandes
 * (1989, https://doi.org/10.1080/07350015.1989.10509750), after Smith's power steady model (1979): a
 * beta distribution whose parameters are discounted, so that shares stay within [0, 1] and periods of
 * many photos say more than those of few. It knows no seasons and goes on with no rise or fall.
 */
import type { Part } from './interval';
import { logBeta, logChoose } from './log-gamma';
import type { Share } from './tally';

/** With fewer periods that have photos, drift cannot be told from chance. */
export const LEAST_PERIODS = 6;

/**
 * How much of the weight stays from one period to the next. Instead of choosing one, all are weighed by
 * how well they foretold the periods there are: a few periods cannot settle it, and an interval by the
 * best one alone would be too narrow.
 */
const DISCOUNTS = [1, 0.95, 0.88, 0.75, 0.55, 0.35, 0.2, 0.1, 0.05, 0.025, 0.012];
/** Jeffreys's prior: what is known before any photo, and what forgetting leads back to. */
const PRIOR = 0.5;
const TAIL = 0.025;

/** A beta distribution. */
interface Beta {
  a: number;
  b: number;
}

/**
 * The share expected in the period after the given ones, and the interval in which the share of its
 * photos will lie with 95 %.
 * @param periods photos of the category, of all, in order; periods without photos too
 * @param photos how many photos the next period is taken to have, 1 or more
 */
export function forecastShare(periods: readonly Part[], photos: number): Share {
  const followed = DISCOUNTS.map((discount) => follow(periods, discount));
  const best = Math.max(...followed.map(({ fit }) => fit));
  const weights = followed.map(({ fit }) => Math.exp(fit - best));
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  let share = 0;
  const chances = new Float64Array(photos + 1);
  followed.forEach(({ next: { a, b } }, index) => {
    const weight = (weights[index] ?? 0) / all;
    share += (weight * a) / (a + b);
    addChances(chances, weight, { a, b });
  });
  return {
    share,
    low: quantile(chances, TAIL) / photos,
    high: quantile(chances, 1 - TAIL) / photos,
  };
}

/** What is known of the share in the next period, and the log likelihood of the periods there are. */
function follow(periods: readonly Part[], discount: number): { next: Beta; fit: number } {
  let a = PRIOR;
  let b = PRIOR;
  let fit = 0;
  for (const { count, total } of periods) {
    if (total > 0) {
      const others = total - count;
      fit += logChoose(total, count) + logBeta(a + count, b + others) - logBeta(a, b);
      a += count;
      b += others;
    }
    a = discount * a + (1 - discount) * PRIOR;
    b = discount * b + (1 - discount) * PRIOR;
  }
  return { next: { a, b }, fit };
}

/** Adds the beta-binomial chances of 0, 1, ... photos of the category, so weighted. */
function addChances(chances: Float64Array, weight: number, { a, b }: Beta): void {
  const photos = chances.length - 1;
  let log = logBeta(a, b + photos) - logBeta(a, b);
  for (let count = 0; count <= photos; count++) {
    chances[count] = (chances[count] as number) + weight * Math.exp(log);
    log += Math.log(((photos - count) * (a + count)) / ((count + 1) * (b + photos - count - 1)));
  }
}

/** The first count up to which at least this share of the chances lies. */
function quantile(chances: Float64Array, share: number): number {
  let sum = 0;
  for (let count = 0; count < chances.length; count++) {
    sum += chances[count] as number;
    if (sum >= share) return count;
  }
  return chances.length - 1;
}
