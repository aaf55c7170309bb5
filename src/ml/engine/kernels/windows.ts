/**
 * Gradients through windows, for one output channel after the other: lists of (place, gradient) and
 * sums over them. After max-pooling only one pixel of each 2 x 2 window has a gradient, and after a
 * ReLU often none: the lists hold those that are not 0, and the work shrinks with them.
 */
import { madd, zero } from './simd';

/** Bytes of an entry: byte offset of a window, and its gradient. */
// @ts-ignore: decorator
@inline
export const ENTRY: usize = 8;

/**
 * Adds gradient * input[offset + 16 i] over a list to `count` vectors of sums.
 * @param count vectors, 1 to 12, a constant
 */
// @ts-ignore: decorator
@inline
function gather(count: i32, list: usize, end: usize, input: usize, sums: usize): void {
  let s0 = v128.load(sums);
  let s1 = count > 1 ? v128.load(sums, 16) : zero();
  let s2 = count > 2 ? v128.load(sums, 32) : zero();
  let s3 = count > 3 ? v128.load(sums, 48) : zero();
  let s4 = count > 4 ? v128.load(sums, 64) : zero();
  let s5 = count > 5 ? v128.load(sums, 80) : zero();
  let s6 = count > 6 ? v128.load(sums, 96) : zero();
  let s7 = count > 7 ? v128.load(sums, 112) : zero();
  let s8 = count > 8 ? v128.load(sums, 128) : zero();
  let s9 = count > 9 ? v128.load(sums, 144) : zero();
  let s10 = count > 10 ? v128.load(sums, 160) : zero();
  let s11 = count > 11 ? v128.load(sums, 176) : zero();
  for (let entry = list; entry < end; entry += ENTRY) {
    const at = input + load<u32>(entry);
    const gradient = v128.load32_splat(entry, 4);
    s0 = madd(gradient, v128.load(at), s0);
    if (count > 1) s1 = madd(gradient, v128.load(at, 16), s1);
    if (count > 2) s2 = madd(gradient, v128.load(at, 32), s2);
    if (count > 3) s3 = madd(gradient, v128.load(at, 48), s3);
    if (count > 4) s4 = madd(gradient, v128.load(at, 64), s4);
    if (count > 5) s5 = madd(gradient, v128.load(at, 80), s5);
    if (count > 6) s6 = madd(gradient, v128.load(at, 96), s6);
    if (count > 7) s7 = madd(gradient, v128.load(at, 112), s7);
    if (count > 8) s8 = madd(gradient, v128.load(at, 128), s8);
    if (count > 9) s9 = madd(gradient, v128.load(at, 144), s9);
    if (count > 10) s10 = madd(gradient, v128.load(at, 160), s10);
    if (count > 11) s11 = madd(gradient, v128.load(at, 176), s11);
  }
  v128.store(sums, s0);
  if (count > 1) v128.store(sums, s1, 16);
  if (count > 2) v128.store(sums, s2, 32);
  if (count > 3) v128.store(sums, s3, 48);
  if (count > 4) v128.store(sums, s4, 64);
  if (count > 5) v128.store(sums, s5, 80);
  if (count > 6) v128.store(sums, s6, 96);
  if (count > 7) v128.store(sums, s7, 112);
  if (count > 8) v128.store(sums, s8, 128);
  if (count > 9) v128.store(sums, s9, 144);
  if (count > 10) v128.store(sums, s10, 160);
  if (count > 11) v128.store(sums, s11, 176);
}

/** As {@link gather} for a run of any number of vectors. */
export function gatherRun(vectors: i32, list: usize, end: usize, input: usize, sums: usize): void {
  while (vectors >= 12) {
    gather(12, list, end, input, sums);
    input += 192;
    sums += 192;
    vectors -= 12;
  }
  if (vectors >= 6) {
    gather(6, list, end, input, sums);
    input += 96;
    sums += 96;
    vectors -= 6;
  }
  while (vectors >= 2) {
    gather(2, list, end, input, sums);
    input += 32;
    sums += 32;
    vectors -= 2;
  }
  if (vectors > 0) gather(1, list, end, input, sums);
}

/** Adds gradient * weights[16 i] to output[offset + 16 i] for each entry of a list. */
// @ts-ignore: decorator
@inline
function scatter(count: i32, list: usize, end: usize, weights: usize, output: usize): void {
  const w0 = v128.load(weights);
  const w1 = count > 1 ? v128.load(weights, 16) : zero();
  const w2 = count > 2 ? v128.load(weights, 32) : zero();
  const w3 = count > 3 ? v128.load(weights, 48) : zero();
  const w4 = count > 4 ? v128.load(weights, 64) : zero();
  const w5 = count > 5 ? v128.load(weights, 80) : zero();
  const w6 = count > 6 ? v128.load(weights, 96) : zero();
  const w7 = count > 7 ? v128.load(weights, 112) : zero();
  const w8 = count > 8 ? v128.load(weights, 128) : zero();
  const w9 = count > 9 ? v128.load(weights, 144) : zero();
  const w10 = count > 10 ? v128.load(weights, 160) : zero();
  const w11 = count > 11 ? v128.load(weights, 176) : zero();
  for (let entry = list; entry < end; entry += ENTRY) {
    const at = output + load<u32>(entry);
    const gradient = v128.load32_splat(entry, 4);
    v128.store(at, madd(gradient, w0, v128.load(at)));
    if (count > 1) v128.store(at, madd(gradient, w1, v128.load(at, 16)), 16);
    if (count > 2) v128.store(at, madd(gradient, w2, v128.load(at, 32)), 32);
    if (count > 3) v128.store(at, madd(gradient, w3, v128.load(at, 48)), 48);
    if (count > 4) v128.store(at, madd(gradient, w4, v128.load(at, 64)), 64);
    if (count > 5) v128.store(at, madd(gradient, w5, v128.load(at, 80)), 80);
    if (count > 6) v128.store(at, madd(gradient, w6, v128.load(at, 96)), 96);
    if (count > 7) v128.store(at, madd(gradient, w7, v128.load(at, 112)), 112);
    if (count > 8) v128.store(at, madd(gradient, w8, v128.load(at, 128)), 128);
    if (count > 9) v128.store(at, madd(gradient, w9, v128.load(at, 144)), 144);
    if (count > 10) v128.store(at, madd(gradient, w10, v128.load(at, 160)), 160);
    if (count > 11) v128.store(at, madd(gradient, w11, v128.load(at, 176)), 176);
  }
}

/** As {@link scatter} for a run of any even number of vectors. */
export function scatterRun(vectors: i32, list: usize, end: usize, weights: usize, output: usize): void {
  while (vectors >= 12) {
    scatter(12, list, end, weights, output);
    weights += 192;
    output += 192;
    vectors -= 12;
  }
  if (vectors >= 6) {
    scatter(6, list, end, weights, output);
    weights += 96;
    output += 96;
    vectors -= 6;
  }
  while (vectors > 0) {
    scatter(2, list, end, weights, output);
    weights += 32;
    output += 32;
    vectors -= 2;
  }
}
