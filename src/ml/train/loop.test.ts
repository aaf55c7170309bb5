import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Dataset, ImageSet } from '../../domain/dataset';
import { AtelierError } from '../../domain/failure';
import { defaultSettings, type TrainingSettings } from '../../domain/settings';
import { epochOrder } from '../../domain/split';
import type { TrainerState } from '../../domain/tensors';
import type { RunEvent } from '../../protocol/events';
import { RunControl } from './control';
import { measure, type RunContext, runSplit, stepsPerEpoch, trainEpochs } from './loop';
import { Reporter } from './reporter';
import { Stopwatch } from './stopwatch';
import type { Evaluation, StepPlan, StepResult, Trainer } from './trainer';

let now = 0;
beforeEach(() => {
  now = 1000;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
});
afterEach(() => {
  vi.restoreAllMocks();
});

/** A trainer that computes nothing: it notes what it is asked and answers as it is told. */
class ScriptedTrainer implements Trainer {
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

function imageSet(count: number): ImageSet {
  const labels = Uint8Array.from({ length: count }, (_, index) => index % 10);
  return { count, images: new Uint8Array(), labels };
}

function setUp(images: number, changes: Partial<TrainingSettings> = {}) {
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

describe('trainEpochs', () => {
  it('visits every training image once an epoch, in the order of the seed', async () => {
    const { trainer, split, train } = setUp(53, { batchSize: 10, epochs: 2, seed: 9 });
    await train();
    const sizes = trainer.plans.map(({ batch }) => batch.length);
    expect(sizes).toEqual([10, 10, 10, 10, 10, 3, 10, 10, 10, 10, 10, 3]);
    expect(trainer.plans.map(({ step }) => step)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    for (const epoch of [0, 1]) {
      const visited = trainer.plans.slice(epoch * 6, epoch * 6 + 6).flatMap((p) => [...p.batch]);
      expect(visited).toEqual([...epochOrder(split.training, 9, epoch)]);
    }
  });

  it('never trains on an image that is held out', async () => {
    const { trainer, split, train } = setUp(200, { validationFraction: 0.2, batchSize: 7 });
    await train();
    const trained = new Set(trainer.plans.flatMap(({ batch }) => [...batch]));
    expect(trained.size).toBe(160);
    expect(split.validation.some((index) => trained.has(index))).toBe(false);
  });

  it('gives each image the same weight in the figures of an epoch', async () => {
    const { trainer, train, records } = setUp(5, { batchSize: 2 });
    const losses = [1, 2, 4];
    const correct = [2, 1, 0];
    trainer.answer = ({ step }) => ({
      loss: losses[step - 1] as number,
      correct: correct[step - 1] as number,
    });
    await train();
    // Batches of 2, 2 and 1: (2 x 1 + 2 x 2 + 4) / 5 and 3 of 5.
    expect(records()).toMatchObject([
      { epoch: 1, step: 3, trainingLoss: 2, trainingAccuracy: 0.6, learningRate: 1e-3 },
    ]);
  });

  it('measures validation images after each epoch, and says null where there are none', async () => {
    const { trainer, train, records } = setUp(40, { validationFraction: 0.25, epochs: 2 });
    // Half right: the true label for every other image.
    trainer.classify = ({ labels }, indices) => ({
      losses: new Float64Array(indices.length).fill(3),
      predictions: Uint8Array.from(indices, (image, row) => {
        const label = labels[image] as number;
        return row % 2 ? label : (label + 1) % 10;
      }),
    });
    await train();
    expect(trainer.evaluated).toEqual([10, 10]);
    expect(records()).toMatchObject([
      { epoch: 1, validationLoss: 3, validationAccuracy: 0.5 },
      { epoch: 2, validationLoss: 3, validationAccuracy: 0.5 },
    ]);
    const without = setUp(40);
    await without.train();
    expect(without.records()).toMatchObject([{ validationLoss: null, validationAccuracy: null }]);
    expect(without.trainer.evaluated).toEqual([]);
  });

  it('times each epoch', async () => {
    const { trainer, train, records } = setUp(40, { batchSize: 10, epochs: 2 });
    trainer.stepMs = 250;
    await train();
    expect(records().map(({ seconds }) => seconds)).toEqual([1, 1]);
  });

  it('hands over a checkpoint with each epoch', async () => {
    const { events, train } = setUp(40, { batchSize: 10, epochs: 2 });
    await train();
    const checkpoints = events.flatMap((e) => (e.type === 'epoch' ? [e.checkpoint] : []));
    expect(checkpoints).toEqual([
      { runId: 'run-1', epoch: 1, state: { weights: [], optimizer: [], step: 4 } },
      { runId: 'run-1', epoch: 2, state: { weights: [], optimizer: [], step: 8 } },
    ]);
  });

  it('continues after the epochs that are done, with their steps counted', async () => {
    const whole = setUp(40, { batchSize: 10, epochs: 3, schedule: 'cosine' });
    await whole.train();
    const continued = setUp(40, { batchSize: 10, epochs: 3, schedule: 'cosine' });
    await continued.train(2);
    expect(continued.trainer.plans).toEqual(whole.trainer.plans.slice(8));
    expect(continued.records()).toMatchObject([{ epoch: 3, step: 12 }]);
  });

  it('follows the schedule from step to step', async () => {
    const { trainer, train, records } = setUp(60, {
      batchSize: 10,
      schedule: 'step',
      learningRate: 1,
    });
    await train();
    const rates = trainer.plans.map(({ learningRate }) => learningRate);
    expect(rates).toEqual([1, 1, 0.1, 0.1, 0.01, 0.01].map((rate) => expect.closeTo(rate, 12)));
    expect(records()[0]?.learningRate).toBe(rates[5]);
  });

  it('uses a changed learning rate from the first step that is not under way', async () => {
    const { trainer, control, train, records } = setUp(100, { batchSize: 10, learningRate: 1 });
    const made: unknown[] = [];
    trainer.answer = ({ step }) => {
      if (step === 3) made.push(control.changeLearningRate(0.5));
      return { loss: 1, correct: 0 };
    };
    await train();
    // Steps 2 and 3 were handed over together: the change holds from index 3 on.
    expect(made).toEqual([{ step: 3, learningRate: 0.5 }]);
    const rates = trainer.plans.map(({ learningRate }) => learningRate);
    expect(rates).toEqual([1, 1, 1, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5]);
    expect(records()[0]?.learningRate).toBe(0.5);
  });

  it('looks at the switches about every 80 ms, at whatever speed', async () => {
    const lengths = async (stepMs: number) => {
      const { trainer, train } = setUp(3000, { batchSize: 1 });
      trainer.stepMs = stepMs;
      await train();
      return trainer.runs.map(({ length }) => length);
    };
    expect((await lengths(10)).slice(0, 6)).toEqual([1, 2, 4, 8, 8, 8]);
    expect(Math.max(...(await lengths(300)))).toBe(1);
    const fast = await lengths(0.001);
    expect(Math.max(...fast)).toBe(256);
    expect(fast.reduce((sum, length) => sum + length, 0)).toBe(3000);
  });

  it('makes one step at a time while it is paused', async () => {
    const { trainer, control, train } = setUp(100, { batchSize: 10 });
    trainer.answer = ({ step }) => {
      // Pressing Step pauses the run that is under way.
      if (step < 6) control.step();
      else control.resume();
      return { loss: 1, correct: 0 };
    };
    await train();
    expect(trainer.runs.slice(1, 4).map(({ length }) => length)).toEqual([1, 1, 1]);
    expect(trainer.plans.length).toBe(10);
  });

  it('ends before the next step when it is stopped, without an epoch record', async () => {
    const { trainer, control, train, records } = setUp(100, { batchSize: 10 });
    trainer.stepMs = 80;
    trainer.answer = ({ step }) => {
      if (step === 4) control.stop();
      return { loss: 1, correct: 0 };
    };
    await train();
    expect(trainer.plans.length).toBe(4);
    expect(records()).toEqual([]);
  });

  it('lets messages through between steps: one that stops it is heard', async () => {
    const { control, train, records } = setUp(10, { batchSize: 10, epochs: 1000 });
    const { port1, port2 } = new MessageChannel();
    port2.onmessage = () => {
      control.stop();
      port2.close();
    };
    port1.postMessage('stop');
    await train();
    expect(control.stopped).toBe(true);
    expect(records().length).toBeLessThan(1000);
  });

  it('ends when it is stopped while validating', async () => {
    const { trainer, control, train, records } = setUp(1200, { validationFraction: 0.5 });
    trainer.classify = (_, indices) => {
      control.stop();
      return {
        losses: new Float64Array(indices.length),
        predictions: new Uint8Array(indices.length),
      };
    };
    await train();
    expect(trainer.evaluated).toEqual([32]);
    expect(records()).toEqual([]);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
    'ends at a loss of %f, naming the step',
    async (loss) => {
      const { trainer, events, context, train } = setUp(100, { batchSize: 10, epochs: 3 });
      trainer.answer = ({ step }) => ({ loss: step === 14 ? loss : 1, correct: 0 });
      const thrown = await train().catch((error: unknown) => error);
      expect((thrown as AtelierError).failure).toEqual({
        code: 'loss-not-finite',
        step: 14,
        epoch: 2,
        learningRate: 1e-3,
      });
      expect(thrown).toBeInstanceOf(AtelierError);
      context.reporter.flush();
      const steps = events.flatMap((e) => (e.type === 'progress' ? e.points : []));
      expect(steps.map(({ step }) => step)).toEqual(Array.from({ length: 13 }, (_, i) => i + 1));
    },
  );

  // The last step of an epoch can spoil the weights: only the measurement after it shows that.
  it('keeps no epoch whose weights give a validation loss that is not finite', async () => {
    const { trainer, train, records } = setUp(40, { validationFraction: 0.25 });
    trainer.classify = (_, indices) => ({
      losses: new Float64Array(indices.length).fill(Number.NaN),
      predictions: new Uint8Array(indices.length),
    });
    const thrown = await train().catch((error: unknown) => error);
    expect(records()).toEqual([]);
    expect((thrown as AtelierError).failure.code).toBe('loss-not-finite');
  });

  it('keeps no epoch whose weights or slots are not finite, also where nothing is validated', async () => {
    const { trainer, train, records } = setUp(40);
    const spoiled = { name: 'w', shape: [1], data: Float32Array.of(Number.NaN) };
    for (const state of [
      { weights: [spoiled], optimizer: [], step: 2 },
      { weights: [], optimizer: [spoiled], step: 2 },
    ]) {
      trainer.readState = async () => state;
      const thrown = await train().catch((error: unknown) => error);
      expect(records()).toEqual([]);
      expect((thrown as AtelierError).failure.code).toBe('loss-not-finite');
    }
  });

  it('tells where it stands: phase, epoch, share done, time left', async () => {
    const { trainer, events, train } = setUp(100, { batchSize: 10, epochs: 2 });
    trainer.stepMs = 500;
    await train();
    const told = events.flatMap((event) => (event.type === 'progress' ? [event] : []));
    expect(told.map(({ epoch }) => epoch)).toEqual([
      ...new Array(10).fill(1),
      ...new Array(10).fill(2),
    ]);
    expect(told.map(({ fraction }) => fraction).slice(0, 10)).toEqual(
      [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1].map((value) => expect.closeTo(value, 9)),
    );
    // 10 images in 0.5 s are 20 a second; after the first epoch 100 are left.
    expect(told[9]?.imagesPerSecond).toBeCloseTo(20, 6);
    expect(told[9]?.secondsLeft).toBeCloseTo(5, 6);
    expect(told.at(-1)?.secondsLeft).toBeCloseTo(0, 6);
  });
});

describe('stepsPerEpoch', () => {
  it('counts a smaller last batch', () => {
    expect(stepsPerEpoch(55_000, 32)).toBe(1719);
    expect(stepsPerEpoch(64, 32)).toBe(2);
    expect(stepsPerEpoch(1, 32)).toBe(1);
  });
});

describe('measure', () => {
  const free = { stopped: false, waitWhilePaused: () => Promise.resolve() };

  it('gives mean loss, accuracy and confusion matrix over exactly the images asked for', async () => {
    const trainer = new ScriptedTrainer();
    const images = imageSet(1000);
    // Says 0 to all; the loss of an image is its number.
    trainer.classify = (_, indices) => ({
      losses: Float64Array.from(indices),
      predictions: new Uint8Array(indices.length),
    });
    const indices = Uint32Array.from({ length: 600 }, (_, index) => index + 100);
    const fractions: number[] = [];
    const result = await measure(trainer, images, indices, free, (share) => fractions.push(share));
    expect(result?.loss).toBe(399.5);
    expect(result?.accuracy).toBe(0.1);
    expect(result?.confusion.map(([first]) => first)).toEqual(new Array(10).fill(60));
    expect(trainer.evaluated).toEqual([32, 64, 128, 256, 120]);
    expect(fractions).toEqual([32, 96, 224, 480, 600].map((done) => done / 600));
  });

  it.each([
    [0.5, [32, 64, 128, 128]],
    [2, [32, 32, 32, 32]],
    [4, [32, 16, 16, 16]],
    [200, [32, 16, 8, 4]],
  ])('takes parts of about 80 ms where an image takes %f ms', async (imageMs, parts) => {
    const trainer = new ScriptedTrainer();
    trainer.imageMs = imageMs;
    const indices = Uint32Array.from({ length: 1000 }, (_, index) => index);
    await measure(trainer, imageSet(1000), indices, free, () => {});
    expect(trainer.evaluated.slice(0, 4)).toEqual(parts);
  });

  // A run that continues after a reload has to end with the same figures, to the last digit.
  it('gives the same loss to the bit however fast the machine is', async () => {
    const indices = Uint32Array.from({ length: 1000 }, (_, index) => index);
    const lossAt = async (imageMs: number) => {
      const trainer = new ScriptedTrainer();
      trainer.imageMs = imageMs;
      trainer.classify = (_, images) => ({
        losses: Float64Array.from(images, (image) => 1 / (image + 3)),
        predictions: new Uint8Array(images.length),
      });
      return (await measure(trainer, imageSet(1000), indices, free, () => {}))?.loss;
    };
    const loss = await lossAt(0);
    expect(await lossAt(1.3)).toBe(loss);
    expect(await lossAt(4)).toBe(loss);
  });

  it('waits while paused', async () => {
    const control = new RunControl(true, [], () => {});
    const trainer = new ScriptedTrainer();
    const result = measure(trainer, imageSet(10), Uint32Array.of(1, 2), control, () => {});
    await new Promise((resolve) => setTimeout(resolve));
    expect(trainer.evaluated).toEqual([]);
    control.resume();
    expect((await result)?.accuracy).toBe(0);
  });

  it('lets messages through between its parts', async () => {
    const control = new RunControl(false, [], () => {});
    setTimeout(() => control.stop());
    const images = imageSet(250);
    const indices = new Uint32Array(250 * 20_000);
    const result = await measure(new ScriptedTrainer(), images, indices, control, () => {});
    expect(result).toBeNull();
  });

  it('gives null when it is stopped on the way', async () => {
    const control = { ...free };
    const trainer = new ScriptedTrainer();
    const indices = Uint32Array.from({ length: 900 }, (_, index) => index);
    const stop = () => {
      control.stopped = true;
    };
    expect(await measure(trainer, imageSet(900), indices, control, stop)).toBeNull();
    expect(trainer.evaluated).toEqual([32]);
  });
});
