/**
 * Optimisers, fused with the gradients: whoever computed a piece of the gradient updates those
 * weights at once, while the gradient is in the first cache.
 */
import { optimizer, rate, slotOffset } from './context';
import { madd } from './simd';

// @ts-ignore: decorator
@inline
const SGD: i32 = 0;
// @ts-ignore: decorator
@inline
const MOMENTUM: i32 = 1;

/** Updates `bytes` (a multiple of 16) of weights, given their gradients. */
export function update(weights: usize, gradients: usize, bytes: usize): void {
  if (optimizer == SGD) sgd(weights, gradients, bytes);
  else if (optimizer == MOMENTUM) momentum(weights, gradients, bytes);
  else adam(weights, gradients, bytes);
}

/** w <- w - lr g */
function sgd(weights: usize, gradients: usize, bytes: usize): void {
  const down = f32x4.splat(-rate);
  for (let at: usize = 0; at < bytes; at += 16) {
    const weight = v128.load(weights + at);
    v128.store(weights + at, madd(down, v128.load(gradients + at), weight));
  }
}

/** v <- 0.9 v + g, w <- w - lr v */
function momentum(weights: usize, gradients: usize, bytes: usize): void {
  const down = f32x4.splat(-rate);
  const keep = f32x4.splat(0.9);
  const velocities = weights + slotOffset;
  for (let at: usize = 0; at < bytes; at += 16) {
    const velocity = madd(keep, v128.load(velocities + at), v128.load(gradients + at));
    v128.store(velocities + at, velocity);
    v128.store(weights + at, madd(down, velocity, v128.load(weights + at)));
  }
}

/** Adam; the bias correction is in the rate. */
function adam(weights: usize, gradients: usize, bytes: usize): void {
  const down = f32x4.splat(-rate);
  const means = weights + slotOffset;
  const squares = means + slotOffset;
  for (let at: usize = 0; at < bytes; at += 16) {
    const gradient = v128.load(gradients + at);
    const newMean = f32x4.mul(gradient, f32x4.splat(0.1));
    const mean = madd(f32x4.splat(0.9), v128.load(means + at), newMean);
    const newSquare = f32x4.mul(f32x4.mul(gradient, gradient), f32x4.splat(0.001));
    const square = madd(f32x4.splat(0.999), v128.load(squares + at), newSquare);
    v128.store(means + at, mean);
    v128.store(squares + at, square);
    const root = f32x4.add(f32x4.sqrt(square), f32x4.splat(1e-7));
    const change = f32x4.div(f32x4.mul(mean, down), root);
    v128.store(weights + at, f32x4.add(v128.load(weights + at), change));
  }
}
