import { beforeAll, describe, expect, it } from 'vitest';
import { CLASS_COUNT, IMAGE_PIXELS, type ImageSet } from '../../domain/dataset';
import type { DepthwiseConv2dSpec, LayerSpec, ModelSpec } from '../../domain/models/layers';
import { randomStream } from '../../domain/random';
import { largestDifference, onEngine, onTfjs, stepPlans } from '../engine-testing';
import { sameBits, startInNode } from '../testing';
import type { TrainingJob } from '../train/trainer';

beforeAll(() => startInNode('cpu'));

/** Images of white and black squares: most windows hold their largest value more than once. */
function tiedImages(count: number): ImageSet {
  const random = randomStream(5);
  const images = Uint8Array.from({ length: count * IMAGE_PIXELS }, () =>
    random() < 0.6 ? 255 : 0,
  );
  const labels = Uint8Array.from({ length: count }, (_, index) => index % CLASS_COUNT);
  return { count, images, labels };
}

const IMAGES = tiedImages(20);

/** Eleven maps of 27 x 27, above and below 0, before the layers to test; channels are filled up to sixteen. */
function jobFor(...layers: LayerSpec[]): TrainingJob {
  const model: ModelSpec = {
    id: 's1-cnn',
    inputShape: [28, 28, 1],
    inputScaling: 'unit',
    layers: [
      {
        kind: 'conv2d',
        filters: 11,
        kernelSize: 2,
        stride: 1,
        padding: 'valid',
        activation: 'linear',
      },
      ...layers,
      { kind: 'dense', units: CLASS_COUNT, activation: 'softmax' },
    ],
  };
  return { model, loss: 'crossEntropy', optimizer: 'momentum', seed: 4 };
}

const FLATTEN: LayerSpec = { kind: 'flatten' };

function depthwise(kernelSize: number, more: Partial<DepthwiseConv2dSpec> = {}): LayerSpec {
  const rest = { stride: 1, padding: 'same', activation: 'relu' } as const;
  return { kind: 'depthwiseConv2d', kernelSize, ...rest, ...more };
}

const JOBS: [string, TrainingJob][] = [
  [
    'overlapping, padded maxima',
    jobFor({ kind: 'maxPool', size: 3, stride: 2, padding: 'same' }, FLATTEN),
  ],
  ['maxima at stride 1', jobFor({ kind: 'maxPool', size: 2, stride: 1, padding: 'same' }, FLATTEN)],
  ['maxima with gaps', jobFor({ kind: 'maxPool', size: 2, stride: 3 }, FLATTEN)],
  ['overlapping means', jobFor({ kind: 'avgPool', size: 3, stride: 2 }, FLATTEN)],
  ['means with gaps', jobFor({ kind: 'avgPool', size: 2, stride: 5 }, FLATTEN)],
  ['global means', jobFor({ kind: 'globalAvgPool' })],
  ['a window for each map', jobFor(depthwise(3), { kind: 'globalAvgPool' })],
  [
    'windows of 5 and 7 at strides 2 and 3',
    jobFor(depthwise(5, { stride: 2 }), depthwise(7, { stride: 3, bias: false }), FLATTEN),
  ],
  [
    'windows between which pixels are left out',
    jobFor(depthwise(1, { stride: 2, padding: 'valid' }), depthwise(2, { stride: 3 }), FLATTEN),
  ],
];

describe('pooling and depthwise convolutions against tfjs', () => {
  it.each(JOBS)('%s, with one to eight threads', async (_, job) => {
    const plans = stepPlans(IMAGES, [7, 1, 4], 1e-3);
    const expected = await onTfjs(job, IMAGES, plans);
    for (const threads of [1, 2, 3, 4, 5, 6, 7, 8]) {
      const actual = await onEngine(job, threads, IMAGES, plans);
      expect(largestDifference(actual, expected)).toBeLessThan(1e-5);
      expect(actual.evaluation.predictions).toEqual(expected.evaluation.predictions);
      expect(actual.evaluation.lossSum / expected.evaluation.lossSum).toBeCloseTo(1, 5);
    }
  });

  it('puts depthwise layers first too, where images have one map', async () => {
    const model = jobFor().model;
    const layers = [depthwise(3, { stride: 2 }), FLATTEN, model.layers.at(-1) as LayerSpec];
    const job = { ...jobFor(), model: { ...model, layers } };
    const plans = stepPlans(IMAGES, [3, 5], 1e-3);
    const expected = await onTfjs(job, IMAGES, plans);
    expect(largestDifference(await onEngine(job, 3, IMAGES, plans), expected)).toBeLessThan(1e-5);
  });

  it('gives the same bits with any number of threads', async () => {
    const job = jobFor(depthwise(3), { kind: 'maxPool', size: 3, stride: 1 }, FLATTEN);
    const depthwiseOf = ({ state }: Awaited<ReturnType<typeof onEngine>>) =>
      state.weights.filter(({ name }) => name.startsWith('depthwise'));
    const plans = stepPlans(IMAGES, [7], 1e-2);
    const alone = depthwiseOf(await onEngine(job, 1, IMAGES, plans));
    expect(alone).toHaveLength(2);
    for (const threads of [2, 5]) {
      const together = depthwiseOf(await onEngine(job, threads, IMAGES, plans));
      expect(sameBits(together, alone)).toBe(true);
    }
  });
});
