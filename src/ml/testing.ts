/** What the tests of this folder share: backends that start in Node, small networks, small images. */
import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import type { BackendId } from '../domain/backend';
import { CLASS_COUNT, type Dataset, IMAGE_PIXELS, type ImageSet } from '../domain/dataset';
import type { Conv2dSpec, LayerSpec, ModelId, ModelSpec } from '../domain/models/layers';
import { randomStream } from '../domain/random';
import type { NamedArray } from '../domain/tensors';
import { registerWasmGradients } from './backends/wasm-gradients';

/** Starts a backend where there is no Vite to serve its files; for `vi.mock` of backends/start. */
export async function startInNode(backend: BackendId): Promise<void> {
  if (backend === 'wasm') {
    const folder = new URL(
      'dist/',
      import.meta.resolve('@tensorflow/tfjs-backend-wasm/package.json'),
    );
    setWasmPaths(decodeURIComponent(folder.pathname));
    registerWasmGradients();
  }
  const started = await tf.setBackend(backend);
  if (!started || tf.getBackend() !== backend) throw new Error(`${backend} did not start`);
}

const BATCH_NORM: LayerSpec = { kind: 'batchNorm', momentum: 0.9, epsilon: 1e-3 };

/** A convolution of 3 x 3 unless said otherwise, without an activation. */
function conv(filters: number, stride: number, more: Partial<Conv2dSpec> = {}): Conv2dSpec {
  const rest = { kernelSize: 3, padding: 'same', activation: 'linear' } as const;
  return { kind: 'conv2d', filters, stride, ...rest, ...more };
}

/** Every kind of layer of plain networks, dropout too, and small enough for the CPU backend: 1,774 parameters. */
export const TINY_CNN: ModelSpec = {
  id: 's1-cnn',
  inputShape: [28, 28, 1],
  inputScaling: 'unit',
  layers: [
    {
      kind: 'conv2d',
      filters: 2,
      kernelSize: 3,
      stride: 2,
      padding: 'same',
      activation: 'relu',
    },
    { kind: 'maxPool', size: 2 },
    { kind: 'flatten' },
    { kind: 'dense', units: 16, activation: 'relu' },
    { kind: 'dropout', rate: 0.4 },
    { kind: 'dense', units: CLASS_COUNT, activation: 'softmax' },
  ],
};

/** Every other kind of layer, blocks in blocks too: on 7 x 7 maps, 420 values. */
export const TINY_RESIDUAL: ModelSpec = {
  id: 's1-cnn',
  inputShape: [28, 28, 1],
  inputScaling: 'unit',
  layers: [
    { kind: 'avgPool', size: 4 },
    conv(4, 1, { bias: false, initializer: 'he' }),
    BATCH_NORM,
    { kind: 'activation', activation: 'leakyRelu' },
    {
      kind: 'residual',
      layers: [
        { kind: 'depthwiseConv2d', kernelSize: 3, stride: 2, padding: 'same', activation: 'tanh' },
        {
          kind: 'residual',
          layers: [{ kind: 'maxPool', size: 3, stride: 1, padding: 'same' }],
          shortcut: [],
          activation: 'linear',
        },
        conv(6, 1, { kernelSize: 1 }),
        { kind: 'dropout', rate: 0.25 },
      ],
      shortcut: [conv(6, 2, { kernelSize: 1, bias: false }), BATCH_NORM],
      activation: 'relu',
    },
    { kind: 'globalAvgPool' },
    { kind: 'dense', units: 12, activation: 'sigmoid', bias: false },
    BATCH_NORM,
    { kind: 'dense', units: CLASS_COUNT, activation: 'softmax' },
  ],
};

/** The smallest network there can be: one dense layer on all pixels, 7,850 parameters. */
export const TINY_LINEAR: ModelSpec = {
  id: 's3-dense',
  inputShape: [28, 28],
  inputScaling: 'unit',
  layers: [{ kind: 'flatten' }, { kind: 'dense', units: CLASS_COUNT, activation: 'softmax' }],
};

/**
 * For `vi.mock` of the catalogue: networks small enough for the CPU backend; the dense one grows beyond all bounds
 * where it can.
 */
export const TINY_CATALOGUE: Partial<Record<ModelId, ModelSpec>> = {
  's1-cnn': TINY_CNN,
  's3-dense': {
    ...TINY_LINEAR,
    inputScaling: 'raw',
    layers: [
      { kind: 'flatten' },
      { kind: 'dense', units: 8, activation: 'linear' },
      { kind: 'dense', units: CLASS_COUNT, activation: 'softmax' },
    ],
  },
  's3-cnn': TINY_LINEAR,
};

/**
 * Images that a network can learn: class k is a bright band at height 2k to 2k + 6 over noise.
 * The classes come in turn, 0 to 9.
 */
export function bandImages(count: number, seed: number): ImageSet {
  const random = randomStream(seed);
  const labels = Uint8Array.from({ length: count }, (_, index) => index % CLASS_COUNT);
  const images = Uint8Array.from({ length: count * IMAGE_PIXELS }, (_, position) => {
    const row = Math.floor((position % IMAGE_PIXELS) / 28);
    const label = labels[Math.floor(position / IMAGE_PIXELS)] as number;
    const bright = row >= 2 * label && row < 2 * label + 6;
    return bright ? 155 + random() * 100 : random() * 60;
  });
  return { count, images, labels };
}

/** A data set of such images. */
export function bandDataset(trainingCount: number, testCount: number): Dataset {
  return {
    id: 'starter',
    name: null,
    fingerprint: 'f'.repeat(64),
    classes: Array.from({ length: CLASS_COUNT }, (_, label) => `class ${label}`),
    train: bandImages(trainingCount, 1),
    test: bandImages(testCount, 2),
  };
}

/** 0, 1, 2 up to count - 1. */
export function firstImages(count: number): Uint32Array {
  return Uint32Array.from({ length: count }, (_, index) => index);
}

/** Whether two lists of weights are the same to the last bit. */
export function sameBits(left: readonly NamedArray[], right: readonly NamedArray[]): boolean {
  const same = (one: NamedArray, other: NamedArray | undefined) =>
    one.name === other?.name &&
    String(one.shape) === String(other.shape) &&
    one.data.length === other.data.length &&
    one.data.every((value, index) => Object.is(value, other.data[index]));
  return left.length === right.length && left.every((one, index) => same(one, right[index]));
}

/** |actual - expected| / |expected| in the Euclidean norm. */
export function relativeDifference(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) return Number.POSITIVE_INFINITY;
  let difference = 0;
  let norm = 0;
  for (let index = 0; index < actual.length; index++) {
    const wanted = expected[index] as number;
    difference += ((actual[index] as number) - wanted) ** 2;
    norm += wanted ** 2;
  }
  return Math.sqrt(difference / norm);
}

/** Sum in the order of the values. */
export function sumOf(values: Iterable<number>): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}
