/**
 * Activations that are not fused with the layer before, sums of two ways, and copies. All go through
 * the pixels inside the frames, by samples.
 */
import {
  ACTIVATION_LEAKY_RELU,
  ACTIVATION_RELU,
  ACTIVATION_SIGMOID,
  ACTIVATION_TANH,
  ActivationBackward,
  ActivationForward,
  Add,
  CopyPixels,
} from '../generated/records';
import { endOf, firstOf, samples } from './context';
import { madd, positive, where } from './simd';

/** LEAKY_SLOPE of domain/models/layers.ts. */
// @ts-ignore: decorator
@inline
const SLOPE: f32 = 0.01;

/** y = f(x); `linear` copies. */
export function activationForward(op: ActivationForward): void {
  const end = <usize>endOf(samples);
  const bytes = op.width * op.pixelBytes;
  for (let sample = <usize>firstOf(samples); sample < end; sample++) {
    let input = op.input + sample * op.inputSample;
    let output = op.output + sample * op.outputSample;
    for (let row: usize = 0; row < op.height; row++) {
      forwardRow(op.kind, input, output, bytes, op.pixelBytes, <i32>op.channels);
      input += op.inputRow;
      output += op.outputRow;
    }
  }
}

function forwardRow(
  kind: usize,
  input: usize,
  output: usize,
  bytes: usize,
  pixelBytes: usize,
  channels: i32,
): void {
  if (kind == ACTIVATION_SIGMOID) return sigmoidRow(input, output, bytes, pixelBytes, channels);
  for (let at: usize = 0; at < bytes; at += 16) {
    let value = v128.load(input + at);
    if (kind == ACTIVATION_RELU) value = positive(value);
    else if (kind == ACTIVATION_LEAKY_RELU) value = leaky(value);
    else if (kind == ACTIVATION_TANH) value = hyperbolicTangent(value);
    v128.store(output + at, value);
  }
}

/** Sigmoid of 0 is not 0, but channels that are filled up must stay so. */
function sigmoidRow(
  input: usize,
  output: usize,
  bytes: usize,
  pixelBytes: usize,
  channels: i32,
): void {
  for (let pixel: usize = 0; pixel < bytes; pixel += pixelBytes) {
    let lanes = i32x4(0, 1, 2, 3);
    for (let at = pixel; at < pixel + pixelBytes; at += 16) {
      const isFilled = i32x4.lt_s(lanes, i32x4.splat(channels));
      v128.store(output + at, v128.and(sigmoid(v128.load(input + at)), isFilled));
      lanes = i32x4.add(lanes, i32x4.splat(4));
    }
  }
}

// @ts-ignore: decorator
@inline
function leaky(x: v128): v128 {
  const isNegative = f32x4.lt(x, f32x4.splat(0));
  return v128.bitselect(f32x4.mul(x, f32x4.splat(SLOPE)), x, isNegative);
}

/** 1 / (1 + e^-x) */
// @ts-ignore: decorator
@inline
function sigmoid(x: v128): v128 {
  const one = f32x4.splat(1);
  const more = exponentialMinusOne(f32x4.neg(x));
  return f32x4.div(one, f32x4.add(f32x4.splat(2), more));
}

/** t / (t + 2) with t = e^2x - 1, which keeps its digits around 0. */
// @ts-ignore: decorator
@inline
function hyperbolicTangent(x: v128): v128 {
  const t = exponentialMinusOne(f32x4.add(x, x));
  return f32x4.div(t, f32x4.add(t, f32x4.splat(2)));
}

/**
 * e^x - 1 to about 2e-7 of itself, for x cut to -87..87; NaN stays. With x = n ln 2 + r and |r| < 0.35
 * it is 2^n (e^r - 1) + (2^n - 1), and e^r - 1 is Taylor's series up to r^7 / 5040.
 */
// @ts-ignore: decorator
@inline
function exponentialMinusOne(x: v128): v128 {
  x = f32x4.pmax(f32x4.pmin(x, f32x4.splat(87)), f32x4.splat(-87));
  const power = f32x4.nearest(f32x4.mul(x, f32x4.splat(1.44269504)));
  // ln 2 in two parts: the first has few enough bits for an exact product.
  let r = f32x4.sub(x, f32x4.mul(power, f32x4.splat(0.693359375)));
  r = f32x4.sub(r, f32x4.mul(power, f32x4.splat(-2.12194440e-4)));
  let sum = madd(r, f32x4.splat(1 / 5040), f32x4.splat(1 / 720));
  sum = madd(sum, r, f32x4.splat(1 / 120));
  sum = madd(sum, r, f32x4.splat(1 / 24));
  sum = madd(sum, r, f32x4.splat(1 / 6));
  sum = madd(sum, r, f32x4.splat(0.5));
  sum = madd(f32x4.mul(sum, r), r, r);
  const exponent = i32x4.add(i32x4.trunc_sat_f32x4_s(power), i32x4.splat(127));
  const scale = i32x4.shl(exponent, 23);
  return madd(sum, scale, f32x4.sub(scale, f32x4.splat(1)));
}

/** dx = dy f'(x), the derivative by way of y. A ReLU's gradient has passed it already. */
export function activationBackward(op: ActivationBackward): void {
  const end = <usize>endOf(samples);
  const bytes = op.width * op.pixelBytes;
  for (let sample = <usize>firstOf(samples); sample < end; sample++) {
    for (let row: usize = 0; row < op.height; row++) {
      const from = sample * op.gradientSample + row * op.gradientRow;
      const to = sample * op.outputSample + row * op.outputRow;
      const gate = op.gate == 0 ? 0 : op.gate + to;
      backwardRow(op.kind, op.gradient + from, op.values + from, op.output + to, gate, bytes);
    }
  }
}

function backwardRow(
  kind: usize,
  gradient: usize,
  values: usize,
  output: usize,
  gate: usize,
  bytes: usize,
): void {
  const one = f32x4.splat(1);
  for (let at: usize = 0; at < bytes; at += 16) {
    let value = v128.load(gradient + at);
    if (kind > ACTIVATION_RELU) {
      const y = v128.load(values + at);
      let slope = f32x4.mul(y, f32x4.sub(one, y));
      if (kind == ACTIVATION_TANH) slope = f32x4.sub(one, f32x4.mul(y, y));
      else if (kind == ACTIVATION_LEAKY_RELU) {
        slope = v128.bitselect(one, f32x4.splat(SLOPE), f32x4.gt(y, f32x4.splat(0)));
      }
      value = f32x4.mul(value, slope);
    }
    if (gate != 0) value = where(v128.load(gate + at), value);
    v128.store(output + at, value);
  }
}

/** The sum of two tensors of one shape, whose frames may differ. */
export function add(op: Add): void {
  const end = <usize>endOf(samples);
  const bytes = op.width * op.pixelBytes;
  for (let sample = <usize>firstOf(samples); sample < end; sample++) {
    let left = op.left + sample * op.leftSample;
    let right = op.right + sample * op.rightSample;
    let output = op.output + sample * op.outputSample;
    for (let row: usize = 0; row < op.height; row++) {
      for (let at: usize = 0; at < bytes; at += 16) {
        const sum = f32x4.add(v128.load(left + at), v128.load(right + at));
        v128.store(output + at, op.relu != 0 ? positive(sum) : sum);
      }
      left += op.leftRow;
      right += op.rightRow;
      output += op.outputRow;
    }
  }
}

/** Value by value: vectors that are not flattened in place are rare. */
export function copyPixels(op: CopyPixels): void {
  const end = <usize>endOf(samples);
  const bytes = op.channels * 4;
  for (let sample = <usize>firstOf(samples); sample < end; sample++) {
    for (let row: usize = 0; row < op.height; row++) {
      let input = op.input + sample * op.inputSample + row * op.inputRow;
      let output = op.output + sample * op.outputSample + row * op.outputRow;
      for (let pixel: usize = 0; pixel < op.width; pixel++) {
        for (let at: usize = 0; at < bytes; at += 4) store<f32>(output + at, load<f32>(input + at));
        input += op.inputPixel;
        output += op.outputPixel;
      }
    }
  }
}
