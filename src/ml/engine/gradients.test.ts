import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { IMAGE_PIXELS } from '../../domain/dataset';
import type { ModelSpec } from '../../domain/models/layers';
import { batchTensors } from '../data/batch';
import { TfNetwork } from '../models/build';
import { initialWeights } from '../models/initial-weights';
import {
  bandImages,
  firstImages,
  relativeDifference,
  sameBits,
  startInNode,
  TINY_CNN,
  TINY_LINEAR,
} from '../testing';
import { lossPerImage } from '../train/losses';
import type { EngineJob } from './job';
import { engineInTurns } from './testing/in-turns';

const BATCH = 5;
const IMAGES = bandImages(BATCH, 1);

beforeAll(() => startInNode('cpu'));

function jobFor(more: Partial<EngineJob>): EngineJob {
  const usual = { model: TINY_CNN, loss: 'crossEntropy', optimizer: 'sgd', seed: 7 } as const;
  return { ...usual, keepsGradients: true, ...more };
}

/** Gradients of one step from the weights that the seed gives. */
function onEngine(job: EngineJob, threads: number) {
  const engine = engineInTurns(job, threads);
  engine.writeWeights(initialWeights(job.model, job.seed));
  engine.train(IMAGES, [{ step: 1, batch: firstImages(BATCH), learningRate: 0.1 }]);
  return engine.readGradients();
}

/** tfjs's own gradients, without any optimiser. */
function onTfjs({ model, loss, seed, labelSmoothing = 0 }: EngineJob) {
  const network = new TfNetwork(model, { seed, step: 1 });
  network.writeWeights(initialWeights(model, seed));
  const { images, oneHot } = batchTensors(model, IMAGES, firstImages(BATCH));
  const { grads, value } = tf.variableGrads(
    () =>
      lossPerImage(loss, network.apply(images, true), oneHot, labelSmoothing).mean() as tf.Scalar,
    [...network.variables.values()],
  );
  const gradients = [...network.variables].map(([name, variable]) => {
    const gradient = grads[variable.name] as tf.Tensor;
    return { name, shape: gradient.shape, data: gradient.dataSync<'float32'>() };
  });
  tf.dispose([grads, value, images, oneHot]);
  network.dispose();
  return gradients;
}

describe('gradients of a step', () => {
  it.each<[string, Partial<EngineJob>]>([
    ['cross-entropy and dropout', {}],
    ['the hinge', { loss: 'hinge' }],
    ['label smoothing', { labelSmoothing: 0.2 }],
    ['a dense network', { model: TINY_LINEAR }],
    ['clipping, which is not in them', { clipNorm: 0.01, optimizer: 'adam' }],
  ])("are tfjs's: %s", (_, more) => {
    const job = jobFor(more);
    const expected = onTfjs(job);
    for (const threads of [1, 2, 3, 5]) {
      const actual = onEngine(job, threads);
      expected.forEach(({ name, shape, data }, index) => {
        expect(actual[index]).toMatchObject({ name, shape });
        expect(relativeDifference(actual[index]?.data ?? [], data)).toBeLessThan(1e-5);
      });
      expect(actual.length).toBe(expected.length);
    }
  });

  it('are those of the last step, whatever is evaluated after it', () => {
    const job = jobFor({});
    const engine = engineInTurns(job, 2);
    engine.writeWeights(initialWeights(job.model, job.seed));
    engine.train(IMAGES, [
      { step: 2, batch: firstImages(2), learningRate: 0 },
      { step: 1, batch: firstImages(BATCH), learningRate: 0.1 },
    ]);
    engine.classify(IMAGES, firstImages(3));
    expect(sameBits(engine.readGradients(), onEngine(job, 2))).toBe(true);
  });

  it('change nothing about the training', () => {
    for (const optimizer of ['sgd', 'adamW'] as const) {
      const weights = [true, false].map((keepsGradients) => {
        const options = { l1: 0.01, weightDecay: 0.1 };
        const engine = engineInTurns(jobFor({ optimizer, keepsGradients, ...options }), 3);
        engine.writeWeights(initialWeights(TINY_CNN, 7));
        const batch = firstImages(BATCH);
        engine.train(
          IMAGES,
          [1, 2, 3].map((step) => ({ step, batch, learningRate: 0.1 })),
        );
        return engine.readWeights();
      });
      expect(sameBits(weights[0] ?? [], weights[1] ?? [])).toBe(true);
    }
  });

  it('are refused where they are not kept', () => {
    const engine = engineInTurns(jobFor({ keepsGradients: false }), 1);
    expect(() => engine.readGradients()).toThrow(RangeError);
  });
});

/** One convolution of 2 x 2 with stride 2, a ReLU, and a dense layer. */
const CONVOLUTION: ModelSpec = {
  ...TINY_LINEAR,
  inputShape: [28, 28, 1],
  layers: [
    ...[{ kind: 'maxPool', size: 4 } as const],
    {
      ...{ kind: 'conv2d', filters: 3, kernelSize: 2, stride: 2, padding: 'valid' },
      activation: 'relu',
    },
    ...TINY_LINEAR.layers,
  ],
};

/** Two dense layers. */
const PERCEPTRON: ModelSpec = {
  ...TINY_LINEAR,
  layers: [
    { kind: 'maxPool', size: 4 },
    { kind: 'flatten' },
    { kind: 'dense', units: 6, activation: 'relu' },
    { kind: 'dense', units: 10, activation: 'softmax' },
  ],
  inputShape: [28, 28, 1],
};

const PENALTIES = { labelSmoothing: 0.1, l1: 0.003, l2: 0.05 };

/** The largest of each 4 x 4 pixels, 7 x 7 values from 0 to 1. */
function pooled(image: number): number[] {
  return Array.from({ length: 49 }, (_, place) => {
    const corner = Math.floor(place / 7) * 4 * 28 + (place % 7) * 4;
    const offsets = Array.from(
      { length: 16 },
      (_, index) => Math.floor(index / 4) * 28 + (index % 4),
    );
    const pixels = offsets.map((offset) => IMAGES.images[image * IMAGE_PIXELS + corner + offset]);
    return Math.max(...(pixels as number[])) / 255;
  });
}

type Arrays = Float64Array[];

function dense(input: number[], kernel: Float64Array, bias: Float64Array): number[] {
  return [...bias].map((start, unit) =>
    input.reduce(
      (sum, value, index) => sum + value * (kernel[index * bias.length + unit] as number),
      start,
    ),
  );
}

const relu = (values: number[]) => values.map((value) => Math.max(0, value));

function convolution(input: number[], kernel: Float64Array, bias: Float64Array): number[] {
  return Array.from({ length: 9 }, (_, place) => {
    const corner = Math.floor(place / 3) * 14 + (place % 3) * 2;
    const window = [0, 1, 7, 8].map((offset) => input[corner + offset] as number);
    return dense(window, kernel, bias);
  }).flat();
}

/** Everything that is made small, in 64-bit floats. */
function objective(model: ModelSpec, [a, b, c, d]: Arrays): number {
  const [first, firstBias, second, secondBias] = [a, b, c, d] as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const layer = model === CONVOLUTION ? convolution : dense;
  let sum = 0;
  for (let image = 0; image < BATCH; image++) {
    const hidden = relu(layer(pooled(image), first, firstBias));
    const logits = dense(hidden, second, secondBias);
    const normaliser = Math.log(logits.reduce((total, logit) => total + Math.exp(logit), 0));
    logits.forEach((logit, index) => {
      const { labelSmoothing: s } = PENALTIES;
      const target = s / 10 + (index === IMAGES.labels[image] ? 1 - s : 0);
      sum += (target * (normaliser - logit)) / BATCH;
    });
  }
  for (const kernel of [first, second]) {
    for (const weight of kernel) {
      sum += PENALTIES.l1 * Math.abs(weight) + (PENALTIES.l2 / 2) * weight ** 2;
    }
  }
  return sum;
}

describe('gradients of small networks', () => {
  it.each([
    ['a convolution', CONVOLUTION],
    ['a perceptron', PERCEPTRON],
  ] as const)('are central differences of the objective: %s', (_, model) => {
    const weights: Arrays = initialWeights(model, 7).map(({ data }) => Float64Array.from(data));
    const actual = onEngine(jobFor({ model, ...PENALTIES }), 2);
    const tiny = 1e-6;
    weights.forEach((array, index) => {
      const slopes = Float64Array.from(array, (weight, place) => {
        array[place] = weight + tiny;
        const above = objective(model, weights);
        array[place] = weight - tiny;
        const below = objective(model, weights);
        array[place] = weight;
        return (above - below) / (2 * tiny);
      });
      expect(relativeDifference(actual[index]?.data ?? [], slopes)).toBeLessThan(1e-5);
    });
    expect(weights.length).toBe(4);
  });
});
