/**
 * The shares of a mixture. Each answer comes from one of the true categories with known chances, so the answers
 * are a mixture; its shares of greatest likelihood are found by expectation maximisation (Dempster, Laird, Rubin
 * 1977; for classifiers Saerens, Latinne, Decaestecker 2002, https://doi.org/10.1162/089976602753284446, who use
 * the probabilities in place of the answers). With two classes they are those of Rogan and Gladen (1978), held
 * within [0, 1].
 */

/** Shares that move less than this in a step have settled. */
const SETTLED = 1e-7;
const MOST_STEPS = 5000;

/**
 * Shares of the true categories that make the observed answers likeliest; null when none of the
 * answers could have come about.
 * @param rates for each true category the chances of the answers, or what they are in proportion to
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
