import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CATALOGUE } from '../../domain/models/catalogue';
import type { Checkpoint } from '../../domain/run';
import type { RunEvent } from '../../protocol/events';
import { initialWeights } from '../models/initial-weights';
import { bandDataset, sameBits } from '../testing';
import type { TrainingSession } from './session';
import {
  beginWithoutSession,
  type EventOf,
  endSessions,
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
