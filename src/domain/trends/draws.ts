/** Seeded draws from the distributions that uncertainty is made of. */

/**
 * A draw from a Dirichlet distribution: shares that add up to 1. Parameters of 0 give shares of 0.
 * @param parameters 0 or more each, at least one of them above 0
 */
export function drawDirichlet(parameters: ArrayLike<number>, random: () => number): Float64Array {
  const draws = new Float64Array(parameters.length);
  let sum = 0;
  for (let at = 0; at < draws.length; at++) {
    const shape = parameters[at] as number;
    if (shape > 0) draws[at] = drawGamma(shape, random);
    sum += draws[at] as number;
  }
  for (let at = 0; at < draws.length; at++) draws[at] = (draws[at] as number) / sum;
  return draws;
}

/** A draw from a gamma distribution of scale 1 (Marsaglia and Tsang 2000, https://doi.org/10.1145/358407.358414). */
function drawGamma(shape: number, random: () => number): number {
  if (shape < 1) {
    // Smaller shapes by way of the next larger; never 0, so that sums can be divided by.
    const power = positive(random) ** (1 / shape);
    return Math.max(Number.MIN_VALUE, drawGamma(shape + 1, random) * power);
  }
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const normal = drawNormal(random);
    const cube = (1 + c * normal) ** 3;
    if (cube <= 0) continue;
    const bound = 0.5 * normal * normal + d - d * cube + d * Math.log(cube);
    if (Math.log(positive(random)) < bound) return d * cube;
  }
}

/** A draw from a standard normal distribution (Box and Muller 1958). */
export function drawNormal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(positive(random))) * Math.cos(2 * Math.PI * random());
}

/** In (0, 1]: its logarithm is finite. */
function positive(random: () => number): number {
  return 1 - random();
}
