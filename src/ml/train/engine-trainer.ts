import type { ImageSet } from '../../domain/dataset';
import type { NamedArray, TrainerState } from '../../domain/tensors';
import type { Engine } from '../engine/engine';
import type { Evaluation, StepPlan, StepResult, Trainer } from './trainer';

/** Trains through our own engine. */
export class EngineTrainer implements Trainer {
  readonly backend = 'engine';
  readonly #engine: Engine;
  /** What {@link EngineTrainer.readWeights} gave last and before. */
  readonly #looks: NamedArray[][] = [];
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

  /**
   * Where threads share memory, copies in two sets by turns: while a run is followed, megabytes of new
   * arrays a second would have every thread that sees them collect garbage.
   */
  async readWeights(): Promise<NamedArray[]> {
    if (!globalThis.crossOriginIsolated) return this.#engine.readWeights();
    const oldest = this.#looks.length < 2 ? undefined : this.#looks.shift();
    const next = oldest ?? this.#engine.readWeights().map(inSharedMemory);
    this.#looks.push(next);
    this.#engine.readWeightsInto(next);
    return next;
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

/** An array of the same name and size that other threads can see. */
function inSharedMemory({ name, shape, data }: NamedArray): NamedArray {
  return { name, shape, data: new Float32Array(new SharedArrayBuffer(data.byteLength)) };
}
