/** IEEE 754 binary16: half the bytes of a 32-bit float, eleven bits of precision. */

const words = new Uint32Array(1);
const floats = new Float32Array(words.buffer);

/** The 16 bits of the nearest half-precision number; ties go to the even one, what is too large to infinity. */
export function toHalf(value: number): number {
  floats[0] = value;
  const bits = words[0] as number;
  const sign = (bits >>> 16) & 0x8000;
  const rest = bits & 0x7fffffff;
  if (rest >= 0x7f800000) return sign | (rest > 0x7f800000 ? 0x7e00 : 0x7c00);
  // Below 2^-14 steps are 2^-24 each; the number of them is the encoding, its carry included.
  if (rest < 0x38800000) return sign | roundEven(Math.abs(floats[0] as number) * 2 ** 24);
  const shifted = rest - 0x38000000;
  const rounded = (shifted + 0x0fff + ((shifted >>> 13) & 1)) >>> 13;
  return sign | Math.min(rounded, 0x7c00);
}

/** The number that 16 bits stand for. */
export function fromHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >>> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

function roundEven(value: number): number {
  const below = Math.floor(value);
  const isTie = value - below === 0.5;
  return isTie ? below + (below % 2) : Math.round(value);
}
