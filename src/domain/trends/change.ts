/** What changed between two periods, and whether it could be chance. */
import { fisherExact, holm } from './chance';
import { differenceInterval, type Interval } from './interval';
import { countedPhotos, type Tally } from './tally';

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

/** Compares the counted shares of two periods, category by category. */
export function changes(before: Tally, after: Tally): Change[] {
  const totals = [countedPhotos(before), countedPhotos(after)] as const;
  const tests = before.counted.map((count, category) => ({
    category,
    ...fisherExact(
      { count, total: totals[0] },
      { count: after.counted[category] ?? 0, total: totals[1] },
    ),
  }));
  // Those that no outcome could have told raise no false alarm either (Tarone 1990).
  const telling = tests.filter(({ smallestP }) => smallestP < ALPHA);
  const corrected = holm(telling.map(({ p }) => p));
  const pOf = new Map(telling.map(({ category }, at) => [category, corrected[at] ?? 1]));
  return before.counted.map((count, category) =>
    changeOf(
      { count, total: totals[0] },
      { count: after.counted[category] ?? 0, total: totals[1] },
      pOf.get(category) ?? null,
    ),
  );
}

function changeOf(
  before: { count: number; total: number },
  after: { count: number; total: number },
  p: number | null,
): Change {
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
