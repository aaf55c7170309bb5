import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { startInNode } from '../testing';
import { SeededDropout } from './seeded-dropout';

beforeAll(() => startInNode('cpu'));

const COUNT = 10_000;

/** What the layer makes of ones: its mask. */
function mask(seed: number, step: number, { rate = 0.4, index = 6, training = true } = {}) {
  const layer = new SeededDropout(`dropout_${index}`, rate, index, { seed, step });
  return tf.tidy(() => [...(layer.apply(tf.ones([COUNT]), { training }) as tf.Tensor).dataSync()]);
}

describe('SeededDropout', () => {
  it('drops the stated share and scales the others up, so that the mean stays', () => {
    const values = mask(42, 1);
    const dropped = values.filter((value) => value === 0).length;
    expect(Math.abs(dropped / COUNT - 0.4)).toBeLessThan(0.02);
    const kept = values.filter((value) => value !== 0);
    for (const value of kept) expect(value).toBeCloseTo(1 / 0.6, 6);
    expect(values.reduce((sum, value) => sum + value, 0) / COUNT).toBeCloseTo(1, 1);
  });

  it('draws the same mask for the same seed and step', () => {
    expect(mask(42, 7)).toEqual(mask(42, 7));
  });

  it('draws another mask for another step, seed or layer', () => {
    const masks = [mask(42, 7), mask(42, 8), mask(43, 7), mask(42, 7, { index: 3 })];
    expect(new Set(masks.map(String)).size).toBe(4);
  });

  it('draws masks that are not related: two steps drop the same value as often as chance does', () => {
    const [one, two] = [mask(42, 7), mask(42, 8)];
    const both = one.filter((value, position) => value === 0 && two[position] === 0).length;
    expect(Math.abs(both / COUNT - 0.16)).toBeLessThan(0.02);
  });

  it('lets everything through when not training, and at rate 0', () => {
    expect(mask(42, 1, { training: false }).every((value) => value === 1)).toBe(true);
    expect(mask(42, 1, { rate: 0 }).every((value) => value === 1)).toBe(true);
  });

  it('draws the same mask on another backend', async () => {
    const onCpu = mask(42, 3);
    await startInNode('wasm');
    const onWasm = mask(42, 3);
    await startInNode('cpu');
    expect(onWasm.map((value) => value > 0)).toEqual(onCpu.map((value) => value > 0));
  });
});
