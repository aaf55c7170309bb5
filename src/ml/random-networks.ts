/** Networks drawn by chance, on which the engine has to do what tfjs does. */
import { CLASS_COUNT } from '../domain/dataset';
import { type LayerSpec, type ModelSpec, NONLINEARITIES } from '../domain/models/layers';
import { summarise } from '../domain/models/shapes';
import { randomStream } from '../domain/random';
import { LOSS_IDS, type TrainingOptions } from '../domain/settings';
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
    ...Array.from({ length: 2 }, () => randomDepthwise(choose)),
    { kind: 'maxPool', size: choose(2, 2, 3) },
    {
      kind: 'maxPool',
      size: choose(1, 2, 3, 5),
      stride: choose(1, 2, 3),
      padding: choose('same', 'valid'),
    },
    { kind: 'avgPool', size: choose(1, 2, 3, 4), stride: choose(1, 2, 3) },
    { kind: 'dense', units: choose(2, 5, 9), activation },
    { kind: 'dropout', rate: 0.3 },
    { kind: 'activation', activation: choose(...NONLINEARITIES) },
  );
}

function randomDepthwise(choose: Choose): LayerSpec {
  return {
    kind: 'depthwiseConv2d',
    kernelSize: choose(1, 2, 3, 5, 7),
    stride: choose(1, 2, 3),
    padding: choose('same', 'valid'),
    activation: choose('relu', 'linear'),
    bias: choose(true, true, false),
  };
}

/**
 * A convolution or dense layer with batch norm. It can only come first: what merely moves the values in
 * front of batch norm, as a bias does, has a gradient of 0 but for rounding, which cannot be compared. Nor
 * can that of a single weight for each map, which merely scales it.
 */
function randomNormalised(choose: Choose, isImage: boolean): LayerSpec[] {
  const [activation, bias] = ['linear', false] as const;
  const [filters, stride] = [choose(3, 8, 10), choose(1, 2)];
  return [
    isImage
      ? { kind: 'conv2d', filters, kernelSize: 3, stride, padding: 'same', activation, bias }
      : { kind: 'dense', units: filters, activation, bias },
    { kind: 'batchNorm', momentum: 0.9, epsilon: 0.1 },
    ...choose<LayerSpec[]>([], [{ kind: 'activation', activation: choose(...NONLINEARITIES) }]),
  ];
}

/** Two convolutions of which the second has channels enough for Winograd's tiles, small or large by its maps. */
function randomTiled(choose: Choose): LayerSpec[] {
  const conv = (filters: number, padding: 'same' | 'valid'): LayerSpec => ({
    ...{ kind: 'conv2d', filters, kernelSize: 3, stride: 1, padding },
    ...{ activation: choose('relu', 'linear', 'tanh'), bias: choose(true, false) },
  });
  return [
    conv(choose(16, 17, 24), 'same'),
    conv(choose(16, 20, 27), choose('same', 'valid')),
    ...choose<LayerSpec[]>([], [{ kind: 'maxPool', size: 2 }]),
  ];
}

/** A block of layers that keep the size; with a dense layer at the end of a way, the channels fit. */
function randomBlock(choose: Choose, shape: readonly number[]): LayerSpec {
  const isImage = shape.length === 3;
  const fitting: LayerSpec = {
    kind: 'dense',
    units: shape.at(-1) ?? 0,
    activation: choose('linear', 'relu'),
  };
  const way = () =>
    choose(
      () => [randomLayer(choose, isImage), fitting],
      () => [randomLayer(choose, isImage), randomLayer(choose, isImage), fitting],
      () => [randomBlock(choose, shape)],
    )();
  return {
    kind: 'residual',
    layers: way(),
    shortcut: choose(() => [], way)(),
    activation: choose('linear', ...NONLINEARITIES),
  };
}

/** A network of a few layers and blocks on images or rows; layers that do not fit are left out. */
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
  if (choose(true, false, false)) {
    model.layers.push(...randomNormalised(choose, model.inputShape.length === 3));
  }
  // Not on whole images: the reference is slow.
  const canBeTiled = model.inputShape.length === 3 && !isDirect;
  if (canBeTiled && choose(true, false, false)) model.layers.push(...randomTiled(choose));
  for (let count = choose(1, 2, 3, 4, 5); count > 0; count--) {
    const shape = summarise(model).at(-1)?.outputShape ?? model.inputShape;
    // Blocks only where they are cheap for the reference, and not on one map: there biases are one value,
    // of which two steps that cancel leave rounding alone.
    const isSmall = (shape[0] ?? 0) <= 14 && (shape.at(-1) ?? 0) > 1;
    const layer =
      isSmall && choose(true, false)
        ? randomBlock(choose, shape)
        : randomLayer(choose, shape.length === 3);
    try {
      summarise({ ...model, layers: [...model.layers, layer] });
      model.layers.push(layer);
    } catch {
      // Too large a window for what is left of the image.
    }
  }
  const isPooled = model.inputShape.length === 3 && choose(true, false, false);
  model.layers.push({ kind: isPooled ? 'globalAvgPool' : 'flatten' });
  if (choose(true, false)) model.layers.push(randomLayer(choose, false));
  model.layers.push({ kind: 'dense', units: CLASS_COUNT, activation: 'softmax' });
  return model;
}

/**
 * Two that rounding decides about; others take their places. After its first step with Adam, number 232 has a
 * value within rounding of 0 in front of a ReLU: from the same weights the engine and tfjs agree to 2e-7, from
 * weights that differ as little one of them lets it pass. Number 225 takes means over all pixels of what batch
 * norm has just given a mean of 0: gradients are sums of terms hundreds of times as large as they are.
 */
const REPLACED: Readonly<Record<number, number>> = { 225: 10_225, 232: 10_232 };

/** The same case for the same number. */
export function randomCase(seed: number): RandomCase {
  const random = randomStream((REPLACED[seed] ?? seed) + 2000);
  const choose: Choose = (...things) =>
    things[Math.floor(random() * things.length)] as (typeof things)[number];
  const model = randomNetwork(choose);
  // None without slots: those show the gradients, which small steps hide in the weights.
  const optimizer = choose('momentum', 'momentum', 'momentum', 'nesterov', 'adam', 'adamW');
  // Hinge gradients are multiples of 1 / batch. Where they cancel, all that is left is rounding, and
  // Adam makes a whole step of it; engine.test.ts has the two together.
  const isAdam = optimizer === 'adam' || optimizer === 'adamW';
  const loss = isAdam ? 'crossEntropy' : choose(...LOSS_IDS);
  const options = choose<Partial<TrainingOptions>>(
    ...[{}, {}, { labelSmoothing: 0.1, momentum: 0.8 }, { clipNorm: choose(0.2, 2) }],
    ...[
      { l1: 0.01, l2: 0.1, weightDecay: 0.3 },
      { clipNorm: 0.5, l2: 0.1, weightDecay: 1 },
    ],
    { flip: 0.5, shift: 2, rotation: 12, zoom: 0.1, erasing: 0.5 },
  );
  const job: TrainingJob = { model, seed, loss, optimizer, ...options };
  const plans = stepPlans(RANDOM_IMAGES, [choose(1, 2, 5, 7), choose(1, 3)], 1e-3);
  return { job, plans, threads: choose(1, 2, 3, 4, 5, 8) };
}
