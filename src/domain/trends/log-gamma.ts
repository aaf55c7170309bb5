/** Logarithms of the gamma function and of what is made of it. */

/** Coefficients of Lanczos's approximation for g = 7 (P. Godfrey), good to 15 digits. */
const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313,
  -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6,
  1.5056327351493116e-7,
] as const;
const G = 7;

/** Logarithm of the gamma function for `x` above 0 (Lanczos 1964). */
export function logGamma(x: number): number {
  // The approximation is made for arguments from 1/2 on.
  if (x < 0.5) return logGamma(x + 1) - Math.log(x);
  const shifted = x - 1;
  let sum: number = LANCZOS[0];
  for (let term = 1; term < LANCZOS.length; term++) {
    sum += (LANCZOS[term] ?? 0) / (shifted + term);
  }
  const base = shifted + G + 0.5;
  return Math.log(Math.sqrt(2 * Math.PI) * sum) + (shifted + 0.5) * Math.log(base) - base;
}

/** Logarithm of the number of ways to choose `part` of `whole` things. */
export function logChoose(whole: number, part: number): number {
  return logGamma(whole + 1) - logGamma(part + 1) - logGamma(whole - part + 1);
}

/** Logarithm of the beta function for arguments above 0. */
export function logBeta(a: number, b: number): number {
  return logGamma(a) + logGamma(b) - logGamma(a + b);
}
