/**
 * Products of up to six rows with a panel of eight weight columns: the inner loop of dense layers
 * (forward and input gradient) and of convolutions (forward).
 *
 * V8 has 15 vector registers on x64: twelve sums, two weights and one broadcast input fill them.
 * Without relaxed SIMD the product needs one more; four rows are a little faster there than five (see
 * MAX_ROWS). The loop is left plain on purpose: unrolled, or with its loads moved together, it spills and halves its speed.
 */
import { madd, positive, where, zero } from './simd';

/** Rows of the largest tile that keeps its sums in registers. */
// @ts-ignore: decorator
@inline
export const MAX_ROWS: i32 = ASC_FEATURE_RELAXED_SIMD ? 6 : 4;

/** What the sums start from: 0, the eight values at `from`, or the output's present values. */
// @ts-ignore: decorator
@inline
export const FROM_ZERO: i32 = 0;
// @ts-ignore: decorator
@inline
export const FROM_BIAS: i32 = 1;
// @ts-ignore: decorator
@inline
export const FROM_OUTPUT: i32 = 2;

/** What happens to the sums before they are stored: nothing, ReLU, or a ReLU's backward pass. */
// @ts-ignore: decorator
@inline
export const STORE_PLAIN: i32 = 0;
// @ts-ignore: decorator
@inline
export const STORE_RELU: i32 = 1;
// @ts-ignore: decorator
@inline
export const STORE_GATED: i32 = 2;

// @ts-ignore: decorator
@inline
function start(mode: i32, from: usize, output: usize, offset: usize): v128 {
  if (mode == FROM_BIAS) return v128.load(from + offset);
  if (mode == FROM_OUTPUT) return v128.load(output + offset);
  return zero();
}

// @ts-ignore: decorator
@inline
function store(output: usize, low: v128, high: v128, mode: i32, gate: usize): void {
  if (mode == STORE_RELU) {
    low = positive(low);
    high = positive(high);
  } else if (mode == STORE_GATED) {
    low = where(v128.load(gate), low);
    high = where(v128.load(gate, 16), high);
  }
  v128.store(output, low);
  v128.store(output, high, 16);
}

/**
 * output[r][0..8] = start + sum over segments s and positions k < run of input[r][s][k] * panel[s][k][0..8].
 * @param rows 1 to 6, a constant where it is called
 * @param input first value of the first row; rows are `inputStep` bytes apart
 * @param segments runs of `run` bytes of a row's input; each starts `jump` bytes after the last one's end
 * @param panel weights in the order in which they are used, 32 bytes each
 * @param from eight values to start from (FROM_BIAS)
 * @param gate address that goes with `output` (STORE_GATED): same step
 */
// @ts-ignore: decorator
@inline
function tile(
  rows: i32,
  input: usize,
  inputStep: usize,
  segments: i32,
  run: usize,
  jump: usize,
  panel: usize,
  output: usize,
  outputStep: usize,
  startMode: i32,
  from: usize,
  storeMode: i32,
  gate: usize,
): void {
  let a0 = input;
  let a1 = a0 + inputStep;
  let a2 = a1 + inputStep;
  let a3 = a2 + inputStep;
  let a4 = a3 + inputStep;
  let a5 = a4 + inputStep;
  const o1 = output + outputStep;
  const o2 = o1 + outputStep;
  const o3 = o2 + outputStep;
  const o4 = o3 + outputStep;
  const o5 = o4 + outputStep;
  let l0 = start(startMode, from, output, 0);
  let h0 = start(startMode, from, output, 16);
  let l1 = rows > 1 ? start(startMode, from, o1, 0) : zero();
  let h1 = rows > 1 ? start(startMode, from, o1, 16) : zero();
  let l2 = rows > 2 ? start(startMode, from, o2, 0) : zero();
  let h2 = rows > 2 ? start(startMode, from, o2, 16) : zero();
  let l3 = rows > 3 ? start(startMode, from, o3, 0) : zero();
  let h3 = rows > 3 ? start(startMode, from, o3, 16) : zero();
  let l4 = rows > 4 ? start(startMode, from, o4, 0) : zero();
  let h4 = rows > 4 ? start(startMode, from, o4, 16) : zero();
  let l5 = rows > 5 ? start(startMode, from, o5, 0) : zero();
  let h5 = rows > 5 ? start(startMode, from, o5, 16) : zero();
  for (let segment = 0; segment < segments; segment++) {
    const end = a0 + run;
    while (a0 < end) {
      const low = v128.load(panel);
      const high = v128.load(panel, 16);
      let value = v128.load32_splat(a0);
      l0 = madd(value, low, l0);
      h0 = madd(value, high, h0);
      if (rows > 1) {
        value = v128.load32_splat(a1);
        l1 = madd(value, low, l1);
        h1 = madd(value, high, h1);
        a1 += 4;
      }
      if (rows > 2) {
        value = v128.load32_splat(a2);
        l2 = madd(value, low, l2);
        h2 = madd(value, high, h2);
        a2 += 4;
      }
      if (rows > 3) {
        value = v128.load32_splat(a3);
        l3 = madd(value, low, l3);
        h3 = madd(value, high, h3);
        a3 += 4;
      }
      if (rows > 4) {
        value = v128.load32_splat(a4);
        l4 = madd(value, low, l4);
        h4 = madd(value, high, h4);
        a4 += 4;
      }
      if (rows > 5) {
        value = v128.load32_splat(a5);
        l5 = madd(value, low, l5);
        h5 = madd(value, high, h5);
        a5 += 4;
      }
      a0 += 4;
      panel += 32;
    }
    a0 += jump;
    if (rows > 1) a1 += jump;
    if (rows > 2) a2 += jump;
    if (rows > 3) a3 += jump;
    if (rows > 4) a4 += jump;
    if (rows > 5) a5 += jump;
  }
  store(output, l0, h0, storeMode, gate);
  if (rows > 1) store(o1, l1, h1, storeMode, gate + outputStep);
  if (rows > 2) store(o2, l2, h2, storeMode, gate + 2 * outputStep);
  if (rows > 3) store(o3, l3, h3, storeMode, gate + 3 * outputStep);
  if (rows > 4) store(o4, l4, h4, storeMode, gate + 4 * outputStep);
  if (rows > 5) store(o5, l5, h5, storeMode, gate + 5 * outputStep);
}

/** As {@link tile} for any number of rows from 1 to MAX_ROWS: each count has a loop of its own. */
function anyTile(
  rows: i32,
  input: usize,
  inputStep: usize,
  segments: i32,
  run: usize,
  jump: usize,
  panel: usize,
  output: usize,
  outputStep: usize,
  startMode: i32,
  from: usize,
  storeMode: i32,
  gate: usize,
): void {
  switch (rows) {
    case 1:
      tile(1, input, inputStep, segments, run, jump, panel, output, outputStep, startMode, from, storeMode, gate);
      break;
    case 2:
      tile(2, input, inputStep, segments, run, jump, panel, output, outputStep, startMode, from, storeMode, gate);
      break;
    case 3:
      tile(3, input, inputStep, segments, run, jump, panel, output, outputStep, startMode, from, storeMode, gate);
      break;
    case 4:
      tile(4, input, inputStep, segments, run, jump, panel, output, outputStep, startMode, from, storeMode, gate);
      break;
    case 5:
      tile(5, input, inputStep, segments, run, jump, panel, output, outputStep, startMode, from, storeMode, gate);
      break;
    default:
      tile(6, input, inputStep, segments, run, jump, panel, output, outputStep, startMode, from, storeMode, gate);
      break;
  }
}

/**
 * Any number of rows, in tiles of nearly equal height: 14 rows become 5 + 5 + 4, not 6 + 6 + 2,
 * because a low tile wastes more of the loads.
 */
export function rowTiles(
  rows: i32,
  input: usize,
  inputStep: usize,
  segments: i32,
  run: usize,
  jump: usize,
  panel: usize,
  output: usize,
  outputStep: usize,
  startMode: i32,
  from: usize,
  storeMode: i32,
  gate: usize,
): void {
  let tiles = (rows + MAX_ROWS - 1) / MAX_ROWS;
  while (rows > 0) {
    const height = (rows + tiles - 1) / tiles;
    anyTile(height, input, inputStep, segments, run, jump, panel, output, outputStep, startMode, from, storeMode, gate);
    input += inputStep * height;
    output += outputStep * height;
    gate += outputStep * height;
    rows -= height;
    tiles--;
  }
}
