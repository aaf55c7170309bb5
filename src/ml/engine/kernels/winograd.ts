/**
 * 3 x 3 convolutions at stride 1 by Winograd's F(2 x 2, 3 x 3): the transformed inputs of a strip of
 * tiles lie in scratch, and each of the 16 places of a tile is a product of its own, of tiles times
 * input channels times output channels. The input gradient is the same with the kernel turned round.
 */
import { WinogradForward, WinogradInputGradient, WinogradWeights } from '../generated/records';
import { endOf, firstOf, samples, scratch } from './context';
import { clear } from './simd';
import { FROM_ZERO, rowTiles, STORE_PLAIN } from './tiles';
import {
  TILE_OUTPUT_BYTES,
  TileOutput,
  transformInput,
  transformKernel,
  transformOutput,
} from './winograd-transforms';
import { transformKernel as transformLargeKernel } from './winograd-large-transforms';

/** Transformed kernels, [panel][16 or 36][channels][8]; by panels. `isTurned`: for the input gradient. */
export function winogradWeights(op: WinogradWeights): void {
  const bytes = op.channels * 32;
  const end = <usize>endOf(<i32>op.panels);
  for (let panel = <usize>firstOf(<i32>op.panels); panel < end; panel++) {
    let kernel = op.weights + panel * op.panelBytes;
    if (op.isTurned != 0) {
      turn(op, panel);
      kernel = scratch;
    }
    const to = op.output + panel * op.places * bytes;
    if (op.places == 16) transformKernel(kernel, bytes, to);
    else transformLargeKernel(kernel, bytes, to, scratch + 9 * bytes);
  }
}

/** The kernel turned by 180 degrees, inputs and outputs exchanged: eight of its inputs as a panel in scratch. */
function turn(op: WinogradWeights, panel: usize): void {
  const tapBytes = op.panels * 256;
  let to = scratch;
  for (let tap: usize = 9; tap > 0; tap--) {
    const taps = op.weights + (tap - 1) * tapBytes + panel * 256;
    for (let channel: usize = 0; channel < op.channels; channel++) {
      let from = taps + (channel >> 3) * op.panelBytes + (channel & 7) * 4;
      for (let lane: usize = 0; lane < 32; lane += 4) {
        store<f32>(to + lane, load<f32>(from));
        from += 32;
      }
      to += 32;
    }
  }
}

/** y = conv(x, W) + b, ReLU, and pooling where `offsets` is not 0; by samples. */
export function winogradForward(op: WinogradForward): void {
  const end = <usize>endOf(samples);
  const to = changetype<TileOutput>(scratch);
  const isPooled = op.offsets != 0;
  to.row = op.outputRow;
  to.pixel = op.outputPixel;
  to.relu = op.relu;
  to.toOffsets = isPooled ? op.offsets - op.output : 0;
  to.toGate = 0;
  to.right = <i32>op.inputPixel;
  to.down = <i32>op.inputRow;
  const tileRows = isPooled ? op.height : (op.height + 1) / 2;
  const tileColumns = isPooled ? op.width : (op.width + 1) / 2;
  const height = isPooled ? op.height * 2 : op.height;
  const width = isPooled ? op.width * 2 : op.width;
  for (let sample = <usize>firstOf(samples); sample < end; sample++) {
    const image = op.input + sample * op.inputSample;
    const output = op.output + sample * op.outputSample;
    for (let row: usize = 0; row < tileRows; row += op.stripRows) {
      const rows = min(op.stripRows, tileRows - row);
      const first = row * 2 * op.inputRow;
      const products = transformStrip(image + first, op.inputRow, op.inputPixel, rows, tileColumns);
      to.first = <i32>first;
      const stripOutput = output + row * (isPooled ? 1 : 2) * op.outputRow;
      const left = height - 2 * row;
      for (let panel: usize = 0; panel < op.panels; panel++) {
        to.bias = op.bias + panel * 32;
        to.output = stripOutput + panel * 32;
        multiply(op.weights, panel, op.inputPixel, rows * tileColumns, products);
        finishStrip(to, products, rows, tileColumns, left, width);
      }
    }
  }
}

/** dx, through the ReLU of `gate`; by samples. The gradient gets its padding in scratch. */
export function winogradInputGradient(op: WinogradInputGradient): void {
  const end = <usize>endOf(samples);
  const to = changetype<TileOutput>(scratch);
  to.row = op.outputRow;
  to.pixel = op.outputPixel;
  to.bias = 0;
  to.relu = 0;
  to.toOffsets = 0;
  to.toGate = op.gate == 0 ? 0 : op.gate - op.output;
  const tileRows = (op.outputHeight + 1) / 2;
  const tileColumns = (op.outputWidth + 1) / 2;
  const paddedRow = (2 * tileColumns + 2) * op.gradientPixel;
  const paddedBytes = (2 * tileRows + 2) * paddedRow;
  const tiles = op.stripRows * tileColumns;
  const padded = scratch + TILE_OUTPUT_BYTES + tiles * (16 * op.gradientPixel + 512);
  clear(padded, paddedBytes);
  const inside = padded + op.top * paddedRow + op.left * op.gradientPixel;
  for (let sample = <usize>firstOf(samples); sample < end; sample++) {
    copyRows(op, op.gradient + sample * op.gradientSample, inside, paddedRow);
    const output = op.output + sample * op.outputSample;
    for (let row: usize = 0; row < tileRows; row += op.stripRows) {
      const rows = min(op.stripRows, tileRows - row);
      const from = padded + 2 * row * paddedRow;
      const products = transformStrip(from, paddedRow, op.gradientPixel, rows, tileColumns);
      const left = op.outputHeight - 2 * row;
      for (let panel: usize = 0; panel < op.panels; panel++) {
        to.output = output + 2 * row * op.outputRow + panel * 32;
        multiply(op.weights, panel, op.gradientPixel, rows * tileColumns, products);
        finishStrip(to, products, rows, tileColumns, left, op.outputWidth);
      }
    }
  }
}

/** A sample's gradient into the middle of its padding. */
function copyRows(op: WinogradInputGradient, gradient: usize, inside: usize, rowBytes: usize): void {
  for (let row: usize = 0; row < op.height; row++) {
    memory.copy(inside, gradient, op.width * op.gradientPixel);
    inside += rowBytes;
    gradient += op.gradientRow;
  }
}

/** Transforms `rows` x `columns` tiles into scratch, [16][tile][channels]; gives where products can go. */
function transformStrip(
  input: usize,
  rowBytes: usize,
  pixel: usize,
  rows: usize,
  columns: usize,
): usize {
  const step = rows * columns * pixel;
  const transformed = scratch + TILE_OUTPUT_BYTES;
  let to = transformed;
  for (let row: usize = 0; row < rows; row++) {
    let from = input + row * 2 * rowBytes;
    for (let column: usize = 0; column < columns; column++) {
      transformInput(from, rowBytes, pixel, to, step);
      from += 2 * pixel;
      to += pixel;
    }
  }
  return transformed + 16 * step;
}

/** products[16][tile][8] of one panel. */
function multiply(weights: usize, panel: usize, pixel: usize, tiles: usize, products: usize): void {
  let kernel = weights + panel * 128 * pixel;
  let input = scratch + TILE_OUTPUT_BYTES;
  let to = products;
  for (let place = 0; place < 16; place++) {
    rowTiles(<i32>tiles, input, pixel, 1, pixel, 0, kernel, to, 32, FROM_ZERO, 0, STORE_PLAIN, 0);
    kernel += 8 * pixel;
    input += tiles * pixel;
    to += tiles * 32;
  }
}

/** From products to outputs; of the `height` x `width` pixels that are left, the strip may cover one too many. */
function finishStrip(
  to: TileOutput,
  products: usize,
  rows: usize,
  columns: usize,
  height: usize,
  width: usize,
): void {
  const step = rows * columns * 32;
  const isPooled = to.toOffsets != 0;
  const tilePixel = isPooled ? to.pixel : 2 * to.pixel;
  const tileRow = isPooled ? to.row : 2 * to.row;
  const strip = to.output;
  const first = to.first;
  for (let row: usize = 0; row < rows; row++) {
    to.output = strip + row * tileRow;
    to.first = first + <i32>row * 2 * to.down;
    to.hasLower = row * 2 + 1 < height ? 1 : 0;
    for (let column: usize = 0; column < columns; column++) {
      to.hasRight = column * 2 + 1 < width ? 1 : 0;
      transformOutput(products, step, to, 0);
      transformOutput(products, step, to, 16);
      products += 32;
      to.output += tilePixel;
      to.first += 2 * to.right;
    }
  }
  to.first = first;
}
