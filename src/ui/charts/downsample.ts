import type { CurvePoint } from './curve';

/**
 * Thins a series to at most `limit` points (4 or more) for drawing, keeping what the eye would
 * see: the lowest and the highest point of every bucket, and the first and last of all. Points
 * whose `y` is not finite are left out. A bucket holds a power of two of points, so that while a
 * series grows the kept points stay the same until the buckets double, and the trace does not
 * shimmer.
 */
export function downsample(points: readonly CurvePoint[], limit: number): CurvePoint[] {
  const finite = points.filter((point) => Number.isFinite(point.y));
  if (finite.length <= limit) return finite;
  const size = bucketSize(finite.length, limit);
  const last = finite.length - 1;
  const kept = new Set<number>([0]);
  for (let start = 0; start <= last; start += size) {
    const [low, high] = extremes(finite, start, Math.min(start + size, finite.length));
    kept.add(Math.min(low, high)).add(Math.max(low, high));
  }
  kept.add(last);
  return [...kept].map((index) => finite[index] as CurvePoint);
}

/** The smallest power of two whose buckets, two points each and two ends, fit the limit. */
function bucketSize(count: number, limit: number): number {
  const buckets = Math.max(1, Math.floor((limit - 2) / 2));
  let size = 1;
  while (Math.ceil(count / size) > buckets) size *= 2;
  return size;
}

/** Indices of the lowest and the highest point from `start` up to, not including, `end`. */
function extremes(points: readonly CurvePoint[], start: number, end: number): [number, number] {
  let low = start;
  let high = start;
  for (let index = start + 1; index < end; index++) {
    const { y } = points[index] as CurvePoint;
    if (y < (points[low] as CurvePoint).y) low = index;
    if (y > (points[high] as CurvePoint).y) high = index;
  }
  return [low, high];
}
