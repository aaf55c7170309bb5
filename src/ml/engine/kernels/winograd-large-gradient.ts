/** Gradient of a 3 x 3 kernel in tiles of 4 x 4 outputs: as winograd-gradient.ts, 36 products instead of 144. */
import { LargeTilesWeightGradient } from '../generated/records';
import { endOf, firstOf, samples, scratch } from './context';
import { POSITIONS_BYTES } from './outer';
import { clear } from './simd';
import { update } from './update';
import { multiplyTiles } from './winograd-gradient';
import { PLACE_GAP } from './winograd-large';
import {
  BETWEEN_BYTES,
  transformGradient,
  transformInput,
  transformSums,
} from './winograd-large-transforms';

/**
 * dW and the update; by panels, each over all samples. Tiles are collected in scratch, and multiplied
 * whenever it is full. Scratch: Positions, `between`, a padded image, inputs[36][tiles], gradients[36][tiles].
 */
export function largeTilesWeightGradient(op: LargeTilesWeightGradient): void {
  const first = <usize>firstOf(<i32>op.panels);
  const panels = <usize>endOf(<i32>op.panels) - first;
  if (panels == 0) return;
  const sumsBytes = 288 * op.inputPixel;
  const sums = op.sums + first * sumsBytes;
  clear(sums, panels * sumsBytes);
  const tileRows = (op.height + 3) / 4;
  const tileColumns = (op.width + 3) / 4;
  const padded = scratch + POSITIONS_BYTES + BETWEEN_BYTES;
  const paddedRow = (4 * tileColumns + 2) * op.inputPixel;
  clear(padded, (4 * tileRows + 2) * paddedRow);
  const inputs = padded + (4 * tileRows + 2) * paddedRow;
  let tiles: usize = 0;
  for (let sample: usize = 0; sample < <usize>samples; sample++) {
    copyWindows(op, op.input + sample * op.inputSample, padded, paddedRow);
    const gradient = op.gradient + sample * op.gradientSample + first * 32;
    for (let row: usize = 0; row < tileRows; row++) {
      if (tiles + tileColumns > op.tiles) {
        multiply(op, inputs, sums, panels, tiles);
        tiles = 0;
      }
      const window = padded + 4 * row * paddedRow;
      const below = gradient + 4 * row * op.gradientRow;
      collectRow(op, window, paddedRow, below, op.height - 4 * row, inputs, tiles, panels * 32);
      tiles += tileColumns;
    }
  }
  multiply(op, inputs, sums, panels, tiles);
  const channelBytes = op.inputPixel * 8;
  const between = scratch;
  const kernel = between + BETWEEN_BYTES;
  for (let panel: usize = 0; panel < panels; panel++) {
    transformSums(sums + panel * sumsBytes, channelBytes, kernel, between);
    update(op.weights + (first + panel) * op.panelBytes, kernel, 9 * channelBytes);
  }
}

/** All pixels that windows cover, with zeros behind them in scratch. */
function copyWindows(
  op: LargeTilesWeightGradient,
  input: usize,
  padded: usize,
  rowBytes: usize,
): void {
  for (let row: usize = 0; row < op.height + 2; row++) {
    memory.copy(padded, input, (op.width + 2) * op.inputPixel);
    padded += rowBytes;
    input += op.inputRow;
  }
}

/** Transformed inputs and gradients of a row of tiles, behind the `tiles` that are there already. */
function collectRow(
  op: LargeTilesWeightGradient,
  input: usize,
  inputRow: usize,
  gradient: usize,
  height: usize,
  inputs: usize,
  tiles: usize,
  gradientPixel: usize,
): void {
  const between = scratch + POSITIONS_BYTES;
  const inputStep = op.tiles * op.inputPixel + PLACE_GAP;
  const gradientStep = op.tiles * gradientPixel + PLACE_GAP;
  let toInput = inputs + tiles * op.inputPixel;
  let toGradient = inputs + 36 * inputStep + tiles * gradientPixel;
  for (let column: usize = 0; column < op.width; column += 4) {
    transformInput(input, inputRow, op.inputPixel, toInput, inputStep, between);
    transformGradient(
      gradient,
      op.gradientRow,
      op.gradientPixel,
      min(4, height),
      min(4, op.width - column),
      gradientPixel,
      toGradient,
      gradientStep,
      between,
    );
    toInput += op.inputPixel;
    toGradient += gradientPixel;
    input += 4 * op.inputPixel;
    gradient += 4 * op.gradientPixel;
  }
}

/** Adds the products of all tiles in scratch. */
function multiply(
  op: LargeTilesWeightGradient,
  inputs: usize,
  sums: usize,
  panels: usize,
  tiles: usize,
): void {
  const inputStep = op.tiles * op.inputPixel + PLACE_GAP;
  const gradients = inputs + 36 * inputStep;
  const gradientStep = op.tiles * panels * 32 + PLACE_GAP;
  multiplyTiles(36, tiles, inputs, op.inputPixel, inputStep, gradients, gradientStep, sums, panels);
}
