/**
 * Convolution, bias, ReLU and 2 x 2 max-pooling in one pass, and its gradients. The four pixels of
 * a pooling window are computed side by side in registers; only the largest is stored, with the byte
 * offset of the input window that it came from. The backward pass goes straight from the pooled
 * gradient to that window: the gradient of the convolution's own output never exists.
 */
import {
  ConvPoolForward,
  ConvPoolInputGradient,
  ConvPoolWeightGradient,
} from '../generated/records';
import { endOf, firstOf, samples, scratch } from './context';
import { gatedSample } from './conv-input';
import { thinForward, thinGradient } from './conv-thin';
import { storeLargest } from './pool-window';
import { clear, madd, zero } from './simd';
import { update } from './update';
import { ENTRY, gatherRun, scatterRun } from './windows';

/** Pooled output and offsets of all windows; by samples. */
export function convPoolForward(op: ConvPoolForward): void {
  const end = <usize>endOf(samples);
  const toOffsets = op.offsets - op.output;
  for (let sample = <usize>firstOf(samples); sample < end; sample++) {
    const image = op.input + sample * op.inputSample;
    if (op.isThin != 0) {
      thinForward(op, image, op.output + sample * op.outputSample);
      continue;
    }
    for (let panel: usize = 0; panel < op.panels; panel++) {
      const weights = op.weights + panel * op.panelBytes;
      const bias = op.bias + panel * 32;
      let rowOutput = op.output + sample * op.outputSample + panel * 32;
      for (let row: usize = 0; row < op.height; row++) {
        let input = image + row * 2 * op.inputRow;
        let output = rowOutput;
        rowOutput += op.outputRow;
        for (let pixel: usize = 0; pixel < op.width; pixel++) {
          window(op, image, input, weights, bias, output, output + toOffsets);
          input += 2 * op.inputPixel;
          output += op.outputPixel;
        }
      }
    }
  }
}

/** One 2 x 2 window of eight channels. */
// @ts-ignore: decorator
@inline
function window(
  op: ConvPoolForward,
  image: usize,
  input: usize,
  weights: usize,
  bias: usize,
  output: usize,
  offsets: usize,
): void {
  let l0 = zero();
  let h0 = zero();
  let l1 = zero();
  let h1 = zero();
  let l2 = zero();
  let h2 = zero();
  let l3 = zero();
  let h3 = zero();
  let a0 = input;
  let a1 = a0 + op.inputPixel;
  let a2 = a0 + op.inputRow;
  let a3 = a2 + op.inputPixel;
  const run = op.run;
  const skip = run + op.jump;
  for (let segment = op.segments; segment > 0; segment--) {
    for (let at: usize = 0; at < run; at += 4) {
      const low = v128.load(weights);
      const high = v128.load(weights, 16);
      let value = v128.load32_splat(a0 + at);
      l0 = madd(value, low, l0);
      h0 = madd(value, high, h0);
      value = v128.load32_splat(a1 + at);
      l1 = madd(value, low, l1);
      h1 = madd(value, high, h1);
      value = v128.load32_splat(a2 + at);
      l2 = madd(value, low, l2);
      h2 = madd(value, high, h2);
      value = v128.load32_splat(a3 + at);
      l3 = madd(value, low, l3);
      h3 = madd(value, high, h3);
      weights += 32;
    }
    a0 += skip;
    a1 += skip;
    a2 += skip;
    a3 += skip;
  }
  const first = i32x4.splat(<i32>(input - image));
  const right = i32x4.splat(<i32>op.inputPixel);
  const down = i32x4.splat(<i32>op.inputRow);
  storeLargest(l0, l1, l2, l3, first, right, down, bias, op.relu, output, offsets);
  storeLargest(h0, h1, h2, h3, first, right, down, bias + 16, op.relu, output + 16, offsets + 16);
}

/**
 * Lists offsets and gradients of one channel where the gradient is not 0.
 * @returns one past the last entry
 */
function listEntries(
  gradient: usize,
  toOffsets: usize,
  rowBytes: usize,
  pixelBytes: usize,
  height: usize,
  width: usize,
  list: usize,
): usize {
  for (let row: usize = 0; row < height; row++) {
    let at = gradient;
    for (let pixel: usize = 0; pixel < width; pixel++) {
      const value = load<f32>(at);
      store<u32>(list, load<u32>(at + toOffsets));
      store<f32>(list, value, 4);
      // Written always and kept only if it counts: no branch to mispredict.
      list += <usize>(value != 0) * ENTRY;
      at += pixelBytes;
    }
    gradient += rowBytes;
  }
  return list;
}

/** dW and the update; by panels of output channels, each over all samples. */
export function convPoolWeightGradient(op: ConvPoolWeightGradient): void {
  const list = scratch;
  const toOffsets = op.offsets - op.gradient;
  const runBytes = (op.run + 15) & ~15;
  const vectors = <i32>(runBytes / 16);
  const channelBytes = op.segments * runBytes;
  const rowBytes = op.run + op.jump;
  const first = <usize>firstOf(<i32>op.panels) * 8;
  const end = <usize>endOf(<i32>op.panels) * 8;
  clear(op.sums + first * channelBytes, (end - first) * channelBytes);
  for (let sample: usize = 0; sample < <usize>samples; sample++) {
    const gradients = op.gradient + sample * op.gradientSample;
    const image = op.input + sample * op.inputSample;
    if (op.isThin != 0) {
      thinGradient(op, image, gradients, first, end);
      continue;
    }
    for (let channel = first; channel < end; channel++) {
      const listEnd = listEntries(
        gradients + 4 * channel,
        toOffsets,
        op.gradientRow,
        op.gradientPixel,
        op.height,
        op.width,
        list,
      );
      let sums = op.sums + channel * channelBytes;
      for (let segment: usize = 0; segment < op.segments; segment++) {
        gatherRun(vectors, list, listEnd, image + segment * rowBytes, sums);
        sums += runBytes;
      }
    }
  }
  for (let panel = first / 8; panel < end / 8; panel++) {
    const bytes = sumsToPanel(op.sums + panel * 8 * channelBytes, op.segments, op.run, runBytes);
    update(op.weights + panel * op.panelBytes, scratch, bytes);
  }
}

/** Writes the sums of eight channels into scratch as a panel of weights; gives its bytes. */
function sumsToPanel(sums: usize, segments: usize, run: usize, runBytes: usize): usize {
  let to = scratch;
  const channelBytes = segments * runBytes;
  for (let segment: usize = 0; segment < segments; segment++) {
    for (let at: usize = 0; at < run; at += 4) {
      let from = sums + segment * runBytes + at;
      for (let lane: usize = 0; lane < 32; lane += 4) {
        store<f32>(to + lane, load<f32>(from));
        from += channelBytes;
      }
      to += 32;
    }
  }
  return to - scratch;
}

/** dx; by samples. */
export function convPoolInputGradient(op: ConvPoolInputGradient): void {
  const end = <usize>endOf(samples);
  const list = scratch;
  const toOffsets = op.offsets - op.gradient;
  const runBytes = (op.run + 15) & ~15;
  const vectors = <i32>(runBytes / 16);
  const rowBytes = op.run + op.jump;
  for (let sample = <usize>firstOf(samples); sample < end; sample++) {
    const place = sample * op.outputSample;
    const gradients = op.gradient + sample * op.gradientSample;
    clear(op.outputStart + place, op.outputSample);
    let weights = op.transposed;
    for (let channel: usize = 0; channel < op.channels; channel++) {
      const listEnd = listEntries(
        gradients + 4 * channel,
        toOffsets,
        op.gradientRow,
        op.gradientPixel,
        op.height,
        op.width,
        list,
      );
      for (let segment: usize = 0; segment < op.segments; segment++) {
        scatterRun(vectors, list, listEnd, weights, op.output + place + segment * rowBytes);
        weights += runBytes;
      }
    }
    gatedSample(op.outputStart + place, op.outputSample, op.gate, place);
  }
}
