import type { CurveSeries } from './curve';

/** Rows a person still reads. */
const ROW_LIMIT = 20;

/**
 * The `x` of the rows of a table about these curves: where validation was measured, else spread
 * evenly over the longest series; the last point of all is always among them. Ascending.
 */
export function pickRows(series: readonly CurveSeries[]): number[] {
  const validation = series.find(({ role, points }) => role === 'validation' && points.length > 0);
  const longest = series.reduce<CurveSeries | undefined>(
    (best, one) => (one.points.length > (best?.points.length ?? 0) ? one : best),
    undefined,
  );
  const chosen = (validation ?? longest)?.points ?? [];
  const count = Math.min(chosen.length, ROW_LIMIT);
  const rows = new Set<number>();
  for (let row = 1; row <= count; row++) {
    const point = chosen[Math.ceil((row * chosen.length) / count) - 1];
    if (point) rows.add(point.x);
  }
  const last = longest?.points.at(-1);
  if (last) rows.add(last.x);
  return [...rows].sort((left, right) => left - right);
}
