/**
 * True shares behind a network's answers, given how it confuses classes and what a person named: those of the
 * mixture that the answers are of, with intervals.
 */
import { randomStream } from '../random';
import { cellRates, cellsOf, knownCells, sum, unnamedShares } from './cells';
import { type DrawnConfusion, normalised } from './drawn-confusion';
import { drawDirichlet } from './draws';
import { type Interval, type Part, wilson } from './interval';
import { unboundedShares } from './least-squares';
import { mixtureShares } from './mixture';
import { countedPhotos, type Share, type Tally } from './tally';

/**
 * Corrected shares of the categories with 95 % intervals, or null for those that cannot be told: no photo in
 * any, or none that says anything, or a class of it was never measured. Photos that a person named are known; the
 * others are unmixed, classes that were never measured as if always recognised, and what is in no class as if never
 * sure. Both tell of the same shares, so that it does not matter if the photos to be named were chosen by their
 * answers (see cells.ts). Intervals hold the uncertainty of the sample and of the measured confusion: both are drawn
 * anew, up to `draws` times, from Dirichlet distributions (the Bayesian bootstrap, Rubin 1981, with Perks's prior of one
 * photo spread over all cells), and unmixed by least squares without bounds, since a bootstrap of estimates that are
 * held at 0 misses too often there (Andrews 2000, https://doi.org/10.1111/1468-0262.00114). The intervals are then
 * as wide as Wilson's would be if what every photo shows were known, as few photos leave little to draw from, and
 * cut at what the named photos leave open.
 */
export function correctedShares(
  sums: Tally,
  confusion: DrawnConfusion,
  seed: number,
  draws: number,
): (Share | null)[] {
  const { mixing } = confusion;
  const model = modelOf(sums, confusion);
  if (!model) return sums.counted.map(() => null);
  const inCategories = (shares: ArrayLike<number>) => {
    // What is left out is in the last.
    const all = new Float64Array(sums.counted.length + 1);
    model.cellOfRow.forEach((cell, row) => {
      all[cell] = (all[cell] as number) + (shares[row] as number);
    });
    return all.subarray(0, -1);
  };
  const estimate = inCategories(model.shares);
  const part = sum(estimate);
  // How often each category is not sure says too little about which of them these are.
  if (countedPhotos(sums) === 0 || part === 0) return sums.counted.map(() => null);
  const drawn = drawnShares(model, confusion, randomStream(seed), draws)
    .map(inCategories)
    .filter((shares) => sum(shares) > 0)
    .map(normalised);
  return Array.from(estimate, (share, category) => {
    if (mixing.unseenColumns.includes(category)) return null;
    const sorted = Float64Array.from(drawn, (shares) => shares[category] as number).sort();
    const sample = { count: share * model.photos, total: part * model.photos };
    const bounds = boundsByNaming(sums, category);
    return { share: share / part, ...intervalAround(sample, sorted, bounds) };
  });
}

/** How the photos' cells come about: what the point estimate and the draws share. */
interface Model {
  /** Photos by cell, known ones first; as many are known cells. */
  counts: number[];
  known: number;
  photos: number;
  /** For each row of the mixing the known cell of its photos. */
  cellOfRow: number[];
  /** For each row and answer the chance that a photo is not named. */
  unnamed: number[][];
  /** The rows' shares of greatest likelihood. */
  shares: number[];
}

/** The model of some photos; null when none of them says anything. */
function modelOf(sums: Tally, { mixing, rates }: DrawnConfusion): Model | null {
  const { known, unnamed } = cellsOf(sums);
  const counts = [...known, ...unnamed];
  const photos = sum(counts);
  const cellOfRow = knownCells(mixing, sums.counted.length);
  // How likely a photo is to be named is the same for all rows, given its answer: it cancels out.
  const likelihoods = rates.map((ofAnswers, row) => [
    ...known.map((_, cell) => (cell === cellOfRow[row] ? 1 : 0)),
    ...Array.from(ofAnswers),
  ]);
  const shares = mixtureShares(likelihoods, counts);
  if (!shares) return null;
  const byAnswer = unnamedShares(sums);
  const unnamedOfRow = cellOfRow.map((cell, row) => {
    if (row < mixing.counts.length) return byAnswer;
    // What is taken to get one answer may be named after another one all the same: as often as it was.
    const estimated = photos * sum(shares.filter((_, other) => cellOfRow[other] === cell));
    const named = estimated > 0 ? Math.min(1, (known[cell] ?? 0) / estimated) : 0;
    return byAnswer.map(() => 1 - named);
  });
  return { counts, known: known.length, photos, cellOfRow, unnamed: unnamedOfRow, shares };
}

/** Shares of the rows, with photos and confusion drawn anew each time. */
function drawnShares(
  model: Model,
  confusion: DrawnConfusion,
  random: () => number,
  draws: number,
): Float64Array[] {
  const { counts, known, photos, cellOfRow, unnamed, shares } = model;
  const cellsOfRows = (rates: readonly Float64Array[]) =>
    rates.map((row, at) => cellRates(row, unnamed[at] ?? [], cellOfRow[at] ?? 0, known));
  const groups = [counts.slice(0, known), counts.slice(known)];
  const present = groups.filter((cells) => sum(cells) > 0).flat().length;
  // Where no photo is named, or all are, there is nothing to draw.
  const parameters = groups.flatMap((cells) =>
    sum(cells) > 0 ? cells.map((count) => count + 1 / present) : cells,
  );
  const rates = cellsOfRows(confusion.rates);
  // The estimate may expect next to nothing in a cell; the draws, never less than the prior's part of a photo.
  const expected = Float64Array.from(counts, (_, cell) =>
    Math.max(product(shares, rates, cell), 1 / (present * photos)),
  );
  return confusion.draws
    .slice(0, draws)
    .map((drawn) =>
      unboundedShares(cellsOfRows(drawn), drawDirichlet(parameters, random), expected),
    );
}

/** The middle 95 % of sorted draws, at least what the sample alone leaves open, and within bounds. */
function intervalAround(sample: Part, sorted: Float64Array, bounds: Interval): Interval {
  // No draw could tell the categories apart.
  if (sorted.length === 0) return bounds;
  const known = wilson(sample.count, sample.total);
  return {
    low: Math.max(bounds.low, Math.min(known.low, quantile(sorted, 0.025))),
    high: Math.min(bounds.high, Math.max(known.high, quantile(sorted, 0.975))),
  };
}

/**
 * What is sure whatever the network confuses: the interval's low end if all photos that nobody named were of
 * other categories, and its high end if all were of this one.
 */
function boundsByNaming(sums: Tally, category: number): Interval {
  const count = sums.known[category] ?? 0;
  const unnamed = sum(cellsOf(sums).unnamed);
  const total = sum(sums.known) + unnamed;
  return { low: wilson(count, total).low, high: wilson(count + unnamed, total).high };
}

/** The chance of a cell when the rows have these shares. */
function product(
  shares: readonly number[],
  rates: readonly ArrayLike<number>[],
  cell: number,
): number {
  return shares.reduce((all, share, row) => all + share * (rates[row]?.[cell] ?? 0), 0);
}

/** Of sorted values, between the two nearest. */
function quantile(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1);
  const low = sorted[Math.floor(place)] ?? 0;
  const high = sorted[Math.ceil(place)] ?? low;
  return low + (high - low) * (place - Math.floor(place));
}
