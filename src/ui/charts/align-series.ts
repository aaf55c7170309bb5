import type { CurvePoint, CurveSeries } from './curve';
import { downsample } from './downsample';

/** Several series on one axis: row `i` is at `x[i]`; `values[s][i]` is NaN where series `s` has none. */
export interface AlignedSeries {
  x: number[];
  values: number[][];
}

/** Thins each series and lays all of them on the union of the kept `x`, the shape tfjs-vis wants. */
export function alignSeries(series: readonly CurveSeries[], limit: number): AlignedSeries {
  const kept = series.map(({ points }) => downsample(points, limit));
  const x = [...new Set(kept.flatMap((points) => points.map((point) => point.x)))];
  x.sort((left, right) => left - right);
  return { x, values: kept.map((points) => valuesAt(points, x)) };
}

/** For each of the ascending `rows` the series' value exactly there, else NaN. */
function valuesAt(points: readonly CurvePoint[], rows: readonly number[]): number[] {
  const byX = new Map(points.map(({ x, y }) => [x, y]));
  return rows.map((x) => byX.get(x) ?? Number.NaN);
}

/** Position of the last point at or before `x`, or -1 when the series starts later. */
export function lastAtOrBefore(points: readonly CurvePoint[], x: number): number {
  let low = 0;
  let high = points.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((points[middle] as CurvePoint).x <= x) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
