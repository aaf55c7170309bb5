import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { CATALOGUE } from '../../domain/models/catalogue';
import {
  type Conv2dSpec,
  type LayerSpec,
  MODEL_IDS,
  type ModelSpec,
  NONLINEARITIES,
} from '../../domain/models/layers';
import { flattenLayers, summarise, totalParameters } from '../../domain/models/shapes';
import {
  bandImages,
  sameBits,
  startInNode,
  TINY_CNN,
  TINY_LINEAR,
  TINY_RESIDUAL,
} from '../testing';
import { TfNetwork } from './build';
import { initialWeights } from './initial-weights';

beforeAll(() => startInNode('cpu'));

const CLOCK = { seed: 1, step: 1 };

/** One weight for each pixel: the simplest convolution. */
const POINT: Conv2dSpec = {
  kind: 'conv2d',
  filters: 1,
  kernelSize: 1,
  stride: 1,
  padding: 'same',
  activation: 'linear',
  bias: false,
};

const rectified = (value: number) => Math.max(value, 0);
const leaky = (value: number) => (value > 0 ? value : 0.01 * value);
const logistic = (value: number) => 1 / (1 + Math.exp(-value));

/** Kernels of 1, but 0 on short ways. */
function onesButShortcut(model: ModelSpec) {
  return initialWeights(model, 1).map((array) => ({
    ...array,
    data: array.data.map(() => (array.name.includes('shortcut') ? 0 : 1)),
  }));
}

describe.each(MODEL_IDS)('%s as a tfjs model', (id) => {
  const model = CATALOGUE[id];

  it('has the parameters and shapes that the catalogue states', () => {
    const network = new TfNetwork(model, CLOCK);
    expect(network.logits.countParams()).toBe(totalParameters(model));
    expect(network.logits.inputs[0]?.shape).toEqual([null, ...model.inputShape]);
    expect(network.logits.outputs[0]?.shape).toEqual([null, 10]);
    // The first tfjs layer is the input. A block itself is the sum after its layers.
    const built = network.logits.layers
      .slice(1)
      .map(({ name, outputShape }) => `${name}: ${outputShape}`);
    const stated = flattenLayers(summarise(model)).map(
      ({ name, outputShape }) => `${name}: ${[null, ...outputShape]}`,
    );
    expect(built.sort()).toEqual(stated.sort());
    network.dispose();
  });

  it('takes the weights that initialWeights draws, and gives them back', async () => {
    const network = new TfNetwork(model, CLOCK);
    const weights = initialWeights(model, 5);
    network.writeWeights(weights);
    expect(sameBits(await network.readWeights(), weights)).toBe(true);
    network.dispose();
  });
});

describe('TfNetwork', () => {
  it('gives logits, not probabilities, as computed by hand', () => {
    const network = new TfNetwork(TINY_LINEAR, CLOCK);
    const weights = initialWeights(TINY_LINEAR, 3);
    const [kernel, bias] = weights.map(({ data }) => data);
    bias?.forEach((_, unit) => {
      bias[unit] = unit - 4;
    });
    network.writeWeights(weights);
    const { images } = bandImages(2, 1);
    const pixels = Float32Array.from(images, (value) => value / 255);
    const expected = [0, 1].flatMap((image) =>
      Array.from({ length: 10 }, (_, unit) => {
        let sum = bias?.[unit] as number;
        for (let pixel = 0; pixel < 784; pixel++) {
          const weight = kernel?.[pixel * 10 + unit] as number;
          sum += (pixels[image * 784 + pixel] as number) * weight;
        }
        return sum;
      }),
    );
    const logits = tf.tidy(() => network.apply(tf.tensor(pixels, [2, 28, 28]), false).dataSync());
    expect([...logits]).toEqual(expected.map((value) => expect.closeTo(value, 4)));
    network.dispose();
  });

  it('computes what a stock tfjs model with the same weights computes', () => {
    const model = CATALOGUE['s1-cnn'];
    const weights = initialWeights(model, 9);
    const network = new TfNetwork(model, CLOCK);
    network.writeWeights(weights);
    const conv = { kernelSize: 3, padding: 'same', activation: 'relu' } as const;
    const stock = tf.sequential({
      layers: [
        tf.layers.conv2d({ ...conv, filters: 32, inputShape: [28, 28, 1] }),
        tf.layers.maxPooling2d({ poolSize: 2 }),
        tf.layers.conv2d({ ...conv, filters: 64 }),
        tf.layers.maxPooling2d({ poolSize: 2 }),
        tf.layers.flatten(),
        tf.layers.dense({ units: 100, activation: 'relu' }),
        tf.layers.dropout({ rate: 0.4 }),
        tf.layers.dense({ units: 10, activation: 'softmax' }),
      ],
    });
    tf.tidy(() => {
      stock.setWeights(weights.map(({ data, shape }) => tf.tensor(data, shape)));
      const images = tf.randomUniform([2, 28, 28, 1], 0, 1, 'float32', 7);
      const ours = network.apply(images, false).softmax().dataSync();
      const theirs = (stock.predict(images) as tf.Tensor).dataSync();
      expect([...ours]).toEqual([...theirs].map((value) => expect.closeTo(value, 6)));
    });
    stock.dispose();
    network.dispose();
  });

  it('holds every kind of layer, with the shapes, names and weights that the domain states', async () => {
    const network = new TfNetwork(TINY_RESIDUAL, CLOCK);
    const layers = flattenLayers(summarise(TINY_RESIDUAL));
    for (const { name, outputShape } of layers) {
      expect(network.logits.getLayer(name).outputShape).toEqual([null, ...outputShape]);
    }
    expect(network.logits.countParams()).toBe(totalParameters(TINY_RESIDUAL));
    const weights = initialWeights(TINY_RESIDUAL, 5);
    network.writeWeights(weights);
    expect(sameBits(await network.readWeights(), weights)).toBe(true);
    const trained = weights.filter(({ name }) => !name.includes('/moving'));
    expect([...network.variables.keys()]).toEqual(trained.map(({ name }) => name));
    expect(trained.length).toBe(weights.length - 6);
    network.dispose();
  });

  it('adds the two ways of a block, as computed by hand', () => {
    // Every 14 x 14 window averaged: 4 numbers. Branch: 3 x + 1. Short way: -5 x. Then ReLU.
    const network = new TfNetwork(
      {
        ...TINY_RESIDUAL,
        layers: [
          { kind: 'avgPool', size: 14 },
          {
            kind: 'residual',
            layers: [{ ...POINT, bias: true }],
            shortcut: [POINT],
            activation: 'relu',
          },
          { kind: 'flatten' },
        ],
      },
      CLOCK,
    );
    network.writeWeights([
      { name: 'residual_1/conv2d_1/kernel', shape: [1, 1, 1, 1], data: Float32Array.of(3) },
      { name: 'residual_1/conv2d_1/bias', shape: [1], data: Float32Array.of(1) },
      {
        name: 'residual_1/shortcut/conv2d_1/kernel',
        shape: [1, 1, 1, 1],
        data: Float32Array.of(-5),
      },
    ]);
    const values = tf.tidy(() => {
      const image = tf.tensor4d([0, 0.25, -1, 3], [1, 2, 2, 1]);
      const large = tf.image.resizeNearestNeighbor(image, [28, 28]);
      return [...network.apply(large, false).dataSync()];
    });
    expect(values).toEqual([1, 0.5, 3, 0].map((value) => expect.closeTo(value, 5)));
    network.dispose();
  });

  it.each(NONLINEARITIES)('applies %s alike wherever it stands', (activation) => {
    const by = { relu: rectified, leakyRelu: leaky, sigmoid: logistic, tanh: Math.tanh }[
      activation
    ];
    const layers: LayerSpec[][] = [
      [{ kind: 'activation', activation }],
      [{ ...POINT, activation }],
      [{ kind: 'residual', layers: [POINT], shortcut: [POINT], activation }],
      [{ kind: 'flatten' }, { kind: 'dense', units: 1, activation, bias: false }],
    ];
    for (const part of layers) {
      const model: ModelSpec = { ...TINY_LINEAR, inputShape: [28, 28, 1], layers: part };
      const network = new TfNetwork(model, CLOCK);
      network.writeWeights(onesButShortcut(model));
      for (const value of [-2, 0.5]) {
        const output = tf.tidy(() => {
          // All black but the first pixel.
          const image = tf.oneHot([0], 784).reshape([1, 28, 28, 1]).mul(value);
          return network.apply(image, true).dataSync()[0];
        });
        expect(output).toBeCloseTo(by(value), 6);
      }
      network.dispose();
    }
  });

  it('drops values while training only', () => {
    const network = new TfNetwork(TINY_CNN, { seed: 1, step: 1 });
    network.writeWeights(initialWeights(TINY_CNN, 1));
    tf.tidy(() => {
      const images = tf.randomUniform([4, 28, 28, 1], 0, 1, 'float32', 3);
      const plain = network.apply(images, false).arraySync();
      expect(network.apply(images, false).arraySync()).toEqual(plain);
      expect(network.apply(images, true).arraySync()).not.toEqual(plain);
    });
    network.dispose();
  });

  it('reads copies: what the caller does with them changes nothing', async () => {
    const network = new TfNetwork(TINY_LINEAR, CLOCK);
    network.writeWeights(initialWeights(TINY_LINEAR, 1));
    const first = await network.readWeights();
    first[0]?.data.fill(99);
    expect(sameBits(await network.readWeights(), initialWeights(TINY_LINEAR, 1))).toBe(true);
    network.dispose();
  });

  it('keeps its own weights when there are two of the same kind', async () => {
    const one = new TfNetwork(TINY_LINEAR, CLOCK);
    const two = new TfNetwork(TINY_LINEAR, CLOCK);
    one.writeWeights(initialWeights(TINY_LINEAR, 1));
    two.writeWeights(initialWeights(TINY_LINEAR, 2));
    expect(sameBits(await one.readWeights(), initialWeights(TINY_LINEAR, 1))).toBe(true);
    one.dispose();
    expect(sameBits(await two.readWeights(), initialWeights(TINY_LINEAR, 2))).toBe(true);
    two.dispose();
  });

  it('refuses weights of another network', () => {
    const network = new TfNetwork(TINY_CNN, CLOCK);
    expect(() => network.writeWeights(initialWeights(TINY_LINEAR, 1))).toThrow(RangeError);
    expect(() => network.writeWeights([])).toThrow(RangeError);
    network.dispose();
  });

  it('refuses weights of another shape', () => {
    const network = new TfNetwork(TINY_LINEAR, CLOCK);
    const misshapen = initialWeights(TINY_LINEAR, 1).map((array) => ({
      ...array,
      shape: [...array.shape, 1],
    }));
    expect(() => network.writeWeights(misshapen)).toThrow();
    network.dispose();
  });

  it('says by a RangeError that a weight has another shape', () => {
    const network = new TfNetwork(TINY_LINEAR, CLOCK);
    const misshapen = initialWeights(TINY_LINEAR, 1).map((array) => ({
      ...array,
      shape: [...array.shape, 1],
    }));
    expect(() => network.writeWeights(misshapen)).toThrow(RangeError);
    network.dispose();
  });

  it('frees all that it made', async () => {
    const before = tf.memory().numTensors;
    const network = new TfNetwork(TINY_CNN, CLOCK);
    network.writeWeights(initialWeights(TINY_CNN, 1));
    tf.tidy(() => network.apply(tf.zeros([1, 28, 28, 1]), true).dataSync());
    await network.readWeights();
    expect(tf.memory().numTensors).toBe(before + network.variables.size);
    network.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});
