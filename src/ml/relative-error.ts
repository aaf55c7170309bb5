/** |actual - expected| / |expected| in the Euclidean norm; NaN when a value is not a number. */
export function relativeError(expected: Float32Array, actual: Float32Array): number {
  let difference = 0;
  let norm = 0;
  expected.forEach((value, index) => {
    difference += (value - (actual[index] ?? Number.NaN)) ** 2;
    norm += value ** 2;
  });
  return Math.sqrt(difference / Math.max(norm, Number.MIN_VALUE));
}
