/**
 * Depthwise convolutions: each channel with a window of its own, eight channels at a time. Weights
 * lie as panel[tap][0..8], taps in reading order. Four pixels at a time share each load of weights.
 */
import {
  DepthwiseForward,
  DepthwiseSampleSums,
  DepthwiseWeightGradient,
} from '../generated/records';
import { endOf, firstOf, samples, scratch } from './context';
import { clear, madd, positive, zero } from './simd';
import { update } from './update';

/** y = x * w + b for each channel, and ReLU; by samples. */
export function depthwiseForward(op: DepthwiseForward): void {
  const end = <usize>endOf(samples);
  for (let sample = <usize>firstOf(samples); sample < end; sample++) {
    for (let panel: usize = 0; panel < op.panels; panel++) {
      const weights = op.weights + panel * op.panelBytes;
      const bias = op.bias + panel * 32;
      for (let row: usize = 0; row < op.height; row++) {
        let input = op.input + sample * op.inputSample + row * op.inputRow + panel * 32;
        let output = op.output + sample * op.outputSample + row * op.outputRow + panel * 32;
        let left = <i32>op.width;
        for (; left >= 4; left -= 4) {
          outputs(4, op, input, weights, bias, output);
          input += 4 * op.inputPixel;
          output += 4 * op.outputPixel;
        }
        for (; left > 0; left--) {
          outputs(1, op, input, weights, bias, output);
          input += op.inputPixel;
          output += op.outputPixel;
        }
      }
    }
  }
}

/** `count` (1 or 4, a constant) neighbouring output pixels. */
// @ts-ignore: decorator
@inline
function outputs(
  count: i32,
  op: DepthwiseForward,
  input: usize,
  weights: usize,
  bias: usize,
  output: usize,
): void {
  let l0 = v128.load(bias);
  let h0 = v128.load(bias, 16);
  let l1 = l0;
  let h1 = h0;
  let l2 = l0;
  let h2 = h0;
  let l3 = l0;
  let h3 = h0;
  const pixel = op.inputPixel;
  const tapPixel = op.tapPixel;
  const side = <i32>op.side;
  const skip = op.tapRow - op.side * tapPixel;
  for (let row = side; row > 0; row--) {
    for (let tap = side; tap > 0; tap--) {
      const low = v128.load(weights);
      const high = v128.load(weights, 16);
      weights += 32;
      l0 = madd(v128.load(input), low, l0);
      h0 = madd(v128.load(input, 16), high, h0);
      if (count == 4) {
        l1 = madd(v128.load(input + pixel), low, l1);
        h1 = madd(v128.load(input + pixel, 16), high, h1);
        l2 = madd(v128.load(input + 2 * pixel), low, l2);
        h2 = madd(v128.load(input + 2 * pixel, 16), high, h2);
        l3 = madd(v128.load(input + 3 * pixel), low, l3);
        h3 = madd(v128.load(input + 3 * pixel, 16), high, h3);
      }
      input += tapPixel;
    }
    input += skip;
  }
  const isRelu = op.relu != 0;
  storeOutput(isRelu, output, l0, h0);
  if (count == 4) {
    storeOutput(isRelu, output + op.outputPixel, l1, h1);
    storeOutput(isRelu, output + 2 * op.outputPixel, l2, h2);
    storeOutput(isRelu, output + 3 * op.outputPixel, l3, h3);
  }
}

// @ts-ignore: decorator
@inline
function storeOutput(isRelu: bool, output: usize, low: v128, high: v128): void {
  v128.store(output, isRelu ? positive(low) : low);
  v128.store(output, isRelu ? positive(high) : high, 16);
}

/** Taps of a row whose sums are kept in registers. */
// @ts-ignore: decorator
@inline
const TAPS: i32 = 4;

/** Weight gradient of each sample, as long as the weights; by samples, whose pixels stay in the cache. */
export function depthwiseSampleSums(op: DepthwiseSampleSums): void {
  const side = <i32>op.side;
  const end = <usize>endOf(samples);
  for (let sample = <usize>firstOf(samples); sample < end; sample++) {
    for (let panel: usize = 0; panel < op.panels; panel++) {
      const image = op.input + sample * op.inputSample + panel * 32;
      const gradient = op.gradient + sample * op.gradientSample + panel * 32;
      let sums = op.sums + (sample * op.panels + panel) * op.panelBytes;
      for (let row: usize = 0; row < op.side; row++) {
        for (let tap: i32 = 0; tap < side; tap += TAPS) {
          const count = min(TAPS, side - tap);
          anyTaps(count, op, image + row * op.tapRow + <usize>tap * op.tapPixel, gradient, sums);
          sums += <usize>count * 32;
        }
      }
    }
  }
}

/** As {@link taps} for 1 to TAPS. */
function anyTaps(
  count: i32,
  op: DepthwiseSampleSums,
  input: usize,
  gradient: usize,
  sums: usize,
): void {
  if (count == 1) taps(1, op, input, gradient, sums);
  else if (count == 2) taps(2, op, input, gradient, sums);
  else if (count == 3) taps(3, op, input, gradient, sums);
  else taps(4, op, input, gradient, sums);
}

/** Sums of input * gradient over all pixels for `count` (a constant) neighbouring taps. */
// @ts-ignore: decorator
@inline
function taps(count: i32, op: DepthwiseSampleSums, input: usize, gradient: usize, sums: usize): void {
  let l0 = zero();
  let h0 = zero();
  let l1 = zero();
  let h1 = zero();
  let l2 = zero();
  let h2 = zero();
  let l3 = zero();
  let h3 = zero();
  const tap = op.tapPixel;
  const inputSkip = op.inputRow - op.width * op.inputPixel;
  const gradientSkip = op.gradientRow - op.width * op.gradientPixel;
  for (let row = <i32>op.height; row > 0; row--) {
    for (let pixel = <i32>op.width; pixel > 0; pixel--) {
      const low = v128.load(gradient);
      const high = v128.load(gradient, 16);
      l0 = madd(v128.load(input), low, l0);
      h0 = madd(v128.load(input, 16), high, h0);
      if (count > 1) {
        l1 = madd(v128.load(input + tap), low, l1);
        h1 = madd(v128.load(input + tap, 16), high, h1);
      }
      if (count > 2) {
        l2 = madd(v128.load(input + 2 * tap), low, l2);
        h2 = madd(v128.load(input + 2 * tap, 16), high, h2);
      }
      if (count > 3) {
        l3 = madd(v128.load(input + 3 * tap), low, l3);
        h3 = madd(v128.load(input + 3 * tap, 16), high, h3);
      }
      input += op.inputPixel;
      gradient += op.gradientPixel;
    }
    input += inputSkip;
    gradient += gradientSkip;
  }
  v128.store(sums, l0);
  v128.store(sums, h0, 16);
  if (count > 1) {
    v128.store(sums, l1, 32);
    v128.store(sums, h1, 48);
  }
  if (count > 2) {
    v128.store(sums, l2, 64);
    v128.store(sums, h2, 80);
  }
  if (count > 3) {
    v128.store(sums, l3, 96);
    v128.store(sums, h3, 112);
  }
}

/** dW = the samples' sums in their order, whoever made them, and the update; by panels. */
export function depthwiseWeightGradient(op: DepthwiseWeightGradient): void {
  const bytes = op.panelBytes;
  const end = <usize>endOf(<i32>op.panels);
  for (let panel = <usize>firstOf(<i32>op.panels); panel < end; panel++) {
    clear(scratch, bytes);
    for (let sample: usize = 0; sample < <usize>samples; sample++) {
      const sums = op.sums + (sample * op.panels + panel) * bytes;
      for (let at: usize = 0; at < bytes; at += 16) {
        v128.store(scratch + at, f32x4.add(v128.load(scratch + at), v128.load(sums + at)));
      }
    }
    update(op.weights + panel * bytes, scratch, bytes);
  }
}
