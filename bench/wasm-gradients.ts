/** Our WASM gradients against tfjs's own kernels for the same results, side by side in one run. */
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { registerWasmGradients } from '../src/ml/backends/wasm-gradients';
import { median } from './median';

/** Milliseconds of one operation; medians. */
export interface GradientTime {
  operation: string;
  /** Null where tfjs has no such kernel. */
  stockMs: number | null;
  oursMs: number;
}

const REPEATS = 15;

interface Operation {
  operation: string;
  isInStock: boolean;
  run: () => tf.Tensor;
}

/** Times each operation with the stock kernels, then with ours. */
export async function measureGradients(): Promise<GradientTime[]> {
  const main = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm');
  setWasmPaths(`${dirname(main)}/`);
  await tf.setBackend('wasm');
  await tf.ready();
  if (tf.getBackend() !== 'wasm') throw new Error('the WASM backend does not start');
  const operations = networkGradients();
  const stock = operations.map(({ isInStock, run }) => (isInStock ? time(run) : null));
  registerWasmGradients();
  return operations.map(({ operation, run }, index) => ({
    operation,
    stockMs: stock[index] ?? null,
    oursMs: time(run),
  }));
}

/** The expensive gradients of the catalogue's networks at batch size 32. */
function networkGradients(): Operation[] {
  const activations = tf.randomNormal<tf.Rank.R2>([32, 6272]);
  const upstream = tf.randomNormal<tf.Rank.R2>([32, 128]);
  const weights = tf.randomNormal<tf.Rank.R2>([6272, 128]);
  const x = tf.randomNormal<tf.Rank.R4>([32, 14, 14, 32]);
  const dy = tf.randomNormal<tf.Rank.R4>([32, 14, 14, 64]);
  const filter = tf.randomNormal<tf.Rank.R4>([3, 3, 32, 64]);
  const convolution = { strides: [1, 1], pad: 'same', dataFormat: 'NHWC' };
  const kernel = (name: string, inputs: Record<string, tf.Tensor>, attributes: object) => () =>
    tf.engine().runKernel(name, inputs, {
      ...convolution,
      ...attributes,
    } as unknown as tf.NamedAttrMap) as tf.Tensor;
  return [
    {
      operation: 'dense 6272 to 128: gradient of the weights',
      isInStock: true,
      run: () => tf.matMul(activations, upstream, true, false),
    },
    {
      operation: 'dense 6272 to 128: gradient of the input',
      isInStock: true,
      run: () => tf.matMul(upstream, weights, false, true),
    },
    {
      operation: 'convolution 3 x 3, 32 to 64: gradient of the filter',
      isInStock: false,
      run: kernel('Conv2DBackpropFilter', { x, dy }, { filterShape: filter.shape }),
    },
    {
      operation: 'convolution 3 x 3, 32 to 64: gradient of the input',
      isInStock: true,
      run: kernel('Conv2DBackpropInput', { dy, filter }, { inputShape: x.shape }),
    },
  ];
}

function time(run: () => tf.Tensor): number {
  const times: number[] = [];
  for (let repeat = 0; repeat <= REPEATS; repeat++) {
    const startedAt = performance.now();
    run().dispose();
    // The first one compiles.
    if (repeat > 0) times.push(performance.now() - startedAt);
  }
  return median(times);
}
