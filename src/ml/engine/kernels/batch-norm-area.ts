/**
 * What a thread keeps of a batch normalisation, in an area of its own: with 8 channels a panel, sums
 * and sums of squares (128 bytes a panel, 64-bit floats), then sums of dy and of dy (x - mean)
 * (likewise), then five arrays of 32-bit floats (32 bytes a panel): mean, 1 / deviation,
 * gamma / deviation, mean of dy, and slope of dy over x. Channels that are filled up have zeros in all.
 */
import { threads } from './context';

/** Bytes a panel of a pair of sums. */
// @ts-ignore: decorator
@inline
export const PAIR: usize = 128;
/** From a sum to the other of its pair. */
// @ts-ignore: decorator
@inline
export const OTHER: usize = 64;

/** Where the arrays of an area lie, in bytes a panel. */
// @ts-ignore: decorator
@inline
export const MEAN: usize = 2 * PAIR;
// @ts-ignore: decorator
@inline
export const RECIPROCAL: usize = MEAN + 32;
// @ts-ignore: decorator
@inline
export const SCALE: usize = RECIPROCAL + 32;
// @ts-ignore: decorator
@inline
export const OFFSET: usize = SCALE + 32;
// @ts-ignore: decorator
@inline
export const SLOPE: usize = OFFSET + 32;

/** Adds up one of the sums of a channel over all threads. */
// @ts-ignore: decorator
@inline
export function total(sums: usize, areaBytes: usize, channel: usize): f64 {
  let sum: f64 = 0;
  let at = sums + (channel >> 3) * PAIR + (channel & 7) * 8;
  for (let index = 0; index < threads; index++) {
    sum += load<f64>(at);
    at += areaBytes;
  }
  return sum;
}
