/**
 * The linear maps of Winograd's F(4 x 4, 3 x 3): 4 x 4 outputs of a 3 x 3 convolution from 36 products
 * instead of 144 (Lavin and Gray 2015, https://arxiv.org/abs/1509.09308). Y = A^T [(G g G^T) * (B^T d B)] A
 * for a kernel g and the 6 x 6 inputs d.
 *
 * The polynomials are taken at 0, +-3/4, +-3/2 and infinity instead of the paper's 0, +-1, +-2 and infinity:
 * rounding makes half the error, 1e-6 of the result (Barabasz et al. 2020 on the choice of points,
 * https://arxiv.org/abs/1803.10986).
 *
 * Each map is applied to the columns, into `between`, and then to the rows.
 */
import { madd, positive, where, zero } from './simd';

/** Room for a tile between the two maps: 6 x 6 vectors. */
// @ts-ignore: decorator
@inline
export const BETWEEN_BYTES: usize = 576;

/** Row of a tile in `between`. */
// @ts-ignore: decorator
@inline
const BETWEEN_ROW: usize = 96;

// @ts-ignore: decorator
@inline
function times(value: v128, factor: f32): v128 {
  return f32x4.mul(value, f32x4.splat(factor));
}

/** factor * value + sum */
// @ts-ignore: decorator
@inline
function plus(sum: v128, factor: f32, value: v128): v128 {
  return madd(value, f32x4.splat(factor), sum);
}

/** B^T d B for all channels of one tile: d's values `pixel` and `row` bytes apart, results `step` bytes. */
export function transformInput(
  input: usize,
  row: usize,
  pixel: usize,
  output: usize,
  step: usize,
  between: usize,
): void {
  for (let at: usize = 0; at < pixel; at += 16) {
    let from = input + at;
    for (let column: usize = 0; column < BETWEEN_ROW; column += 16) {
      spreadInput(from, row, between + column, BETWEEN_ROW);
      from += pixel;
    }
    let to = output + at;
    for (let line = between; line < between + BETWEEN_BYTES; line += BETWEEN_ROW) {
      spreadInput(line, 16, to, step);
      to += 6 * step;
    }
  }
}

/** B^T x for six values. */
// @ts-ignore: decorator
@inline
function spreadInput(from: usize, fromStep: usize, to: usize, step: usize): void {
  const x0 = v128.load(from);
  const x1 = v128.load(from + fromStep);
  const x2 = v128.load(from + 2 * fromStep);
  const x3 = v128.load(from + 3 * fromStep);
  const x4 = v128.load(from + 4 * fromStep);
  const x5 = v128.load(from + 5 * fromStep);
  v128.store(to, plus(plus(x4, -2.8125, x2), 1.265625, x0));
  const even1 = plus(x4, -2.25, x2);
  const odd1 = plus(times(x3, 0.75), -1.6875, x1);
  v128.store(to + step, f32x4.add(even1, odd1));
  v128.store(to + 2 * step, f32x4.sub(even1, odd1));
  const even3 = plus(x4, -0.5625, x2);
  const odd3 = plus(times(x3, 1.5), -0.84375, x1);
  v128.store(to + 3 * step, f32x4.add(even3, odd3));
  v128.store(to + 4 * step, f32x4.sub(even3, odd3));
  v128.store(to + 5 * step, plus(plus(x5, -2.8125, x3), 1.265625, x1));
}

/**
 * G g G^T for one panel: kernel[3][3][channels][8] to output[36][channels][8].
 * @param channelBytes 32 for each input channel
 */
export function transformKernel(
  kernel: usize,
  channelBytes: usize,
  output: usize,
  between: usize,
): void {
  for (let at: usize = 0; at < channelBytes; at += 16) {
    let from = kernel + at;
    for (let column: usize = 0; column < 48; column += 16) {
      spreadKernel(from, 3 * channelBytes, between + column, BETWEEN_ROW);
      from += channelBytes;
    }
    let to = output + at;
    for (let line = between; line < between + BETWEEN_BYTES; line += BETWEEN_ROW) {
      spreadKernel(line, 16, to, channelBytes);
      to += 6 * channelBytes;
    }
  }
}

/** G x for three values. */
// @ts-ignore: decorator
@inline
function spreadKernel(from: usize, fromStep: usize, to: usize, step: usize): void {
  const x0 = v128.load(from);
  const x1 = v128.load(from + fromStep);
  const x2 = v128.load(from + 2 * fromStep);
  v128.store(to, times(x0, 64 / 81));
  const even1 = plus(times(x2, -8 / 27), -128 / 243, x0);
  const odd1 = times(x1, -32 / 81);
  v128.store(to + step, f32x4.add(even1, odd1));
  v128.store(to + 2 * step, f32x4.sub(even1, odd1));
  const even3 = plus(times(x2, 8 / 27), 32 / 243, x0);
  const odd3 = times(x1, 16 / 81);
  v128.store(to + 3 * step, f32x4.add(even3, odd3));
  v128.store(to + 4 * step, f32x4.sub(even3, odd3));
  v128.store(to + 5 * step, x2);
}

/** Where the 4 x 4 outputs of a tile go, and what happens to them on the way. */
@unmanaged
export class LargeTile {
  output: usize;
  row: usize;
  pixel: usize;
  /** Of eight values, added to each output; 0: nothing is. */
  bias: usize;
  relu: usize;
  /** From an output to the activation that gates it; 0: none does. */
  toGate: usize;
  /** How many of the tile's rows and columns are there. */
  rows: usize;
  columns: usize;
}

/** Bytes of {@link LargeTile}. */
// @ts-ignore: decorator
@inline
export const LARGE_TILE_BYTES: usize = 32;

/** A^T m A for four channels of a tile, and its end. `products` lie `step` bytes apart. */
export function transformOutput(
  products: usize,
  step: usize,
  to: LargeTile,
  half: usize,
  between: usize,
): void {
  let from = products + half;
  for (let column: usize = 0; column < BETWEEN_ROW; column += 16) {
    gather(from, 6 * step, between + column, BETWEEN_ROW);
    from += step;
  }
  const rest = between + 4 * BETWEEN_ROW;
  let output = to.output + half;
  for (let row: usize = 0; row < to.rows; row++) {
    gather(between + row * BETWEEN_ROW, 16, rest, 16);
    let pixel = output;
    for (let column: usize = 0; column < to.columns; column++) {
      storeOutput(v128.load(rest + 16 * column), to, pixel, half);
      pixel += to.pixel;
    }
    output += to.row;
  }
}

/** A^T m for six values. */
// @ts-ignore: decorator
@inline
function gather(from: usize, fromStep: usize, to: usize, step: usize): void {
  const m1 = v128.load(from + fromStep);
  const m2 = v128.load(from + 2 * fromStep);
  const m3 = v128.load(from + 3 * fromStep);
  const m4 = v128.load(from + 4 * fromStep);
  const sum1 = f32x4.add(m1, m2);
  const sum3 = f32x4.add(m3, m4);
  const difference1 = f32x4.sub(m1, m2);
  const difference3 = f32x4.sub(m3, m4);
  v128.store(to, f32x4.add(f32x4.add(v128.load(from), sum1), sum3));
  v128.store(to + step, plus(times(difference1, 0.75), 1.5, difference3));
  v128.store(to + 2 * step, plus(times(sum1, 0.5625), 2.25, sum3));
  const last = plus(v128.load(from + 5 * fromStep), 0.421875, difference1);
  v128.store(to + 3 * step, plus(last, 3.375, difference3));
}

// @ts-ignore: decorator
@inline
function storeOutput(value: v128, to: LargeTile, output: usize, half: usize): void {
  if (to.bias != 0) value = f32x4.add(value, v128.load(to.bias + half));
  if (to.relu != 0) value = positive(value);
  if (to.toGate != 0) value = where(v128.load(output + to.toGate), value);
  v128.store(output, value);
}

/**
 * A dY A^T for `bytes` of channels of one tile: a 4 x 4 gradient becomes 6 x 6.
 * @param rows of the gradient that are there; the others count as 0
 * @param columns the same
 */
export function transformGradient(
  gradient: usize,
  row: usize,
  pixel: usize,
  rows: usize,
  columns: usize,
  bytes: usize,
  output: usize,
  step: usize,
  between: usize,
): void {
  for (let at: usize = 0; at < bytes; at += 16) {
    let from = gradient + at;
    for (let column: usize = 0; column < 4; column++) {
      const isThere = column < columns;
      const y0 = isThere ? v128.load(from) : zero();
      const y1 = isThere && rows > 1 ? v128.load(from + row) : zero();
      const y2 = isThere && rows > 2 ? v128.load(from + 2 * row) : zero();
      const y3 = isThere && rows > 3 ? v128.load(from + 3 * row) : zero();
      spreadGradient(y0, y1, y2, y3, between + column * 16, BETWEEN_ROW);
      from += pixel;
    }
    let to = output + at;
    for (let line = between; line < between + BETWEEN_BYTES; line += BETWEEN_ROW) {
      const y0 = v128.load(line);
      const y1 = v128.load(line, 16);
      const y2 = v128.load(line, 32);
      const y3 = v128.load(line, 48);
      spreadGradient(y0, y1, y2, y3, to, step);
      to += 6 * step;
    }
  }
}

/** A y for four values. */
// @ts-ignore: decorator
@inline
function spreadGradient(y0: v128, y1: v128, y2: v128, y3: v128, to: usize, step: usize): void {
  v128.store(to, y0);
  const even1 = plus(y0, 0.5625, y2);
  const odd1 = plus(times(y1, 0.75), 0.421875, y3);
  v128.store(to + step, f32x4.add(even1, odd1));
  v128.store(to + 2 * step, f32x4.sub(even1, odd1));
  const even3 = plus(y0, 2.25, y2);
  const odd3 = plus(times(y1, 1.5), 3.375, y3);
  v128.store(to + 3 * step, f32x4.add(even3, odd3));
  v128.store(to + 4 * step, f32x4.sub(even3, odd3));
  v128.store(to + 5 * step, y3);
}

/** G^T s G for one panel: sums[36][channels][8] to output[3][3][channels][8]; see transformKernel. */
export function transformSums(
  sums: usize,
  channelBytes: usize,
  output: usize,
  between: usize,
): void {
  for (let at: usize = 0; at < channelBytes; at += 16) {
    let from = sums + at;
    for (let column: usize = 0; column < BETWEEN_ROW; column += 16) {
      gatherSums(from, 6 * channelBytes, between + column, BETWEEN_ROW);
      from += channelBytes;
    }
    let to = output + at;
    for (let line = between; line < between + 3 * BETWEEN_ROW; line += BETWEEN_ROW) {
      gatherSums(line, 16, to, channelBytes);
      to += 3 * channelBytes;
    }
  }
}

/** G^T s for six values. */
// @ts-ignore: decorator
@inline
function gatherSums(from: usize, fromStep: usize, to: usize, step: usize): void {
  const s1 = v128.load(from + fromStep);
  const s2 = v128.load(from + 2 * fromStep);
  const s3 = v128.load(from + 3 * fromStep);
  const s4 = v128.load(from + 4 * fromStep);
  const sum1 = f32x4.add(s1, s2);
  const sum3 = f32x4.add(s3, s4);
  const first = plus(times(v128.load(from), 64 / 81), -128 / 243, sum1);
  v128.store(to, plus(first, 32 / 243, sum3));
  const middle = times(f32x4.sub(s1, s2), -32 / 81);
  v128.store(to + step, plus(middle, 16 / 81, f32x4.sub(s3, s4)));
  const last = plus(v128.load(from + 5 * fromStep), -8 / 27, sum1);
  v128.store(to + 2 * step, plus(last, 8 / 27, sum3));
}
