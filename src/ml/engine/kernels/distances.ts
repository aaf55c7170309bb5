/**
 * Distances between images as bytes: exact, in whole numbers. Each thread has its share of the
 * references, a block of them at a time for all queries, so that they stay in the second cache.
 */
import { Distances } from '../generated/records';
import { endOf, firstOf, samples } from './context';

/** References of one block: 100 KB of images. */
// @ts-ignore: decorator
@inline
const BLOCK: i32 = 128;
/** References that are compared at once, so that a query is read once for all of them. */
// @ts-ignore: decorator
@inline
const TILE: i32 = 4;

/** From each query (the step's samples) to each reference. */
export function distances(op: Distances): void {
  const end = endOf(<i32>op.count);
  for (let block = firstOf(<i32>op.count); block < end; block += BLOCK) {
    const blockEnd = min(block + BLOCK, end);
    for (let query = 0; query < samples; query++) {
      const from = op.queries + <usize>query * op.length;
      const to = op.output + <usize>query * op.outputRow;
      for (let reference = block; reference < blockEnd; reference += TILE) {
        // The last tile may go back over references that are done: that changes nothing.
        const first = max(min(reference, blockEnd - TILE), 0);
        const other = op.references + <usize>first * op.length;
        if (op.isSquared != 0) squares(from, other, op.length, to + 4 * <usize>first);
        else absolutes(from, other, op.length, to + 4 * <usize>first);
      }
    }
  }
}

/** Sums of squared differences between one image and four, eight bytes at a time. */
function squares(query: usize, reference: usize, length: usize, output: usize): void {
  let sum0 = i32x4.splat(0);
  let sum1 = i32x4.splat(0);
  let sum2 = i32x4.splat(0);
  let sum3 = i32x4.splat(0);
  for (const end = query + length; query < end; query += 8, reference += 8) {
    const own = v128.load8x8_u(query);
    sum0 = withSquares(sum0, own, reference);
    sum1 = withSquares(sum1, own, reference + length);
    sum2 = withSquares(sum2, own, reference + 2 * length);
    sum3 = withSquares(sum3, own, reference + 3 * length);
  }
  storeSums(output, sum0, sum1, sum2, sum3);
}

// @ts-ignore: decorator
@inline
function withSquares(sum: v128, own: v128, reference: usize): v128 {
  const difference = i16x8.sub(own, v128.load8x8_u(reference));
  return i32x4.add(sum, i32x4.dot_i16x8_s(difference, difference));
}

/** Sums of absolute differences between one image and four, sixteen bytes at a time. */
function absolutes(query: usize, reference: usize, length: usize, output: usize): void {
  let sum0 = i32x4.splat(0);
  let sum1 = i32x4.splat(0);
  let sum2 = i32x4.splat(0);
  let sum3 = i32x4.splat(0);
  for (const end = query + length; query < end; query += 16, reference += 16) {
    const own = v128.load(query);
    sum0 = withAbsolutes(sum0, own, reference);
    sum1 = withAbsolutes(sum1, own, reference + length);
    sum2 = withAbsolutes(sum2, own, reference + 2 * length);
    sum3 = withAbsolutes(sum3, own, reference + 3 * length);
  }
  storeSums(output, sum0, sum1, sum2, sum3);
}

// @ts-ignore: decorator
@inline
function withAbsolutes(sum: v128, own: v128, reference: usize): v128 {
  const other = v128.load(reference);
  const difference = v128.or(i8x16.sub_sat_u(own, other), i8x16.sub_sat_u(other, own));
  const pairs = i16x8.extadd_pairwise_i8x16_u(difference);
  return i32x4.add(sum, i32x4.extadd_pairwise_i16x8_u(pairs));
}

function storeSums(output: usize, sum0: v128, sum1: v128, sum2: v128, sum3: v128): void {
  store<i32>(output, total(sum0), 0);
  store<i32>(output, total(sum1), 4);
  store<i32>(output, total(sum2), 8);
  store<i32>(output, total(sum3), 12);
}

// @ts-ignore: decorator
@inline
function total(sum: v128): i32 {
  return (
    i32x4.extract_lane(sum, 0) +
    i32x4.extract_lane(sum, 1) +
    i32x4.extract_lane(sum, 2) +
    i32x4.extract_lane(sum, 3)
  );
}
