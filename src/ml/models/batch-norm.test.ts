import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { randomStream } from '../../domain/random';
import { relativeDifference, startInNode } from '../testing';
import { BatchNorm } from './batch-norm';

const MOMENTUM = 0.8;
const EPSILON = 0.01;
const MAPS = 3;

beforeAll(() => startInNode('cpu'));

let tensorsBefore = 0;
beforeEach(() => {
  tensorsBefore = tf.memory().numTensors;
});
afterEach(() => {
  expect(tf.memory().numTensors).toBe(tensorsBefore);
});

function noise(count: number, seed: number): number[] {
  const random = randomStream(seed);
  return Array.from({ length: count }, () => 4 * random() - 1);
}

/** The layer with scales and shifts of its own, applied to values of some shape. */
function withLayer<T>(shape: number[], use: (layer: BatchNorm, input: tf.Tensor) => T): T {
  const spec = { kind: 'batchNorm', momentum: MOMENTUM, epsilon: EPSILON } as const;
  const layer = new BatchNorm('batchNorm_1', spec);
  const input = tf.tensor(
    noise(
      shape.reduce((left, right) => left * right),
      1,
    ),
    shape,
  );
  layer.build([null, ...shape.slice(1)]);
  tf.tidy(() => {
    const [gamma, beta] = layer.weights;
    gamma?.write(tf.tensor1d([0.5, -1, 2]));
    beta?.write(tf.tensor1d([0, 1, -3]));
  });
  try {
    return use(layer, input);
  } finally {
    free(layer);
    input.dispose();
  }
}

/** Frees a layer's weights; a layer outside of a model refuses to do so. */
function free(layer: tf.layers.Layer): void {
  for (const weight of layer.weights) weight.dispose();
}

function apply(layer: BatchNorm, input: tf.Tensor, training: boolean): Float32Array {
  return tf.tidy(() => (layer.apply(input, { training }) as tf.Tensor).dataSync<'float32'>());
}

/** Output and loss gradient in double precision, straight from the definition. */
function plain(values: ArrayLike<number>, gamma: number[], beta: number[]): number[] {
  const result = Array.from(values);
  for (let map = 0; map < MAPS; map++) {
    const own = result.filter((_, index) => index % MAPS === map);
    const mean = own.reduce((sum, value) => sum + value, 0) / own.length;
    const variance = own.reduce((sum, value) => sum + (value - mean) ** 2, 0) / own.length;
    result.forEach((value, index) => {
      if (index % MAPS !== map) return;
      const normalised = (value - mean) / Math.sqrt(variance + EPSILON);
      result[index] = normalised * (gamma[map] as number) + (beta[map] as number);
    });
  }
  return result;
}

const GAMMA = [0.5, -1, 2];
const BETA = [0, 1, -3];

describe.each([
  ['images', [2, 4, 3, MAPS]],
  ['rows', [2, 5, MAPS]],
  ['vectors', [7, MAPS]],
])('BatchNorm of %s', (_, shape) => {
  it('normalises by the batch while training', () => {
    withLayer(shape, (layer, input) => {
      const actual = apply(layer, input, true);
      expect(relativeDifference(actual, plain(input.dataSync(), GAMMA, BETA))).toBeLessThan(1e-6);
    });
  });

  it('has the gradients that slopes in plain numbers give', () => {
    withLayer(shape, (layer, input) => {
      const pull = noise(input.size, 2);
      const weights = layer.weights.slice(0, 2).map((weight) => weight.read() as tf.Variable);
      const gradients = tf.tidy(() => {
        const loss = (x: tf.Tensor) => {
          const output = layer.apply(x, { training: true }) as tf.Tensor;
          return output.mul(tf.tensor(pull, shape)).sum() as tf.Scalar;
        };
        const { grads } = tf.variableGrads(() => loss(input), weights);
        const own = weights.map(({ name }) => grads[name]?.dataSync());
        return [
          tf
            .grad((x) => loss(x))(input)
            .dataSync(),
          ...own,
        ] as Float32Array[];
      });
      const x = [...input.dataSync()];
      const loss = (values: number[], gamma: number[], beta: number[]) =>
        plain(values, gamma, beta).reduce((sum, v, i) => sum + v * (pull[i] as number), 0);
      const expected = [
        slopes(x, (values) => loss(values, GAMMA, BETA)),
        slopes(GAMMA, (gamma) => loss(x, gamma, BETA)),
        slopes(BETA, (beta) => loss(x, GAMMA, beta)),
      ];
      gradients.forEach((gradient, index) => {
        expect(relativeDifference(gradient, expected[index] ?? [])).toBeLessThan(1e-5);
      });
    });
  });
});

function slopes(values: number[], loss: (values: number[]) => number): number[] {
  const tiny = 1e-5;
  return values.map((_, place) => {
    const moved = (by: number) => loss(values.map((v, i) => (i === place ? v + by : v)));
    return (moved(tiny) - moved(-tiny)) / (2 * tiny);
  });
}

describe('BatchNorm', () => {
  it('moves the running statistics towards the batch by its momentum', () => {
    withLayer([5, MAPS], (layer, input) => {
      apply(layer, input, true);
      apply(layer, input, true);
      const [, , mean, variance] = layer.weights.map((weight) => weight.read().dataSync());
      const own = [...input.dataSync()].filter((_, index) => index % MAPS === 1);
      const batchMean = own.reduce((sum, value) => sum + value, 0) / 5;
      const batchVariance = own.reduce((sum, value) => sum + (value - batchMean) ** 2, 0) / 5;
      // From 0 and 1, twice.
      expect(mean?.[1]).toBeCloseTo(batchMean * (1 - MOMENTUM ** 2), 5);
      const expected = batchVariance * (1 - MOMENTUM ** 2) + MOMENTUM ** 2;
      expect(variance?.[1]).toBeCloseTo(expected, 5);
    });
  });

  it('uses the running statistics, and leaves them alone, when not training', () => {
    withLayer([5, MAPS], (layer, input) => {
      tf.tidy(() => {
        layer.weights[2]?.write(tf.tensor1d([1, 2, 3]));
        layer.weights[3]?.write(tf.tensor1d([4, 5, 6]));
      });
      const actual = apply(layer, input, false);
      const expected = [...input.dataSync()].map((value, index) => {
        const map = index % MAPS;
        const scale = (GAMMA[map] as number) / Math.sqrt(4 + map + EPSILON);
        return (value - 1 - map) * scale + (BETA[map] as number);
      });
      expect(relativeDifference(actual, expected)).toBeLessThan(1e-6);
      expect([...(layer.weights[2]?.read().dataSync() ?? [])]).toEqual([1, 2, 3]);
    });
  });

  it('agrees with the layer of tfjs on images', () => {
    withLayer([3, 4, 4, MAPS], (layer, input) => {
      const stock = tf.layers.batchNormalization({ momentum: MOMENTUM, epsilon: EPSILON });
      const theirs = tf.tidy(() => {
        stock.build([null, 4, 4, MAPS]);
        stock.setWeights(layer.getWeights());
        return (stock.apply(input, { training: true }) as tf.Tensor).dataSync();
      });
      expect(relativeDifference(apply(layer, input, true), theirs)).toBeLessThan(1e-5);
      layer.weights.forEach((weight, index) => {
        const other = stock.weights[index]?.read().dataSync() ?? [];
        expect(relativeDifference(weight.read().dataSync(), other)).toBeLessThan(1e-5);
      });
      free(stock);
    });
  });

  it('gives its shift for a map that is constant', () => {
    withLayer([4, MAPS], (layer, input) => {
      const constant = tf.onesLike(input);
      expect([...apply(layer, constant, true).slice(0, 3)]).toEqual(BETA);
      constant.dispose();
    });
  });
});
