/** What tests of the training loop share: a trainer that computes nothing, and a clock that only it moves. */
import { vi } from 'vitest';
import type { Dataset, ImageSet } from '../../domain/dataset';
import { defaultSettings, type TrainingSettings } from '../../domain/settings';
import type { TrainerState } from '../../domain/tensors';
import type { RunEvent } from '../../protocol/events';
import { RunControl } from './control';
import { type RunContext, runSplit, trainEpochs } from './loop';
import { Reporter } from './reporter';
import { Stopwatch } from './stopwatch';
import type { Evaluation, StepPlan, StepResult, Trainer } from './trainer';

let now = 0;

/** Has time pass only where a {@link ScriptedTrainer} takes it; undone by `vi.restoreAllMocks`. */
export function holdTime(): void {
  now = 1000;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
}

/** A trainer that computes nothing: it notes what it is asked and answers as it is told. */
export class ScriptedTrainer implements Trainer {
  readonly backend = 'cpu';
  readonly runs: StepPlan[][] = [];
  readonly evaluated: number[] = [];
  /** Milliseconds that a step takes, and classifying an image. */
  stepMs = 0;
  imageMs = 0;
  answer: (plan: StepPlan) => StepResult = () => ({ loss: 1, correct: 0 });
  classify: (images: ImageSet, indices: Uint32Array) => Evaluation = (_, indices) => ({
    losses: new Float64Array(indices.length).fill(1),
    predictions: new Uint8Array(indices.length),
  });

  get plans(): StepPlan[] {
    return this.runs.flat();
  }

  async run(_: ImageSet, plans: readonly StepPlan[]): Promise<StepResult[]> {
    this.runs.push([...plans]);
    now += plans.length * this.stepMs;
    return plans.map((plan) => this.answer(plan));
  }

  async evaluate(images: ImageSet, indices: Uint32Array): Promise<Evaluation> {
    this.evaluated.push(indices.length);
    now += indices.length * this.imageMs;
    return this.classify(images, indices);
  }

  readWeights = async () => [];
  readState = async (): Promise<TrainerState> => ({
    weights: [],
    optimizer: [],
    step: this.plans.at(-1)?.step ?? 0,
  });
  writeState = () => {};
  dispose = () => {};
}

/** So many images without pixels, of the ten classes in turn. */
export function imageSet(count: number): ImageSet {
  const labels = Uint8Array.from({ length: count }, (_, index) => index % 10);
  return { count, images: new Uint8Array(), labels };
}

/** A run of a {@link ScriptedTrainer} on so many training images, its events, and what starts it. */
export function setUp(images: number, changes: Partial<TrainingSettings> = {}) {
  const trainer = new ScriptedTrainer();
  const events: RunEvent[] = [];
  const send = (event: RunEvent) => void events.push(event);
  const clock = new Stopwatch();
  clock.start();
  const data: Dataset = {
    id: 'starter',
    name: null,
    fingerprint: '',
    classes: [],
    train: imageSet(images),
    test: imageSet(10),
  };
  const settings = { ...defaultSettings(), validationFraction: 0, epochs: 1, ...changes };
  const control = new RunControl(false, [], () => {});
  const reporter = new Reporter('run-1', send);
  const context: RunContext = {
    runId: 'run-1',
    settings,
    data,
    trainer,
    control,
    reporter,
    clock,
    send,
  };
  const split = runSplit(data, settings);
  const train = (completed = 0) => trainEpochs(context, split, completed);
  const records = () => events.flatMap((event) => (event.type === 'epoch' ? [event.record] : []));
  return { trainer, events, control, context, split, train, records };
}
