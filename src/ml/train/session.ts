/** One run in the worker: from request to result, with its switches. */
import type { Dataset } from '../../domain/dataset';
import { AtelierError, toFailure } from '../../domain/failure';
import { CATALOGUE } from '../../domain/models/catalogue';
import type { TestResult } from '../../domain/run';
import type { TrainingSplit } from '../../domain/split';
import type { RunRequest, WeightsSnapshot } from '../../protocol/api';
import type { RunEvent } from '../../protocol/events';
import { onContextLost } from '../backends/start';
import { initialWeights } from '../models/initial-weights';
import { RunControl } from './control';
import { createTrainer } from './create-trainer';
import {
  type Interruptible,
  measure,
  type RunContext,
  runSplit,
  stepsPerEpoch,
  trainEpochs,
} from './loop';
import { Reporter } from './reporter';
import { Stopwatch } from './stopwatch';
import type { Trainer } from './trainer';

/** A run under way or ended; holds the network until disposed of. */
export class TrainingSession {
  readonly runId: string;
  readonly control: RunControl;
  readonly #request: RunRequest;
  readonly #data: Dataset;
  readonly #send: (event: RunEvent) => void;
  readonly #reporter: Reporter;
  readonly #clock: Stopwatch;
  #trainer: Trainer | null = null;
  #stepsPerEpoch = 0;
  /** Completed and validated. */
  #epochs: number;
  /** Settles when nothing is being computed. */
  #done: Promise<unknown> = Promise.resolve();
  /** Switch of an evaluation after the run; a stopped run can still be measured. */
  #evaluation = newSwitch();

  constructor(request: RunRequest, data: Dataset, send: (event: RunEvent) => void) {
    this.runId = request.runId;
    this.#request = request;
    this.#data = data;
    this.#epochs = request.checkpoint?.epoch ?? 0;
    this.#send = (event) => {
      if (event.type === 'epoch') this.#epochs = event.record.epoch;
      send(event);
    };
    this.#reporter = new Reporter(this.runId, this.#send);
    this.#clock = new Stopwatch(request.history.reduce((sum, epoch) => sum + epoch.seconds, 0));
    this.control = new RunControl(
      request.start !== 'running',
      request.learningRateChanges,
      this.#onWait.bind(this),
    );
    this.control.stepsPlanned = request.checkpoint?.state.step ?? 0;
    if (request.start === 'oneStep') this.control.step();
  }

  /** Trains to the end. Failures go out as an event. */
  train(): Promise<void> {
    const done = this.#train().catch((thrown: unknown) => {
      this.#reporter.flush();
      this.#send({ runId: this.runId, type: 'failed', failure: toFailure(thrown) });
    });
    this.#done = done;
    return done;
  }

  /** Ends the training, or the evaluation after it. */
  stop(): void {
    this.control.stop();
    this.#evaluation.stopped = true;
  }

  /** Copies of the present weights; null before the network is built and after it is freed. */
  async readWeights(): Promise<WeightsSnapshot | null> {
    if (!this.#trainer) return null;
    return { step: this.control.stepsPlanned, weights: await this.#trainer.readWeights() };
  }

  /** Measures the present network on the test images; null when stopped on the way. */
  evaluate(onProgress: (fraction: number) => void): Promise<TestResult | null> {
    const evaluation = newSwitch();
    this.#evaluation = evaluation;
    const result = this.#done.then(() => {
      if (!this.#trainer) throw new RangeError('the run has no network');
      return measureTest(this.#trainer, this.#data, evaluation, onProgress);
    });
    this.#done = result.catch(() => null);
    return result;
  }

  /** Stops if need be, and frees the network. */
  async dispose(): Promise<void> {
    this.stop();
    await this.#done;
    this.#trainer?.dispose();
    this.#trainer = null;
  }

  async #train(): Promise<void> {
    const split = runSplit(this.#data, this.#request.settings);
    const context = await this.#prepare(split);
    this.#clock.start();
    await trainEpochs(context, split, this.#request.checkpoint?.epoch ?? 0);
    this.#clock.hold();
    this.#reporter.flush();
    if (this.control.stopped) return this.#sendStopped(context);
    const result = await this.#test(context);
    if (result && !Number.isFinite(result.loss)) throw this.#notFinite(context);
    const { weights } = await context.trainer.readState();
    this.#send({ runId: this.runId, type: 'finished', result, weights });
  }

  async #prepare(split: TrainingSplit): Promise<RunContext> {
    const { settings, backend, checkpoint } = this.#request;
    const model = CATALOGUE[settings.model];
    const trainer = await createTrainer({ ...settings, model }, backend);
    this.#trainer = trainer;
    onContextLost(backend, () => {
      this.#send({ runId: this.runId, type: 'failed', failure: { code: 'gpu-lost', backend } });
    });
    const fresh = { weights: initialWeights(model, settings.seed), optimizer: [], step: 0 };
    trainer.writeState(checkpoint?.state ?? fresh);
    this.#stepsPerEpoch = stepsPerEpoch(split.training.length, settings.batchSize);
    this.#send({
      runId: this.runId,
      type: 'prepared',
      trainingImages: split.training.length,
      validationImages: split.validation.length,
      testImages: this.#data.test.count,
      stepsPerEpoch: this.#stepsPerEpoch,
      step: checkpoint?.state.step ?? 0,
    });
    return {
      runId: this.runId,
      settings,
      data: this.#data,
      trainer,
      control: this.control,
      reporter: this.#reporter,
      clock: this.#clock,
      send: this.#send,
    };
  }

  /** Finite weights can be so large that a loss is not: the last epoch stands, its result does not. */
  #notFinite({ settings }: RunContext): AtelierError {
    const { epochs, learningRate } = settings;
    const step = epochs * this.#stepsPerEpoch;
    return new AtelierError({ code: 'loss-not-finite', step, epoch: epochs, learningRate });
  }

  #test({ trainer, settings }: RunContext): Promise<TestResult | null> {
    return measureTest(trainer, this.#data, this.control, (fraction) =>
      this.#reporter.progress({
        phase: 'testing',
        epoch: settings.epochs,
        fraction,
        imagesLeft: 0,
      }),
    );
  }

  async #sendStopped({ trainer }: RunContext): Promise<void> {
    const state = await trainer.readState();
    const checkpoint = { runId: this.runId, epoch: this.#epochs, state };
    this.#send({ runId: this.runId, type: 'stopped', checkpoint });
  }

  #onWait(waiting: boolean): void {
    if (waiting) {
      this.#clock.hold();
      this.#reporter.flush();
      this.#send({ runId: this.runId, type: 'paused' });
    } else {
      this.#clock.start();
      if (!this.control.paused && !this.control.stopped) {
        this.#send({ runId: this.runId, type: 'resumed' });
      }
    }
  }
}

function newSwitch(): Interruptible & { stopped: boolean } {
  return { stopped: false, waitWhilePaused: () => Promise.resolve() };
}

function measureTest(
  trainer: Trainer,
  data: Dataset,
  control: Interruptible,
  onProgress: (fraction: number) => void,
): Promise<TestResult | null> {
  const everything = Uint32Array.from({ length: data.test.count }, (_, index) => index);
  return measure(trainer, data.test, everything, control, onProgress);
}
