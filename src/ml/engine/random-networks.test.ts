import { beforeAll, describe, expect, it } from 'vitest';
import { CLASS_COUNT } from '../../domain/dataset';
import { type LayerSpec, type ModelSpec, NONLINEARITIES } from '../../domain/models/layers';
import { summarise } from '../../domain/models/shapes';
import { randomStream } from '../../domain/random';
import { LOSS_IDS } from '../../domain/settings';
import { largestDifference, onEngine, onTfjs, stepPlans } from '../engine-testing';
import { bandImages, startInNode } from '../testing';
import type { TrainingJob } from '../train/trainer';

const IMAGES = bandImages(40, 3);
const NETWORKS = 120;

beforeAll(() => startInNode('cpu'));

/** Draws one of some things. */
type Choose = <T>(...things: T[]) => T;

function randomLayer(choose: Choose, isImage: boolean): LayerSpec {
  const activation = choose('relu', 'relu', 'linear', ...NONLINEARITIES);
  if (!isImage) {
    return choose<LayerSpec>(
      { kind: 'dense', units: choose(3, 8, 13), activation, bias: choose(true, true, false) },
      { kind: 'dropout', rate: choose(0.2, 0.5) },
    );
  }
  return choose<LayerSpec>(
    ...Array.from(
      { length: 3 },
      (): LayerSpec => ({
        kind: 'conv2d',
        filters: choose(1, 3, 4, 8, 10),
        kernelSize: choose(1, 2, 3, 5, 7),
        stride: choose(1, 2, 3),
        padding: choose('same', 'valid'),
        activation,
        bias: choose(true, true, false),
      }),
    ),
    { kind: 'maxPool', size: choose(2, 2, 3) },
    { kind: 'dense', units: choose(2, 5, 9), activation },
    { kind: 'dropout', rate: 0.3 },
    { kind: 'batchNorm', momentum: 0.9, epsilon: 0.1 },
    { kind: 'activation', activation: choose(...NONLINEARITIES) },
  );
}

/** A block whose short way is a convolution or a dense layer, so that it fits any branch that keeps the size. */
function randomBlock(choose: Choose, shape: readonly number[]): LayerSpec {
  const layers = Array.from({ length: choose(1, 2, 3) }, () =>
    randomLayer(choose, shape.length === 3),
  );
  const [units = 0] = shape.slice(-1);
  layers.push({ kind: 'dense', units, activation: choose('linear', 'relu') });
  const shortcut = choose<LayerSpec[]>(
    [],
    [],
    [randomLayer(choose, shape.length === 3), { kind: 'dense', units, activation: 'linear' }],
  );
  return { kind: 'residual', layers, shortcut, activation: choose('linear', ...NONLINEARITIES) };
}

/** A network of up to six layers on images or rows; layers that do not fit are left out. */
function randomNetwork(choose: Choose): ModelSpec {
  const model: ModelSpec = {
    id: 's1-cnn',
    inputShape: choose<[28, 28] | [28, 28, 1]>([28, 28], [28, 28, 1], [28, 28, 1]),
    inputScaling: 'unit',
    layers: [],
  };
  // Small at once: the reference is slow.
  if (model.inputShape.length === 3) model.layers.push({ kind: 'maxPool', size: choose(2, 3, 4) });
  const isDirect = choose(true, false);
  if (isDirect) model.layers = [];
  for (let count = choose(1, 2, 3, 4); count > 0; count--) {
    const shape = summarise(model).at(-1)?.outputShape ?? model.inputShape;
    const layer = choose(true, true, false)
      ? randomLayer(choose, shape.length === 3)
      : randomBlock(choose, shape);
    try {
      summarise({ ...model, layers: [...model.layers, layer] });
      model.layers.push(layer);
    } catch {
      // Too large a window for what is left of the image.
    }
  }
  model.layers.push({ kind: 'flatten' });
  if (choose(true, false)) model.layers.push(randomLayer(choose, false));
  model.layers.push({ kind: 'dense', units: CLASS_COUNT, activation: 'softmax' });
  return model;
}

describe('random networks', () => {
  it.each(Array.from({ length: NETWORKS }, (_, seed) => seed))(
    'number %i trains as on tfjs',
    async (seed) => {
      const random = randomStream(seed + 1000);
      const choose: Choose = (...things) =>
        things[Math.floor(random() * things.length)] as (typeof things)[number];
      const model = randomNetwork(choose);
      const optimizer = choose('sgd', 'momentum', 'momentum', 'adam');
      const loss = choose(...LOSS_IDS);
      const job: TrainingJob = { model, seed, loss, optimizer };
      const plans = stepPlans(IMAGES, [choose(1, 2, 5, 7), choose(1, 3)], 1e-3);
      const expected = await onTfjs(job, IMAGES, plans);
      const actual = await onEngine(job, choose(1, 2, 3, 5), IMAGES, plans);
      const difference = largestDifference(actual, expected);
      expect(difference, JSON.stringify({ optimizer, loss, layers: model.layers })).toBeLessThan(
        1e-5,
      );
    },
  );
});
