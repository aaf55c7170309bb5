import { beforeAll, describe, expect, it } from 'vitest';
import type { ImageSet } from '../../domain/dataset';
import type { Conv2dSpec, LayerSpec, ModelSpec } from '../../domain/models/layers';
import { photoResnet } from '../../domain/models/photo-resnet';
import { imageBytes } from '../../domain/models/shapes';
import { PHOTO_CATEGORIES } from '../../domain/photo/categories';
import { randomStream } from '../../domain/random';
import { largestDifference, onEngine, onTfjs, stepPlans } from '../engine-testing';
import { startInNode } from '../testing';
import type { TrainingJob } from '../train/trainer';
import { engineInTurns } from './testing/in-turns';

beforeAll(() => startInNode('cpu'));

const FLATTEN: LayerSpec = { kind: 'flatten' };
const POOL: LayerSpec = { kind: 'maxPool', size: 2 };
const NORM: LayerSpec = { kind: 'batchNorm', momentum: 0.9, epsilon: 1e-3 };

function conv(filters: number, kernelSize: number, more: Partial<Conv2dSpec> = {}): Conv2dSpec {
  const rest = { stride: 1, padding: 'same', activation: 'relu' } as const;
  return { kind: 'conv2d', filters, kernelSize, ...rest, ...more };
}

function jobFor(
  inputShape: ModelSpec['inputShape'],
  classes: number,
  ...layers: LayerSpec[]
): TrainingJob {
  const model: ModelSpec = {
    id: 'photo-resnet',
    inputShape,
    inputScaling: 'unit',
    layers: [...layers, { kind: 'dense', units: classes, activation: 'softmax' }],
  };
  return { model, loss: 'crossEntropy', optimizer: 'momentum', seed: 4 };
}

/** Noise with labels of every class. */
function imagesFor({ model }: TrainingJob, classes: number): ImageSet {
  const random = randomStream(3);
  const count = 9;
  return {
    count,
    images: Uint8Array.from({ length: count * imageBytes(model) }, () => random() * 256),
    labels: Uint8Array.from({ length: count }, (_, index) => index % classes),
  };
}

const JOBS: [string, number, TrainingJob][] = [
  ['windows of 3', 3, jobFor([12, 9, 3], 3, conv(5, 3), FLATTEN)],
  ['windows of 3 with pooling', 11, jobFor([13, 16, 3], 11, conv(17, 3), POOL, FLATTEN)],
  [
    'windows of 5 at stride 2, then of 3',
    17,
    jobFor([16, 16, 3], 17, conv(16, 5, { stride: 2 }), conv(24, 3), POOL, FLATTEN),
  ],
  [
    'windows of 7 without padding, and batch norm',
    2,
    jobFor([18, 14, 3], 2, conv(8, 7, { padding: 'valid', bias: false }), NORM, {
      kind: 'globalAvgPool',
    }),
  ],
  ['two channels', 4, jobFor([10, 10, 2], 4, conv(6, 3), POOL, FLATTEN)],
  [
    'a window for each channel',
    10,
    jobFor(
      [11, 10, 3],
      10,
      { kind: 'depthwiseConv2d', kernelSize: 3, stride: 1, padding: 'same', activation: 'relu' },
      FLATTEN,
    ),
  ],
  ['no convolution', 10, jobFor([6, 5, 3], 10, FLATTEN)],
];

describe('the photo network, against tfjs', () => {
  it('trains alike, on its smallest photos', async () => {
    const classes = PHOTO_CATEGORIES.length;
    const model = photoResnet(32);
    const job: TrainingJob = { model, loss: 'crossEntropy', optimizer: 'momentum', seed: 4 };
    const images = imagesFor(job, classes);
    const plans = stepPlans(images, [5, 4], 1e-3);
    const expected = await onTfjs(job, images, plans);
    for (const threads of [1, 2, 3, 8]) {
      const actual = await onEngine(job, threads, images, plans);
      expect(largestDifference(actual, expected)).toBeLessThan(1e-5);
      expect(actual.evaluation.predictions).toEqual(expected.evaluation.predictions);
    }
  }, 300_000);
});

describe('colour images of any size, with any number of classes, against tfjs', () => {
  it.each(JOBS)('%s, %i classes', async (_, classes, job) => {
    const images = imagesFor(job, classes);
    const plans = stepPlans(images, [7, 1, 4], 1e-3);
    const expected = await onTfjs(job, images, plans);
    for (const threads of [1, 2, 3, 5]) {
      const actual = await onEngine(job, threads, images, plans);
      expect(largestDifference(actual, expected)).toBeLessThan(1e-5);
      expect(actual.evaluation.predictions).toEqual(expected.evaluation.predictions);
    }
  });

  it('are not changed at random by the engine', () => {
    const job = jobFor([12, 12, 3], 3, conv(5, 3), FLATTEN);
    expect(() => engineInTurns({ ...job, flip: 0.5 }, 1)).toThrow(RangeError);
  });
});
