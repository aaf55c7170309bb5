/**
 * Gradient of a 3 x 3 kernel by Winograd's way: from Y = A^T [(G g G^T) * (B^T d B)] A follows
 * dg = G^T [sum over tiles of (B^T d B) * (A dY A^T)] G, 16 products for each tile instead of 36.
 */
import { WinogradWeightGradient } from '../generated/records';
import { endOf, firstOf, samples, scratch } from './context';
import { outerBlock } from './dense';
import { Positions, POSITIONS_BYTES } from './outer';
import { clear } from './simd';
import { update } from './update';
import { transformGradient, transformInput, transformSums } from './winograd-transforms';

/**
 * dW and the update; by panels, each over all samples. Tiles are collected in scratch, and multiplied
 * whenever it is full.
 */
export function winogradWeightGradient(op: WinogradWeightGradient): void {
  const first = <usize>firstOf(<i32>op.panels);
  const panels = <usize>endOf(<i32>op.panels) - first;
  if (panels == 0) return;
  const sumsBytes = 128 * op.inputPixel;
  const sums = op.sums + first * sumsBytes;
  clear(sums, panels * sumsBytes);
  const tileRows = (op.height + 1) / 2;
  const tileColumns = (op.width + 1) / 2;
  let tiles: usize = 0;
  for (let sample: usize = 0; sample < <usize>samples; sample++) {
    let input = op.input + sample * op.inputSample;
    let gradient = op.gradient + sample * op.gradientSample + first * 32;
    for (let row: usize = 0; row < tileRows; row++) {
      if (tiles + tileColumns > op.tiles) {
        multiply(op, sums, panels, tiles);
        tiles = 0;
      }
      const hasLower = row * 2 + 1 < op.height;
      collectRow(op, input, gradient, tiles, tileColumns, panels * 32, hasLower);
      tiles += tileColumns;
      input += 2 * op.inputRow;
      gradient += 2 * op.gradientRow;
    }
  }
  multiply(op, sums, panels, tiles);
  const channelBytes = op.inputPixel * 8;
  for (let panel: usize = 0; panel < panels; panel++) {
    transformSums(sums + panel * sumsBytes, channelBytes, scratch);
    update(op.weights + (first + panel) * op.panelBytes, scratch, 9 * channelBytes);
  }
}

/** Transformed inputs and gradients of a row of tiles, behind the `tiles` that are there already. */
function collectRow(
  op: WinogradWeightGradient,
  input: usize,
  gradient: usize,
  tiles: usize,
  columns: usize,
  gradientPixel: usize,
  hasLower: bool,
): void {
  const inputStep = op.tiles * op.inputPixel;
  const gradientStep = op.tiles * gradientPixel;
  const inputs = scratch + POSITIONS_BYTES;
  let toInput = inputs + tiles * op.inputPixel;
  let toGradient = inputs + 16 * inputStep + tiles * gradientPixel;
  for (let column: usize = 0; column < columns; column++) {
    transformInput(input, op.inputRow, op.inputPixel, toInput, inputStep);
    const right = column * 2 + 1 < op.width ? op.gradientPixel : 0;
    const down = hasLower ? op.gradientRow : 0;
    transformGradient(gradient, down, right, gradientPixel, toGradient, gradientStep);
    toInput += op.inputPixel;
    toGradient += gradientPixel;
    input += 2 * op.inputPixel;
    gradient += 2 * op.gradientPixel;
  }
}

/** Adds the products of all tiles in scratch. */
function multiply(op: WinogradWeightGradient, sums: usize, panels: usize, tiles: usize): void {
  const inputs = scratch + POSITIONS_BYTES;
  const inputStep = op.tiles * op.inputPixel;
  const gradients = inputs + 16 * inputStep;
  const gradientStep = op.tiles * panels * 32;
  multiplyTiles(16, tiles, inputs, op.inputPixel, inputStep, gradients, gradientStep, sums, panels);
}

/**
 * Adds the products of tiles to sums[panel][places][channels][8].
 * @param inputs of the first place; those of the next lie `inputStep` bytes further
 * @param gradients the same, `gradientStep` bytes apart
 */
export function multiplyTiles(
  places: i32,
  tiles: usize,
  inputs: usize,
  inputPixel: usize,
  inputStep: usize,
  gradients: usize,
  gradientStep: usize,
  sums: usize,
  panels: usize,
): void {
  const positions = changetype<Positions>(scratch);
  positions.pixels = <i32>tiles;
  positions.rows = 1;
  positions.samples = 1;
  positions.isAdding = 1;
  positions.inputPixel = inputPixel;
  positions.gradientPixel = panels * 32;
  const channels = <i32>(inputPixel / 4);
  for (let place = 0; place < places; place++) {
    let to = sums;
    for (let panel: usize = 0; panel < panels; panel++) {
      outerBlock(positions, inputs, channels, gradients + panel * 32, to);
      to += <usize>places * 8 * inputPixel;
    }
    sums += 8 * inputPixel;
    inputs += inputStep;
    gradients += gradientStep;
  }
}
