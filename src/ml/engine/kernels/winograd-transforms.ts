/**
 * The linear maps of Winograd's F(2 x 2, 3 x 3), as Lavin and Gray 2015 give them
 * (https://arxiv.org/abs/1509.09308): 2 x 2 outputs of a 3 x 3 convolution from 16 products instead
 * of 36. Y = A^T [(G g G^T) * (B^T d B)] A for a kernel g and the 4 x 4 inputs d.
 */
import { positive, where, zero } from './simd';
import { storeLargest } from './pool-window';

/** B^T d B for all channels of one tile: d's values `pixel` and `row` bytes apart, results `step` bytes. */
export function transformInput(
  input: usize,
  row: usize,
  pixel: usize,
  output: usize,
  step: usize,
): void {
  const row1 = input + row;
  const row2 = row1 + row;
  const row3 = row2 + row;
  for (let at: usize = 0; at < pixel; at += 16) {
    const to = output + at;
    differences(input + at, row2 + at, pixel, to, step);
    sums(row1 + at, row2 + at, pixel, to + 4 * step, step);
    differences(row2 + at, row1 + at, pixel, to + 8 * step, step);
    differences(row1 + at, row3 + at, pixel, to + 12 * step, step);
  }
}

/** One row of B^T d is d[a] - d[b]; times B. */
// @ts-ignore: decorator
@inline
function differences(a: usize, b: usize, pixel: usize, to: usize, step: usize): void {
  const t0 = f32x4.sub(v128.load(a), v128.load(b));
  const t1 = f32x4.sub(v128.load(a + pixel), v128.load(b + pixel));
  const t2 = f32x4.sub(v128.load(a + 2 * pixel), v128.load(b + 2 * pixel));
  const t3 = f32x4.sub(v128.load(a + 3 * pixel), v128.load(b + 3 * pixel));
  storeColumns(t0, t1, t2, t3, to, step);
}

/** One row of B^T d is d[a] + d[b]; times B. */
// @ts-ignore: decorator
@inline
function sums(a: usize, b: usize, pixel: usize, to: usize, step: usize): void {
  const t0 = f32x4.add(v128.load(a), v128.load(b));
  const t1 = f32x4.add(v128.load(a + pixel), v128.load(b + pixel));
  const t2 = f32x4.add(v128.load(a + 2 * pixel), v128.load(b + 2 * pixel));
  const t3 = f32x4.add(v128.load(a + 3 * pixel), v128.load(b + 3 * pixel));
  storeColumns(t0, t1, t2, t3, to, step);
}

// @ts-ignore: decorator
@inline
function storeColumns(t0: v128, t1: v128, t2: v128, t3: v128, to: usize, step: usize): void {
  v128.store(to, f32x4.sub(t0, t2));
  v128.store(to + step, f32x4.add(t1, t2));
  v128.store(to + 2 * step, f32x4.sub(t2, t1));
  v128.store(to + 3 * step, f32x4.sub(t1, t3));
}

/**
 * G g G^T for one panel: kernel[3][3][channels][8] to output[16][channels][8].
 * @param channelBytes 32 for each input channel
 */
export function transformKernel(kernel: usize, channelBytes: usize, output: usize): void {
  for (let at: usize = 0; at < channelBytes; at += 16) {
    for (let row: usize = 0; row < 4; row++) {
      const from = kernel + at;
      const g0 = kernelRow(row, from, 3 * channelBytes);
      const g1 = kernelRow(row, from + channelBytes, 3 * channelBytes);
      const g2 = kernelRow(row, from + 2 * channelBytes, 3 * channelBytes);
      const outer = f32x4.mul(f32x4.add(g0, g2), f32x4.splat(0.5));
      const inner = f32x4.mul(g1, f32x4.splat(0.5));
      const to = output + row * 4 * channelBytes + at;
      v128.store(to, g0);
      v128.store(to + channelBytes, f32x4.add(outer, inner));
      v128.store(to + 2 * channelBytes, f32x4.sub(outer, inner));
      v128.store(to + 3 * channelBytes, g2);
    }
  }
}

/** Row `row` of G g, for one column of the kernel. */
function kernelRow(row: usize, column: usize, step: usize): v128 {
  const g0 = v128.load(column);
  const g2 = v128.load(column + 2 * step);
  if (row == 0) return g0;
  if (row == 3) return g2;
  const g1 = v128.load(column + step);
  const middle = row == 1 ? g1 : f32x4.neg(g1);
  return f32x4.mul(f32x4.add(f32x4.add(g0, g2), middle), f32x4.splat(0.5));
}

/** Where the 2 x 2 outputs of a tile go, and what happens to them on the way. */
@unmanaged
export class TileOutput {
  output: usize;
  row: usize;
  pixel: usize;
  /** Of eight values, added to each output; 0: nothing is. */
  bias: usize;
  relu: usize;
  /** See storeLargest; 0: no pooling. Distances to `output`. */
  toOffsets: usize;
  toGate: usize;
  /** Whether the tile's second row and column are there. */
  hasLower: i32;
  hasRight: i32;
  /** Offset of the tile's input window, and what a pixel to the right and down add. */
  first: i32;
  right: i32;
  down: i32;
}

/** Bytes of {@link TileOutput}. */
// @ts-ignore: decorator
@inline
export const TILE_OUTPUT_BYTES: usize = 64;

/** A^T m A for four channels of a tile, and its end. `products` lie `step` bytes apart. */
// @ts-ignore: decorator
@inline
export function transformOutput(products: usize, step: usize, to: TileOutput, half: usize): void {
  let at = products + half;
  const row = 4 * step;
  let upper = upperSum(at, row);
  let lower = lowerSum(at, row);
  let y0 = upper;
  let y2 = lower;
  at += step;
  upper = upperSum(at, row);
  lower = lowerSum(at, row);
  y0 = f32x4.add(y0, upper);
  y2 = f32x4.add(y2, lower);
  let y1 = upper;
  let y3 = lower;
  at += step;
  upper = upperSum(at, row);
  lower = lowerSum(at, row);
  y0 = f32x4.add(y0, upper);
  y2 = f32x4.add(y2, lower);
  y1 = f32x4.sub(y1, upper);
  y3 = f32x4.sub(y3, lower);
  at += step;
  y1 = f32x4.sub(y1, upperSum(at, row));
  y3 = f32x4.sub(y3, lowerSum(at, row));
  if (to.toOffsets != 0) storePooled(y0, y1, y2, y3, to, half);
  else storeFour(y0, y1, y2, y3, to, half);
}

// @ts-ignore: decorator
@inline
function upperSum(at: usize, row: usize): v128 {
  return f32x4.add(f32x4.add(v128.load(at), v128.load(at + row)), v128.load(at + 2 * row));
}

// @ts-ignore: decorator
@inline
function lowerSum(at: usize, row: usize): v128 {
  const inner = f32x4.sub(v128.load(at + row), v128.load(at + 2 * row));
  return f32x4.sub(inner, v128.load(at + 3 * row));
}

// @ts-ignore: decorator
@inline
function storePooled(y0: v128, y1: v128, y2: v128, y3: v128, to: TileOutput, half: usize): void {
  const first = i32x4.splat(to.first);
  const right = i32x4.splat(to.right);
  const down = i32x4.splat(to.down);
  const output = to.output + half;
  const bias = to.bias + half;
  storeLargest(y0, y1, y2, y3, first, right, down, bias, to.relu, output, output + to.toOffsets);
}

// @ts-ignore: decorator
@inline
function storeFour(y0: v128, y1: v128, y2: v128, y3: v128, to: TileOutput, half: usize): void {
  const output = to.output + half;
  const below = output + to.row;
  storeOne(y0, to, output, half);
  if (to.hasRight != 0) storeOne(y1, to, output + to.pixel, half);
  if (to.hasLower == 0) return;
  storeOne(y2, to, below, half);
  if (to.hasRight != 0) storeOne(y3, to, below + to.pixel, half);
}

// @ts-ignore: decorator
@inline
function storeOne(value: v128, to: TileOutput, output: usize, half: usize): void {
  if (to.bias != 0) value = f32x4.add(value, v128.load(to.bias + half));
  if (to.relu != 0) value = positive(value);
  if (to.toGate != 0) value = where(v128.load(output + to.toGate), value);
  v128.store(output, value);
}

/**
 * A dY A^T for `bytes` of channels of one tile: a 2 x 2 gradient becomes 4 x 4.
 * @param down to the tile's second row; 0: there is none
 * @param right to its second column; 0: there is none
 */
export function transformGradient(
  gradient: usize,
  down: usize,
  right: usize,
  bytes: usize,
  output: usize,
  step: usize,
): void {
  for (let at: usize = 0; at < bytes; at += 16) {
    const from = gradient + at;
    const y0 = v128.load(from);
    const y1 = right != 0 ? v128.load(from + right) : zero();
    const y2 = down != 0 ? v128.load(from + down) : zero();
    const y3 = down != 0 && right != 0 ? v128.load(from + down + right) : zero();
    const to = output + at;
    storeSpread(y0, y1, to, step);
    storeSpread(f32x4.add(y0, y2), f32x4.add(y1, y3), to + 4 * step, step);
    storeSpread(f32x4.sub(y0, y2), f32x4.sub(y1, y3), to + 8 * step, step);
    storeSpread(f32x4.neg(y2), f32x4.neg(y3), to + 12 * step, step);
  }
}

/** One row of A dY, times A^T. */
// @ts-ignore: decorator
@inline
function storeSpread(left: v128, right: v128, to: usize, step: usize): void {
  v128.store(to, left);
  v128.store(to + step, f32x4.add(left, right));
  v128.store(to + 2 * step, f32x4.sub(left, right));
  v128.store(to + 3 * step, f32x4.neg(right));
}

/** G^T s G for one panel: sums[16][channels][8] to output[3][3][channels][8]; see transformKernel. */
export function transformSums(sums: usize, channelBytes: usize, output: usize): void {
  const half = f32x4.splat(0.5);
  for (let at: usize = 0; at < channelBytes; at += 16) {
    for (let row: usize = 0; row < 3; row++) {
      const from = sums + at;
      const s0 = sumsRow(row, from, 4 * channelBytes);
      const s1 = sumsRow(row, from + channelBytes, 4 * channelBytes);
      const s2 = sumsRow(row, from + 2 * channelBytes, 4 * channelBytes);
      const s3 = sumsRow(row, from + 3 * channelBytes, 4 * channelBytes);
      const inner = f32x4.mul(f32x4.add(s1, s2), half);
      const to = output + row * 3 * channelBytes + at;
      v128.store(to, f32x4.add(s0, inner));
      v128.store(to + channelBytes, f32x4.mul(f32x4.sub(s1, s2), half));
      v128.store(to + 2 * channelBytes, f32x4.add(inner, s3));
    }
  }
}

/** Row `row` of G^T s, for one column of the sums. */
function sumsRow(row: usize, column: usize, step: usize): v128 {
  const s1 = v128.load(column + step);
  const s2 = v128.load(column + 2 * step);
  const half = f32x4.splat(0.5);
  if (row == 1) return f32x4.mul(f32x4.sub(s1, s2), half);
  const edge = v128.load(row == 0 ? column : column + 3 * step);
  return f32x4.add(f32x4.mul(f32x4.add(s1, s2), half), edge);
}
