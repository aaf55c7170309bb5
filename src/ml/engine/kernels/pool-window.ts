/** The end of a 2 x 2 pooling window: the largest of four, and where it came from. */
import { positive } from './simd';

/**
 * Stores the largest of four pixels, four channels at once, and the byte offset of its window.
 * Of equal values the first counts, as in tfjs. The bias is added after: it moves all four alike.
 * @param v0 upper left; then upper right, lower left, lower right
 * @param first offset of the upper left pixel's window, four times
 * @param right what one pixel to the right adds to it
 * @param down what one pixel down adds
 */
// @ts-ignore: decorator
@inline
export function storeLargest(
  v0: v128,
  v1: v128,
  v2: v128,
  v3: v128,
  first: v128,
  right: v128,
  down: v128,
  bias: usize,
  relu: usize,
  output: usize,
  offsets: usize,
): void {
  const upperRight = f32x4.gt(v1, v0);
  const upper = f32x4.pmax(v0, v1);
  const lowerRight = f32x4.gt(v3, v2);
  const lower = f32x4.pmax(v2, v3);
  const isLower = f32x4.gt(lower, upper);
  const isRight = v128.bitselect(lowerRight, upperRight, isLower);
  const steps = i32x4.add(v128.and(isLower, down), v128.and(isRight, right));
  const largest = f32x4.add(f32x4.pmax(upper, lower), v128.load(bias));
  v128.store(output, relu != 0 ? positive(largest) : largest);
  v128.store(offsets, i32x4.add(first, steps));
}
