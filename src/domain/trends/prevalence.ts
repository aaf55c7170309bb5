/**
 * True shares behind a network's answers, given how it confuses classes. Each answer comes from one of
 * the true categories with known chances, so the answers are a mixture; its shares of greatest likelihood
 * are found by expectation maximisation (Dempster, Laird, Rubin 1977; for classifiers Saerens, Latinne,
 * Decaestecker 2002, https://doi.org/10.1162/089976602753284446, who use the probabilities in place of the
 * answers). With two classes they are those of Rogan and Gladen (1978), held within [0, 1].
 */
import { randomStream } from '../random';
import { drawDirichlet } from './draws';
import { type Interval, type Part, wilson } from './interval';
import { unboundedShares } from './least-squares';
import type { Mixing } from './mixing';
import { countedPhotos, type Share, type Tally } from './tally';

/** Shares that move less than this in a step have settled. */
const SETTLED = 1e-7;
const MOST_STEPS = 5000;

/**
 * Shares of the true categories that make the observed answers likeliest; null when none of the
 * answers could have come about.
 * @param rates for each true category the chances of the answers, which add up to 1
 * @param counts how often each answer was observed, in any unit
 */
export function mixtureShares(
  rates: readonly (readonly number[])[],
  counts: readonly number[],
): number[] | null {
  // An answer that no category gives says nothing about them.
  const columns = counts.flatMap((count, column) =>
    count > 0 && rates.some((row) => (row[column] ?? 0) > 0) ? [column] : [],
  );
  if (columns.length === 0) return null;
  const weights = Float64Array.from(columns, (column) => counts[column] ?? 0);
  const chances = columns.map((column) => Float64Array.from(rates, (row) => row[column] ?? 0));
  let shares = new Float64Array(rates.length).fill(1 / rates.length);
  let next = new Float64Array(rates.length);
  for (let step = 0; step < MOST_STEPS; step++) {
    const moved = improve(shares, chances, weights, next);
    [shares, next] = [next, shares];
    if (moved < SETTLED) break;
  }
  return Array.from(shares);
}

/**
 * One step of expectation and maximisation, written into `next`; gives the largest change of a share.
 * @param chances of each answer, by true category
 * @param weights how often each answer was observed
 */
function improve(
  shares: Float64Array,
  chances: readonly Float64Array[],
  weights: Float64Array,
  next: Float64Array,
): number {
  next.fill(0);
  let all = 0;
  chances.forEach((ofRow, column) => {
    let chance = 0;
    for (let row = 0; row < shares.length; row++) {
      chance += (shares[row] as number) * (ofRow[row] as number);
    }
    // The categories that gave it have died out on the way.
    if (chance === 0) return;
    const weight = weights[column] as number;
    all += weight;
    for (let row = 0; row < shares.length; row++) {
      const part = ((shares[row] as number) * (ofRow[row] as number)) / chance;
      next[row] = (next[row] as number) + weight * part;
    }
  });
  let moved = 0;
  for (let row = 0; row < shares.length; row++) {
    next[row] = (next[row] as number) / all;
    moved = Math.max(moved, Math.abs((next[row] as number) - (shares[row] as number)));
  }
  return moved;
}

/**
 * Corrected shares of the categories with 95 % intervals, or null for those that cannot be told: no photo in
 * any, or none that says anything, or a class of it was never measured. Photos that a person named are known and
 * enter as they are; the others are unmixed, classes that were never measured as if always recognised, and what
 * is in no class as if never sure. Intervals hold the uncertainty of the sample and of the measured confusion: both
 * are drawn anew, `draws` times, from Dirichlet distributions (the Bayesian bootstrap, Rubin 1981, with Perks's
 * prior of one photo spread over all cells), and unmixed by least squares without bounds, since a bootstrap of
 * estimates that are held at 0 misses too often there (Andrews 2000, https://doi.org/10.1111/1468-0262.00114). The
 * intervals are then as wide as Wilson's would be if what every photo shows were known, as few photos leave little
 * to draw from, and cut at what the named photos leave open.
 */
export function correctedShares(
  sums: Tally,
  mixing: Mixing,
  seed: number,
  draws: number,
): (Share | null)[] {
  // How often each category is not sure says too little about which of them these are.
  if (countedPhotos(sums) === 0) return sums.counted.map(() => null);
  const cells = cellsOf(sums);
  const truth = truthOf(mixing, sums.counted.length);
  const rates = ratesOf(mixing, normalised);
  const photos = sum(cells.answered);
  const unmixed = photos > 0 ? mixtureShares(rates, cells.answered) : rates.map(() => 0);
  const estimate = unmixed && inCategories(cells, unmixed, truth);
  const total = estimate ? sum(estimate) : 0;
  if (!estimate || total === 0) return sums.counted.map(() => null);
  // The estimate may expect next to nothing of an answer; the draws, never less than the prior's part of a photo.
  const least = 1 / (cells.answered.length * photos);
  const expected = cells.answered.map((_, column) =>
    Math.max(product(unmixed, rates, column), least),
  );
  const random = randomStream(seed);
  const drawn: number[][] = [];
  for (let draw = 0; draw < draws; draw++) {
    const drawnCells = drawCells(cells, random);
    const drawnRates = ratesOf(mixing, (row) => drawDirichlet(row, random));
    const shares =
      photos > 0 ? unboundedShares(drawnRates, normalised(drawnCells.answered), expected) : unmixed;
    const together = shares && inCategories(drawnCells, shares, truth);
    if (together && sum(together) > 0) drawn.push(normalised(together));
  }
  return estimate.map((count, category) => {
    if (mixing.unseenColumns.includes(category)) return null;
    const sorted = drawn.map((shares) => shares[category] ?? 0).sort((a, b) => a - b);
    const bounds = boundsByNaming(cells, category);
    return { share: count / total, ...intervalAround({ count, total }, sorted, bounds) };
  });
}

/** True categories of all rows: the measured ones, then those that always get one answer. */
function truthOf({ truth, unseenColumns }: Mixing, categories: number): Mixing['truth'] {
  return [...truth, ...unseenColumns.map((column) => (column < categories ? column : null))];
}

/**
 * Chances of the answers by row: the measured ones by way of their counts, then those that always get the
 * answer that is theirs.
 */
function ratesOf(
  { counts, unseenColumns }: Mixing,
  toRates: (counts: readonly number[]) => number[],
): number[][] {
  const columns = counts[0]?.map((_, column) => column) ?? [];
  return [
    ...counts.map((row) => toRates(withPrior(row))),
    ...unseenColumns.map((own) => columns.map((column) => (column === own ? 1 : 0))),
  ];
}

/** The middle 95 % of sorted draws, at least what the sample alone leaves open, and within bounds. */
function intervalAround(part: Part, sorted: readonly number[], bounds: Interval): Interval {
  // No draw could tell the categories apart.
  if (sorted.length === 0) return bounds;
  const known = wilson(part.count, part.total);
  return {
    low: Math.max(bounds.low, Math.min(known.low, quantile(sorted, 0.025))),
    high: Math.min(bounds.high, Math.max(known.high, quantile(sorted, 0.975))),
  };
}

/**
 * What is sure whatever the network confuses: the interval's low end if all photos that nobody named were of
 * other categories, and its high end if all were of this one.
 */
function boundsByNaming({ known, answered }: Cells, category: number): Interval {
  const count = known[category] ?? 0;
  const unnamed = sum(answered);
  const total = sum(known) + unnamed;
  return { low: wilson(count, total).low, high: wilson(count + unnamed, total).high };
}

/** Photos by what is known of them: the truth of some, of the others the answer. */
interface Cells {
  known: number[];
  /** Columns of {@link Mixing.counts}. */
  answered: number[];
}

function cellsOf({ counted, known, leftOut, notSure }: Tally): Cells {
  const answered = counted.map((count, category) => count - (known[category] ?? 0));
  return { known, answered: [...answered, leftOut, notSure] };
}

/** The same photos drawn anew, as shares of all. Where there is no photo of a kind, there is none. */
function drawCells({ known, answered }: Cells, random: () => number): Cells {
  const hasKnown = sum(known) > 0;
  const hasAnswered = sum(answered) > 0;
  const cells = [...(hasKnown ? known : []), ...(hasAnswered ? answered : [])];
  const shares = drawDirichlet(withPrior(cells), random);
  return {
    known: hasKnown ? shares.slice(0, known.length) : known,
    answered: hasAnswered ? shares.slice(hasKnown ? known.length : 0) : answered,
  };
}

/** How many photos are in each of the categories, known and unmixed ones together. */
function inCategories(
  { known, answered }: Cells,
  unmixed: readonly number[],
  truth: Mixing['truth'],
): number[] {
  const photos = sum(answered);
  const sums = [...known];
  unmixed.forEach((share, row) => {
    const category = truth[row] ?? null;
    if (category !== null) sums[category] = (sums[category] ?? 0) + photos * share;
  });
  return sums;
}

/** The chance of an answer when the true categories have these shares. */
function product(
  shares: readonly number[],
  rates: readonly (readonly number[])[],
  column: number,
): number {
  return shares.reduce((all, share, row) => all + share * (rates[row]?.[column] ?? 0), 0);
}

/** Adds one photo, spread evenly (Perks 1947): what was never seen is not thereby impossible. */
function withPrior(counts: readonly number[]): number[] {
  return counts.map((count) => count + 1 / counts.length);
}

function normalised(values: readonly number[]): number[] {
  const total = sum(values);
  return values.map((value) => value / total);
}

/** Of sorted values, between the two nearest. */
function quantile(sorted: readonly number[], share: number): number {
  const place = share * (sorted.length - 1);
  const low = sorted[Math.floor(place)] ?? 0;
  const high = sorted[Math.ceil(place)] ?? low;
  return low + (high - low) * (place - Math.floor(place));
}

function sum(values: readonly number[]): number {
  return values.reduce((left, right) => left + right, 0);
}
