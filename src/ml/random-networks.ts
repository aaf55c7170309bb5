/** Networks drawn by chance, on which the engine has to do what tfjs does. */
import { CLASS_COUNT } from '../domain/dataset';
import type { LayerSpec, ModelSpec } from '../domain/models/layers';
import { summarise } from '../domain/models/shapes';
import { randomStream } from '../domain/random';
import { LOSS_IDS } from '../domain/settings';
import { stepPlans } from './engine-testing';
import { bandImages } from './testing';
import type { StepPlan, TrainingJob } from './train/trainer';

/** What they are trained on. */
export const RANDOM_IMAGES = bandImages(40, 3);

/** A network with what is to be done with it. */
export interface RandomCase {
  job: TrainingJob;
  /** Two steps over small batches of {@link RANDOM_IMAGES}. */
  plans: StepPlan[];
  threads: number;
}

/** Draws one of some things. */
type Choose = <T>(...things: T[]) => T;

function randomLayer(choose: Choose, isImage: boolean): LayerSpec {
  const activation = choose('relu', 'relu', 'linear');
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
  );
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
    const layer = randomLayer(choose, model.inputShape.length === 3);
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

/** The same case for the same number. */
export function randomCase(seed: number): RandomCase {
  const random = randomStream(seed + 1000);
  const choose: Choose = (...things) =>
    things[Math.floor(random() * things.length)] as (typeof things)[number];
  const model = randomNetwork(choose);
  const optimizer = choose('sgd', 'momentum', 'momentum', 'adam');
  const loss = choose(...LOSS_IDS);
  const job: TrainingJob = { model, seed, loss, optimizer };
  const plans = stepPlans(RANDOM_IMAGES, [choose(1, 2, 5, 7), choose(1, 3)], 1e-3);
  return { job, plans, threads: choose(1, 2, 3, 5) };
}
