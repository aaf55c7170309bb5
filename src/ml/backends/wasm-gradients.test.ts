import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { randomStream } from '../../domain/random';
import { relativeDifference, startInNode } from '../testing';
import { filterGradient, inputGradient, registerWasmGradients } from './wasm-gradients';

interface ConvCase {
  /** [batch, height, width, channels] */
  input: [number, number, number, number];
  /** [height, width, channels in, channels out] */
  filter: [number, number, number, number];
  strides: number | [number, number];
  pad: 'same' | 'valid' | number;
}

const LIMIT = 1e-5;

beforeAll(async () => {
  await startInNode('wasm');
});

/** Repeatable numbers between -1 and 1. */
function noise(shape: number[], seed: number): Float32Array {
  const random = randomStream(seed);
  const size = shape.reduce((left, right) => left * right, 1);
  return Float32Array.from({ length: size }, () => 2 * random() - 1);
}

function noiseTensor<R extends tf.Rank>(shape: number[], seed: number): tf.Tensor<R> {
  return tf.tensor(noise(shape, seed), shape as tf.ShapeMap[R]);
}

/** Output and both gradients of a convolution, as the active backend computes them. */
function convolve({ input, filter, strides, pad }: ConvCase): Float32Array[] {
  return tf.tidy(() => {
    const x = noiseTensor<tf.Rank.R4>(input, 1);
    const w = noiseTensor<tf.Rank.R4>(filter, 2);
    const conv = (image: tf.Tensor, kernel: tf.Tensor) =>
      tf.conv2d(image as tf.Tensor4D, kernel as tf.Tensor4D, strides, pad);
    const y = conv(x, w);
    const dy = noiseTensor(y.shape, 3);
    const gradients = tf.grads(conv)([x, w], dy);
    return [y, ...gradients].map((tensor) => tensor.dataSync() as Float32Array);
  });
}

/** Filter gradient in plain loops and double precision, straight from its definition. */
function plainFilterGradient({ input, filter, strides, pad }: ConvCase): number[] {
  const [batch, height, width, channels] = input;
  const [tall, wide, , outputs] = filter;
  const [down, right] = typeof strides === 'number' ? [strides, strides] : strides;
  const rows = outputSize(height, tall, down, pad);
  const columns = outputSize(width, wide, right, pad);
  const x = noise(input, 1);
  const dy = noise([batch, rows.size, columns.size, outputs], 3);
  const gradient = new Array<number>(tall * wide * channels * outputs).fill(0);
  forEachIndex([batch, rows.size, columns.size, tall, wide, channels, outputs], (index) => {
    const [n, row, column, kernelRow, kernelColumn, from, to] = index as [
      number,
      number,
      number,
      number,
      number,
      number,
      number,
    ];
    const y = row * down + kernelRow - rows.before;
    const z = column * right + kernelColumn - columns.before;
    if (y < 0 || y >= height || z < 0 || z >= width) return;
    const pixel = x[((n * height + y) * width + z) * channels + from] as number;
    const output = ((n * rows.size + row) * columns.size + column) * outputs + to;
    const place = ((kernelRow * wide + kernelColumn) * channels + from) * outputs + to;
    gradient[place] = (gradient[place] as number) + pixel * (dy[output] as number);
  });
  return gradient;
}

/** Side of the output and the padding before it, as TensorFlow defines "same" and "valid". */
function outputSize(side: number, kernel: number, stride: number, pad: ConvCase['pad']) {
  if (pad === 'same') {
    const size = Math.ceil(side / stride);
    const padding = Math.max(0, (size - 1) * stride + kernel - side);
    return { size, before: Math.floor(padding / 2) };
  }
  const before = pad === 'valid' ? 0 : pad;
  return { size: Math.floor((side + 2 * before - kernel) / stride) + 1, before };
}

function forEachIndex(
  sizes: number[],
  visit: (index: number[]) => void,
  head: number[] = [],
): void {
  const [size = 0, ...rest] = sizes;
  for (let position = 0; position < size; position++) {
    const index = [...head, position];
    if (rest.length === 0) visit(index);
    else forEachIndex(rest, visit, index);
  }
}

const CASES: ConvCase[] = [
  // The layers of the catalogue: 28 x 28 x 1 to 32, and 14 x 14 x 32 to 64.
  { input: [2, 28, 28, 1], filter: [3, 3, 1, 32], strides: 1, pad: 'same' },
  { input: [1, 14, 14, 32], filter: [3, 3, 32, 64], strides: 1, pad: 'same' },
  ...([1, 3, 5] as const).flatMap((side) =>
    (['same', 'valid'] as const).flatMap((pad) =>
      [1, 2].map((strides): ConvCase => {
        return { input: [3, 9, 8, 3], filter: [side, side, 3, 4], strides, pad };
      }),
    ),
  ),
  // Even kernels are padded unevenly.
  { input: [2, 7, 7, 2], filter: [2, 2, 2, 3], strides: 1, pad: 'same' },
  { input: [2, 8, 7, 2], filter: [4, 4, 2, 3], strides: 2, pad: 'same' },
  // Kernels and strides that are not square.
  { input: [2, 8, 9, 2], filter: [3, 5, 2, 3], strides: 1, pad: 'same' },
  { input: [2, 8, 9, 2], filter: [5, 1, 2, 3], strides: [1, 2], pad: 'valid' },
  { input: [2, 8, 9, 2], filter: [3, 3, 2, 3], strides: [2, 1], pad: 'same' },
  // Rows and columns at the end that no window reaches.
  { input: [2, 10, 11, 2], filter: [3, 3, 2, 3], strides: 3, pad: 'valid' },
  // A number of pixels as padding.
  { input: [2, 6, 6, 2], filter: [3, 3, 2, 3], strides: 1, pad: 1 },
  { input: [2, 6, 6, 2], filter: [5, 5, 2, 3], strides: 2, pad: 2 },
  // A kernel as large as the image, and one channel and image only.
  { input: [1, 5, 5, 1], filter: [5, 5, 1, 1], strides: 1, pad: 'valid' },
];

function nameOf({ input, filter, strides, pad }: ConvCase): string {
  return `${input.join('x')} by ${filter.join('x')}, strides ${strides}, ${pad}`;
}

describe.each(CASES.map((example) => [nameOf(example), example] as const))('%s', (_, example) => {
  it('has the gradients that tfjs computes on the CPU', async () => {
    await startInNode('cpu');
    const [output, inputGradient, filterGradient] = convolve(example) as Expected;
    await startInNode('wasm');
    const actual = convolve(example) as Expected;
    expect(relativeDifference(actual[0], output)).toBeLessThan(LIMIT);
    expect(relativeDifference(actual[1], inputGradient)).toBeLessThan(LIMIT);
    expect(relativeDifference(actual[2], filterGradient)).toBeLessThan(LIMIT);
  });

  it('has the filter gradient that its definition gives', () => {
    const [, , filterGradient] = convolve(example) as Expected;
    expect(relativeDifference(filterGradient, plainFilterGradient(example))).toBeLessThan(LIMIT);
  });
});

type Expected = [Float32Array, Float32Array, Float32Array];

describe('products of transposed matrices', () => {
  const shapes: [string, number[], number[]][] = [
    ['plain', [5, 7], [7, 3]],
    ['in batches', [4, 5, 7], [4, 7, 3]],
    ['in batches of batches', [2, 3, 5, 7], [2, 3, 7, 3]],
    ['one for a whole batch', [4, 5, 7], [1, 7, 3]],
    ['thin ones', [1, 7], [7, 1]],
  ];
  const turned = (shape: number[]) => {
    const [row = 0, column = 0] = shape.slice(-2);
    return [...shape.slice(0, -2), column, row];
  };
  const multiply = (left: number[], right: number[], turnLeft: boolean, turnRight: boolean) =>
    tf.tidy(() => {
      const a = noiseTensor(turnLeft ? turned(left) : left, 1);
      const b = noiseTensor(turnRight ? turned(right) : right, 2);
      const product = tf.matMul(a, b, turnLeft, turnRight);
      return { shape: product.shape, data: product.dataSync() };
    });

  it.each(shapes)('%s', async (_, left, right) => {
    for (const [turnLeft, turnRight] of [
      [false, false],
      [true, false],
      [false, true],
      [true, true],
    ] as const) {
      await startInNode('cpu');
      const expected = multiply(left, right, turnLeft, turnRight);
      await startInNode('wasm');
      const actual = multiply(left, right, turnLeft, turnRight);
      expect(actual.shape).toEqual(expected.shape);
      expect(relativeDifference(actual.data, expected.data)).toBeLessThan(LIMIT);
    }
  });

  it('gives the gradients of a dense layer that the CPU gives', async () => {
    const gradients = () =>
      tf.tidy(() => {
        const product = (x: tf.Tensor, w: tf.Tensor) => tf.matMul(x, w);
        const x = noiseTensor([6, 20], 1);
        const w = noiseTensor([20, 10], 2);
        return tf
          .grads(product)([x, w], noiseTensor([6, 10], 3))
          .map((tensor) => tensor.dataSync());
      });
    await startInNode('cpu');
    const expected = gradients();
    await startInNode('wasm');
    gradients().forEach((gradient, index) => {
      expect(relativeDifference(gradient, expected[index] ?? [])).toBeLessThan(LIMIT);
    });
  });
});

describe('registerWasmGradients', () => {
  it('computes without leaving anything behind but the gradient', () => {
    const x = noiseTensor<tf.Rank.R4>([2, 8, 8, 3], 1);
    const w = noiseTensor<tf.Rank.R4>([3, 3, 3, 4], 2);
    const dy = noiseTensor<tf.Rank.R4>([2, 8, 8, 4], 3);
    const before = tf.memory().numTensors;
    const gradients = [
      filterGradient(x, dy, w.shape, 1, 'same'),
      inputGradient(dy, w, x.shape, 'same'),
    ];
    expect(tf.memory().numTensors).toBe(before + 2);
    tf.dispose([x, w, dy, ...gradients]);
  });

  it('leaves no tensor and no data behind', () => {
    const before = tf.memory();
    for (const example of CASES.slice(0, 6)) convolve(example);
    const a = noiseTensor<tf.Rank.R2>([3, 4], 1);
    const b = noiseTensor<tf.Rank.R2>([5, 4], 2);
    tf.dispose([a, b, tf.matMul(a, b, false, true)]);
    expect(tf.memory().numTensors).toBe(before.numTensors);
    expect(tf.memory().numDataBuffers).toBe(before.numDataBuffers);
  });

  it('changes nothing when it is called again', () => {
    const example = CASES[3] as ConvCase;
    const before = convolve(example);
    registerWasmGradients();
    registerWasmGradients();
    expect(convolve(example)).toEqual(before);
  });
});
