import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it, vi } from 'vitest';
import { AtelierError } from '../../domain/failure';
import { defaultSettings } from '../../domain/settings';
import { arrayBuffers, type NamedArray } from '../../domain/tensors';
import type { RunEvent } from '../../protocol/events';
import { Engine } from '../engine/engine';
import { engineMemory } from '../engine/job';
import { engineInTurns, kernelsInNode } from '../engine/testing/in-turns';
import { takingTurns } from '../engine/turns';
import { initialWeights } from '../models/initial-weights';
import { bandDataset, firstImages, sameBits, sumOf, TINY_CNN } from '../testing';
import { RunControl } from './control';
import { EngineTrainer } from './engine-trainer';
import { runSplit, trainEpochs } from './loop';
import { Reporter } from './reporter';
import { Stopwatch } from './stopwatch';

const JOB = { model: TINY_CNN, loss: 'crossEntropy', optimizer: 'adam', seed: 7 } as const;

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

describe('a run on the engine whose loss is not finite', () => {
  /** Three epochs of four steps; from step 6 on the learning rate is far too large. */
  async function trainUntilItFails(trainer: EngineTrainer) {
    const data = bandDataset(50, 10);
    const settings = { ...defaultSettings(), validationFraction: 0.2, batchSize: 10, epochs: 3 };
    const events: RunEvent[] = [];
    const send = (event: RunEvent) => void events.push(event);
    const control = new RunControl(false, [{ step: 5, learningRate: 1e38 }], () => {});
    const reporter = new Reporter('run-1', send);
    const clock = new Stopwatch();
    const context = { runId: 'run-1', settings, data, trainer, control, reporter, clock, send };
    const split = runSplit(data, settings);
    const thrown = await trainEpochs(context, split, 0).catch((error: unknown) => error);
    const epochs = events.flatMap((event) => (event.type === 'epoch' ? [event] : []));
    return { thrown, epochs, data, split };
  }

  it('stops at that step, and the last good epoch stands', async () => {
    for (const options of [{}, { clipNorm: 1e30 }]) {
      const trainer = new EngineTrainer(engineInTurns({ ...JOB, ...options }, 2));
      const weights = initialWeights(TINY_CNN, 7);
      trainer.writeState({ weights, optimizer: [], step: 0 });
      const { thrown, epochs, data, split } = await trainUntilItFails(trainer);
      expect(thrown).toBeInstanceOf(AtelierError);
      const { failure } = thrown as AtelierError;
      expect(failure).toMatchObject({ code: 'loss-not-finite', step: 7, epoch: 2 });
      expect(epochs.length).toBe(1);
      // The same trainer can go on from it: nothing of what is not finite is left behind.
      const { record, checkpoint } = epochs[0] as (typeof epochs)[0];
      trainer.writeState(checkpoint.state);
      const { losses } = await trainer.evaluate(data.train, split.validation);
      expect(sumOf(losses) / split.validation.length).toBe(record.validationLoss);
      const plan = { step: 5, batch: firstImages(10), learningRate: 0.01 };
      const [result] = await trainer.run(data.train, [plan]);
      expect(Number.isFinite(result?.loss)).toBe(true);
      const after = await trainer.readState();
      const other = new EngineTrainer(engineInTurns({ ...JOB, ...options }, 2));
      other.writeState(checkpoint.state);
      expect(await other.run(data.train, [plan])).toEqual([result]);
      expect(sameBits((await other.readState()).weights, after.weights)).toBe(true);
    }
  });
});

describe('a long run on the engine', () => {
  it('holds no more memory after 2,000 epochs than after 600', async () => {
    const job = { ...JOB, clipNorm: 1, weightDecay: 0.01, flip: 0.5 };
    const memory = engineMemory(job, 2);
    const crew = takingTurns(kernelsInNode(), memory, 2);
    const trainer = new EngineTrainer(new Engine(job, memory, crew));
    trainer.writeState({ weights: initialWeights(TINY_CNN, 7), optimizer: [], step: 0 });
    const data = bandDataset(24, 10);
    const settings = { ...defaultSettings(), validationFraction: 0.2, batchSize: 12, epochs: 2000 };
    const losses: number[] = [];
    const held: { shared: number; arrays: number; objects: number }[] = [];
    const send = (event: RunEvent) => {
      if (event.type !== 'epoch') return;
      losses.push(event.record.trainingLoss);
      if (losses.length % 100 !== 0) return;
      collectGarbage();
      const { arrayBuffers: arrays, heapUsed: objects } = process.memoryUsage();
      held.push({ shared: memory.buffer.byteLength, arrays, objects });
    };
    const control = new RunControl(false, [], () => {});
    const reporter = new Reporter('run-1', send);
    const clock = new Stopwatch();
    clock.start();
    const context = { runId: 'run-1', settings, data, trainer, control, reporter, clock, send };
    await trainEpochs(context, runSplit(data, settings), 0);
    // The compiler keeps more of the first epochs, and a collection may come late: so the least of the last
    // three samples, and the most of four before them.
    const least = (of: 'shared' | 'arrays' | 'objects') =>
      Math.min(...held.slice(-3).map((one) => one[of]));
    const earlier = (of: 'shared' | 'arrays' | 'objects') =>
      Math.max(...held.slice(2, 6).map((one) => one[of]));
    expect(least('shared')).toBe(earlier('shared'));
    // A kilobyte that stayed each epoch would be 1.2 MB, a copy of the weights far more.
    expect(least('arrays') - earlier('arrays')).toBeLessThan(1e5);
    // Heap snapshots show that code compiled late, and what the compiler notes with it, grow by 0.2 MB.
    expect(least('objects') - earlier('objects')).toBeLessThan(5e5);
    expect(losses.at(-1)).toBeLessThan(0.5 * (losses[0] ?? 0));
  });
});

describe('weights that are read again and again', () => {
  /** A trainer on its first weights, and a step that changes them. */
  function trainerAndStep() {
    const trainer = new EngineTrainer(engineInTurns(JOB, 1));
    trainer.writeState({ weights: initialWeights(TINY_CNN, 7), optimizer: [], step: 0 });
    const { train } = bandDataset(20, 10);
    let step = 0;
    const makeStep = () =>
      trainer.run(train, [{ step: ++step, batch: firstImages(10), learningRate: 0.01 }]);
    return { trainer, makeStep };
  }

  it('lie in shared memory where there is some, and stand until the call after the next', async () => {
    vi.stubGlobal('crossOriginIsolated', true);
    const { trainer, makeStep } = trainerAndStep();
    const first = await trainer.readWeights();
    const firstCopy = structuredCopy(first);
    expect(sameBits(first, (await trainer.readState()).weights)).toBe(true);
    expect(arrayBuffers(first)).toEqual([]);
    await makeStep();
    const second = await trainer.readWeights();
    expect(sameBits(first, firstCopy)).toBe(true);
    expect(sameBits(second, first)).toBe(false);
    await makeStep();
    const third = await trainer.readWeights();
    expect(sameBits(third, (await trainer.readState()).weights)).toBe(true);
    expect(third.map(({ data }) => data.buffer)).toEqual(first.map(({ data }) => data.buffer));
    vi.unstubAllGlobals();
  });

  it('are copies to be handed over elsewhere', async () => {
    const { trainer, makeStep } = trainerAndStep();
    const first = await trainer.readWeights();
    const copy = structuredCopy(first);
    expect(arrayBuffers(first).length).toBe(first.length);
    for (let look = 0; look < 2; look++) {
      await makeStep();
      await trainer.readWeights();
    }
    expect(sameBits(first, copy)).toBe(true);
  });

  function structuredCopy(weights: readonly NamedArray[]): NamedArray[] {
    return weights.map((array) => ({ ...array, data: new Float32Array(array.data) }));
  }
});
