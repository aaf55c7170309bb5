/** exp and log in 64-bit floats, to about 1e-14: without the tables that AssemblyScript's own bring. */

/** e^x; 0 below -700, NaN for NaN. */
export function exponential(x: f64): f64 {
  if (x != x) return x;
  if (x < -700) return 0;
  if (x > 700) return Infinity;
  const power = nearest(x * 1.4426950408889634);
  const r = x - power * 6.93147180369123816490e-1 - power * 1.90821492927058770002e-10;
  let sum: f64 = 1;
  // Taylor's series in Horner's form; |r| < 0.35 makes the 13th term 1e-16.
  for (let term: f64 = 13; term > 0; term -= 1) sum = 1 + (sum * r) / term;
  return sum * reinterpret<f64>((<i64>power + 1023) << 52);
}

/** Natural logarithm of a positive number; NaN and infinity stay. */
export function logarithm(x: f64): f64 {
  if (!(x < Infinity)) return x;
  const bits = reinterpret<i64>(x);
  let power = <f64>((bits >> 52) - 1023);
  let mantissa = reinterpret<f64>((bits & 0xfffffffffffff) | 0x3ff0000000000000);
  if (mantissa > 1.4142135623730951) {
    mantissa /= 2;
    power += 1;
  }
  const s = (mantissa - 1) / (mantissa + 1);
  const square = s * s;
  let sum: f64 = 0;
  // 2 artanh(s); |s| < 0.172 makes the last term 1e-16.
  for (let odd: f64 = 21; odd > 0; odd -= 2) sum = sum * square + 1 / odd;
  return 2 * s * sum + power * 0.6931471805599453;
}
