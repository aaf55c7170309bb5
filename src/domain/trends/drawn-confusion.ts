/** What a network may confuse, given how few photos that was measured on. */
import { randomStream } from '../random';
import { drawDirichlet } from './draws';
import type { Mixing } from './mixing';

/**
 * The chances of the answers by row, and the same drawn anew. Periods share the draws: it is one network that answered
 * about all of them, and drawing takes longer than anything else.
 */
export interface DrawnConfusion {
  mixing: Mixing;
  /** The measured rows, then those that always get the answer that is theirs. */
  rates: Float64Array[];
  /** Each like `rates`. */
  draws: Float64Array[][];
}

/** Draws what is measured from Dirichlet distributions, with Perks's prior of one photo spread over each row. */
export function drawConfusion(mixing: Mixing, seed: number, draws: number): DrawnConfusion {
  const { counts, unseenColumns } = mixing;
  const parameters = counts.map((row) => row.map((count) => count + 1 / row.length));
  const always = unseenColumns.map((own) =>
    new Float64Array(counts[0]?.length ?? 0).fill(1, own, own + 1),
  );
  const random = randomStream(seed);
  return {
    mixing,
    rates: [...parameters.map((row) => normalised(Float64Array.from(row))), ...always],
    draws: Array.from({ length: draws }, () => [
      ...parameters.map((row) => drawDirichlet(row, random)),
      ...always,
    ]),
  };
}

/** Values as parts of their sum. */
export function normalised(values: Float64Array): Float64Array {
  const total = values.reduce((left, right) => left + right, 0);
  return values.map((value) => value / total);
}
