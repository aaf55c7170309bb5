/**
 * Updates from stored gradients, when all of them are there: clipped by their common norm (Pascanu
 * et al. 2012). A table lists the weights; each thread takes its share of every one of them.
 */
import {
  ApplyGradients,
  RECORD_WEIGHTS_ENTRY_BYTES,
  SquareGradients,
} from '../generated/records';
import { endOf, firstOf, gradientOffset, scratch, thread, threads } from './context';
import { move, scale } from './update';

/** Weights are shared out in pieces of this many bytes: one input of a panel. */
// @ts-ignore: decorator
@inline
const PIECE: usize = 32;

/** Bytes that are scaled in scratch at a time. */
// @ts-ignore: decorator
@inline
const BLOCK: usize = 1024;

/** Sum of squares of this thread's share, in a fixed order. */
export function squareGradients(op: SquareGradients): void {
  let sum: f64 = 0;
  let entry = op.table;
  for (let left = op.count; left > 0; left--) {
    const pieces = <i32>(<usize>load<u32>(entry, 4) / PIECE);
    const start = <usize>load<u32>(entry) + gradientOffset;
    const end = start + <usize>endOf(pieces) * PIECE;
    let sums = f64x2.splat(0);
    for (let at = start + <usize>firstOf(pieces) * PIECE; at < end; at += 16) {
      const values = v128.load(at);
      const low = f64x2.promote_low_f32x4(values);
      const high = f64x2.promote_low_f32x4(v128.shuffle<f64>(values, values, 1, 0));
      sums = f64x2.add(sums, f64x2.add(f64x2.mul(low, low), f64x2.mul(high, high)));
    }
    sum += f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
    entry += RECORD_WEIGHTS_ENTRY_BYTES;
  }
  store<f64>(op.squares + 8 * <usize>thread, sum);
}

/** Moves this thread's share of all weights. The stored gradients stay as they are, unclipped. */
export function applyGradients(op: ApplyGradients): void {
  const factor = op.limit > 0 ? clipFactor(op.squares, op.limit) : 1;
  let entry = op.table;
  for (let left = op.count; left > 0; left--) {
    const pieces = <i32>(<usize>load<u32>(entry, 4) / PIECE);
    const start = <usize>load<u32>(entry);
    const isKernel = load<u32>(entry, 8) != 0;
    const end = start + <usize>endOf(pieces) * PIECE;
    for (let at = start + <usize>firstOf(pieces) * PIECE; at < end; at += BLOCK) {
      const bytes = min(BLOCK, end - at);
      scale(scratch, at + gradientOffset, bytes, factor);
      move(at, scratch, bytes, isKernel);
    }
    entry += RECORD_WEIGHTS_ENTRY_BYTES;
  }
}

/** limit / max(norm, limit): 1 for short gradients, NaN when one is not a number. */
function clipFactor(squares: usize, limit: f32): f32 {
  let sum: f64 = 0;
  for (let index: usize = 0; index < <usize>threads; index++) {
    sum += load<f64>(squares + 8 * index);
  }
  return <f32>(<f64>limit / max<f64>(Math.sqrt(sum), <f64>limit));
}
