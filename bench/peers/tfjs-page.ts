/** In a worker of the measured page: the small CNN on tfjs, as it comes and as the app uses it. */
import * as tf from '@tensorflow/tfjs';
import { CLASS_COUNT } from '../../src/domain/dataset';
import { CATALOGUE } from '../../src/domain/models/catalogue';
import { wasmPaths } from '../../src/ml/backends/wasm-paths';
import { initialWeights } from '../../src/ml/models/initial-weights';
import { createTrainer } from '../../src/ml/train/create-trainer';
import { answerTasks, batchOf, noise, timeTraining, valuesOf } from '../training-cases';

/** Stock tfjs by backend, `composed` being WASM; `ours` is the WASM backend of the app. */
export type TfjsPeer = 'webgl' | 'cpu' | 'composed' | 'ours';

/** What the page can ask for. */
export interface TfjsTask {
  peer: TfjsPeer;
  batch: number;
  milliseconds: number;
}

const IMAGES = noise();

/** Makes one step, counted from 0, and waits for its loss. */
type Step = (step: number) => Promise<void>;

/** By batch size: a worker serves one peer. */
const ready = new Map<number, Step>();

async function prepare(peer: TfjsPeer, batch: number): Promise<Step> {
  if (peer === 'ours') return prepareOurs(batch);
  if (ready.size === 0) await (peer === 'composed' ? startComposed() : tf.setBackend(peer));
  return prepareStock(batch);
}

/** The app's own way through tfjs. */
async function prepareOurs(batch: number): Promise<Step> {
  const model = CATALOGUE['s3-cnn'];
  const job = { model, loss: 'crossEntropy', optimizer: 'adam', seed: 1 } as const;
  const trainer = await createTrainer(job, 'wasm');
  trainer.writeState({ weights: initialWeights(model, 1), optimizer: [], step: 0 });
  return async (step) => {
    const plan = { step: step + 1, batch: batchOf(step, batch), learningRate: 1e-3 };
    await trainer.run(IMAGES, [plan]);
  };
}

/** A model, an optimiser and steps as tfjs's documentation has them. */
function prepareStock(batch: number): Step {
  const model = tf.sequential({
    layers: [
      tf.layers.conv2d({
        inputShape: [28, 28, 1],
        filters: 32,
        kernelSize: 3,
        padding: 'same',
        activation: 'relu',
      }),
      tf.layers.maxPooling2d({ poolSize: 2 }),
      tf.layers.flatten(),
      tf.layers.dense({ units: 128, activation: 'relu' }),
      tf.layers.dense({ units: CLASS_COUNT, activation: 'softmax' }),
    ],
  });
  model.compile({ optimizer: tf.train.adam(1e-3), loss: 'categoricalCrossentropy' });
  return async (step) => {
    const { pixels, labels } = valuesOf(IMAGES, step, batch);
    const images = tf.tensor4d(pixels, [batch, 28, 28, 1]);
    const targets = tf.oneHot(tf.tensor1d(labels, 'int32'), CLASS_COUNT);
    await model.trainOnBatch(images, targets);
    tf.dispose([images, targets]);
  };
}

/** tfjs's WASM backend with the one kernel that training needs and that it lacks. */
async function startComposed(): Promise<void> {
  const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
  // As in the app: its threads use half of the cores at most, which on two cores is one.
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  setWasmPaths(wasmPaths);
  tf.registerKernel({
    kernelName: 'Conv2DBackpropFilter',
    backendName: 'wasm',
    kernelFunc: ({ inputs, attrs }) => {
      const { x, dy } = inputs as { x: tf.Tensor4D; dy: tf.Tensor4D };
      const { filterShape, pad } = attrs as unknown as {
        filterShape: [number, number, number, number];
        pad: 'same' | 'valid';
      };
      return tf.tidy(() => filterGradient(x, dy, filterShape, pad));
    },
  });
  await tf.setBackend('wasm');
}

/** One product for each place in the kernel: the simplest composition. Stride 1. */
function filterGradient(
  x: tf.Tensor4D,
  dy: tf.Tensor4D,
  filterShape: [number, number, number, number],
  pad: 'same' | 'valid',
): tf.Tensor {
  const { padInfo } = tf.backend_util.computeConv2DInfo(x.shape, filterShape, 1, 1, pad);
  const [batch, height, width, maps] = dy.shape;
  const positions = batch * height * width;
  const padded = tf.pad(x, [
    [0, 0],
    [padInfo.top, padInfo.bottom],
    [padInfo.left, padInfo.right],
    [0, 0],
  ]);
  const gradient = dy.reshape<tf.Tensor2D>([positions, maps]);
  const [tall, wide, channels] = filterShape;
  const products = Array.from({ length: tall * wide }, (_, place) => {
    const from = [0, Math.floor(place / wide), place % wide, 0];
    const view = padded.slice(from, [batch, height, width, channels]);
    return tf.matMul(view.reshape<tf.Tensor2D>([positions, channels]), gradient, true);
  });
  return tf.stack(products).reshape(filterShape);
}

answerTasks(async ({ peer, batch, milliseconds }: TfjsTask) => {
  const step = ready.get(batch) ?? (await prepare(peer, batch));
  ready.set(batch, step);
  return timeTraining(batch, milliseconds, async (number) => {
    await step(number);
    return 1;
  });
});
