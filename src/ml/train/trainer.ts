import type { BackendId } from '../../domain/backend';
import type { ImageSet } from '../../domain/dataset';
import type { ModelSpec } from '../../domain/models/layers';
import type { LossId, OptimizerId, TrainingOptions } from '../../domain/settings';
import type { NamedArray, TrainerState } from '../../domain/tensors';

/** What to train, fixed for the life of a trainer. Options that are absent are at their defaults. */
export interface TrainingJob extends Partial<TrainingOptions> {
  model: ModelSpec;
  loss: LossId;
  optimizer: OptimizerId;
  /** Decides the dropout masks and the augmentation. */
  seed: number;
  /** Largest batch, as far as it is known. */
  batchSize?: number;
}

/** One gradient step to make. */
export interface StepPlan {
  /** Counted from 1 over the whole run. */
  step: number;
  /** Images of the batch, as positions in the image set. */
  batch: Uint32Array;
  learningRate: number;
}

/**
 * A gradient step that was made; both figures are measured before the update, on the images as the
 * step saw them (augmented).
 */
export interface StepResult {
  /** Mean over the batch of the loss itself, without label smoothing and penalties on weights. */
  loss: number;
  /** Images classified rightly. */
  correct: number;
}

/** Classification of some images. */
export interface Evaluation {
  /**
   * Loss itself of each image. Not their sum: rounding would make that depend on how many images are
   * classified at once, and so on how fast the machine is.
   */
  losses: Float64Array;
  /** Most probable class of each image. */
  predictions: Uint8Array;
}

/**
 * Computes gradient steps: what a backend has to offer to the training loop. It does not know about
 * epochs, schedules, pauses or events. Between calls all memory it holds is its own, and freed by
 * `dispose`; arrays that go in and out are the caller's.
 */
export interface Trainer {
  readonly backend: BackendId;
  /** Makes the steps in order and gives their results. A non-finite loss is a result, not an error. */
  run(images: ImageSet, plans: readonly StepPlan[]): Promise<StepResult[]>;
  /** Classifies some images with the present weights, without dropout. */
  evaluate(images: ImageSet, indices: Uint32Array): Promise<Evaluation>;
  /**
   * Copies of the present weights alone; may be called between the steps of a run under way. They may
   * lie in shared memory, and are then written anew by the next call but one.
   */
  readWeights(): Promise<NamedArray[]>;
  /** Copies of weights and optimiser state. */
  readState(): Promise<TrainerState>;
  /** Replaces weights and optimiser state. Throws RangeError when they do not fit the model. */
  writeState(state: TrainerState): void;
  /** Frees everything; the trainer cannot be used afterwards. */
  dispose(): void;
}
