import { beforeAll, describe, expect, it } from 'vitest';
import { CLASS_COUNT, IMAGE_PIXELS, type ImageSet } from '../../domain/dataset';
import { conv3x3 } from '../../domain/models/blocks';
import type { LayerSpec, ModelSpec } from '../../domain/models/layers';
import { largestDifference, onEngine, onTfjs, stepPlans } from '../engine-testing';
import { bandImages, startInNode } from '../testing';
import type { TrainingJob } from '../train/trainer';

/** Images of which one half is background, not always the same. */
function halfImages(): ImageSet {
  const set = bandImages(40, 3);
  const images = set.images.map((value, index) => {
    const isLeft = index % 28 < 14;
    return isLeft === Math.floor(index / IMAGE_PIXELS) % 2 < 1 ? 0 : Math.max(1, value);
  });
  return { ...set, images };
}

const IMAGES = halfImages();
const FIRST: Record<string, LayerSpec> = {
  relu: conv3x3(12),
  linear: { ...conv3x3(5), activation: 'linear' },
  valid: { ...conv3x3(8), padding: 'valid' },
};

beforeAll(() => startInNode('cpu'));

describe('the first convolution, on images with background', () => {
  it.each(
    Object.keys(FIRST).flatMap((name) => [1, 2, 3, 5].map((threads) => [name, threads] as const)),
  )('trains as on tfjs (%s, %i threads)', async (name, threads) => {
    const classify: LayerSpec = { kind: 'dense', units: CLASS_COUNT, activation: 'softmax' };
    const pool: LayerSpec = { kind: 'maxPool', size: 2 };
    const layers = [FIRST[name] as LayerSpec, pool, { kind: 'flatten' } as const, classify];
    const model: ModelSpec = {
      ...{ id: 's3-cnn', inputShape: [28, 28, 1], inputScaling: 'unit', layers },
    };
    const job: TrainingJob = { model, seed: 7, loss: 'crossEntropy', optimizer: 'momentum' };
    // Large steps, so that biases leave 0 and background gives something.
    const plans = stepPlans(IMAGES, [3, 1, 4], 0.05);
    const expected = await onTfjs(job, IMAGES, plans);
    const actual = await onEngine(job, threads, IMAGES, plans);
    expect(largestDifference(actual, expected)).toBeLessThan(1e-5);
    expect(actual.evaluation.lossSum).toBeCloseTo(expected.evaluation.lossSum, 4);
  });
});
