import * as tf from '@tensorflow/tfjs';
import { changeImage, drawChange, isAugmenting } from '../../domain/augment';
import type { BackendId } from '../../domain/backend';
import { IMAGE_PIXELS, type ImageSet } from '../../domain/dataset';
import { type TrainingOptions, trainingOptions } from '../../domain/settings';
import type { NamedArray, TrainerState } from '../../domain/tensors';
import { type BatchTensors, batchTensors, type ImageChanger } from '../data/batch';
import { TfNetwork } from '../models/build';
import type { DropoutClock } from '../models/seeded-dropout';
import { lossPerImage } from './losses';
import { Optimizer } from './optimizers';
import type { Evaluation, StepPlan, StepResult, Trainer, TrainingJob } from './trainer';

/** Trains through tfjs, on whichever backend tfjs has active. */
export class TfjsTrainer implements Trainer {
  readonly backend: BackendId;
  readonly #job: TrainingJob & TrainingOptions;
  readonly #clock: DropoutClock;
  readonly #network: TfNetwork;
  readonly #optimizer: Optimizer;
  #step = 0;

  /** The backend must be active already; see backends/start.ts. */
  constructor(job: TrainingJob, backend: BackendId) {
    this.backend = backend;
    this.#job = { ...trainingOptions(job), ...job };
    this.#clock = { seed: job.seed, step: 0 };
    this.#network = new TfNetwork(job.model, this.#clock);
    this.#optimizer = new Optimizer(job.optimizer, this.#network.variables, {
      ...this.#job,
      kernels: this.#network.kernels,
    });
  }

  async run(images: ImageSet, plans: readonly StepPlan[]): Promise<StepResult[]> {
    // Reading a figure makes the CPU wait for the GPU, so all steps are queued before the first read.
    const figures = plans.map((plan) => this.#makeStep(images, plan));
    const values = await readAndDispose(figures);
    return values.map(([loss = 0, correct = 0]) => ({ loss, correct }));
  }

  async evaluate(images: ImageSet, indices: Uint32Array): Promise<Evaluation> {
    const batch = batchTensors(this.#job.model, images, indices);
    const [perImage, classes] = tf.tidy(() => {
      const logits = this.#network.apply(batch.images, false);
      return [
        lossPerImage(this.#job.loss, logits, batch.oneHot),
        logits.argMax(1).toFloat(),
      ] as const;
    });
    dispose(batch);
    const [losses = [], predictions = []] = await readAndDispose([perImage, classes]);
    return { losses: Float64Array.from(losses), predictions: Uint8Array.from(predictions) };
  }

  readWeights(): Promise<NamedArray[]> {
    return this.#network.readWeights();
  }

  async readState(): Promise<TrainerState> {
    const weights = await this.readWeights();
    return { weights, optimizer: await this.#optimizer.readSlots(), step: this.#step };
  }

  writeState(state: TrainerState): void {
    this.#network.writeWeights(state.weights);
    this.#optimizer.writeSlots(state.optimizer);
    this.#step = state.step;
  }

  dispose(): void {
    this.#network.dispose();
    this.#optimizer.dispose();
  }

  /** Queues one step; gives [loss, correct] as a tensor of two values. */
  #makeStep(images: ImageSet, plan: StepPlan): tf.Tensor {
    this.#clock.step = plan.step;
    this.#step = plan.step;
    const batch = batchTensors(this.#job.model, images, plan.batch, this.#changer(plan.step));
    const figures = tf.tidy(() => {
      const { figures, gradients } = this.#gradients(batch);
      this.#optimizer.update(this.#network.variables, gradients, plan.learningRate, plan.step);
      return figures;
    });
    dispose(batch);
    return figures;
  }

  /** Augments the images of a step; undefined where nothing is to be changed. */
  #changer(step: number): ImageChanger | undefined {
    const job = this.#job;
    if (!isAugmenting(job)) return undefined;
    const changed = new Uint8Array(IMAGE_PIXELS);
    return (images, from, position) => {
      changeImage(images, from, changed, 0, drawChange(job, job.seed, step, position));
      return changed;
    };
  }

  /** `figures`, [loss, correct], outlive every tidy, because the gradient's own scope would free them. */
  #gradients(batch: BatchTensors): { figures: tf.Tensor; gradients: Map<string, tf.Tensor> } {
    const { variables } = this.#network;
    const { loss, labelSmoothing } = this.#job;
    const figures: tf.Tensor[] = [];
    const { grads } = tf.variableGrads(() => {
      const logits = this.#network.apply(batch.images, true);
      const plain = lossPerImage(loss, logits, batch.oneHot);
      const both = tf.stack([plain.mean(), countCorrect(logits, batch.oneHot)]);
      figures.push(tf.keep(both));
      const aim =
        labelSmoothing > 0 ? lossPerImage(loss, logits, batch.oneHot, labelSmoothing) : plain;
      return aim.mean() as tf.Scalar;
    }, [...variables.values()]);
    const gradients = new Map(
      [...variables].map(([name, variable]) => [name, grads[variable.name] as tf.Tensor]),
    );
    return { figures: figures[0] as tf.Tensor, gradients };
  }
}

function countCorrect(logits: tf.Tensor2D, oneHot: tf.Tensor2D): tf.Scalar {
  return logits.argMax(1).equal(oneHot.argMax(1)).toFloat().sum() as tf.Scalar;
}

function dispose(batch: BatchTensors): void {
  tf.dispose([batch.images, batch.oneHot]);
}

async function readAndDispose(tensors: readonly tf.Tensor[]): Promise<Float32Array[]> {
  try {
    return await Promise.all(tensors.map((tensor) => tensor.data<'float32'>()));
  } finally {
    tf.dispose([...tensors]);
  }
}
