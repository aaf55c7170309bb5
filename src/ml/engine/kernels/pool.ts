/** Max-pooling where it could not be fused with a convolution, and biases. */
import { BiasGradient, MaxPoolBackward, MaxPoolForward } from '../generated/records';
import { endOf, firstOf, samples, scratch } from './context';
import { storeGated, zero } from './simd';
import { endWindow, firstWindow } from './sliding';
import { update } from './update';

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

/** Hands each gradient to the value that was the largest, gated; by samples. */
export function maxPoolBackward(op: MaxPoolBackward): void {
  const end = <usize>endOf(samples);
  const size = <i32>op.size;
  const stride = <i32>op.stride;
  for (let sample = <usize>firstOf(samples); sample < end; sample++) {
    const gradient = op.gradient + sample * op.gradientSample;
    for (let y: i32 = 0; y < <i32>op.outputHeight; y++) {
      const row = firstWindow(y + <i32>op.top, size, stride);
      const rows = endWindow(y + <i32>op.top, stride, <i32>op.height) - row;
      let offset = <usize>y * op.outputRow;
      for (let x: i32 = 0; x < <i32>op.outputWidth; x++) {
        const pixel = firstWindow(x + <i32>op.left, size, stride);
        const pixels = endWindow(x + <i32>op.left, stride, <i32>op.width) - pixel;
        const from = gradient + <usize>row * op.gradientRow + <usize>pixel * op.gradientPixel;
        gatherLargest(op, from, rows, pixels, sample * op.outputSample, offset);
        offset += op.outputPixel;
      }
    }
  }
}

/** One input pixel at `offset` in its sample: sums over windows that chose it, the first of which is at `from`. */
// @ts-ignore: decorator
@inline
function gatherLargest(
  op: MaxPoolBackward,
  from: usize,
  rows: i32,
  pixels: i32,
  sample: usize,
  offset: usize,
): void {
  const toOffsets = op.offsets - op.gradient;
  const skip = op.gradientRow - <usize>pixels * op.gradientPixel;
  const here = i32x4.splat(<i32>offset);
  for (let at: usize = 0; at < op.channelBytes; at += 32) {
    let low = zero();
    let high = zero();
    let window = from + at;
    for (let row = rows; row > 0; row--) {
      for (let pixel = pixels; pixel > 0; pixel--) {
        const lowIsHere = i32x4.eq(v128.load(window + toOffsets), here);
        const highIsHere = i32x4.eq(v128.load(window + toOffsets, 16), here);
        low = f32x4.add(low, v128.and(v128.load(window), lowIsHere));
        high = f32x4.add(high, v128.and(v128.load(window, 16), highIsHere));
        window += op.gradientPixel;
      }
      window += skip;
    }
    storeGated(op.output, op.gate, sample + offset + at, low, high);
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
    update(op.bias + panel * 32, scratch, 32);
  }
}
