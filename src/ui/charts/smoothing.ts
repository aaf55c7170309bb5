import type { CurvePoint } from './curve';

/** Largest smoothing factor: at 1 the average would never move from its first value. */
export const MAX_SMOOTHING = 0.99;

/**
 * Exponential moving average as TensorBoard draws it: every value weighs `1 - factor` of the new
 * average, and the sum of weights so far divides it, so that the first points are not pulled
 * towards zero (the debiasing of Adam: Kingma and Ba 2015, https://arxiv.org/abs/1412.6980).
 * A factor of 0 gives the points back unchanged. A value that is not finite is handed through and
 * leaves the average as it was.
 */
export function smooth(points: readonly CurvePoint[], factor: number): CurvePoint[] {
  const keep = Math.min(Math.max(factor, 0), MAX_SMOOTHING);
  let average = 0;
  let weights = 0;
  return points.map(({ x, y }) => {
    if (!Number.isFinite(y)) return { x, y };
    average = keep * average + (1 - keep) * y;
    weights = keep * weights + (1 - keep);
    return { x, y: average / weights };
  });
}
