/** Gradient of a depthwise convolution by its input, for any stride and padding. */
import { DepthwiseInputGradient } from '../generated/records';
import { endOf, firstOf, samples } from './context';
import { madd, storeGated, zero } from './simd';

/**
 * dx; by samples. Each input pixel gathers gradient * weight from the windows that cover it. Pixels
 * a stride apart have the same taps, so four of them share the weights where no window is missing.
 */
export function depthwiseInputGradient(op: DepthwiseInputGradient): void {
  const end = <usize>endOf(samples);
  for (let sample = <usize>firstOf(samples); sample < end; sample++) {
    for (let panel: usize = 0; panel < op.panels; panel++) {
      for (let y: i32 = 0; y < <i32>op.outputHeight; y++) {
        for (let phase: i32 = 0; phase < <i32>op.stride; phase++) {
          inputRow(op, sample, panel, y, phase);
        }
      }
    }
  }
}

/** Pixels `phase`, `phase` + stride and so on of row `y`. */
function inputRow(
  op: DepthwiseInputGradient,
  sample: usize,
  panel: usize,
  y: i32,
  phase: i32,
): void {
  const stride = <i32>op.stride;
  const side = <i32>op.side;
  const width = <i32>op.outputWidth;
  const count = <i32>op.width;
  const position = y + <i32>op.top;
  const row = firstWindow(position, side, stride);
  const rows = endWindow(position, stride, <i32>op.height) - row;
  const weights = op.weights + panel * op.panelBytes + <usize>((position - row * stride) * side) * 32;
  const gradient =
    op.gradient + sample * op.gradientSample + <usize>row * op.gradientRow + panel * 32;
  const line = sample * op.outputSample + <usize>y * op.outputRow + panel * 32;
  for (let x = phase; x < width; ) {
    const across = x + <i32>op.left;
    const first = firstWindow(across, side, stride);
    const from = gradient + <usize>first * op.gradientPixel;
    const tap = weights + <usize>(across - first * stride) * 32;
    const place = line + <usize>x * op.outputPixel;
    const isWhole = across + stride >= side && across / stride + 4 <= count;
    if (isWhole && x + 3 * stride < width) {
      inputs(4, op, from, rows, across / stride + 1 - first, tap, place);
      x += 4 * stride;
    } else {
      inputs(1, op, from, rows, endWindow(across, stride, count) - first, tap, place);
      x += stride;
    }
  }
}

/** `count` (1 or 4, a constant) input pixels, a stride apart, under `rows` x `windows` windows each. */
// @ts-ignore: decorator
@inline
function inputs(
  count: i32,
  op: DepthwiseInputGradient,
  gradient: usize,
  rows: i32,
  windows: i32,
  weights: usize,
  place: usize,
): void {
  let l0 = zero();
  let h0 = zero();
  let l1 = zero();
  let h1 = zero();
  let l2 = zero();
  let h2 = zero();
  let l3 = zero();
  let h3 = zero();
  const pixel = op.gradientPixel;
  const tapStep = op.stride * 32;
  for (let row = rows; row > 0; row--) {
    let tap = weights;
    let from = gradient;
    for (let window = windows; window > 0; window--) {
      const low = v128.load(tap);
      const high = v128.load(tap, 16);
      tap -= tapStep;
      l0 = madd(v128.load(from), low, l0);
      h0 = madd(v128.load(from, 16), high, h0);
      if (count == 4) {
        l1 = madd(v128.load(from + pixel), low, l1);
        h1 = madd(v128.load(from + pixel, 16), high, h1);
        l2 = madd(v128.load(from + 2 * pixel), low, l2);
        h2 = madd(v128.load(from + 2 * pixel, 16), high, h2);
        l3 = madd(v128.load(from + 3 * pixel), low, l3);
        h3 = madd(v128.load(from + 3 * pixel, 16), high, h3);
      }
      from += pixel;
    }
    weights -= tapStep * op.side;
    gradient += op.gradientRow;
  }
  storeGated(op.output, op.gate, place, l0, h0);
  if (count == 4) {
    const step = op.stride * op.outputPixel;
    storeGated(op.output, op.gate, place + step, l1, h1);
    storeGated(op.output, op.gate, place + 2 * step, l2, h2);
    storeGated(op.output, op.gate, place + 3 * step, l3, h3);
  }
}

/** First window that covers `position` (padding counted in), of windows of `side` pixels, `stride` apart. */
// @ts-ignore: decorator
@inline
function firstWindow(position: i32, side: i32, stride: i32): i32 {
  const reach = position - side + stride;
  return reach < 0 ? 0 : reach / stride;
}

/** One past the last of `count` windows that cover `position`. */
// @ts-ignore: decorator
@inline
function endWindow(position: i32, stride: i32, count: i32): i32 {
  return min(position / stride + 1, count);
}
