import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { IMAGE_PIXELS } from '../../domain/dataset';
import { computes } from '../../domain/feature-maps';
import { CATALOGUE } from '../../domain/models/catalogue';
import { inOrderOfComputation, summarise } from '../../domain/models/shapes';
import type { NamedArray } from '../../domain/tensors';
import { imageTensor } from '../data/batch';
import { TfNetwork } from '../models/build';
import { initialWeights } from '../models/initial-weights';
import { RANDOM_IMAGES, randomCase } from '../random-networks';
import { firstImages, relativeDifference, startInNode, TINY_CNN } from '../testing';
import type { TrainingJob } from '../train/trainer';
import { engineInTurns } from './testing/in-turns';

/** Neither the first nor the last of its set. */
const IMAGE = 17;

beforeAll(() => startInNode('cpu'));

/** What both make of one image, after a step that moves running statistics too. */
function activationsOf(job: TrainingJob, threads: number) {
  const engine = engineInTurns({ ...job, keepsActivations: true }, threads);
  engine.writeWeights(initialWeights(job.model, job.seed));
  engine.train(RANDOM_IMAGES, [{ step: 1, batch: firstImages(9), learningRate: 1e-5 }]);
  const actual = engine.readActivations(RANDOM_IMAGES, IMAGE);
  return { actual, expected: onTfjs(job, engine.readWeights()) };
}

function onTfjs({ model }: TrainingJob, weights: NamedArray[]): NamedArray[] {
  const network = new TfNetwork(model, { seed: 0, step: 0 });
  network.writeWeights(weights);
  const layers = inOrderOfComputation(summarise(model)).filter(({ spec }) => computes(spec));
  const pixels = RANDOM_IMAGES.images.subarray(IMAGE * IMAGE_PIXELS, (IMAGE + 1) * IMAGE_PIXELS);
  const arrays = tf.tidy(() => {
    const { logits } = network;
    const outputs = layers.map(({ name }) => logits.getLayer(name).output as tf.SymbolicTensor);
    const all = tf.model({ inputs: logits.inputs, outputs });
    const values = [all.apply(imageTensor(model, pixels), { training: false })].flat();
    return (values as tf.Tensor[]).map((tensor, index) => ({
      name: layers[index]?.name ?? '',
      shape: tensor.shape.slice(1),
      data: new Float32Array(tensor.dataSync()),
    }));
  });
  network.dispose();
  return arrays;
}

function expectAlike(actual: readonly NamedArray[], expected: readonly NamedArray[]): void {
  const names = new Set(expected.map(({ name }) => name));
  const compared = actual.filter(({ name }) => names.has(name));
  expect(compared.map(({ name, shape }) => [name, shape])).toEqual(
    expected.map(({ name, shape }) => [name, shape]),
  );
  expected.forEach(({ name, data }, index) => {
    const other = (compared[index] as NamedArray).data;
    const difference = data.every((value) => value === 0)
      ? Math.max(...other.map(Math.abs))
      : relativeDifference(other, data);
    expect(difference, name).toBeLessThan(1e-5);
  });
}

describe('Engine.readActivations', () => {
  it.each(Object.values(CATALOGUE))('gives what every layer of $id makes of an image', (model) => {
    const job: TrainingJob = { model, loss: 'crossEntropy', optimizer: 'sgd', seed: 7 };
    const { actual, expected } = activationsOf(job, 2);
    expect(actual.map(({ name }) => name)).toEqual(
      inOrderOfComputation(summarise(model)).map(({ name }) => name),
    );
    expectAlike(actual, expected);
  });

  it('does so for layers in any order', () => {
    for (let seed = 1; seed <= 40; seed++) {
      const { job, threads } = randomCase(seed);
      const { actual, expected } = activationsOf(job, threads);
      expectAlike(actual, expected);
    }
  });

  it('is refused where nothing is kept', () => {
    const job = { model: TINY_CNN, loss: 'crossEntropy', optimizer: 'sgd', seed: 7 } as const;
    expect(() => engineInTurns(job, 1).readActivations(RANDOM_IMAGES, 0)).toThrow(RangeError);
  });
});
