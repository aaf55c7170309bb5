/**
 * Photos as cells: those that a person named, by what they are, and the others, by what the network answered. Which
 * photos are named may depend on the answers, as when a person goes through the unsure ones: then the others are more
 * often right than the measured photos, and the named ones are more often of what the network is unsure of. So the
 * chance of a cell is that of the answer, and that a photo with this answer is named.
 */
import type { Mixing } from './mixing';
import { allPhotos, type Tally } from './tally';

/** How many photos are in each cell. */
export interface Cells {
  /** Named, by category, then "left out". */
  known: number[];
  /** Not named, by the columns of {@link Mixing.counts}. */
  unnamed: number[];
}

/** The cells of a tally. */
export function cellsOf({ counted, known, leftOutKnown, leftOut, notSure }: Tally): Cells {
  const sure = counted.map((count, category) => count - (known[category] ?? 0));
  return { known: [...known, leftOutKnown], unnamed: [...sure, leftOut, notSure] };
}

/** Cells of known photos that each row of the mixing belongs to: the measured rows, then those that get one answer. */
export function knownCells({ truth, unseenColumns }: Mixing, categories: number): number[] {
  return [
    ...truth.map((category) => category ?? categories),
    ...unseenColumns.map((column) => Math.min(column, categories)),
  ];
}

/**
 * For each answer the chance that a photo with it is not named, as it was with these photos. Photos that have no
 * answer are named, else they would not be counted. An answer that nothing got is named as often as any.
 */
export function unnamedShares(sums: Tally): number[] {
  const { unnamed } = cellsOf(sums);
  const all = sum(sums.answered);
  const share = (part: number, whole: number) => (whole > 0 ? part / whole : 0);
  const isAnswered = share(all, allPhotos(sums));
  return sums.answered.map(
    (photos, column) =>
      isAnswered * (photos > 0 ? share(unnamed[column] ?? 0, photos) : share(sum(unnamed), all)),
  );
}

/**
 * Chances of all cells, known ones first, for photos of one row.
 * @param rates chances of the answers
 * @param unnamed of each answer the chance that a photo with it is not named
 * @param cell where those that are named are counted, of so many
 */
export function cellRates(
  rates: ArrayLike<number>,
  unnamed: ArrayLike<number>,
  cell: number,
  cells: number,
): Float64Array {
  const all = new Float64Array(cells + rates.length);
  let named = 1;
  for (let column = 0; column < rates.length; column++) {
    const chance = (rates[column] as number) * (unnamed[column] as number);
    all[cells + column] = chance;
    named -= chance;
  }
  all[cell] = Math.max(0, named);
  return all;
}

/** The sum of some numbers. */
export function sum(values: ArrayLike<number>): number {
  let all = 0;
  for (let at = 0; at < values.length; at++) all += values[at] as number;
  return all;
}
