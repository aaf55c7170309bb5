import type { CurveSeries } from '../../ui/charts/curve';

/** Share of the values that the scale has to show. */
const SHOWN_SHARE = 0.95;
/** Where the highest value is less than so many times the ceiling, nothing is left out. */
const EXTREME_FACTOR = 3;

/**
 * Where the loss scale ends when extremes are left out: a quarter above the value that 95 % of the
 * points do not exceed, as a round number, so that the scale moves seldom. Null when there are no
 * extremes to leave out.
 */
export function lossCeiling(series: readonly CurveSeries[]): number | null {
  const values = series
    .flatMap(({ points }) => points.map(({ y }) => y))
    .filter(Number.isFinite)
    .sort((left, right) => left - right);
  const usual = values[Math.floor(values.length * SHOWN_SHARE)];
  const highest = values.at(-1);
  if (usual === undefined || highest === undefined || usual <= 0) return null;
  const ceiling = roundUp(usual * 1.25);
  return highest < ceiling * EXTREME_FACTOR ? null : ceiling;
}

/** The next 1, 2 or 5 times a power of ten. */
function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 2, 5, 10].find((factor) => factor * power >= value) ?? 10;
  return step * power;
}
