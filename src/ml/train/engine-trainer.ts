import type { ImageSet } from '../../domain/dataset';
import type { NamedArray, TrainerState } from '../../domain/tensors';
import type { Engine } from '../engine/engine';
import type { Evaluation, StepPlan, StepResult, Trainer } from './trainer';

/** Trains through our own engine. */
export class EngineTrainer implements Trainer {
  readonly backend = 'engine';
  readonly #engine: Engine;
  #step = 0;

  /** Takes the engine over: it is disposed of with the trainer. */
  constructor(engine: Engine) {
    this.#engine = engine;
  }

  async run(images: ImageSet, plans: readonly StepPlan[]): Promise<StepResult[]> {
    const results = this.#engine.train(images, plans);
    this.#step = plans.at(-1)?.step ?? this.#step;
    return results.map(({ lossSum, correct }, index) => ({
      loss: lossSum / (plans[index] as StepPlan).batch.length,
      correct,
    }));
  }

  async evaluate(images: ImageSet, indices: Uint32Array): Promise<Evaluation> {
    return this.#engine.classify(images, indices);
  }

  async readWeights(): Promise<NamedArray[]> {
    return this.#engine.readWeights();
  }

  async readState(): Promise<TrainerState> {
    const weights = this.#engine.readWeights();
    return { weights, optimizer: this.#engine.readSlots(), step: this.#step };
  }

  writeState(state: TrainerState): void {
    this.#engine.writeWeights(state.weights);
    this.#engine.writeSlots(state.optimizer);
    this.#step = state.step;
  }

  dispose(): void {
    this.#engine.dispose();
  }
}
