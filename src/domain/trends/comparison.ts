/** What can be compared from period to period. */
import { allPhotos, type Tally } from './tally';

/**
 * By what periods are compared: as counted where nobody named a photo, by names where every photo has one, else by the
 * answers alone.
 */
export type Basis = 'counted' | 'names' | 'answers';

/** Periods as they can be compared. */
export interface Comparison {
  basis: Basis;
  /** For each period its photos by category. */
  counts: number[][];
}

/**
 * Counts of periods such that like is compared with like. The network is wrong more often than a person, so where some
 * photos are named and others are not, a period of which more were named looks different with the same clothes in it.
 * The answers alone are wrong in the same way in all periods.
 */
export function comparisonOf(tallies: readonly Tally[]): Comparison {
  const named = tallies.map(({ known, leftOutKnown }) => known.reduce(add, leftOutKnown));
  const all = tallies.map(allPhotos);
  const counts = tallies.map(({ counted }) => counted);
  if (named.reduce(add, 0) === 0) return { basis: 'counted', counts };
  if (named.reduce(add, 0) === all.reduce(add, 0)) return { basis: 'names', counts };
  return {
    basis: 'answers',
    counts: tallies.map(({ counted, answered }) => answered.slice(0, counted.length)),
  };
}

function add(left: number, right: number): number {
  return left + right;
}
