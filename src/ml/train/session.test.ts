import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Checkpoint, EpochRecord } from '../../domain/run';
import { stratifiedSplit } from '../../domain/split';
import { bandDataset, sameBits } from '../testing';
import {
  beginWithoutSession,
  DATA,
  type EventOf,
  endSessions,
  heldTensors,
  measureWith,
  Observed,
  SETTINGS,
  upTo,
  wholeRun,
  withoutTimes,
} from './session-testing';

vi.mock('../backends/start', async () => {
  const { startInNode } = await import('../testing');
  return { startBackend: startInNode, onContextLost: () => {} };
});
vi.mock('../../domain/models/catalogue', async () => {
  const { TINY_CATALOGUE } = await import('../testing');
  return { CATALOGUE: TINY_CATALOGUE };
});

beforeEach(beginWithoutSession);
afterEach(endSessions);

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
    expect(heldTensors()).toBe(0);
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
