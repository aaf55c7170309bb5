import { Worker } from 'node:worker_threads';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { batchNorm } from '../../domain/models/blocks';
import { initialWeights } from '../models/initial-weights';
import { bandImages, firstImages, sameBits, TINY_CNN } from '../testing';
import { type Helper, hireCrew, type StartHelper } from './crew';
import { Engine } from './engine';
import { type EngineJob, engineMemory } from './job';
import { engineInTurns, kernelsInNode } from './testing/in-turns';

const IMAGES = bandImages(60, 1);
const JOB: EngineJob = { model: TINY_CNN, loss: 'crossEntropy', optimizer: 'adam', seed: 7 };
/** With gradients that are stored, measured and then applied: more to wait for. */
const CLIPPED: EngineJob = { ...JOB, clipNorm: 0.5, weightDecay: 0.1, rotation: 10, erasing: 0.5 };

/** Depthwise convolutions have sums that threads exchange. */
const SLIDING_JOB: EngineJob = {
  ...JOB,
  model: {
    ...TINY_CNN,
    layers: [
      { kind: 'maxPool', size: 3, stride: 2, padding: 'same' },
      { kind: 'depthwiseConv2d', kernelSize: 3, stride: 1, padding: 'same', activation: 'relu' },
      { kind: 'conv2d', filters: 9, kernelSize: 1, stride: 1, padding: 'same', activation: 'relu' },
      { kind: 'depthwiseConv2d', kernelSize: 3, stride: 2, padding: 'same', activation: 'relu' },
      { kind: 'avgPool', size: 2 },
      { kind: 'globalAvgPool' },
      { kind: 'dense', units: 10, activation: 'softmax' },
    ],
  },
};

/** What thread.ts does, for Node's threads, which cannot load TypeScript. */
const THREAD = `
  const { parentPort, workerData } = require('node:worker_threads');
  const { module, memory, thread } = workerData;
  const words = new Int32Array(memory.buffer);
  const sleep = (address, expected) => void Atomics.wait(words, address / 4, expected);
  const wake = (address) => void Atomics.notify(words, address / 4);
  const { exports } = new WebAssembly.Instance(module, { env: { memory, sleep, wake } });
  parentPort.postMessage('ready');
  exports.serve(thread);
`;

let workers: Worker[] = [];
afterEach(async () => {
  await Promise.all(workers.map((worker) => worker.terminate()));
  workers = [];
});

const startInNode: StartHelper = (module, memory, thread) =>
  new Promise<Helper>((resolve, reject) => {
    const worker = new Worker(THREAD, { eval: true, workerData: { module, memory, thread } });
    workers.push(worker);
    worker.once('message', () => resolve({ terminate: () => {} }));
    worker.once('error', reject);
  });

async function startEngine(threads: number, job = JOB): Promise<Engine> {
  const memory = engineMemory(job, threads);
  return new Engine(job, memory, await hireCrew(kernelsInNode(), memory, threads, startInNode));
}

/** Trains 20 steps in two calls, one with a larger batch than was planned for. */
function train(engine: Engine, { model, seed } = JOB) {
  engine.writeWeights(initialWeights(model, seed));
  const step = (index: number, size: number) => ({
    step: index + 1,
    batch: firstImages(size).map((image) => (image + 12 * index) % IMAGES.count),
    learningRate: 0.01,
  });
  const first = engine.train(
    IMAGES,
    Array.from({ length: 19 }, (_, index) => step(index, 12)),
  );
  return [...first, ...engine.train(IMAGES, [step(19, 200)])];
}

describe('a crew', () => {
  it.each([1, 2, 3])('of %i real threads computes what threads in turn do', async (threads) => {
    for (const job of [JOB, CLIPPED]) {
      const expected = engineInTurns(job, threads);
      const expectedResults = train(expected);
      const engine = await startEngine(threads, job);
      expect(train(engine)).toEqual(expectedResults);
      expect(sameBits(engine.readWeights(), expected.readWeights())).toBe(true);
      expect(engine.classify(IMAGES, firstImages(60))).toEqual(
        expected.classify(IMAGES, firstImages(60)),
      );
      engine.dispose();
    }
  });

  it('waits for sums that other threads make', async () => {
    const expected = engineInTurns(SLIDING_JOB, 3);
    const expectedResults = train(expected, SLIDING_JOB);
    const engine = await startEngine(3, SLIDING_JOB);
    expect(train(engine, SLIDING_JOB)).toEqual(expectedResults);
    expect(sameBits(engine.readWeights(), expected.readWeights())).toBe(true);
    engine.dispose();
  });

  it('lets its helpers go when it is disposed of', async () => {
    const engine = await startEngine(3);
    const ended = workers.map((worker) => new Promise((resolve) => worker.once('exit', resolve)));
    engine.dispose();
    expect(await Promise.all(ended)).toEqual([0, 0]);
  });

  it('ends the helpers that started where one of them does not', async () => {
    const ended: number[] = [];
    const start: StartHelper = async (_, __, thread) => {
      if (thread === 2) throw new Error('no thread');
      return { terminate: () => ended.push(thread) };
    };
    const memory = engineMemory(JOB, 4);
    await expect(hireCrew(kernelsInNode(), memory, 4, start)).rejects.toThrow('no thread');
    await vi.waitFor(() => expect(ended).toEqual([1, 3]));
  });

  it('waits for the sums of batch norm, in both ways through a block', async () => {
    const expected = engineInTurns(TREE_JOB, 3);
    const expectedResults = train(expected, TREE_JOB);
    const engine = await startEngine(3, TREE_JOB);
    expect(train(engine, TREE_JOB)).toEqual(expectedResults);
    expect(sameBits(engine.readWeights(), expected.readWeights())).toBe(true);
    engine.dispose();
  });
});

/** Small enough for threads to wait for each other most of the time. */
const TREE_JOB: EngineJob = {
  ...JOB,
  model: {
    ...TINY_CNN,
    layers: [
      { kind: 'maxPool', size: 4 },
      batchNorm(),
      { kind: 'dense', units: 8, activation: 'tanh' },
      {
        kind: 'residual',
        layers: [{ kind: 'dropout', rate: 0.2 }, batchNorm(), batchNorm()],
        shortcut: [batchNorm(), { kind: 'activation', activation: 'sigmoid' }],
        activation: 'leakyRelu',
      },
      { kind: 'flatten' },
      batchNorm(),
      { kind: 'dense', units: 10, activation: 'softmax' },
    ],
  },
};
