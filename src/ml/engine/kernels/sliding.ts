/**
 * Which windows of a sliding layer cover a position, along one axis. Input gradients gather with it:
 * each input pixel is written once, with the sum over the windows that cover it.
 */

/** First window that covers `position` (padding counted in), of windows of `side` pixels, `stride` apart. */
// @ts-ignore: decorator
@inline
export function firstWindow(position: i32, side: i32, stride: i32): i32 {
  const reach = position - side + stride;
  return reach < 0 ? 0 : reach / stride;
}

/** One past the last of `count` windows that cover `position`. */
// @ts-ignore: decorator
@inline
export function endWindow(position: i32, stride: i32, count: i32): i32 {
  return min(position / stride + 1, count);
}
