/**
 * 3 x 3 windows on one channel, as the first convolution has them. Nine products are too few to pay
 * for the loops that serve every window, so the three of a row are written out here, and gradients
 * are summed without lists.
 */
import { ConvPoolForward, ConvPoolWeightGradient } from '../generated/records';
import { scratch } from './context';
import { storeLargest } from './pool-window';
import { madd, positive, zero } from './simd';
import { ENTRY } from './windows';

/** Bytes of a run of three values. */
// @ts-ignore: decorator
@inline
const THIN_RUN: usize = 12;

/**
 * Lists the pooling windows of a row under which not everything is 0, as pairs of distances from the
 * row's start: of the input, of the output. Much of an image is background.
 * @param input upper left value under the row's first window: four rows of four belong to it
 * @returns one past the last entry
 */
function listSeen(input: usize, inputRow: usize, width: usize, outputPixel: usize): usize {
  let list = scratch;
  for (let pixel: usize = 0; pixel < width; pixel++) {
    const upper = input + 8 * pixel;
    const lower = upper + 2 * inputRow;
    const upperRows = v128.or(v128.load(upper), v128.load(upper + inputRow));
    const lowerRows = v128.or(v128.load(lower), v128.load(lower + inputRow));
    store<u32>(list, <u32>(8 * pixel));
    store<u32>(list, <u32>(outputPixel * pixel), 4);
    // Written always and kept only if it counts: no branch to mispredict.
    list += <usize>v128.any_true(v128.or(upperRows, lowerRows)) * ENTRY;
  }
  return list;
}

/**
 * As convPoolForward for one sample. Row by row with the panels innermost, so that the row's output
 * stays in the first cache until all its channels are there.
 */
export function thinForward(op: ConvPoolForward, image: usize, output: usize): void {
  let input = image;
  for (let row = op.height; row > 0; row--) {
    const listEnd = listSeen(input, op.inputRow, op.width, op.outputPixel);
    const isAll = listEnd == scratch + op.width * ENTRY;
    for (let panel: usize = 0; panel < op.panels; panel++) {
      const bias = op.bias + panel * 32;
      if (!isAll) fillUnseen(op, input - image, bias, output + panel * 32);
      const weights = op.weights + panel * op.panelBytes;
      thinRow(op, image, input, listEnd, weights, bias, output + panel * 32);
    }
    input += 2 * op.inputRow;
    output += op.outputRow;
  }
}

/** What windows on nothing but zeros give, for all of a row. */
function fillUnseen(op: ConvPoolForward, first: usize, bias: usize, output: usize): void {
  const toOffsets = op.offsets - op.output;
  const end = output + op.width * op.outputPixel;
  let low = v128.load(bias);
  let high = v128.load(bias, 16);
  if (op.relu != 0) {
    low = positive(low);
    high = positive(high);
  }
  let place = i32x4.splat(<i32>first);
  for (let at = output; at < end; at += op.outputPixel) {
    v128.store(at, low);
    v128.store(at, high, 16);
    v128.store(at + toOffsets, place);
    v128.store(at + toOffsets, place, 16);
    place = i32x4.add(place, i32x4.splat(8));
  }
}

/** The windows in scratch, eight channels. */
function thinRow(
  op: ConvPoolForward,
  image: usize,
  rowInput: usize,
  listEnd: usize,
  panel: usize,
  bias: usize,
  rowOutput: usize,
): void {
  const toOffsets = op.offsets - op.output;
  const inputRow = op.inputRow;
  const right = i32x4.splat(4);
  const down = i32x4.splat(<i32>inputRow);
  for (let entry = scratch; entry < listEnd; entry += ENTRY) {
    const input = rowInput + load<u32>(entry);
    let l0 = zero();
    let h0 = zero();
    let l1 = zero();
    let h1 = zero();
    let l2 = zero();
    let h2 = zero();
    let l3 = zero();
    let h3 = zero();
    let weights = panel;
    let upper = input;
    let lower = input + inputRow;
    for (let segment = 0; segment < 3; segment++) {
      const end = upper + THIN_RUN;
      while (upper < end) {
        const low = v128.load(weights);
        const high = v128.load(weights, 16);
        let value = v128.load32_splat(upper);
        l0 = madd(value, low, l0);
        h0 = madd(value, high, h0);
        value = v128.load32_splat(upper, 4);
        l1 = madd(value, low, l1);
        h1 = madd(value, high, h1);
        value = v128.load32_splat(lower);
        l2 = madd(value, low, l2);
        h2 = madd(value, high, h2);
        value = v128.load32_splat(lower, 4);
        l3 = madd(value, low, l3);
        h3 = madd(value, high, h3);
        upper += 4;
        lower += 4;
        weights += 32;
      }
      upper = lower - THIN_RUN;
      lower = upper + inputRow;
    }
    const first = i32x4.splat(<i32>(input - image));
    const output = rowOutput + load<u32>(entry, 4);
    const offsets = output + toOffsets;
    storeLargest(l0, l1, l2, l3, first, right, down, bias, op.relu, output, offsets);
    storeLargest(h0, h1, h2, h3, first, right, down, bias + 16, op.relu, output + 16, offsets + 16);
  }
}

/**
 * Adds one image's part to the sums of channels `first` to `end`, twelve values for each, of which
 * every fourth means nothing. Row by row, as thinForward.
 */
export function thinGradient(
  op: ConvPoolWeightGradient,
  image: usize,
  gradients: usize,
  first: usize,
  end: usize,
): void {
  const rowBytes = op.run + op.jump;
  let input = image;
  for (let row = op.height; row > 0; row--) {
    const listEnd = listSeen(input, rowBytes, op.width, op.gradientPixel);
    for (let channel = first; channel < end; channel += 4) {
      thinGradientRow(op, image, listEnd, gradients + 4 * channel, op.sums + 48 * channel);
    }
    input += 2 * rowBytes;
    gradients += op.gradientRow;
  }
}

/** The windows in scratch, four channels. */
function thinGradientRow(
  op: ConvPoolWeightGradient,
  image: usize,
  listEnd: usize,
  gradients: usize,
  sums: usize,
): void {
  const toOffsets = op.offsets - op.gradient;
  const rowBytes = op.run + op.jump;
  let s0 = v128.load(sums);
  let s1 = v128.load(sums, 16);
  let s2 = v128.load(sums, 32);
  let s3 = v128.load(sums, 48);
  let s4 = v128.load(sums, 64);
  let s5 = v128.load(sums, 80);
  let s6 = v128.load(sums, 96);
  let s7 = v128.load(sums, 112);
  let s8 = v128.load(sums, 128);
  let s9 = v128.load(sums, 144);
  let s10 = v128.load(sums, 160);
  let s11 = v128.load(sums, 176);
  for (let entry = scratch; entry < listEnd; entry += ENTRY) {
    const at = gradients + load<u32>(entry, 4);
    let window = image + load<u32>(at + toOffsets);
    let gradient = v128.load32_splat(at);
    s0 = madd(gradient, v128.load(window), s0);
    s1 = madd(gradient, v128.load(window + rowBytes), s1);
    s2 = madd(gradient, v128.load(window + 2 * rowBytes), s2);
    window = image + load<u32>(at + toOffsets, 4);
    gradient = v128.load32_splat(at, 4);
    s3 = madd(gradient, v128.load(window), s3);
    s4 = madd(gradient, v128.load(window + rowBytes), s4);
    s5 = madd(gradient, v128.load(window + 2 * rowBytes), s5);
    window = image + load<u32>(at + toOffsets, 8);
    gradient = v128.load32_splat(at, 8);
    s6 = madd(gradient, v128.load(window), s6);
    s7 = madd(gradient, v128.load(window + rowBytes), s7);
    s8 = madd(gradient, v128.load(window + 2 * rowBytes), s8);
    window = image + load<u32>(at + toOffsets, 12);
    gradient = v128.load32_splat(at, 12);
    s9 = madd(gradient, v128.load(window), s9);
    s10 = madd(gradient, v128.load(window + rowBytes), s10);
    s11 = madd(gradient, v128.load(window + 2 * rowBytes), s11);
  }
  v128.store(sums, s0);
  v128.store(sums, s1, 16);
  v128.store(sums, s2, 32);
  v128.store(sums, s3, 48);
  v128.store(sums, s4, 64);
  v128.store(sums, s5, 80);
  v128.store(sums, s6, 96);
  v128.store(sums, s7, 112);
  v128.store(sums, s8, 128);
  v128.store(sums, s9, 144);
  v128.store(sums, s10, 160);
  v128.store(sums, s11, 176);
}
