/** Means of windows, never padded; a window as large as the image makes it global. */
import { AvgPoolBackward, AvgPoolForward } from '../generated/records';
import { endOf, firstOf, samples } from './context';
import { gatedSample } from './conv-input';
import { clear, zero } from './simd';

/** y = mean of x over each window; by samples. */
export function avgPoolForward(op: AvgPoolForward): void {
  const end = <usize>endOf(samples);
  const rowStep = op.inputRow * op.stride;
  const pixelStep = op.inputPixel * op.stride;
  for (let sample = <usize>firstOf(samples); sample < end; sample++) {
    for (let row: usize = 0; row < op.height; row++) {
      let input = op.input + sample * op.inputSample + row * rowStep;
      let output = op.output + sample * op.outputSample + row * op.outputRow;
      for (let pixel: usize = 0; pixel < op.width; pixel++) {
        for (let at: usize = 0; at < op.channelBytes; at += 32) mean(op, input + at, output + at);
        input += pixelStep;
        output += op.outputPixel;
      }
    }
  }
}

/** Eight channels of one window. */
// @ts-ignore: decorator
@inline
function mean(op: AvgPoolForward, input: usize, output: usize): void {
  const skip = op.inputRow - op.windowWidth * op.inputPixel;
  let low = zero();
  let high = zero();
  for (let row = <i32>op.windowHeight; row > 0; row--) {
    for (let pixel = <i32>op.windowWidth; pixel > 0; pixel--) {
      low = f32x4.add(low, v128.load(input));
      high = f32x4.add(high, v128.load(input, 16));
      input += op.inputPixel;
    }
    input += skip;
  }
  const share = f32x4.splat(op.share);
  v128.store(output, f32x4.mul(low, share));
  v128.store(output, f32x4.mul(high, share), 16);
}

/** Adds its share of a window's gradient to each of the window's pixels, gated; by samples. */
export function avgPoolBackward(op: AvgPoolBackward): void {
  const end = <usize>endOf(samples);
  const rowStep = op.outputRow * op.stride;
  const pixelStep = op.outputPixel * op.stride;
  for (let sample = <usize>firstOf(samples); sample < end; sample++) {
    const place = sample * op.outputSample;
    clear(op.outputStart + place, op.outputSample);
    for (let row: usize = 0; row < op.height; row++) {
      let gradient = op.gradient + sample * op.gradientSample + row * op.gradientRow;
      let output = op.output + place + row * rowStep;
      for (let pixel: usize = 0; pixel < op.width; pixel++) {
        for (let at: usize = 0; at < op.channelBytes; at += 32) {
          addShare(op, gradient + at, output + at);
        }
        gradient += op.gradientPixel;
        output += pixelStep;
      }
    }
    gatedSample(op.outputStart + place, op.outputSample, op.gate, place);
  }
}

/** Eight channels of one window. */
// @ts-ignore: decorator
@inline
function addShare(op: AvgPoolBackward, gradient: usize, output: usize): void {
  const step = op.outputPixel;
  const width = <i32>op.windowWidth;
  const skip = op.outputRow - <usize>width * step;
  const share = f32x4.splat(op.share);
  const low = f32x4.mul(v128.load(gradient), share);
  const high = f32x4.mul(v128.load(gradient, 16), share);
  for (let row = <i32>op.windowHeight; row > 0; row--) {
    for (let pixel = width; pixel > 0; pixel--) {
      v128.store(output, f32x4.add(v128.load(output), low));
      v128.store(output, f32x4.add(v128.load(output, 16), high), 16);
      output += step;
    }
    output += skip;
  }
}
