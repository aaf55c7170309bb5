/** What changed between two periods, and whether it could be chance. */

import { sum } from './cells';
import { fisherExact, holm } from './chance';
import { differenceInterval, type Interval, type Part } from './interval';

/** `tooFew`: with these many photos no outcome could have been told from chance. */
export type Verdict = 'up' | 'down' | 'chance' | 'tooFew';

/** How a category's share changed. */
export interface Change {
  /** Shares before and after, 0 to 1; null without a photo. */
  before: number | null;
  after: number | null;
  /** `after - before` with its 95 % interval; null where either is. */
  difference: (Interval & { value: number }) | null;
  /** Fisher's p by Holm's correction over the categories that could be told; null for `tooFew`. */
  p: number | null;
  verdict: Verdict;
}

/** Chance of a false alarm among all categories together. */
const ALPHA = 0.05;

/**
 * Compares the shares of two periods, category by category.
 * @param before photos by category, as {@link comparisonOf} has them
 * @param after the same of the later period
 */
export function changes(before: readonly number[], after: readonly number[]): Change[] {
  const totals = [sum(before), sum(after)] as const;
  const pairs = before.map((count, category) => ({
    before: { count, total: totals[0] },
    after: { count: after[category] ?? 0, total: totals[1] },
  }));
  const tests = pairs.map((pair) => fisherExact(pair.before, pair.after));
  // Those that no outcome could have told raise no false alarm either (Tarone 1990).
  const telling = tests.flatMap(({ smallestP }, category) => (smallestP < ALPHA ? [category] : []));
  const corrected = holm(telling.map((category) => tests[category]?.p ?? 1));
  const pOf = new Map(telling.map((category, at) => [category, corrected[at] ?? 1]));
  return pairs.map((pair, category) =>
    changeOf(pair.before, pair.after, pOf.get(category) ?? null),
  );
}

function changeOf(before: Part, after: Part, p: number | null): Change {
  const from = before.total > 0 ? before.count / before.total : null;
  const to = after.total > 0 ? after.count / after.total : null;
  const difference =
    from === null || to === null
      ? null
      : { value: to - from, ...differenceInterval(before, after) };
  return { before: from, after: to, difference, p, verdict: verdictOf(p, difference?.value ?? 0) };
}

function verdictOf(p: number | null, difference: number): Verdict {
  if (p === null) return 'tooFew';
  if (p >= ALPHA) return 'chance';
  return difference > 0 ? 'up' : 'down';
}
