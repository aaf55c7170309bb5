/**
 * Dense layers. Weights lie in panels of eight output units: panel[k][0..8] for input k, so that
 * the inner loops read them from end to end. Threads share small layers by samples (then nothing has
 * to be exchanged), and large weight matrices by inputs, forward, back and in the update: each keeps
 * its part in its cache.
 */
import {
  DenseForward,
  DenseInputGradient,
  DensePartials,
  DenseSums,
  DenseWeightGradient,
} from '../generated/records';
import { endOf, firstOf, samples, scratch, thread, threads } from './context';
import { Positions, POSITIONS_BYTES, anyOuter } from './outer';
import { positive } from './simd';
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

/** Inputs of one block of the weight gradient: eight tiles of six. */
// @ts-ignore: decorator
@inline
const WIDTH: i32 = 48;

/** y = x W + b, and ReLU, of each thread's own samples. */
export function denseForward(op: DenseForward): void {
  const rows = <i32>op.rows;
  const first = firstOf(samples) * rows;
  const count = endOf(samples) * rows - first;
  const input = op.input + <usize>first * op.inputRow;
  const output = op.output + <usize>first * op.outputRow;
  const length = op.length;
  for (let from: usize = 0; from < length; from += BLOCK) {
    const run = min(BLOCK, length - from);
    const isLast = from + run == length;
    const storeMode = isLast && op.relu != 0 ? STORE_RELU : STORE_PLAIN;
    for (let panel: usize = 0; panel < op.panels; panel++) {
      rowTiles(
        count,
        input + from,
        op.inputRow,
        1,
        run,
        0,
        op.weights + panel * op.panelBytes + 8 * from,
        output + panel * 32,
        op.outputRow,
        from == 0 ? FROM_BIAS : FROM_OUTPUT,
        op.bias + panel * 32,
        storeMode,
        0,
      );
    }
  }
}

/**
 * x W of all samples over the inputs whose weights this thread moves (denseWeightGradient): they lie
 * in its cache, and of a large matrix nothing has to come from another core's.
 */
export function densePartials(op: DensePartials): void {
  const blocks = <i32>((op.length / 4 + WIDTH - 1) / WIDTH);
  const end = min(op.length, <usize>(endOf(blocks) * WIDTH * 4));
  const start = min(end, <usize>(firstOf(blocks) * WIDTH * 4));
  const output = op.partials + <usize>thread * op.partialsThread;
  const outputRow = op.panels * 32;
  let from = start;
  // Once at least: a thread without inputs has sums of 0.
  do {
    const run = min(BLOCK, end - from);
    for (let panel: usize = 0; panel < op.panels; panel++) {
      rowTiles(
        samples * <i32>op.rows,
        op.input + from,
        op.inputRow,
        1,
        run,
        0,
        op.weights + panel * op.panelBytes + 8 * from,
        output + panel * 32,
        outputRow,
        from == start ? FROM_ZERO : FROM_OUTPUT,
        0,
        STORE_PLAIN,
        0,
      );
    }
    from += run;
  } while (from < end);
}

/** Bias, and ReLU, over the sums of all threads, in their order; each thread its own samples. */
export function denseSums(op: DenseSums): void {
  const rows = <i32>op.rows;
  const width = op.panels * 32;
  const end = endOf(samples) * rows;
  for (let row = firstOf(samples) * rows; row < end; row++) {
    const partials = op.partials + <usize>row * width;
    const output = op.output + <usize>row * op.outputRow;
    for (let at: usize = 0; at < width; at += 16) {
      let sum = v128.load(op.bias + at);
      for (let part = 0; part < threads; part++) {
        sum = f32x4.add(sum, v128.load(partials + <usize>part * op.partialsThread + at));
      }
      v128.store(output + at, op.relu != 0 ? positive(sum) : sum);
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
