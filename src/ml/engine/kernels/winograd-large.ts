/**
 * 3 x 3 convolutions at stride 1 by Winograd's F(4 x 4, 3 x 3). Several images at a time, because small maps have
 * few tiles: the transformed inputs of a group of images (or of a strip of a large one) lie in scratch, and
 * each of the 36 places of a tile is a product of its own, as in winograd.ts.
 */
import { LargeTiles } from '../generated/records';
import { endOf, firstOf, samples, scratch } from './context';
import { clear } from './simd';
import { FROM_ZERO, rowTiles, STORE_PLAIN } from './tiles';
import {
  BETWEEN_BYTES,
  LARGE_TILE_BYTES,
  LargeTile,
  transformInput,
  transformOutput,
} from './winograd-large-transforms';

/** Keeps places from lying a power of two apart, where they would drive each other out of the cache. */
// @ts-ignore: decorator
@inline
export const PLACE_GAP: usize = 64;

/**
 * Convolves with transformed kernels: the forward pass, and the input gradient with the kernels turned round.
 * By samples. Images get zeros around them in scratch: of what a tile reads beyond an image, part is
 * cancelled only up to rounding.
 */
export function largeTiles(op: LargeTiles): void {
  const end = <usize>endOf(samples);
  const to = changetype<LargeTile>(scratch);
  to.row = op.outputRow;
  to.pixel = op.outputPixel;
  to.relu = op.relu;
  to.toGate = op.gate == 0 ? 0 : op.gate - op.output;
  const tileRows = (op.outputHeight + 3) / 4;
  const tileColumns = (op.outputWidth + 3) / 4;
  const padded = scratch + LARGE_TILE_BYTES + BETWEEN_BYTES;
  const paddedRow = (4 * tileColumns + 2) * op.inputPixel;
  const paddedBytes = (4 * tileRows + 2) * paddedRow;
  clear(padded, paddedBytes);
  const inside = padded + op.top * paddedRow + op.left * op.inputPixel;
  const transformed = padded + paddedBytes;
  for (let sample = <usize>firstOf(samples); sample < end; sample += op.group) {
    const group = min(op.group, end - sample);
    for (let row: usize = 0; row < tileRows; row += op.stripRows) {
      const rows = min(op.stripRows, tileRows - row);
      const tiles = group * rows * tileColumns;
      const step = tiles * op.inputPixel + PLACE_GAP;
      let next = transformed;
      for (let image: usize = 0; image < group; image++) {
        const input = op.input + (sample + image) * op.inputSample;
        if (row == 0) copyRows(op, input, inside, paddedRow);
        const from = padded + 4 * row * paddedRow;
        next = transformRows(from, paddedRow, op.inputPixel, rows, tileColumns, next, step);
      }
      const products = transformed + 36 * step;
      for (let panel: usize = 0; panel < op.panels; panel++) {
        to.bias = op.bias == 0 ? 0 : op.bias + panel * 32;
        multiply(op.weights, panel, op.inputPixel, tiles, transformed, step, products);
        const first = op.output + sample * op.outputSample + 4 * row * op.outputRow + panel * 32;
        finish(op, to, first, products, group, rows, op.outputHeight - 4 * row);
      }
    }
  }
}

/** An image into the middle of the zeros. */
function copyRows(op: LargeTiles, input: usize, inside: usize, rowBytes: usize): void {
  for (let row: usize = 0; row < op.height; row++) {
    memory.copy(inside, input, op.width * op.inputPixel);
    inside += rowBytes;
    input += op.inputRow;
  }
}

/** Transforms `rows` x `columns` tiles, [36][tile][channels]; gives where the next tile goes. */
export function transformRows(
  input: usize,
  rowBytes: usize,
  pixel: usize,
  rows: usize,
  columns: usize,
  to: usize,
  step: usize,
): usize {
  const between = scratch + LARGE_TILE_BYTES;
  for (let row: usize = 0; row < rows; row++) {
    let from = input + row * 4 * rowBytes;
    for (let column: usize = 0; column < columns; column++) {
      transformInput(from, rowBytes, pixel, to, step, between);
      from += 4 * pixel;
      to += pixel;
    }
  }
  return to;
}

/** products[36][tile][8] of one panel. */
function multiply(
  weights: usize,
  panel: usize,
  pixel: usize,
  tiles: usize,
  input: usize,
  step: usize,
  products: usize,
): void {
  let kernel = weights + panel * 288 * pixel;
  for (let place = 0; place < 36; place++) {
    rowTiles(<i32>tiles, input, pixel, 1, pixel, 0, kernel, products, 32, FROM_ZERO, 0, STORE_PLAIN, 0);
    kernel += 8 * pixel;
    input += step;
    products += tiles * 32;
  }
}

/** From products to the outputs of `group` images, of which `height` rows of pixels are left. */
function finish(
  op: LargeTiles,
  to: LargeTile,
  output: usize,
  products: usize,
  group: usize,
  rows: usize,
  height: usize,
): void {
  const between = scratch + LARGE_TILE_BYTES;
  const columns = (op.outputWidth + 3) / 4;
  const step = group * rows * columns * 32;
  for (let image: usize = 0; image < group; image++) {
    for (let row: usize = 0; row < rows; row++) {
      to.output = output + image * op.outputSample + 4 * row * op.outputRow;
      to.rows = min(4, height - 4 * row);
      for (let column: usize = 0; column < columns; column++) {
        to.columns = min(4, op.outputWidth - 4 * column);
        transformOutput(products, step, to, 0, between);
        transformOutput(products, step, to, 16, between);
        products += 32;
        to.output += 4 * op.outputPixel;
      }
    }
  }
}
