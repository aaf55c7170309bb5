import { describe, expect, it } from 'vitest';
import { CATALOGUE } from '../../domain/models/catalogue';
import { MODEL_IDS } from '../../domain/models/layers';
import { totalParameters } from '../../domain/models/shapes';
import type { NamedArray } from '../../domain/tensors';
import { TINY_RESIDUAL } from '../testing';
import { initialWeights } from './initial-weights';

describe('initialWeights', () => {
  it('lists kernels and biases in the order of the layers, in tfjs layout', () => {
    const weights = initialWeights(CATALOGUE['s1-cnn'], 1);
    expect(weights.map(({ name, shape }) => [name, shape])).toEqual([
      ['conv2d_1/kernel', [3, 3, 1, 32]],
      ['conv2d_1/bias', [32]],
      ['conv2d_2/kernel', [3, 3, 32, 64]],
      ['conv2d_2/bias', [64]],
      ['dense_1/kernel', [3136, 100]],
      ['dense_1/bias', [100]],
      ['dense_2/kernel', [100, 10]],
      ['dense_2/bias', [10]],
    ]);
  });

  it.each(MODEL_IDS)('fills every parameter of %s', (id) => {
    const weights = initialWeights(CATALOGUE[id], 1);
    for (const { shape, data } of weights) {
      expect(data.length).toBe(shape.reduce((left, right) => left * right, 1));
    }
    const count = weights.reduce((sum, { data }) => sum + data.length, 0);
    expect(count).toBe(totalParameters(CATALOGUE[id]));
  });

  it('draws kernels within the limits of Glorot and Bengio, and up to them', () => {
    const kernels = initialWeights(CATALOGUE['s1-cnn'], 42).filter(({ name }) =>
      name.endsWith('/kernel'),
    );
    // sqrt(6 / (inputs + outputs)), where a convolution's window counts on both sides.
    const limits = [6 / (9 * 33), 6 / (9 * 96), 6 / (3136 + 100), 6 / 110].map(Math.sqrt);
    kernels.forEach(({ data }, index) => {
      const limit = limits[index] as number;
      const largest = data.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      expect(largest).toBeLessThanOrEqual(Math.fround(limit));
      expect(largest).toBeGreaterThan(0.97 * limit);
    });
  });

  it('draws them uniformly: mean 0, variance a third of the limit squared', () => {
    const kernel = initialWeights(CATALOGUE['s3-cnn'], 42)[2];
    const data = [...(kernel?.data ?? [])];
    const limit = Math.sqrt(6 / 6400);
    const mean = data.reduce((sum, value) => sum + value, 0) / data.length;
    const variance = data.reduce((sum, value) => sum + value ** 2, 0) / data.length;
    expect(data.length).toBe(802_816);
    expect(Math.abs(mean)).toBeLessThan(0.005 * limit);
    expect(variance / (limit ** 2 / 3)).toBeCloseTo(1, 2);
  });

  it('starts biases at 0', () => {
    for (const { name, data } of initialWeights(CATALOGUE['s3-dense'], 3)) {
      if (name.endsWith('/bias')) expect(data.every((value) => value === 0)).toBe(true);
    }
  });

  it('draws kernels by the rule that their layer names, depthwise ones from what an output sees', () => {
    const weights = initialWeights(TINY_RESIDUAL, 42);
    const largest = (name: string) => {
      const { data } = weights.find((array) => array.name === name) as NamedArray;
      return data.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    };
    const limits: [string, number][] = [
      // He: one map in, 3 x 3.
      ['conv2d_1/kernel', Math.sqrt(6 / 9)],
      // Glorot: 9 in, 9 out for each map.
      ['residual_1/depthwiseConv2d_1/kernel', Math.sqrt(6 / 18)],
      ['residual_1/shortcut/conv2d_1/kernel', Math.sqrt(6 / (4 + 6))],
    ];
    for (const [name, limit] of limits) {
      expect(largest(name)).toBeLessThanOrEqual(limit);
      expect(largest(name)).toBeGreaterThan(0.8 * limit);
    }
  });

  it('starts batch norm as one that changes nothing: scale and variance 1, shift and mean 0', () => {
    const start = { gamma: 1, beta: 0, movingMean: 0, movingVariance: 1 };
    for (const [role, value] of Object.entries(start)) {
      const arrays = initialWeights(TINY_RESIDUAL, 1).filter(({ name }) => name.endsWith(role));
      expect(arrays.length).toBe(3);
      for (const { data } of arrays) expect(data.every((each) => each === value)).toBe(true);
    }
  });

  it('is decided by the seed', () => {
    const model = CATALOGUE['s3-dense'];
    expect(initialWeights(model, 7)).toEqual(initialWeights(model, 7));
    expect(initialWeights(model, 7)[0]?.data).not.toEqual(initialWeights(model, 8)[0]?.data);
  });

  it('draws other numbers for each layer', () => {
    const [first, , second] = initialWeights(CATALOGUE['s3-dense'], 7);
    const scaled = (data: Float32Array | undefined) =>
      Array.from(data?.slice(0, 5) ?? [], (value) => value / Math.max(...(data ?? [])));
    expect(scaled(first?.data)).not.toEqual(scaled(second?.data).map((v) => expect.closeTo(v, 3)));
  });
});
