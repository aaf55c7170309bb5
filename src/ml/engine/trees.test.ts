import { beforeAll, describe, expect, it } from 'vitest';
import { batchNorm, conv3x3 } from '../../domain/models/blocks';
import type { Conv2dSpec, LayerSpec, ModelSpec } from '../../domain/models/layers';
import { summarise } from '../../domain/models/shapes';
import { largestDifference, type Outcome, onEngine, onTfjs, stepPlans } from '../engine-testing';
import { bandImages, startInNode } from '../testing';
import type { TrainingJob } from '../train/trainer';

const IMAGES = bandImages(40, 3);

beforeAll(() => startInNode('cpu'));

const RELU: LayerSpec = { kind: 'activation', activation: 'relu' };
const FLATTEN: LayerSpec = { kind: 'flatten' };
const POOL: LayerSpec = { kind: 'maxPool', size: 2 };
const DROPOUT: LayerSpec = { kind: 'dropout', rate: 0.3 };

function conv(filters: number, more: Partial<Conv2dSpec> = {}): LayerSpec {
  return { ...conv3x3(filters), activation: 'linear', ...more };
}

/** A convolution whose constant batch norm supplies, as is usual; its gradient would be noise around 0. */
function normalised(filters: number, more: Partial<Conv2dSpec> = {}): LayerSpec[] {
  return [conv(filters, { bias: false, ...more }), batchNorm()];
}

function residual(
  layers: LayerSpec[],
  shortcut: LayerSpec[] = [],
  activation: 'linear' | 'relu' | 'leakyRelu' | 'sigmoid' | 'tanh' = 'relu',
): LayerSpec {
  return { kind: 'residual', layers, shortcut, activation };
}

function activation(name: 'relu' | 'leakyRelu' | 'sigmoid' | 'tanh'): LayerSpec {
  return { kind: 'activation', activation: name };
}

function dense(units: number, more = {}): LayerSpec {
  return { kind: 'dense', units, activation: 'linear', ...more };
}

/** Layers before a classifier, on images shrunk to 7 x 7 or 14 x 14, or as they are. */
const CASES: Record<string, LayerSpec[]> = {
  'batch norm behind a convolution, with ReLU': [
    { kind: 'maxPool', size: 4 },
    ...normalised(10),
    RELU,
  ],
  'batch norm first of all, and without ReLU': [batchNorm(), conv(4, { stride: 3 })],
  'batch norm behind a ReLU, and dropout': [
    { kind: 'maxPool', size: 4 },
    conv(9, { activation: 'relu' }),
    batchNorm(),
    DROPOUT,
    conv(3),
  ],
  'batch norm over features': [
    { kind: 'maxPool', size: 4 },
    FLATTEN,
    dense(20, { bias: false }),
    batchNorm(),
  ],
  'batch norm of a flattened image': [
    { kind: 'maxPool', size: 4 },
    conv(3, { bias: false }),
    FLATTEN,
    batchNorm(),
  ],
  'activations of layers': [
    { kind: 'maxPool', size: 2 },
    conv(5, { activation: 'leakyRelu' }),
    POOL,
    conv(9, { activation: 'sigmoid' }),
    conv(4, { activation: 'tanh' }),
    FLATTEN,
    dense(11, { activation: 'tanh' }),
    DROPOUT,
    dense(9, { activation: 'sigmoid' }),
  ],
  'activations as layers': [
    activation('tanh'),
    { kind: 'maxPool', size: 4 },
    RELU,
    conv(6, { activation: 'relu' }),
    activation('sigmoid'),
    DROPOUT,
    conv(5),
    activation('leakyRelu'),
    POOL,
    activation('tanh'),
    FLATTEN,
    activation('leakyRelu'),
  ],
  'the usual block': [
    { kind: 'maxPool', size: 2 },
    ...normalised(8),
    RELU,
    POOL,
    residual([...normalised(8), RELU, ...normalised(8)]),
    POOL,
  ],
  'a block that strides': [
    { kind: 'maxPool', size: 2 },
    conv(8, { activation: 'relu' }),
    residual(
      [...normalised(10, { stride: 2 }), RELU, ...normalised(10)],
      normalised(10, { kernelSize: 1, stride: 2 }),
    ),
    residual([conv(10, { kernelSize: 5, activation: 'relu' }), conv(10)], [], 'leakyRelu'),
  ],
  'blocks in blocks, in both ways': [
    { kind: 'maxPool', size: 4 },
    conv(6),
    residual(
      [
        residual([conv(6, { activation: 'tanh' })], [], 'sigmoid'),
        residual([conv(6), DROPOUT], [conv(6, { kernelSize: 1 })], 'linear'),
      ],
      [residual([conv(6, { activation: 'relu' })]), conv(6, { kernelSize: 5 })],
      'tanh',
    ),
  ],
  'a block on the images': [residual([conv(1, { kernelSize: 5 }), RELU]), conv(4, { stride: 3 })],
  'a block with a convolution in each way on the images': [
    residual([conv(3, { stride: 3 })], [conv(3, { kernelSize: 5, stride: 3 })]),
  ],
  'dropout and activations first in a way': [
    { kind: 'maxPool', size: 4 },
    conv(5, { activation: 'relu' }),
    residual([DROPOUT, conv(5)], [activation('sigmoid'), DROPOUT]),
    residual([RELU, conv(5)], [DROPOUT], 'linear'),
    residual([DROPOUT], [conv(5)]),
  ],
  'pooling in both ways': [
    { kind: 'maxPool', size: 2 },
    conv(4),
    residual([conv(12, { activation: 'relu' }), POOL], [POOL, conv(12, { kernelSize: 1 })]),
    residual([POOL, dense(6)], [conv(6), POOL]),
  ],
  'flattening in both ways': [
    { kind: 'maxPool', size: 4 },
    conv(3, { activation: 'relu' }),
    residual([conv(3), FLATTEN], [FLATTEN], 'tanh'),
    residual([dense(147, { activation: 'relu' }), DROPOUT]),
  ],
  'dense layers on what a convolution reads too': [
    { kind: 'maxPool', size: 4 },
    conv(3, { activation: 'relu' }),
    residual([conv(3), FLATTEN, dense(20)], [FLATTEN, dense(20)]),
  ],
  'flattening images of one pixel': [
    { kind: 'maxPool', size: 4 },
    { kind: 'maxPool', size: 7 },
    dense(12),
    residual([conv(12), FLATTEN], [FLATTEN]),
  ],
  'flattening in front of a block': [
    { kind: 'maxPool', size: 4 },
    conv(3, { activation: 'relu' }),
    FLATTEN,
    residual([dense(20, { activation: 'relu' }), dense(147)], [DROPOUT]),
  ],
};

function modelOf(layers: LayerSpec[]): ModelSpec {
  const model: ModelSpec = {
    id: 's1-cnn',
    inputShape: [28, 28, 1],
    inputScaling: 'unit',
    layers,
  };
  const isImage = summarise(model).at(-1)?.outputShape.length === 3;
  const head = [...(isImage ? [FLATTEN] : []), dense(10, { activation: 'softmax' })];
  return { ...model, layers: [...layers, ...head] };
}

function expectAlike(actual: Outcome, expected: Outcome): void {
  const names = ({ state }: Outcome) =>
    [...state.weights, ...state.optimizer].map(({ name, shape }) => `${name} ${shape}`);
  expect(names(actual)).toEqual(names(expected));
  expect(largestDifference(actual, expected)).toBeLessThan(1e-5);
  expect(actual.evaluation.lossSum / expected.evaluation.lossSum).toBeCloseTo(1, 5);
  expect(actual.evaluation.predictions).toEqual(expected.evaluation.predictions);
}

describe('trees of layers', () => {
  const cases = Object.entries(CASES);

  it.each(cases)('trains as on tfjs: %s', async (_, layers) => {
    const job: TrainingJob = {
      model: modelOf(layers),
      seed: 5,
      loss: 'crossEntropy',
      optimizer: 'momentum',
    };
    const plans = stepPlans(IMAGES, [7, 1, 5, 7, 2, 7, 3, 1, 6, 7], 1e-3);
    const expected = await onTfjs(job, IMAGES, plans);
    for (const threads of [1, 2, 3, 5]) {
      const actual = await onEngine(job, threads, IMAGES, plans);
      expectAlike(actual, expected);
    }
  });
});
