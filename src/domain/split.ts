import { mix, shuffle } from './random';

/** Indices into the training images: which are trained on and which validate. Disjoint, both sorted. */
export interface TrainingSplit {
  training: Uint32Array;
  validation: Uint32Array;
}

const VALIDATION_STREAM = 1;
const EPOCH_STREAM = 2;

/** How many of `count` images a validation fraction takes; always leaves one to train on. */
export function validationCount(count: number, fraction: number): number {
  return Math.max(0, Math.min(Math.round(count * fraction), count - 1));
}

/**
 * Takes validation images from the training set, each class in proportion (stratified): the shares
 * are rounded by largest remainder, so that they add up to exactly
 * {@link validationCount}. The same labels, fraction and seed give the same split.
 */
export function stratifiedSplit(labels: Uint8Array, fraction: number, seed: number): TrainingSplit {
  const total = validationCount(labels.length, fraction);
  const byClass = indicesByClass(labels);
  const shares = largestRemainder(
    byClass.map((indices) => indices.length),
    total,
  );
  const isValidation = new Uint8Array(labels.length);
  byClass.forEach((indices, label) => {
    shuffle(indices, mix(seed, VALIDATION_STREAM, label));
    for (const index of indices.slice(0, shares[label])) isValidation[index] = 1;
  });
  const training = new Uint32Array(labels.length - total);
  const validation = new Uint32Array(total);
  let trained = 0;
  let validated = 0;
  for (let index = 0; index < labels.length; index++) {
    if (isValidation[index]) validation[validated++] = index;
    else training[trained++] = index;
  }
  return { training, validation };
}

/** The order in which an epoch (counted from 0) visits the training images. */
export function epochOrder(training: Uint32Array, seed: number, epoch: number): Uint32Array {
  return shuffle(training.slice(), mix(seed, EPOCH_STREAM, epoch));
}

/** For each class 0 to 9, the positions of its images, ascending. */
export function indicesByClass(labels: Uint8Array): number[][] {
  const byClass: number[][] = Array.from({ length: 10 }, () => []);
  labels.forEach((label, index) => {
    byClass[label]?.push(index);
  });
  return byClass;
}

/**
 * Shares `total` among groups in proportion to their sizes, in whole numbers (Hamilton's method:
 * floors first, then one more to the largest remainders; ties go to the lower index).
 */
export function largestRemainder(sizes: number[], total: number): number[] {
  const sum = sizes.reduce((left, right) => left + right, 0);
  if (sum === 0) return sizes.map(() => 0);
  const exact = sizes.map((size) => (size * total) / sum);
  const shares = exact.map(Math.floor);
  let left = total - shares.reduce((a, b) => a + b, 0);
  const byRemainder = exact
    .map((value, index) => ({ index, remainder: value - Math.floor(value) }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  for (const { index } of byRemainder) {
    if (left-- <= 0) break;
    shares[index] = (shares[index] ?? 0) + 1;
  }
  return shares;
}
