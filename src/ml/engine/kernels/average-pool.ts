/** Means of windows, never padded; a window as large as the image makes it global. */
import { AvgPoolBackward, AvgPoolForward } from '../generated/records';
import { endOf, firstOf, samples } from './context';
import { storeGated, zero } from './simd';
import { endWindow, firstWindow } from './sliding';

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

/** dx = share of the gradients of all windows that cover a pixel, gated; by samples. */
export function avgPoolBackward(op: AvgPoolBackward): void {
  const end = <usize>endOf(samples);
  const stride = <i32>op.stride;
  for (let sample = <usize>firstOf(samples); sample < end; sample++) {
    const gradient = op.gradient + sample * op.gradientSample;
    for (let y: i32 = 0; y < <i32>op.outputHeight; y++) {
      const row = firstWindow(y, <i32>op.windowHeight, stride);
      const rows = endWindow(y, stride, <i32>op.height) - row;
      let place = sample * op.outputSample + <usize>y * op.outputRow;
      for (let x: i32 = 0; x < <i32>op.outputWidth; x++) {
        const pixel = firstWindow(x, <i32>op.windowWidth, stride);
        const pixels = endWindow(x, stride, <i32>op.width) - pixel;
        const from = gradient + <usize>row * op.gradientRow + <usize>pixel * op.gradientPixel;
        gatherShares(op, from, rows, pixels, place);
        place += op.outputPixel;
      }
    }
  }
}

/** One input pixel: sums over `rows` x `pixels` windows, the first of which has its gradient at `from`. */
// @ts-ignore: decorator
@inline
function gatherShares(op: AvgPoolBackward, from: usize, rows: i32, pixels: i32, place: usize): void {
  const skip = op.gradientRow - <usize>pixels * op.gradientPixel;
  const share = f32x4.splat(op.share);
  for (let at: usize = 0; at < op.channelBytes; at += 32) {
    let low = zero();
    let high = zero();
    let window = from + at;
    for (let row = rows; row > 0; row--) {
      for (let pixel = pixels; pixel > 0; pixel--) {
        low = f32x4.add(low, v128.load(window));
        high = f32x4.add(high, v128.load(window, 16));
        window += op.gradientPixel;
      }
      window += skip;
    }
    storeGated(op.output, op.gate, place + at, f32x4.mul(low, share), f32x4.mul(high, share));
  }
}
