import { beforeAll, describe, expect, it } from 'vitest';
import { OPTIMIZER_IDS, type TrainingOptions } from '../../domain/settings';
import { largestDifference, onEngine, onTfjs, stepPlans } from '../engine-testing';
import { bandImages, sameBits, startInNode, TINY_CNN } from '../testing';
import type { TrainingJob } from '../train/trainer';

const IMAGES = bandImages(60, 1);
const SIZES = [12, 7, 1, 12, 3, 12, 5, 2, 12, 1];

beforeAll(() => startInNode('cpu'));

function jobFor(more: Partial<TrainingJob>): TrainingJob {
  return { model: TINY_CNN, loss: 'crossEntropy', optimizer: 'momentum', seed: 7, ...more };
}

/** Largest difference in weights, slots, reported losses and evaluation after ten steps. */
async function expectAlike(job: TrainingJob, threadCounts: readonly number[]): Promise<void> {
  const plans = stepPlans(IMAGES, SIZES, 0.01);
  const expected = await onTfjs(job, IMAGES, plans);
  for (const threads of threadCounts) {
    const actual = await onEngine(job, threads, IMAGES, plans);
    expect(largestDifference(actual, expected)).toBeLessThan(1e-5);
    expect(actual.evaluation.predictions).toEqual(expected.evaluation.predictions);
    expect(actual.evaluation.lossSum / expected.evaluation.lossSum).toBeCloseTo(1, 5);
    actual.results.forEach(({ loss, correct }, index) => {
      expect(loss).toBeCloseTo(expected.results[index]?.loss ?? 0, 5);
      expect(correct).toBe(expected.results[index]?.correct);
    });
  }
}

/** Everything that pulls at weights, strongly enough to be seen within ten steps. */
const ALL: Partial<TrainingOptions> = {
  labelSmoothing: 0.1,
  l1: 0.003,
  l2: 0.02,
  weightDecay: 0.5,
  clipNorm: 0.7,
};

const CASES: [name: string, options: Partial<TrainingOptions>][] = [
  ['another momentum', { momentum: 0.5 }],
  ['label smoothing', { labelSmoothing: 0.2 }],
  ['the hinge, which smoothing leaves alone', { labelSmoothing: 0.2 }],
  ['L1', { l1: 0.01 }],
  ['L2', { l2: 0.1 }],
  ['weight decay', { weightDecay: 1 }],
  ['clipping that always bites', { clipNorm: 0.1 }],
  ['clipping that bites at times', { clipNorm: 4 }],
  ['clipping that never bites', { clipNorm: 1000 }],
  ['everything', ALL],
];

describe('options on the engine, against tfjs', () => {
  it.each(CASES)('train alike: %s', async (name, options) => {
    const loss = name.includes('hinge') ? 'hinge' : 'crossEntropy';
    await expectAlike(jobFor({ loss, ...options }), [1, 2, 3, 5]);
  });

  it.each(OPTIMIZER_IDS)('train alike with %s: alone, and with everything', async (optimizer) => {
    await expectAlike(jobFor({ optimizer }), [1, 2, 3, 5]);
    await expectAlike(jobFor({ optimizer, ...ALL }), [1, 2, 3, 5]);
  });

  it('change what is trained, each of them', async () => {
    const plans = stepPlans(IMAGES, SIZES, 0.01);
    const plain = await onEngine(jobFor({}), 1, IMAGES, plans);
    for (const [, options] of CASES.filter(([name]) => !/hinge|never/.test(name))) {
      const other = await onEngine(jobFor(options), 1, IMAGES, plans);
      expect(largestDifference(other, plain)).toBeGreaterThan(1e-3);
    }
  });
});

describe('clipping', () => {
  it('gives the same bits again, and far above the norm those without it', async () => {
    const plans = stepPlans(IMAGES, SIZES, 0.01);
    for (const threads of [1, 3]) {
      const job = jobFor({ optimizer: 'adam', clipNorm: 1e6, l2: 0.01 });
      const first = await onEngine(job, threads, IMAGES, plans);
      const again = await onEngine(job, threads, IMAGES, plans);
      const without = await onEngine({ ...job, clipNorm: 0 }, threads, IMAGES, plans);
      expect(sameBits(first.state.weights, again.state.weights)).toBe(true);
      expect(sameBits(first.state.weights, without.state.weights)).toBe(true);
    }
  });

  it('makes plain descent a step of the limit times the rate', async () => {
    const job = jobFor({ optimizer: 'sgd', clipNorm: 0.5 });
    const still = await onEngine(job, 2, IMAGES, stepPlans(IMAGES, [5], 0));
    const moved = await onEngine(job, 2, IMAGES, stepPlans(IMAGES, [5], 0.1));
    let square = 0;
    still.state.weights.forEach(({ data }, index) => {
      data.forEach((value, place) => {
        square += (value - (moved.state.weights[index]?.data[place] ?? 0)) ** 2;
      });
    });
    expect(Math.sqrt(square) / (0.1 * 0.5)).toBeCloseTo(1, 4);
  });
});
