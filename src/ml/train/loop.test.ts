import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AtelierError } from '../../domain/failure';
import { epochOrder } from '../../domain/split';
import { stepsPerEpoch } from './loop';
import { holdTime, setUp } from './loop-testing';

beforeEach(holdTime);
afterEach(() => {
  vi.restoreAllMocks();
});

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
