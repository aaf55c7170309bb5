import { describe, expect, it } from 'vitest';
import {
  accuracyOfSurest,
  areaUnderRoc,
  atTemperature,
  calibrationErrorByChance,
  expectedCalibrationError,
  fitTemperature,
  negativeLogLikelihood,
  softmax,
} from './calibration';
import { randomStream } from './random';

/** The part in which a number between 0 and the sum of all falls. */
function drawn(parts: readonly number[], chance: number): number {
  let end = 0;
  return parts.findIndex((part) => {
    end += part;
    return chance < end;
  });
}

describe('softmax', () => {
  it('gives each image shares by the exponentials of its logits', () => {
    const logits = Float32Array.of(Math.log(1), Math.log(3), Math.log(2), Math.log(2));
    const shares = [0.25, 0.75, 0.5, 0.5];
    softmax(logits, 2, 1).forEach((share, at) => {
      expect(share).toBeCloseTo(shares[at] as number, 6);
    });
    // Half the temperature squares the shares before they are made to add up: 1 and 9 of 10.
    expect(softmax(logits, 2, 0.5)[1]).toBeCloseTo(0.9, 6);
  });

  it('bears logits of which the exponential is infinite, or nothing', () => {
    expect(softmax(Float32Array.of(1000, 1000, -2000), 3, 1)).toEqual(Float32Array.of(0.5, 0.5, 0));
    expect(softmax(Float32Array.of(-1000, -1000), 2, 0.1)).toEqual(Float32Array.of(0.5, 0.5));
  });
});

describe('temperature', () => {
  it('scales logits: softmax(z) becomes softmax(z / T)', () => {
    const softmax = (logits: number[]) => {
      const powers = logits.map(Math.exp);
      return powers.map((power) => power / powers.reduce((sum, value) => sum + value, 0));
    };
    const images = [
      [1, 2, 4],
      [0, -3, 0.5],
    ];
    const scaled = atTemperature(Float32Array.from(images.flatMap(softmax)), 3, 2);
    const expected = images.flatMap((logits) => softmax(logits.map((value) => value / 2)));
    for (const [at, value] of scaled.entries()) {
      expect(value).toBeCloseTo(expected[at] as number, 6);
    }
  });

  it('is found again where probabilities were sharpened by a known one', () => {
    // Labels are drawn from the true probabilities, so those are the most likely ones.
    const random = randomStream(7);
    const [count, classes] = [4000, 4];
    const truth = new Float32Array(count * classes);
    const labels: number[] = [];
    for (let image = 0; image < count; image++) {
      const parts = Array.from({ length: classes }, () => random() ** 3 + 0.01);
      const sum = parts.reduce((total, part) => total + part, 0);
      truth.set(
        parts.map((part) => part / sum),
        image * classes,
      );
      labels.push(drawn(parts, random() * sum));
    }
    const sharpened = atTemperature(truth, classes, 1 / 2.5);
    expect(fitTemperature(sharpened, classes, labels)).toBeCloseTo(2.5, 0);
    expect(fitTemperature(truth, classes, labels)).toBeCloseTo(1, 1);
  });

  it('is judged by the mean of -log p', () => {
    const loss = negativeLogLikelihood(Float32Array.of(0.5, 0.5, 0.25, 0.75), 2, [0, 0]);
    expect(loss).toBeCloseTo((Math.log(2) + Math.log(4)) / 2, 6);
  });

  it('is judged by what is right together where several answers are', () => {
    const loss = negativeLogLikelihood(Float32Array.of(0.5, 0.3, 0.2, 0.5, 0.3, 0.2), 3, [
      [0, 2],
      1,
    ]);
    expect(loss).toBeCloseTo(-(Math.log(0.7) + Math.log(0.3)) / 2, 6);
  });
});

describe('expected calibration error', () => {
  const judged = (confidence: number, isRight: boolean) => ({ confidence, isRight });

  it('is the weighted gap, by hand', () => {
    // Ten bins: 0.9s with 1 of 2 right (gap 0.45 of 0.95), 0.3s with 2 of 2 (gap 0.65).
    const answers = [
      judged(0.95, true),
      judged(0.95, false),
      judged(0.35, true),
      judged(0.35, true),
    ];
    expect(expectedCalibrationError(answers, 10)).toBeCloseTo(0.5 * 0.45 + 0.5 * 0.65, 10);
  });

  it('is 0 where confidence is what comes true', () => {
    expect(expectedCalibrationError([judged(1, true), judged(0.5, true), judged(0.5, false)])).toBe(
      0,
    );
  });

  it('of answers that are right as often as they say is what chance makes of so many', () => {
    // One answer in its bin, at p: it is wrong by 1 - p with probability p, and by p otherwise.
    expect(calibrationErrorByChance([judged(0.7, true)])).toBeCloseTo(2 * 0.7 * 0.3, 1);
    // Of n at p the mean distance is sqrt(2 p (1 - p) / (pi n)), as of a normal distribution.
    const many = Array.from({ length: 400 }, () => judged(0.6, true));
    expect(calibrationErrorByChance(many)).toBeCloseTo(Math.sqrt((2 * 0.24) / (Math.PI * 400)), 3);
    expect(calibrationErrorByChance([judged(1, true)])).toBe(0);
  });

  it('tells apart how right the surest are', () => {
    const answers = [judged(0.9, true), judged(0.8, true), judged(0.4, false), judged(0.2, false)];
    expect(accuracyOfSurest(answers, 0.5)).toBe(1);
    expect(accuracyOfSurest(answers, 0.75)).toBeCloseTo(2 / 3, 10);
  });
});

it('the area under the ROC curve counts pairs in order, ties half', () => {
  expect(areaUnderRoc([3, 4], [1, 2])).toBe(1);
  expect(areaUnderRoc([1, 2], [3, 4])).toBe(0);
  // Of six pairs: 3 > 1, 3 > 2, 2 > 1, 2 = 2, and 3 and 2 below 5.
  expect(areaUnderRoc([3, 2], [1, 2, 5])).toBeCloseTo(3.5 / 6, 10);
});
