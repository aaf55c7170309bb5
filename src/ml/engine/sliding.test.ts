import { beforeAll, describe, expect, it } from 'vitest';
import { CLASS_COUNT } from '../../domain/dataset';
import type { DepthwiseConv2dSpec, LayerSpec, ModelSpec } from '../../domain/models/layers';
import { largestDifference, onEngine, onTfjs, stepPlans } from '../engine-testing';
import { initialWeights } from '../models/initial-weights';
import { bandImages, relativeDifference, sameBits, startInNode } from '../testing';
import { EngineTrainer } from '../train/engine-trainer';
import { TfjsTrainer } from '../train/tfjs-trainer';
import type { Trainer, TrainingJob } from '../train/trainer';
import { engineInTurns } from './testing/in-turns';

beforeAll(() => startInNode('cpu'));

const IMAGES = bandImages(20, 5);

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

  it('gives ties to the first in reading order', async () => {
    const job = jobFor({ kind: 'maxPool', size: 3, stride: 2, padding: 'same' }, FLATTEN);
    // All maps are 0 everywhere, so the kernel's gradient tells which pixel each window chose.
    const weights = initialWeights(job.model, job.seed).map((array) =>
      array.name === 'conv2d_1/kernel' ? { ...array, data: array.data.map(() => 0) } : array,
    );
    const gradientBy = async (trainer: Trainer) => {
      trainer.writeState({ weights, optimizer: [], step: 0 });
      await trainer.run(IMAGES, stepPlans(IMAGES, [5], 1e-3));
      const { optimizer } = await trainer.readState();
      trainer.dispose();
      return optimizer.find(({ name }) => name === 'conv2d_1/kernel/velocity')?.data ?? [];
    };
    const expected = await gradientBy(new TfjsTrainer(job, 'cpu'));
    const actual = await gradientBy(new EngineTrainer(engineInTurns(job, 2)));
    expect(relativeDifference(Float32Array.from(actual), Float32Array.from(expected))).toBeLessThan(
      1e-5,
    );
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
