/** Trains the photo network with the engine: phases of growing photos, each a one-cycle of its own. */
import type { ModelSpec } from '../../../domain/models/layers';
import { mix } from '../../../domain/random';
import { learningRateAt } from '../../../domain/schedule';
import type { NamedArray } from '../../../domain/tensors';
import type { Engine } from '../../engine/engine';
import type { EngineJob } from '../../engine/job';
import { type BatchOptions, PhotoBatches, type PhotoSet, photoOrder } from './photo-batches';
import { WeightAverage, weightsBetween } from './weight-average';

/** Some epochs at one size. */
export interface PhotoPhase extends Omit<BatchOptions, 'sources'> {
  epochs: number;
  /** At its peak. */
  learningRate: number;
  /** Share of the trained weights in what the phase gives; the rest are those that it began with. */
  share: number;
}

/** What to train and how. */
export interface PhotoJob {
  seed: number;
  weightDecay: number;
  labelSmoothing: number;
  phases: readonly PhotoPhase[];
}

/** Steps between two looks at the weights for their average, and what stays of it each time. */
const AVERAGED_EVERY = 8;
const AVERAGE_DECAY = 0.97;

/** What an epoch came to. */
export interface PhotoEpoch {
  phase: number;
  /** From 1 within the phase. */
  epoch: number;
  /** On views, with mixed labels: higher than on whole photos. */
  trainingLoss: number;
  trainingAccuracy: number;
  seconds: number;
  /** The averaged weights so far. */
  weights: readonly NamedArray[];
}

/** What training needs from outside. */
export interface PhotoTools {
  model(side: number): ModelSpec;
  startEngine(job: EngineJob): Promise<Engine>;
  sources: BatchOptions['sources'];
  /** Told after each epoch. */
  onEpoch(epoch: PhotoEpoch): Promise<void>;
}

/**
 * Trains one phase of a job; what random numbers it draws hangs on the seed and the phase alone.
 * @param index of the phase, from 0
 * @param initial weights that it begins with
 * @returns the average of the trained weights, mixed with those at the beginning by the phase's share
 * @throws RangeError when the loss is no number, or there is no such phase
 */
export async function trainPhase(
  set: PhotoSet,
  job: PhotoJob,
  index: number,
  tools: PhotoTools,
  initial: readonly NamedArray[],
): Promise<readonly NamedArray[]> {
  const phase = job.phases[index];
  if (!phase) throw new RangeError(`no phase ${index}`);
  const trained = await trainedWeights(set, job, index, phase, tools, initial);
  return weightsBetween(initial, trained, phase.share);
}

async function trainedWeights(
  set: PhotoSet,
  { seed, weightDecay, labelSmoothing }: PhotoJob,
  index: number,
  phase: PhotoPhase,
  tools: PhotoTools,
  initial: readonly NamedArray[],
): Promise<readonly NamedArray[]> {
  const engine = await tools.startEngine({
    model: tools.model(phase.side),
    batchSize: phase.batchSize,
    ...{ loss: 'crossEntropy', optimizer: 'adamW', seed, weightDecay, labelSmoothing },
  });
  try {
    engine.writeWeights(initial);
    const batches = new PhotoBatches(set, { ...phase, sources: tools.sources });
    const average = new WeightAverage(AVERAGE_DECAY);
    for (let epoch = 0; epoch < phase.epochs; epoch++) {
      const startedAt = performance.now();
      const totals = trainEpoch(
        set,
        mix(seed, index, epoch),
        epoch,
        phase,
        batches,
        engine,
        average,
      );
      const seconds = (performance.now() - startedAt) / 1000;
      const { weights } = average;
      await tools.onEpoch({ phase: index, epoch: epoch + 1, ...totals, seconds, weights });
    }
    return average.weights;
  } finally {
    engine.dispose();
  }
}

function trainEpoch(
  { labels, groups }: PhotoSet,
  seed: number,
  epoch: number,
  phase: PhotoPhase,
  batches: PhotoBatches,
  engine: Engine,
  average: WeightAverage,
): Pick<PhotoEpoch, 'trainingLoss' | 'trainingAccuracy'> {
  const { batchSize, epochs, learningRate } = phase;
  const order = photoOrder(groups ?? labels, phase.balance, seed);
  // How many photos an epoch has is left to chance, within a few; the schedule takes this one's number.
  const steps = Math.ceil(order.length / batchSize);
  const rate = { learningRate, schedule: 'oneCycle' } as const;
  let [loss, correct] = [0, 0];
  for (let step = 0; step < steps; step++) {
    const photos = order.subarray(step * batchSize, (step + 1) * batchSize);
    const batch = batches.make(photos, mix(seed, step));
    const place = epoch * steps + step;
    const [result] = engine.train(batch, [
      {
        step: place + 1,
        batch: Uint32Array.from(photos, (_, index) => index),
        learningRate: learningRateAt(place, epochs * steps, rate, []),
      },
    ]);
    loss += result?.lossSum ?? Number.NaN;
    correct += result?.correct ?? 0;
    if (step % AVERAGED_EVERY === 0) average.add(engine.readWeights());
  }
  if (!Number.isFinite(loss)) throw new RangeError(`loss is not a number in epoch ${epoch + 1}`);
  return { trainingLoss: loss / order.length, trainingAccuracy: correct / order.length };
}
