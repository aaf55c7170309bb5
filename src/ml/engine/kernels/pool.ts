/** Max-pooling where it could not be fused with a convolution, and biases. */
import { BiasGradient, MaxPoolBackward, MaxPoolForward } from '../generated/records';
import { gatedSample } from './conv-input';
import { endOf, firstOf, samples, scratch } from './context';
import { clear, zero } from './simd';
import { updateFree } from './update';

/** Largest value of each window and the pixel it came from; padding is left out; by samples. */
export function maxPoolForward(op: MaxPoolForward): void {
  const end = <usize>endOf(samples);
  const stride = <i32>op.stride;
  for (let sample = <usize>firstOf(samples); sample < end; sample++) {
    const image = op.input + sample * op.inputSample;
    for (let row: usize = 0; row < op.height; row++) {
      const y = <i32>row * stride - <i32>op.top;
      const top = max(y, 0);
      const rows = min(y + <i32>op.size, <i32>op.inputHeight) - top;
      let output = op.output + sample * op.outputSample + row * op.outputRow;
      for (let pixel: usize = 0; pixel < op.width; pixel++) {
        const x = <i32>pixel * stride - <i32>op.left;
        const left = max(x, 0);
        const pixels = min(x + <i32>op.size, <i32>op.inputWidth) - left;
        const offset = <usize>top * op.inputRow + <usize>left * op.inputPixel;
        largest(op, image, offset, rows, pixels, output);
        output += op.outputPixel;
      }
    }
  }
}

/** The maxima of one window, whose first pixel is at `offset`; of equal values the first counts, as in tfjs. */
// @ts-ignore: decorator
@inline
function largest(
  op: MaxPoolForward,
  image: usize,
  offset: usize,
  rows: i32,
  pixels: i32,
  output: usize,
): void {
  const toOffsets = op.offsets - op.output;
  const skip = op.inputRow - <usize>pixels * op.inputPixel;
  for (let at: usize = 0; at < op.channelBytes; at += 32) {
    let here = offset;
    let low = v128.load(image + here + at);
    let high = v128.load(image + here + at, 16);
    let lowPlace = i32x4.splat(<i32>here);
    let highPlace = lowPlace;
    for (let row = rows; row > 0; row--) {
      for (let pixel = pixels; pixel > 0; pixel--) {
        const place = i32x4.splat(<i32>here);
        const lowValue = v128.load(image + here + at);
        const highValue = v128.load(image + here + at, 16);
        lowPlace = v128.bitselect(place, lowPlace, f32x4.gt(lowValue, low));
        highPlace = v128.bitselect(place, highPlace, f32x4.gt(highValue, high));
        low = f32x4.pmax(low, lowValue);
        high = f32x4.pmax(high, highValue);
        here += op.inputPixel;
      }
      here += skip;
    }
    v128.store(output + at, low);
    v128.store(output + at, high, 16);
    v128.store(output + toOffsets + at, lowPlace);
    v128.store(output + toOffsets + at, highPlace, 16);
  }
}

/** Adds each window's gradient to the value that was the largest, gated; by samples. */
export function maxPoolBackward(op: MaxPoolBackward): void {
  const end = <usize>endOf(samples);
  const toOffsets = op.offsets - op.gradient;
  for (let sample = <usize>firstOf(samples); sample < end; sample++) {
    const place = sample * op.outputSample;
    clear(op.outputStart + place, op.outputSample);
    for (let row: usize = 0; row < op.height; row++) {
      let gradient = op.gradient + sample * op.gradientSample + row * op.gradientRow;
      for (let pixel: usize = 0; pixel < op.width; pixel++) {
        for (let at: usize = 0; at < op.channelBytes; at += 32) {
          const from = gradient + at;
          scatter(op.output + place + at, from, from + toOffsets);
        }
        gradient += op.gradientPixel;
      }
    }
    gatedSample(op.outputStart + place, op.outputSample, op.gate, place);
  }
}

/** Eight channels of one window, each to a pixel of its own. */
// @ts-ignore: decorator
@inline
function scatter(image: usize, gradient: usize, offsets: usize): void {
  for (let lane: usize = 0; lane < 32; lane += 8) {
    const first = image + lane + load<u32>(offsets + lane);
    store<f32>(first, load<f32>(first) + load<f32>(gradient + lane));
    const second = image + lane + load<u32>(offsets + lane, 4);
    store<f32>(second, load<f32>(second, 4) + load<f32>(gradient + lane, 4), 4);
  }
}

/**
 * db = sum of dy over all positions, and the update; by panels. Rows are summed first, then samples:
 * one long sum would lose digits, thousands of pixels being alike after an average pooling.
 */
export function biasGradient(op: BiasGradient): void {
  const end = <usize>endOf(<i32>op.panels);
  for (let panel = <usize>firstOf(<i32>op.panels); panel < end; panel++) {
    let low = zero();
    let high = zero();
    for (let sample: usize = 0; sample < <usize>samples; sample++) {
      let sampleLow = zero();
      let sampleHigh = zero();
      for (let row: usize = 0; row < op.height; row++) {
        let at = op.gradient + sample * op.gradientSample + row * op.gradientRow + panel * 32;
        let rowLow = zero();
        let rowHigh = zero();
        for (let pixel: usize = 0; pixel < op.width; pixel++) {
          rowLow = f32x4.add(rowLow, v128.load(at));
          rowHigh = f32x4.add(rowHigh, v128.load(at, 16));
          at += op.gradientPixel;
        }
        sampleLow = f32x4.add(sampleLow, rowLow);
        sampleHigh = f32x4.add(sampleHigh, rowHigh);
      }
      low = f32x4.add(low, sampleLow);
      high = f32x4.add(high, sampleHigh);
    }
    v128.store(scratch, low);
    v128.store(scratch, high, 16);
    updateFree(op.bias + panel * 32, scratch, 32);
  }
}
