import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { relativeDifference, startInNode } from '../testing';

beforeAll(() => startInNode('wasm'));

type Shape = [number, number, number, number];

const CASES: [size: number, stride: number, pad: 'same' | 'valid', shape: Shape][] = [
  [2, 2, 'valid', [3, 8, 6, 4]],
  [2, 2, 'valid', [2, 7, 5, 3]],
  [2, 2, 'same', [2, 7, 5, 3]],
  [3, 1, 'same', [2, 7, 6, 3]],
  [3, 2, 'same', [2, 7, 6, 3]],
  [3, 2, 'valid', [2, 8, 7, 1]],
  [1, 1, 'valid', [2, 4, 4, 2]],
];

/** Gradient on the active backend. */
function gradient(input: () => tf.Tensor, size: number, stride: number, pad: 'same' | 'valid') {
  return tf.tidy(() => {
    const pool = (x: tf.Tensor) => tf.maxPool(x as tf.Tensor4D, size, stride, pad);
    const x = input();
    const dy = tf.randomUniform(pool(x).shape, -1, 1, 'float32', 4);
    return tf.grad(pool)(x, dy).dataSync<'float32'>();
  });
}

describe.each(CASES)('max pooling, %i by %i, %s, of %j', (size, stride, pad, shape) => {
  it.each([
    ['values of both signs', () => tf.randomUniform(shape, -1, 1, 'float32', 3)],
    ['negative values', () => tf.randomUniform(shape, -2, -1, 'float32', 3)],
    ['many equal values', () => tf.randomUniform(shape, -2, 2, 'int32', 3).toFloat()],
  ])('has the gradient of the CPU for %s', async (_, input) => {
    await startInNode('cpu');
    const expected = gradient(input, size, stride, pad);
    await startInNode('wasm');
    const actual = gradient(input, size, stride, pad);
    expect(relativeDifference(actual, expected)).toBeLessThan(1e-6);
  });
});

it('leaves nothing behind', () => {
  const before = tf.memory().numTensors;
  gradient(() => tf.ones([1, 4, 4, 1]), 2, 2, 'valid');
  expect(tf.memory().numTensors).toBe(before);
});
