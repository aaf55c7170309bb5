/**
 * Dense layers. Weights lie in panels of eight output units: panel[k][0..8] for input k, so that
 * the inner loops read them from end to end. Threads share the forward pass by panels (each reads
 * its part of a large weight matrix) or by samples (then nothing has to be exchanged).
 */
import { DenseForward, DenseInputGradient, DenseWeightGradient } from '../generated/records';
import { endOf, firstOf, samples, scratch } from './context';
import { Positions, POSITIONS_BYTES, anyOuter } from './outer';
import {
  FROM_BIAS,
  FROM_OUTPUT,
  FROM_ZERO,
  MAX_ROWS,
  rowTiles,
  STORE_GATED,
  STORE_PLAIN,
  STORE_RELU,
} from './tiles';
import { transpose4 } from './transpose';
import { update } from './update';

/** Inputs (in bytes) of one block: its weights, 16 KiB a panel, stay in the first cache. */
// @ts-ignore: decorator
@inline
const BLOCK: usize = 512 * 4;

/** y = x W + b, and ReLU. */
export function denseForward(op: DenseForward): void {
  const bySample = op.bySample != 0;
  const rows = <i32>op.rows;
  const first = bySample ? firstOf(samples) * rows : 0;
  const end = bySample ? endOf(samples) * rows : samples * rows;
  const firstPanel = bySample ? 0 : firstOf(<i32>op.panels);
  const endPanel = bySample ? <i32>op.panels : endOf(<i32>op.panels);
  const input = op.input + <usize>first * op.inputRow;
  const output = op.output + <usize>first * op.outputRow;
  const length = op.length;
  for (let from: usize = 0; from < length; from += BLOCK) {
    const run = min(BLOCK, length - from);
    const isLast = from + run == length;
    const storeMode = isLast && op.relu != 0 ? STORE_RELU : STORE_PLAIN;
    for (let panel = firstPanel; panel < endPanel; panel++) {
      rowTiles(
        end - first,
        input + from,
        op.inputRow,
        1,
        run,
        0,
        op.weights + <usize>panel * op.panelBytes + 8 * from,
        output + <usize>panel * 32,
        op.outputRow,
        from == 0 ? FROM_BIAS : FROM_OUTPUT,
        op.bias + <usize>panel * 32,
        storeMode,
        0,
      );
    }
  }
}

/** dx = dy W^T, gated: eight inputs at a time, whose weights are turned round in scratch. */
export function denseInputGradient(op: DenseInputGradient): void {
  const bySample = op.bySample != 0;
  const rows = <i32>op.rows;
  const groups = <i32>(op.length / 32);
  const first = bySample ? firstOf(samples) * rows : 0;
  const end = bySample ? endOf(samples) * rows : samples * rows;
  const firstGroup = bySample ? 0 : firstOf(groups);
  const endGroup = bySample ? groups : endOf(groups);
  const gradient = op.gradient + <usize>first * op.gradientRow;
  const offset = <usize>first * op.outputRow;
  const storeMode = op.gate != 0 ? STORE_GATED : STORE_PLAIN;
  for (let group = firstGroup; group < endGroup; group++) {
    for (let panel: usize = 0; panel < op.panels; panel++) {
      const block = op.weights + panel * op.panelBytes + <usize>group * 256;
      const turned = scratch + panel * 256;
      transpose4(block, 32, turned, 32);
      transpose4(block + 16, 32, turned + 128, 32);
      transpose4(block + 128, 32, turned + 16, 32);
      transpose4(block + 144, 32, turned + 144, 32);
    }
    rowTiles(
      end - first,
      gradient,
      op.gradientRow,
      1,
      op.panels * 32,
      0,
      scratch,
      op.output + offset + <usize>group * 32,
      op.outputRow,
      FROM_ZERO,
      0,
      storeMode,
      op.gate + offset + <usize>group * 32,
    );
  }
}

/** Inputs of one block of the weight gradient: eight tiles of six. */
// @ts-ignore: decorator
@inline
const WIDTH: i32 = 48;

/** Largest packed block of inputs, in bytes; more rows are read where they are. */
// @ts-ignore: decorator
@inline
export const PACKED_BYTES: usize = 65536;

/** dW = x^T dy and the update. Pieces of work: blocks of 48 inputs x panels, block by block. */
export function denseWeightGradient(op: DenseWeightGradient): void {
  const length = <i32>(op.length / 4);
  const rows = samples * <i32>op.rows;
  const panels = <i32>op.panels;
  const blocks = (length + WIDTH - 1) / WIDTH;
  const positions = changetype<Positions>(scratch);
  const sums = scratch + POSITIONS_BYTES;
  const packed = sums + WIDTH * 32;
  const isPacked = <usize>(rows * WIDTH * 4) <= PACKED_BYTES;
  positions.pixels = rows;
  positions.rows = 1;
  positions.samples = 1;
  positions.isAdding = 0;
  positions.gradientPixel = op.gradientRow;
  let present = -1;
  const end = endOf(blocks * panels);
  for (let piece = firstOf(blocks * panels); piece < end; piece++) {
    const block = piece / panels;
    const panel = piece % panels;
    const first = block * WIDTH;
    const width = min(WIDTH, length - first);
    if (isPacked && block != present) {
      pack(op.input + <usize>first * 4, op.inputRow, rows, width, packed);
      present = block;
    }
    positions.inputPixel = isPacked ? width * 4 : op.inputRow;
    const input = isPacked ? packed : op.input + <usize>first * 4;
    outerBlock(positions, input, width, op.gradient + <usize>panel * 32, sums);
    update(op.weights + <usize>panel * op.panelBytes + <usize>first * 32, sums, width * 32);
  }
}

/** Copies `width` (a multiple of 4) values of each row to the end of the last ones. */
function pack(from: usize, fromStep: usize, rows: i32, width: i32, to: usize): void {
  for (let row = 0; row < rows; row++) {
    for (let at: usize = 0; at < <usize>width * 4; at += 16) {
      v128.store(to + at, v128.load(from + at));
    }
    from += fromStep;
    to += width * 4;
  }
}

/** Sums for `width` consecutive inputs, in tiles of nearly equal width. */
export function outerBlock(
  positions: Positions,
  input: usize,
  width: i32,
  gradient: usize,
  sums: usize,
): void {
  let tiles = (width + MAX_ROWS - 1) / MAX_ROWS;
  while (width > 0) {
    const part = (width + tiles - 1) / tiles;
    anyOuter(part, positions, input, gradient, sums);
    input += part * 4;
    sums += part * 32;
    width -= part;
    tiles--;
  }
}
