/** In a worker of the measured page: the small CNN on jax-js's WASM backend, whole steps compiled by `jit`. */
import {
  blockUntilReady,
  defaultDevice,
  init,
  jit,
  lax,
  nn,
  numpy as np,
  tree,
  valueAndGrad,
} from '@jax-js/jax';
import { CLASS_COUNT } from '../../src/domain/dataset';
import { randomStream } from '../../src/domain/random';
import { answerTasks, noise, timeTraining, valuesOf } from '../training-cases';

/** What the page can ask for. */
export interface JaxTask {
  batch: number;
  milliseconds: number;
}

/** Weights, or one of Adam's moments. A type, as jax-js's trees must be. */
type Weights = {
  conv: np.Array;
  convBias: np.Array;
  hidden: np.Array;
  hiddenBias: np.Array;
  output: np.Array;
  outputBias: np.Array;
};

/** Everything that a step changes. */
type State = { weights: Weights; first: Weights; second: Weights };

const BETA_1 = 0.9;
const BETA_2 = 0.999;
const EPSILON = 1e-7;
const IMAGES = noise();
const random = randomStream(1);

/** Uniform within the limit of Glorot and Bengio (2010). */
function kernel(inputs: number, outputs: number, shape: number[]): np.Array {
  const limit = Math.sqrt(6 / (inputs + outputs));
  const size = shape.reduce((product, length) => product * length, 1);
  const values = Float32Array.from({ length: size }, () => (2 * random() - 1) * limit);
  return np.array(values).reshape(shape);
}

function firstState(): State {
  const weights: Weights = {
    conv: kernel(9, 288, [32, 1, 3, 3]),
    convBias: np.zeros([32, 1, 1]),
    hidden: kernel(6272, 128, [6272, 128]),
    hiddenBias: np.zeros([128]),
    output: kernel(128, CLASS_COUNT, [128, CLASS_COUNT]),
    outputBias: np.zeros([CLASS_COUNT]),
  };
  const zeros = () => tree.map((one: np.Array) => np.zeros(one.shape), weights) as Weights;
  return { weights, first: zeros(), second: zeros() };
}

/** Mean cross-entropy; takes its arguments over, as everything in jax-js does. */
function lossOf(weights: Weights, images: np.Array, oneHot: np.Array): np.Array {
  const { conv, convBias, hidden, hiddenBias, output, outputBias } = weights;
  const batch = images.shape[0] as number;
  const maps = nn.relu(lax.conv(images, conv, [1, 1], 'SAME').add(convBias));
  const pooled = lax.reduceWindow(maps, np.max, [2, 2], [2, 2]).reshape([batch, 6272]);
  const activity = nn.relu(np.matmul(pooled, hidden).add(hiddenBias));
  const logits = np.matmul(activity, output).add(outputBias);
  return nn
    .logSoftmax(logits, -1)
    .mul(oneHot)
    .sum()
    .mul(-1 / batch);
}

/**
 * One step with Adam (Kingma and Ba 2014, the order of section 2).
 * @param rate learning rate with the bias correction
 */
const makeStep = jit((state: State, images: np.Array, oneHot: np.Array, rate: np.Array) => {
  const [loss, gradients] = valueAndGrad(lossOf)(tree.ref(state.weights), images, oneHot);
  const step = (name: keyof Weights) => {
    const gradient = (gradients as Weights)[name];
    const first = state.first[name].mul(BETA_1).add(gradient.ref.mul(1 - BETA_1));
    const second = state.second[name].mul(BETA_2).add(np.square(gradient).mul(1 - BETA_2));
    const change = first.ref.div(np.sqrt(second.ref).add(EPSILON)).mul(rate.ref);
    return { weight: state.weights[name].sub(change), first, second };
  };
  const names = Object.keys(state.weights) as (keyof Weights)[];
  const steps = names.map((name) => [name, step(name)] as const);
  rate.dispose();
  const collect = (part: 'weight' | 'first' | 'second') =>
    Object.fromEntries(steps.map(([name, made]) => [name, made[part]])) as Weights;
  const next: State = {
    weights: collect('weight'),
    first: collect('first'),
    second: collect('second'),
  };
  return { next, loss };
});

let isReady = false;

answerTasks(async ({ batch, milliseconds }: JaxTask) => {
  if (!isReady) await init('wasm');
  isReady = true;
  defaultDevice('wasm');
  let state = firstState();
  const time = await timeTraining(batch, milliseconds, async (step) => {
    const { pixels, labels } = valuesOf(IMAGES, step, batch);
    const images = np.array(pixels).reshape([batch, 1, 28, 28]);
    const oneHot = new Float32Array(batch * CLASS_COUNT);
    labels.forEach((label, row) => {
      oneHot[row * CLASS_COUNT + label] = 1;
    });
    const rate = (1e-3 * Math.sqrt(1 - BETA_2 ** (step + 1))) / (1 - BETA_1 ** (step + 1));
    const targets = np.array(oneHot).reshape([batch, CLASS_COUNT]);
    const made = makeStep(state, images, targets, np.array(rate));
    state = made.next;
    await blockUntilReady(state);
    const loss = await made.loss.data();
    if (!Number.isFinite(loss[0])) throw new Error('the loss is not finite');
    return 1;
  });
  tree.dispose(state);
  return time;
});
