/**
 * Optimisers, fused with the gradients: whoever computed a piece of the gradient updates those
 * weights at once, while the gradient is in the first cache. Where gradients are to be clipped or
 * read, the piece is stored instead, and gradients.ts updates all weights at the end of the step.
 */
import {
  epsilon,
  gradientOffset,
  l1,
  l2,
  momentum,
  optimizer,
  rate,
  shrink,
  slotOffset,
} from './context';
import { madd } from './simd';

/** As in update-pass.ts; above these it is Adam or AdamW, which differ in their epsilon. */
// @ts-ignore: decorator
@inline
const SGD: i32 = 0;
// @ts-ignore: decorator
@inline
const MOMENTUM: i32 = 1;
// @ts-ignore: decorator
@inline
const NESTEROV: i32 = 2;

/** What is smaller in a slot moves no weight: Adam divides by 3e-10 at least. */
// @ts-ignore: decorator
@inline
const NEGLIGIBLE: f32 = 1e-30;

/**
 * The value of a slot, with 0 for what is negligible. A mean to which nothing is added any more, of a weight
 * behind a dead unit, becomes subnormal after some 800 steps and stays so, where processors take a hundred
 * cycles and more for a product. NaN passes.
 */
// @ts-ignore: decorator
@inline
function kept(value: v128): v128 {
  return v128.andnot(value, f32x4.lt(f32x4.abs(value), f32x4.splat(NEGLIGIBLE)));
}

/**
 * Updates `bytes` (a multiple of 16) of a kernel, given the loss's gradients, which the penalties'
 * are added to in place. For biases and what batch norm learns: {@link updateFree}.
 */
export function update(weights: usize, gradients: usize, bytes: usize): void {
  if (l1 > 0 || l2 > 0) addPenalties(weights, gradients, bytes);
  if (gradientOffset != 0) copy(weights + gradientOffset, gradients, bytes);
  else move(weights, gradients, bytes, true);
}

/** As {@link update}, of weights that penalties and weight decay leave alone. */
export function updateFree(weights: usize, gradients: usize, bytes: usize): void {
  if (gradientOffset != 0) copy(weights + gradientOffset, gradients, bytes);
  else move(weights, gradients, bytes, false);
}

/** Moves weights by the optimiser's rule; kernels decay first. */
export function move(weights: usize, gradients: usize, bytes: usize, isKernel: bool): void {
  if (isKernel && shrink != 1) scale(weights, weights, bytes, shrink);
  if (optimizer == SGD) stepSgd(weights, gradients, bytes);
  else if (optimizer == MOMENTUM) stepMomentum(weights, gradients, bytes);
  else if (optimizer == NESTEROV) stepNesterov(weights, gradients, bytes);
  else stepAdam(weights, gradients, bytes);
}

/** to = factor * from, for `bytes` (a multiple of 16). */
export function scale(to: usize, from: usize, bytes: usize, factor: f32): void {
  const factors = f32x4.splat(factor);
  for (let at: usize = 0; at < bytes; at += 16) {
    v128.store(to + at, f32x4.mul(v128.load(from + at), factors));
  }
}

function copy(to: usize, from: usize, bytes: usize): void {
  for (let at: usize = 0; at < bytes; at += 16) v128.store(to + at, v128.load(from + at));
}

/** g <- g + l2 w + l1 sign(w), with sign(0) = 0. */
function addPenalties(weights: usize, gradients: usize, bytes: usize): void {
  const squared = f32x4.splat(l2);
  const size = f32x4.splat(l1);
  const signBit = i32x4.splat(0x80000000);
  for (let at: usize = 0; at < bytes; at += 16) {
    const weight = v128.load(weights + at);
    const signed = v128.or(size, v128.and(weight, signBit));
    const pull = v128.and(signed, f32x4.ne(weight, f32x4.splat(0)));
    const gradient = madd(squared, weight, v128.load(gradients + at));
    v128.store(gradients + at, f32x4.add(gradient, pull));
  }
}

/** w <- w - lr g */
function stepSgd(weights: usize, gradients: usize, bytes: usize): void {
  const down = f32x4.splat(-rate);
  for (let at: usize = 0; at < bytes; at += 16) {
    const weight = v128.load(weights + at);
    v128.store(weights + at, madd(down, v128.load(gradients + at), weight));
  }
}

/** v <- mu v + g, w <- w - lr v */
function stepMomentum(weights: usize, gradients: usize, bytes: usize): void {
  const down = f32x4.splat(-rate);
  const keep = f32x4.splat(momentum);
  const velocities = weights + slotOffset;
  for (let at: usize = 0; at < bytes; at += 16) {
    const velocity = madd(keep, v128.load(velocities + at), v128.load(gradients + at));
    v128.store(velocities + at, kept(velocity));
    v128.store(weights + at, madd(down, velocity, v128.load(weights + at)));
  }
}

/** v <- mu v + g, w <- w - lr (g + mu v) */
function stepNesterov(weights: usize, gradients: usize, bytes: usize): void {
  const down = f32x4.splat(-rate);
  const keep = f32x4.splat(momentum);
  const velocities = weights + slotOffset;
  for (let at: usize = 0; at < bytes; at += 16) {
    const gradient = v128.load(gradients + at);
    const velocity = madd(keep, v128.load(velocities + at), gradient);
    v128.store(velocities + at, kept(velocity));
    const ahead = madd(keep, velocity, gradient);
    v128.store(weights + at, madd(down, ahead, v128.load(weights + at)));
  }
}

/** Adam and AdamW; the bias correction is in rate and epsilon. */
function stepAdam(weights: usize, gradients: usize, bytes: usize): void {
  const down = f32x4.splat(-rate);
  const small = f32x4.splat(epsilon);
  const means = weights + slotOffset;
  const squares = means + slotOffset;
  for (let at: usize = 0; at < bytes; at += 16) {
    const gradient = v128.load(gradients + at);
    const newMean = f32x4.mul(gradient, f32x4.splat(0.1));
    const mean = madd(f32x4.splat(0.9), v128.load(means + at), newMean);
    const newSquare = f32x4.mul(f32x4.mul(gradient, gradient), f32x4.splat(0.001));
    const square = madd(f32x4.splat(0.999), v128.load(squares + at), newSquare);
    v128.store(means + at, kept(mean));
    v128.store(squares + at, kept(square));
    const root = f32x4.add(f32x4.sqrt(square), small);
    const change = f32x4.div(f32x4.mul(mean, down), root);
    v128.store(weights + at, f32x4.add(v128.load(weights + at), change));
  }
}
