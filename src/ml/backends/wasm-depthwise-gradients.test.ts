import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { randomStream } from '../../domain/random';
import { initialWeights } from '../models/initial-weights';
import {
  bandImages,
  firstImages,
  relativeDifference,
  startInNode,
  TINY_RESIDUAL,
} from '../testing';
import { TfjsTrainer } from '../train/tfjs-trainer';

interface DepthwiseCase {
  /** [batch, height, width, channels] */
  input: [number, number, number, number];
  /** [height, width, channels, multiplier] */
  filter: [number, number, number, number];
  strides: number | [number, number];
  pad: 'same' | 'valid' | number;
}

const LIMIT = 1e-5;

beforeAll(async () => {
  await startInNode('wasm');
});

/** Repeatable numbers between -1 and 1. */
function noise(shape: number[], seed: number): tf.Tensor4D {
  const random = randomStream(seed);
  const size = shape.reduce((left, right) => left * right, 1);
  const values = Float32Array.from({ length: size }, () => 2 * random() - 1);
  return tf.tensor4d(values, shape as [number, number, number, number]);
}

/** Output and both gradients, as the active backend computes them. */
function convolve({ input, filter, strides, pad }: DepthwiseCase): Float32Array[] {
  return tf.tidy(() => {
    const [x, w] = [noise(input, 1), noise(filter, 2)];
    const conv = (image: tf.Tensor, kernel: tf.Tensor) =>
      tf.depthwiseConv2d(image as tf.Tensor4D, kernel as tf.Tensor4D, strides, pad);
    const y = conv(x, w);
    const gradients = tf.grads(conv)([x, w], noise(y.shape, 3));
    return [y, ...gradients].map((tensor) => tensor.dataSync<'float32'>());
  });
}

const CASES: DepthwiseCase[] = [
  { input: [2, 28, 28, 1], filter: [3, 3, 1, 1], strides: 1, pad: 'same' },
  { input: [2, 14, 14, 16], filter: [3, 3, 16, 1], strides: 2, pad: 'same' },
  ...([1, 3, 5] as const).flatMap((side) =>
    (['same', 'valid'] as const).flatMap((pad) =>
      [1, 2].map((strides): DepthwiseCase => {
        return { input: [3, 9, 8, 3], filter: [side, side, 3, 1], strides, pad };
      }),
    ),
  ),
  // Several output maps for each input map.
  { input: [2, 7, 6, 3], filter: [3, 3, 3, 2], strides: 1, pad: 'same' },
  { input: [2, 7, 6, 3], filter: [3, 3, 3, 2], strides: 2, pad: 'valid' },
  // Even kernels, and such that are not square.
  { input: [2, 7, 7, 2], filter: [2, 2, 2, 1], strides: 1, pad: 'same' },
  { input: [2, 8, 9, 2], filter: [3, 5, 2, 1], strides: 1, pad: 'same' },
  { input: [2, 8, 7, 2], filter: [4, 4, 2, 1], strides: 2, pad: 'same' },
  // Rows and columns at the end that no window reaches.
  { input: [2, 10, 11, 2], filter: [3, 3, 2, 1], strides: 3, pad: 'valid' },
  // A number of pixels as padding, more than the kernel needs too.
  { input: [2, 6, 6, 2], filter: [3, 3, 2, 1], strides: 1, pad: 1 },
  { input: [2, 6, 6, 2], filter: [1, 1, 2, 1], strides: 1, pad: 2 },
  { input: [1, 5, 5, 1], filter: [5, 5, 1, 1], strides: 1, pad: 'valid' },
];

function nameOf({ input, filter, strides, pad }: DepthwiseCase): string {
  return `${input.join('x')} by ${filter.join('x')}, strides ${strides}, ${pad}`;
}

describe.each(CASES.map((example) => [nameOf(example), example] as const))('%s', (_, example) => {
  it('has the output and gradients that tfjs computes on the CPU', async () => {
    await startInNode('cpu');
    const expected = convolve(example);
    await startInNode('wasm');
    convolve(example).forEach((actual, index) => {
      expect(relativeDifference(actual, expected[index] ?? [])).toBeLessThan(LIMIT);
    });
  });
});

it('leaves nothing behind', () => {
  const before = tf.memory();
  for (const example of CASES) convolve(example);
  expect(tf.memory().numTensors).toBe(before.numTensors);
  expect(tf.memory().numDataBuffers).toBe(before.numDataBuffers);
});

it('has the gradients of the CPU for every kind of layer', async () => {
  // With plain descent at rate 1 the change of a weight is its gradient.
  const change = async (backend: 'cpu' | 'wasm') => {
    await startInNode(backend);
    const job = { model: TINY_RESIDUAL, loss: 'crossEntropy', optimizer: 'sgd', seed: 5 } as const;
    const trainer = new TfjsTrainer(job, backend);
    const before = initialWeights(TINY_RESIDUAL, 5);
    trainer.writeState({ weights: before, optimizer: [], step: 0 });
    const batch = firstImages(20);
    await trainer.run(bandImages(20, 1), [{ step: 1, batch, learningRate: 1 }]);
    const after = await trainer.readWeights();
    trainer.dispose();
    return after.map(({ name, data }, index) => ({
      name,
      data: data.map((value, place) => value - (before[index]?.data[place] as number)),
    }));
  };
  const expected = await change('cpu');
  const actual = await change('wasm');
  const scale = Math.max(...expected.map(({ data }) => Math.hypot(...data)));
  actual.forEach(({ name, data }, index) => {
    const wanted = expected[index] as (typeof expected)[number];
    const off = Math.hypot(...data.map((value, place) => value - (wanted.data[place] as number)));
    // A bias before batch norm has a gradient of 0, but for rounding: measured by the largest one.
    const size = Math.max(Math.hypot(...wanted.data), 1e-2 * scale);
    expect(off / size, name).toBeLessThan(LIMIT);
  });
});
