import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { accuracy, confusionMatrix } from '../../domain/metrics';
import { CATALOGUE } from '../../domain/models/catalogue';
import type { Checkpoint, EpochRecord } from '../../domain/run';
import { defaultSettings, type TrainingSettings } from '../../domain/settings';
import { stratifiedSplit } from '../../domain/split';
import type { RunRequest } from '../../protocol/api';
import type { RunEvent } from '../../protocol/events';
import { onContextLost, startBackend } from '../backends/start';
import { initialWeights } from '../models/initial-weights';
import { bandDataset, sameBits, startInNode, sumOf } from '../testing';
import { TrainingSession } from './session';
import { TfjsTrainer } from './tfjs-trainer';

vi.mock('../backends/start', async () => {
  const { startInNode } = await import('../testing');
  return { startBackend: vi.fn(startInNode), onContextLost: vi.fn() };
});
// Networks small enough for the CPU backend; the dense one grows beyond all bounds where it can.
vi.mock('../../domain/models/catalogue', async () => {
  const { TINY_CNN, TINY_LINEAR } = await import('../testing');
  const [flatten, output] = TINY_LINEAR.layers;
  const layers = [flatten, { kind: 'dense', units: 8, activation: 'linear' }, output];
  const unstable = { ...TINY_LINEAR, inputScaling: 'raw', layers };
  return { CATALOGUE: { 's1-cnn': TINY_CNN, 's3-dense': unstable, 's3-cnn': TINY_LINEAR } };
});

type EventOf<Type extends RunEvent['type']> = Extract<RunEvent, { type: Type }>;

const DATA = bandDataset(120, 30);
/** 100 images to train on and 20 to validate; 7 steps an epoch, the last of 4 images. */
const SETTINGS: TrainingSettings = {
  ...defaultSettings(),
  model: 's1-cnn',
  dataset: 'starter',
  backend: 'cpu',
  epochs: 2,
  batchSize: 16,
  learningRate: 0.01,
  validationFraction: 1 / 6,
  seed: 5,
};

/** A session under test with what it told. */
class Observed {
  readonly session: TrainingSession;
  readonly events: RunEvent[] = [];
  readonly #waiting: { type: RunEvent['type']; count: number; resolve: () => void }[] = [];

  constructor(
    settings: Partial<TrainingSettings> = {},
    request: Partial<RunRequest> = {},
    onEvent: (event: RunEvent, session: TrainingSession) => void = () => {},
    data = DATA,
  ) {
    const whole: RunRequest = {
      runId: 'run-1',
      settings: { ...SETTINGS, ...settings },
      backend: 'cpu',
      checkpoint: null,
      history: [],
      learningRateChanges: [],
      start: 'running',
      ...request,
    };
    this.session = new TrainingSession(whole, data, (event) => {
      this.events.push(event);
      onEvent(event, this.session);
      for (const { type, count, resolve } of this.#waiting) {
        if (this.of(type).length >= count) resolve();
      }
    });
    observed.push(this);
  }

  of<Type extends RunEvent['type']>(type: Type): EventOf<Type>[] {
    return this.events.filter((event): event is EventOf<Type> => event.type === type);
  }

  /** Resolves once so many events of a type have come. */
  told(type: RunEvent['type'], count = 1): Promise<void> {
    if (this.of(type).length >= count) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push({ type, count, resolve }));
  }

  get steps(): number[] {
    return this.of('progress').flatMap(({ points }) => points.map(({ step }) => step));
  }

  get rates(): number[] {
    return this.of('progress').flatMap(({ points }) => points.map((point) => point.learningRate));
  }

  get history(): EpochRecord[] {
    return this.of('epoch').map(({ record }) => record);
  }

  get types(): string[] {
    return this.events.map(({ type }) => type).filter((type) => type !== 'progress');
  }
}

let observed: Observed[] = [];
let tensorsBefore = 0;
beforeEach(async () => {
  await startInNode('cpu');
  observed = [];
  tensorsBefore = tf.memory().numTensors;
});
afterEach(async () => {
  vi.useRealTimers();
  // However a run ended, its session gives every tensor back.
  for (const { session } of observed) await session.dispose();
  expect(tf.memory().numTensors).toBe(tensorsBefore);
});

/** A run from beginning to end. */
async function wholeRun(
  settings: Partial<TrainingSettings> = {},
  request: Partial<RunRequest> = {},
): Promise<Observed> {
  const run = new Observed(settings, request);
  await run.session.train();
  return run;
}

function withoutTimes(history: EpochRecord[]): Omit<EpochRecord, 'seconds'>[] {
  return history.map(({ seconds: _, ...rest }) => rest);
}

function upTo(last: number): number[] {
  return Array.from({ length: last }, (_, index) => index + 1);
}

/** What a second trainer with these weights measures. */
async function measureWith(checkpoint: Checkpoint, part: 'train' | 'test', indices: Uint32Array) {
  const trainer = new TfjsTrainer(
    { model: CATALOGUE['s1-cnn'], loss: 'crossEntropy', optimizer: 'adam', seed: SETTINGS.seed },
    'cpu',
  );
  trainer.writeState(checkpoint.state);
  const { losses, predictions } = await trainer.evaluate(DATA[part], indices);
  trainer.dispose();
  const labels = Uint8Array.from(indices, (index) => DATA[part].labels[index] as number);
  const confusion = confusionMatrix(labels, predictions, 10);
  return { loss: sumOf(losses) / indices.length, accuracy: accuracy(confusion), confusion };
}

describe('a run from beginning to end', () => {
  it('tells what happens, in order', async () => {
    const run = await wholeRun();
    expect(run.types).toEqual(['prepared', 'epoch', 'epoch', 'finished']);
    expect(run.events.every(({ runId }) => runId === 'run-1')).toBe(true);
    expect(run.events[0]).toEqual({
      runId: 'run-1',
      type: 'prepared',
      trainingImages: 100,
      validationImages: 20,
      testImages: 30,
      stepsPerEpoch: 7,
      step: 0,
    });
  });

  it('tells of every step once, in order, with finite figures', async () => {
    const run = await wholeRun();
    expect(run.steps).toEqual(upTo(14));
    const points = run.of('progress').flatMap((event) => event.points);
    for (const { loss, accuracy, learningRate } of points) {
      expect(Number.isFinite(loss)).toBe(true);
      expect(accuracy).toBeGreaterThanOrEqual(0);
      expect(accuracy).toBeLessThanOrEqual(1);
      expect(learningRate).toBe(0.01);
    }
    const seconds = points.map((point) => point.seconds);
    expect(seconds).toEqual(seconds.slice().sort((left, right) => left - right));
  });

  it('learns: both losses are lower in the last epoch than in the first', async () => {
    const { history } = await wholeRun({ epochs: 4 });
    const [first, last] = [history[0], history[3]] as [EpochRecord, EpochRecord];
    expect(last.trainingLoss).toBeLessThan(first.trainingLoss);
    expect(last.validationLoss).toBeLessThan(first.validationLoss as number);
    expect(history.map(({ epoch, step }) => [epoch, step])).toEqual([
      [1, 7],
      [2, 14],
      [3, 21],
      [4, 28],
    ]);
  });

  it('measures the held-out images of its split, and the test images at the end', async () => {
    const run = await wholeRun();
    const { validation } = stratifiedSplit(DATA.train.labels, 1 / 6, SETTINGS.seed);
    for (const { record, checkpoint } of run.of('epoch')) {
      const expected = await measureWith(checkpoint, 'train', validation);
      expect(record.validationLoss).toBeCloseTo(expected.loss, 6);
      expect(record.validationAccuracy).toBe(expected.accuracy);
    }
    const last = run.of('epoch').at(-1)?.checkpoint as Checkpoint;
    const everything = Uint32Array.from({ length: 30 }, (_, index) => index);
    const { seconds, ...result } = run.of('finished')[0]?.result ?? { seconds: -1 };
    expect(result).toEqual(await measureWith(last, 'test', everything));
    expect(seconds).toBeGreaterThanOrEqual(0);
  });

  it('hands over the weights of the last epoch at the end', async () => {
    const run = await wholeRun();
    const last = run.of('epoch').at(-1)?.checkpoint as Checkpoint;
    expect(sameBits(run.of('finished')[0]?.weights ?? [], last.state.weights)).toBe(true);
    expect(last.epoch).toBe(2);
    expect(last.state.step).toBe(14);
  });

  it('comes out the same for the same seed and otherwise for another', async () => {
    const [one, two, three] = [await wholeRun(), await wholeRun(), await wholeRun({ seed: 6 })];
    expect(withoutTimes(two.history)).toEqual(withoutTimes(one.history));
    expect(two.of('finished')[0]?.weights).toEqual(one.of('finished')[0]?.weights);
    expect(three.history[0]?.trainingLoss).not.toBe(one.history[0]?.trainingLoss);
  });

  it('sends at most ten progress events a second', async () => {
    const run = new Observed({ epochs: 6 });
    const startedAt = performance.now();
    await run.session.train();
    const seconds = (performance.now() - startedAt) / 1000;
    // One more for the first, and one for what is left at the end.
    expect(run.of('progress').length).toBeLessThanOrEqual(10 * seconds + 2);
    expect(run.steps).toEqual(upTo(42));
  });

  it('adds its seconds to those of the epochs before', async () => {
    const done = { ...(await wholeRun()).history[0], seconds: 100 } as EpochRecord;
    const run = await wholeRun({}, { history: [done] });
    const [first] = run.of('progress');
    expect(first?.points[0]?.seconds).toBeGreaterThanOrEqual(100);
    expect(run.history[0]?.seconds).toBeLessThan(50);
  });
});

describe('pause, step, resume', () => {
  it('"paused" waits before the first step', async () => {
    const run = new Observed({}, { start: 'paused' });
    const done = run.session.train();
    await run.told('paused');
    expect(run.steps).toEqual([]);
    run.session.control.resume();
    await done;
    expect(run.types).toEqual(['prepared', 'paused', 'resumed', 'epoch', 'epoch', 'finished']);
    expect(run.steps).toEqual(upTo(14));
  });

  it('"oneStep" makes exactly one step and then waits', async () => {
    const run = new Observed({}, { start: 'oneStep' });
    void run.session.train();
    await run.told('paused');
    expect(run.steps).toEqual([1]);
    expect(run.types).toEqual(['prepared', 'paused']);
  });

  it('makes one step for each press of Step, told at once', async () => {
    const run = new Observed({}, { start: 'paused' });
    void run.session.train();
    await run.told('paused');
    for (const presses of [1, 2, 3]) {
      run.session.control.step();
      await run.told('paused', presses + 1);
      expect(run.steps).toEqual(upTo(presses));
    }
    expect(run.of('resumed')).toEqual([]);
  });

  it('goes through validation and into the next epoch by steps', async () => {
    const run = new Observed({}, { start: 'paused' });
    void run.session.train();
    await run.told('paused');
    for (let press = 1; press <= 8; press++) {
      run.session.control.step();
      await run.told('paused', press + 1);
    }
    expect(run.steps).toEqual(upTo(8));
    expect(run.history.length).toBe(1);
  });

  it('pauses in the middle, and comes out as if it had not', async () => {
    const expected = await wholeRun();
    const run = new Observed({}, {}, (event, session) => {
      if (event.type === 'epoch') session.control.pause();
    });
    const done = run.session.train();
    await run.told('paused');
    expect(run.steps).toEqual(upTo(7));
    run.session.control.step();
    await run.told('paused', 2);
    expect(run.steps).toEqual(upTo(8));
    run.session.control.resume();
    await run.told('epoch', 2);
    run.session.control.resume();
    await done;
    expect(withoutTimes(run.history)).toEqual(withoutTimes(expected.history));
    expect(run.of('finished')[0]?.weights).toEqual(expected.of('finished')[0]?.weights);
  });

  it('does not count the time it waits', async () => {
    const run = new Observed({}, { start: 'paused' });
    const done = run.session.train();
    await run.told('paused');
    await new Promise((resolve) => setTimeout(resolve, 300));
    const now = performance.now();
    run.session.control.resume();
    await done;
    const last = run
      .of('progress')
      .flatMap(({ points }) => points)
      .at(-1);
    // Well below the 0.3 s that it waited, however slow the machine.
    expect(last?.seconds).toBeLessThan((performance.now() - now) / 1000 + 0.2);
  });
});

describe('a changed learning rate', () => {
  it('holds from the step that its record names', async () => {
    const run = new Observed({}, { start: 'paused' });
    const done = run.session.train();
    await run.told('paused');
    for (const presses of [1, 2, 3]) {
      run.session.control.step();
      await run.told('paused', presses + 1);
    }
    expect(run.session.control.changeLearningRate(0.002)).toEqual({ step: 3, learningRate: 0.002 });
    run.session.control.resume();
    await done;
    expect(run.rates).toEqual([...new Array(3).fill(0.01), ...new Array(11).fill(0.002)]);
    expect(run.history.map(({ learningRate }) => learningRate)).toEqual([0.002, 0.002]);
  });

  it('repeats in a run that is given the change', async () => {
    const learningRateChanges = [{ step: 3, learningRate: 0.002 }];
    const run = await wholeRun({}, { learningRateChanges });
    expect(run.rates).toEqual([...new Array(3).fill(0.01), ...new Array(11).fill(0.002)]);
  });

  it('made while a continued run is being prepared names the step it continues at', async () => {
    const checkpoint = (await wholeRun({ epochs: 1 })).of('epoch')[0]?.checkpoint as Checkpoint;
    const { session } = new Observed({}, { checkpoint });
    expect(session.control.changeLearningRate(0.5).step).toBe(7);
  });
});

describe('stop', () => {
  it('keeps the weights of the steps that were made', async () => {
    const run = new Observed({}, { start: 'paused' });
    const done = run.session.train();
    await run.told('paused');
    for (let press = 1; press <= 9; press++) {
      run.session.control.step();
      await run.told('paused', press + 1);
    }
    run.session.stop();
    await done;
    const [stopped] = run.of('stopped');
    expect(run.events.at(-1)).toBe(stopped);
    expect(stopped?.checkpoint.epoch).toBe(1);
    expect(stopped?.checkpoint.state.step).toBe(9);
    // Two steps further than the epoch's own checkpoint.
    const [epoch] = run.of('epoch');
    const { weights } = stopped?.checkpoint.state ?? { weights: [] };
    expect(sameBits(weights, epoch?.checkpoint.state.weights ?? [])).toBe(false);
    expect(weights.every(({ data }) => data.every(Number.isFinite))).toBe(true);
  });

  it('before the first step keeps the fresh weights', async () => {
    const run = new Observed();
    run.session.stop();
    await run.session.train();
    expect(run.types).toEqual(['prepared', 'stopped']);
    const [stopped] = run.of('stopped') as [EventOf<'stopped'>];
    const { state, epoch } = stopped.checkpoint;
    expect([epoch, state.step]).toEqual([0, 0]);
    expect(sameBits(state.weights, initialWeights(CATALOGUE['s1-cnn'], SETTINGS.seed))).toBe(true);
  });

  it('while testing finishes the run without a result', async () => {
    // A clock on which every progress is due.
    let now = 0;
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => {
      now += 1000;
      return now;
    });
    const stopWhileTesting = (event: RunEvent, session: TrainingSession) => {
      if (event.type === 'progress' && event.phase === 'testing') session.stop();
    };
    const run = new Observed({}, {}, stopWhileTesting, bandDataset(120, 600));
    await run.session.train();
    clock.mockRestore();
    expect(run.types).toEqual(['prepared', 'epoch', 'epoch', 'finished']);
    expect(run.of('finished')[0]?.result).toBeNull();
    expect(run.of('finished')[0]?.weights.length).toBe(6);
  });

  it('at the very end of the last epoch ends the run there, untested', async () => {
    const run = new Observed({}, {}, (event, session) => {
      if (event.type === 'epoch' && event.record.epoch === 2) session.stop();
    });
    await run.session.train();
    expect(run.types).toEqual(['prepared', 'epoch', 'epoch', 'stopped']);
    expect(run.of('stopped')[0]?.checkpoint).toEqual(run.of('epoch')[1]?.checkpoint);
  });
});

describe('a continued run', () => {
  it('ends with the weights and the history of one that never stopped, to the last bit', async () => {
    for (const optimizer of ['adam', 'momentum', 'sgd'] as const) {
      const settings = { epochs: 3, optimizer, schedule: 'oneCycle' as const };
      const learningRateChanges = [{ step: 10, learningRate: 0.004 }];
      const whole = await wholeRun(settings, { learningRateChanges });
      const { checkpoint, record } = whole.of('epoch')[0] as EventOf<'epoch'>;
      const rest = await wholeRun(settings, {
        // What storage gives back.
        checkpoint: structuredClone(checkpoint),
        history: [record],
        learningRateChanges,
      });
      expect(rest.of('prepared')[0]?.step).toBe(7);
      expect(rest.steps).toEqual(upTo(21).slice(7));
      expect(withoutTimes(rest.history)).toEqual(withoutTimes(whole.history).slice(1));
      const [expected, actual] = [whole.of('finished')[0], rest.of('finished')[0]];
      expect(sameBits(actual?.weights ?? [], expected?.weights ?? [])).toBe(true);
      expect(actual?.result?.confusion).toEqual(expected?.result?.confusion);
      expect(actual?.result?.loss).toBe(expected?.result?.loss);
    }
  });

  it('with all epochs done only measures the test images', async () => {
    const whole = await wholeRun();
    const { checkpoint } = whole.of('epoch')[1] as EventOf<'epoch'>;
    const rest = await wholeRun({}, { checkpoint, history: whole.history });
    expect(rest.types).toEqual(['prepared', 'finished']);
    expect(rest.of('finished')[0]?.result?.loss).toBe(whole.of('finished')[0]?.result?.loss);
  });
});

describe('a run that fails', () => {
  it('at a loss that is not finite names the step, and keeps the epochs before', async () => {
    // Raw pixels and a huge rate: the numbers grow beyond all bounds within a few steps.
    const run = await wholeRun({
      model: 's3-dense',
      learningRate: 10,
      optimizer: 'sgd',
      loss: 'hinge',
      epochs: 50,
      validationFraction: 0,
    });
    const [failed] = run.of('failed');
    expect(run.events.at(-1)).toBe(failed);
    const failure = failed?.failure;
    if (failure?.code !== 'loss-not-finite') throw new Error(`failed by ${failure?.code}`);
    expect(failure.learningRate).toBe(10);
    expect(failure.epoch).toBe(Math.ceil(failure.step / 8));
    // Every step before the bad one was told of, finite.
    expect(run.steps).toEqual(upTo(failure.step - 1));
    expect(run.history.length).toBe(failure.epoch - 1);
    expect(run.of('finished')).toEqual([]);
  });

  // Finite weights can be so large that the loss of the test images is not finite. Such a result
  // cannot be exported (JSON has no NaN), and a stored record with it cannot be read again.
  it('never hands over a test result that is not finite', async () => {
    const run = await wholeRun(
      {
        model: 's3-dense',
        learningRate: 10,
        optimizer: 'sgd',
        loss: 'hinge',
        epochs: 1,
        batchSize: 120,
        validationFraction: 0,
      },
      { learningRateChanges: [{ step: 0, learningRate: 1e32 }] },
    );
    const { result } = run.of('finished')[0] ?? { result: null };
    expect(Number.isFinite(result?.loss ?? 0)).toBe(true);
  });

  it('because its backend does not start says so', async () => {
    vi.mocked(startBackend).mockRejectedValueOnce(new TypeError('no adapter'));
    const run = await wholeRun();
    expect(run.events).toEqual([
      {
        runId: 'run-1',
        type: 'failed',
        failure: { code: 'unexpected', detail: 'TypeError: no adapter' },
      },
    ]);
  });

  it('because its checkpoint is of another network says so', async () => {
    const state = { weights: [], optimizer: [], step: 7 };
    const run = await wholeRun({}, { checkpoint: { runId: 'run-1', epoch: 1, state } });
    expect(run.of('failed')[0]?.failure.code).toBe('unexpected');
  });

  it('because the GPU is gone says so at once', async () => {
    const run = new Observed({}, { start: 'paused' });
    void run.session.train();
    await run.told('paused');
    const [backend, lost] = vi.mocked(onContextLost).mock.lastCall ?? [];
    expect(backend).toBe('cpu');
    lost?.();
    expect(run.of('failed')).toEqual([
      { runId: 'run-1', type: 'failed', failure: { code: 'gpu-lost', backend: 'cpu' } },
    ]);
  });
});

describe('evaluate', () => {
  it('measures a stopped run on the test images', async () => {
    const run = new Observed({}, {}, (event, session) => {
      if (event.type === 'epoch') session.stop();
    });
    await run.session.train();
    const shares: number[] = [];
    const result = await run.session.evaluate((share) => shares.push(share));
    const everything = Uint32Array.from({ length: 30 }, (_, index) => index);
    const checkpoint = run.of('stopped')[0]?.checkpoint as Checkpoint;
    expect(result).toMatchObject(await measureWith(checkpoint, 'test', everything));
    expect(shares.at(-1)).toBe(1);
  });

  it('gives null when it is stopped on the way', async () => {
    const run = new Observed({ epochs: 1 }, {}, () => {}, bandDataset(120, 600));
    await run.session.train();
    // 600 images are measured in three parts; this stops after the first.
    expect(await run.session.evaluate(() => run.session.stop())).toBeNull();
    expect((await run.session.evaluate(() => {}))?.loss).toBe(run.of('finished')[0]?.result?.loss);
  });

  it('waits for the run to end', async () => {
    const run = new Observed();
    void run.session.train();
    const result = await run.session.evaluate(() => {});
    expect(run.of('finished').length).toBe(1);
    expect(result?.loss).toBe(run.of('finished')[0]?.result?.loss);
  });

  it('has nothing to measure before a run', async () => {
    await expect(new Observed().session.evaluate(() => {})).rejects.toThrow(RangeError);
  });
});

describe('dispose', () => {
  it('ends a run that is under way or paused, and frees its tensors', async () => {
    const running = new Observed({ epochs: 1000 });
    void running.session.train();
    await running.told('epoch');
    await running.session.dispose();
    expect(running.events.at(-1)?.type).toBe('stopped');
    const paused = new Observed({}, { start: 'paused' });
    void paused.session.train();
    await paused.told('paused');
    await paused.session.dispose();
    expect(paused.events.at(-1)?.type).toBe('stopped');
    expect(tf.memory().numTensors).toBe(tensorsBefore);
  });

  it('may be called twice, and before anything was done', async () => {
    const { session } = new Observed();
    await session.dispose();
    await session.dispose();
  });
});

describe('weights on the way', () => {
  it('are those of the moment, and none before the network is built or after it is freed', async () => {
    const run = new Observed({}, { start: 'oneStep' });
    expect(await run.session.readWeights()).toBeNull();
    const done = run.session.train();
    await run.told('paused', 1);
    const early = await run.session.readWeights();
    run.session.control.resume();
    await done;
    const late = await run.session.readWeights();
    expect([early?.step, late?.step]).toEqual([1, 14]);
    expect(late?.weights).toEqual(run.of('finished')[0]?.weights);
    expect(early?.weights).not.toEqual(late?.weights);
    await run.session.dispose();
    expect(await run.session.readWeights()).toBeNull();
  });
});
