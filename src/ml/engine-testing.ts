/** The engine beside tfjs's CPU backend, on the same job. */
import type { ImageSet } from '../domain/dataset';
import type { NamedArray, TrainerState } from '../domain/tensors';
import { initialWeights } from './models/initial-weights';
import { relativeDifference, sumOf } from './testing';
import { EngineTrainer } from './train/engine-trainer';
import { TfjsTrainer } from './train/tfjs-trainer';
import type { StepPlan, StepResult, Trainer, TrainingJob } from './train/trainer';

/** What a trainer made of some steps. */
export interface Outcome {
  results: StepResult[];
  state: TrainerState;
  evaluation: { lossSum: number; predictions: Uint8Array };
}

/** Steps over batches of the given sizes, from different places of the image set. */
export function stepPlans(
  images: ImageSet,
  sizes: readonly number[],
  learningRate: number,
): StepPlan[] {
  return sizes.map((size, index) => ({
    step: index + 1,
    batch: Uint32Array.from({ length: size }, (_, row) => (7 * row + 13 * index) % images.count),
    learningRate,
  }));
}

/** Trains on the engine with threads taken in turn. Only in Node. */
export async function onEngine(
  job: TrainingJob,
  threads: number,
  images: ImageSet,
  plans: readonly StepPlan[],
): Promise<Outcome> {
  // Only now, because browsers, which use the rest of this file, cannot read files.
  const { engineInTurns } = await import('./engine/testing/in-turns');
  return outcomeOf(new EngineTrainer(engineInTurns(job, threads)), job, images, plans);
}

/** Trains on tfjs, whose CPU backend must be active. */
export function onTfjs(
  job: TrainingJob,
  images: ImageSet,
  plans: readonly StepPlan[],
): Promise<Outcome> {
  return outcomeOf(new TfjsTrainer(job, 'cpu'), job, images, plans);
}

/** Makes the steps from the first weights of the job's seed, and disposes of the trainer. */
export async function outcomeOf(
  trainer: Trainer,
  { model, seed }: TrainingJob,
  images: ImageSet,
  plans: readonly StepPlan[],
): Promise<Outcome> {
  trainer.writeState({ weights: initialWeights(model, seed), optimizer: [], step: 0 });
  const results = await trainer.run(images, plans);
  const state = await trainer.readState();
  const { losses, predictions } = await trainer.evaluate(images, Uint32Array.of(3, 1, 4, 1, 5));
  trainer.dispose();
  return { results, state, evaluation: { lossSum: sumOf(losses), predictions } };
}

/**
 * Largest relative L2 difference of a weight or optimiser slot. After one step with momentum the
 * slots are the gradients themselves, without the rounding of the weights that they move.
 */
export function largestDifference(actual: Outcome, expected: Outcome): number {
  const arraysOf = ({ state }: Outcome) => [...state.weights, ...state.optimizer];
  const others = arraysOf(actual);
  const differences = arraysOf(expected).map(({ data }, index) => {
    const other = (others[index] as NamedArray).data;
    // A layer behind a dead one learns nothing; then ours may not either.
    if (data.every((value) => value === 0)) return other.every((value) => value === 0) ? 0 : 1;
    return relativeDifference(other, data);
  });
  return Math.max(...differences);
}
