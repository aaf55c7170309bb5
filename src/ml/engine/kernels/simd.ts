/** The few vector operations that every kernel is made of. */

/** a * b + c in one rounding where relaxed SIMD is there, else in two. */
// @ts-ignore: decorator
@inline
export function madd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

/** Four zeros. */
// @ts-ignore: decorator
@inline
export function zero(): v128 {
  return f32x4.splat(0);
}

/** max(value, 0); NaN stays NaN, as in tfjs. `pmax` is one instruction on x64, `max` is seven. */
// @ts-ignore: decorator
@inline
export function positive(value: v128): v128 {
  return f32x4.pmax(value, f32x4.splat(0));
}

/** `value` where `gate` is above 0, else 0: the backward pass of a ReLU whose output is `gate`. */
// @ts-ignore: decorator
@inline
export function where(gate: v128, value: v128): v128 {
  return v128.and(value, f32x4.gt(gate, f32x4.splat(0)));
}

/** Stores eight gradients at `values + place`, through the ReLU whose output is at `gate + place` unless `gate` is 0. */
// @ts-ignore: decorator
@inline
export function storeGated(values: usize, gate: usize, place: usize, low: v128, high: v128): void {
  if (gate != 0) {
    low = where(v128.load(gate + place), low);
    high = where(v128.load(gate + place, 16), high);
  }
  v128.store(values + place, low);
  v128.store(values + place, high, 16);
}

/** Sets `bytes` (a multiple of 16) to 0. */
export function clear(address: usize, bytes: usize): void {
  const end = address + bytes;
  for (let at = address; at < end; at += 16) v128.store(at, zero());
}
