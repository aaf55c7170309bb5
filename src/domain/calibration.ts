/** How far a network's probabilities can be believed, and what makes them more believable. */
import { randomStream } from './random';

/** Share of probability mass below which logarithms are cut off. */
const SMALLEST = 1e-12;
/** Range in which a temperature is sought. */
const TEMPERATURES = { lowest: 0.1, highest: 10 };
/** Steps of the search; each shrinks the range of logarithms by 0.618. */
const SEARCH_STEPS = 40;
/** Enough for its mean to be known to a few hundredths of a percent. */
const CHANCE_DRAWS = 500;

/**
 * Probabilities of logits that are divided by a temperature: softmax(z / T).
 * @param logits of one image or of several, one after the other
 * @param classes in each
 */
export function softmax(
  logits: Float32Array,
  classes: number,
  temperature: number,
): Float32Array<ArrayBuffer> {
  const result = new Float32Array(logits.length);
  for (let from = 0; from < logits.length; from += classes) {
    // The largest first: exponentials of large numbers are infinite.
    let largest = Number.NEGATIVE_INFINITY;
    for (let at = from; at < from + classes; at++) {
      largest = Math.max(largest, logits[at] as number);
    }
    let sum = 0;
    for (let at = from; at < from + classes; at++) {
      const value = Math.exp(((logits[at] as number) - largest) / temperature);
      result[at] = value;
      sum += value;
    }
    for (let at = from; at < from + classes; at++) result[at] = (result[at] as number) / sum;
  }
  return result;
}

/**
 * Probabilities at another temperature: softmax(z / T) for those that softmax(z) gave. Above 1 they are
 * less sure; their order stays.
 * @param probabilities of one image or of several, one after the other
 * @param classes in each
 */
export function atTemperature(
  probabilities: Float32Array,
  classes: number,
  temperature: number,
): Float32Array<ArrayBuffer> {
  const result = new Float32Array(probabilities.length);
  for (let from = 0; from < probabilities.length; from += classes) {
    let sum = 0;
    for (let at = from; at < from + classes; at++) {
      const value = Math.max(probabilities[at] as number, SMALLEST) ** (1 / temperature);
      result[at] = value;
      sum += value;
    }
    for (let at = from; at < from + classes; at++) result[at] = (result[at] as number) / sum;
  }
  return result;
}

/**
 * The temperature that makes labels most likely (Guo et al. 2017, https://arxiv.org/abs/1706.04599), by
 * golden-section search; the likelihood has one maximum.
 * @param labels one an image, from 0, or several of which each is right
 */
export function fitTemperature(
  probabilities: Float32Array,
  classes: number,
  labels: ArrayLike<number | readonly number[]>,
): number {
  const lossAt = (logarithm: number) =>
    negativeLogLikelihood(
      atTemperature(probabilities, classes, Math.exp(logarithm)),
      classes,
      labels,
    );
  const golden = (Math.sqrt(5) - 1) / 2;
  let low = Math.log(TEMPERATURES.lowest);
  let high = Math.log(TEMPERATURES.highest);
  for (let step = 0; step < SEARCH_STEPS; step++) {
    const left = high - golden * (high - low);
    const right = low + golden * (high - low);
    if (lossAt(left) < lossAt(right)) high = right;
    else low = left;
  }
  return Math.exp((low + high) / 2);
}

/**
 * Mean of -log p(label).
 * @param labels one an image, from 0, or several of which each is right: p is their sum
 */
export function negativeLogLikelihood(
  probabilities: Float32Array,
  classes: number,
  labels: ArrayLike<number | readonly number[]>,
): number {
  let sum = 0;
  for (let image = 0; image < labels.length; image++) {
    const right = [labels[image] as number | readonly number[]].flat();
    const shares = right.map((label) => probabilities[image * classes + label] as number);
    const own = shares.reduce((total, share) => total + share, 0);
    sum -= Math.log(Math.max(own, SMALLEST));
  }
  return sum / labels.length;
}

/** An answer as far as it matters here. */
export interface Judged {
  /** Probability of the class that was answered. */
  confidence: number;
  isRight: boolean;
}

/** Answers of about the same confidence. */
export interface CalibrationBin {
  count: number;
  /** Means over the bin; NaN where it is empty. */
  confidence: number;
  accuracy: number;
}

/** Answers in bins of equal width between 0 and 1: the reliability diagram. */
export function calibrationBins(answers: readonly Judged[], bins = 15): CalibrationBin[] {
  const groups = Array.from({ length: bins }, (): Judged[] => []);
  for (const answer of answers) {
    groups[Math.min(bins - 1, Math.floor(answer.confidence * bins))]?.push(answer);
  }
  return groups.map((group) => ({
    count: group.length,
    confidence: group.reduce((sum, { confidence }) => sum + confidence, 0) / group.length,
    accuracy: group.filter(({ isRight }) => isRight).length / group.length,
  }));
}

/** Mean distance between confidence and accuracy over the bins (Naeini et al. 2015; Guo et al. 2017). */
export function expectedCalibrationError(answers: readonly Judged[], bins = 15): number {
  return calibrationBins(answers, bins).reduce(
    (sum, { count, confidence, accuracy }) =>
      count === 0 ? sum : sum + (count / answers.length) * Math.abs(confidence - accuracy),
    0,
  );
}

/**
 * What {@link expectedCalibrationError} would be, in the mean, of answers that are right exactly as often as they
 * say: with few answers in a bin chance alone sets both apart, so no fewer can be reached but by luck.
 */
export function calibrationErrorByChance(answers: readonly Judged[], bins = 15): number {
  const random = randomStream(1);
  let sum = 0;
  for (let draw = 0; draw < CHANCE_DRAWS; draw++) {
    const drawn = answers.map(({ confidence }) => ({
      confidence,
      isRight: random() < confidence,
    }));
    sum += expectedCalibrationError(drawn, bins);
  }
  return sum / CHANCE_DRAWS;
}

/** Share of right answers among the surest `share` (0 to 1) of them. */
export function accuracyOfSurest(answers: readonly Judged[], share: number): number {
  const sorted = [...answers].sort((left, right) => right.confidence - left.confidence);
  const kept = sorted.slice(0, Math.round(share * sorted.length));
  return kept.filter(({ isRight }) => isRight).length / kept.length;
}

/**
 * Area under the ROC curve: how often a score of the first group lies above one of the second, ties
 * counting half (Hanley and McNeil 1982).
 */
export function areaUnderRoc(above: readonly number[], below: readonly number[]): number {
  const all = [
    ...above.map((score) => ({ score, isAbove: true })),
    ...below.map((score) => ({ score, isAbove: false })),
  ].sort((left, right) => left.score - right.score);
  let rankSum = 0;
  for (let from = 0; from < all.length; ) {
    let to = from;
    while (to < all.length && all[to]?.score === all[from]?.score) to++;
    // Equal scores share the mean of their ranks.
    const rank = (from + 1 + to) / 2;
    for (let at = from; at < to; at++) if (all[at]?.isAbove) rankSum += rank;
    from = to;
  }
  const pairs = above.length * below.length;
  return (rankSum - (above.length * (above.length + 1)) / 2) / pairs;
}
