/** Whether a difference could be chance: Fisher's exact test, and Holm's correction for many tests. */
import type { Part } from './interval';
import { logChoose } from './log-gamma';

/** Outcome of {@link fisherExact}. */
export interface ExactTest {
  /** Probability of a difference at least as unlikely as the one seen, if there is none in truth. */
  p: number;
  /** The smallest `p` that these totals could have given: above 0.05, no outcome would have told. */
  smallestP: number;
}

/** Outcomes as likely as the one seen count as such despite rounding; R's fisher.test does the same. */
const TOLERANCE = 1 + 1e-7;

/**
 * Fisher's exact test, two-sided: outcomes no likelier than the one seen count (Fisher 1935; the
 * smallest p that is possible: Tarone 1990, https://doi.org/10.2307/2531456).
 */
export function fisherExact(first: Part, second: Part): ExactTest {
  const having = first.count + second.count;
  const least = Math.max(0, having - second.total);
  const most = Math.min(having, first.total);
  const all = logChoose(first.total + second.total, having);
  const chances = Array.from({ length: most - least + 1 }, (_, index) => {
    const count = least + index;
    return Math.exp(logChoose(first.total, count) + logChoose(second.total, having - count) - all);
  });
  const unlikelyAs = (chance: number) =>
    Math.min(1, sum(chances.filter((other) => other <= chance * TOLERANCE)));
  return {
    p: unlikelyAs(chances[first.count - least] ?? 1),
    smallestP: unlikelyAs(Math.min(...chances)),
  };
}

/**
 * Holm's step-down correction (Holm 1979, https://www.jstor.org/stable/4615733): p values that may be
 * compared with 0.05 each while the chance of any false alarm among all of them stays below 5 %.
 */
export function holm(values: readonly number[]): number[] {
  const order = values.map((_, index) => index);
  order.sort((left, right) => (values[left] ?? 0) - (values[right] ?? 0));
  const corrected = values.slice();
  let largest = 0;
  order.forEach((index, rank) => {
    largest = Math.max(largest, Math.min(1, (values.length - rank) * (values[index] ?? 0)));
    corrected[index] = largest;
  });
  return corrected;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
