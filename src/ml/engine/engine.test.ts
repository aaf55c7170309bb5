import { beforeAll, describe, expect, it, vi } from 'vitest';
import { CATALOGUE } from '../../domain/models/catalogue';
import type { ModelSpec } from '../../domain/models/layers';
import { LOSS_IDS } from '../../domain/settings';
import { largestDifference, onEngine, onTfjs, stepPlans } from '../engine-testing';
import { initialWeights } from '../models/initial-weights';
import { bandImages, firstImages, sameBits, startInNode, TINY_CNN, TINY_LINEAR } from '../testing';
import type { TrainingJob } from '../train/trainer';
import type { Engine } from './engine';
import { engineBytes, engineMemory } from './job';
import { engineInTurns } from './testing/in-turns';

const IMAGES = bandImages(60, 1);
/** Enough for networks at which the reference is slow. */
const FEW_IMAGES = bandImages(12, 1);

beforeAll(() => startInNode('cpu'));

function jobFor(model: ModelSpec, more: Partial<TrainingJob> = {}): TrainingJob {
  return { model, loss: 'crossEntropy', optimizer: 'momentum', seed: 7, ...more };
}

/** Raw pixels are up to 255: steps must be smaller. */
function rateFor({ inputScaling }: ModelSpec): number {
  return inputScaling === 'raw' ? 1e-4 : 0.01;
}

/** Of the layer's kernel: black images leave it alone, though not the bias. */
function kernelSlots(engine: Engine): number[] {
  return engine
    .readSlots()
    .filter(({ name }) => name.includes('/kernel/'))
    .flatMap(({ data }) => [...data]);
}

/** What kernels owe to threads, shapes and partial batches shows in a small network as well. */
const OPTIMIZERS = ['sgd', 'momentum', 'adam'] as const;

describe('Engine against tfjs', () => {
  it.each(Object.values(CATALOGUE))(
    'computes the gradients of $id',
    async (model) => {
      const job = jobFor(model);
      const plans = stepPlans(FEW_IMAGES, [5], rateFor(model));
      const expected = await onTfjs(job, FEW_IMAGES, plans);
      for (const threads of [1, 2, 3, 8]) {
        const actual = await onEngine(job, threads, FEW_IMAGES, plans);
        expect(largestDifference(actual, expected)).toBeLessThan(1e-5);
        expect(actual.results[0]?.loss).toBeCloseTo(expected.results[0]?.loss ?? 0, 3);
        expect(actual.results[0]?.correct).toBe(expected.results[0]?.correct);
      }
    },
    300_000,
  );

  it.each(OPTIMIZERS)(
    'makes ten updates with %s and both losses, dropout and smaller batches too',
    async (optimizer) => {
      for (const loss of LOSS_IDS) {
        const job = jobFor(TINY_CNN, { optimizer, loss });
        const plans = stepPlans(IMAGES, [12, 7, 1, 12, 3, 12, 12, 5, 2, 1], 1e-3);
        const expected = await onTfjs(job, IMAGES, plans);
        const actual = await onEngine(job, 2, IMAGES, plans);
        expect(largestDifference(actual, expected)).toBeLessThan(1e-5);
        expect(actual.evaluation.predictions).toEqual(expected.evaluation.predictions);
        expect(actual.evaluation.lossSum / expected.evaluation.lossSum).toBeCloseTo(1, 5);
        actual.results.forEach((result, index) => {
          expect(result.loss).toBeCloseTo(expected.results[index]?.loss ?? 0, 5);
          expect(result.correct).toBe(expected.results[index]?.correct);
        });
      }
    },
  );

  it('names and shapes weights and slots alike, so that a run can move between backends', async () => {
    for (const optimizer of OPTIMIZERS) {
      const job = jobFor(TINY_CNN, { optimizer });
      const plans = stepPlans(IMAGES, [3], 0.01);
      const describeState = async (outcome: ReturnType<typeof onTfjs>) => {
        const { state } = await outcome;
        const names = [...state.weights, ...state.optimizer].map(
          ({ name, shape }) => `${name} ${shape}`,
        );
        return [...names, state.step];
      };
      expect(await describeState(onEngine(job, 1, IMAGES, plans))).toEqual(
        await describeState(onTfjs(job, IMAGES, plans)),
      );
    }
  });
});

describe('Engine', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])('gives the same with %i threads', async (threads) => {
    const job = jobFor(TINY_CNN, { optimizer: 'adam' });
    const plans = stepPlans(IMAGES, [12, 5, 1], 0.01);
    const alone = await onEngine(job, 1, IMAGES, plans);
    const together = await onEngine(job, threads, IMAGES, plans);
    expect(largestDifference(together, alone)).toBeLessThan(1e-5);
  });

  it.each(Object.values(CATALOGUE))(
    'gives an image of $id the same loss to the bit, however many are classified at once',
    (model) => {
      for (const threads of [1, 2]) {
        const engine = engineInTurns(jobFor(model, { batchSize: 16 }), threads);
        engine.writeWeights(initialWeights(model, 7));
        const { losses } = engine.classify(IMAGES, firstImages(60));
        const parts = [0, 1, 33, 40, 60].flatMap((end, index, ends) =>
          index === 0
            ? []
            : [...engine.classify(IMAGES, firstImages(end).subarray(ends[index - 1])).losses],
        );
        expect(parts).toEqual([...losses]);
        engine.dispose();
      }
    },
  );

  it.each([1, 3])('gives the same bits again with %i threads', async (threads) => {
    const job = jobFor(TINY_CNN, { optimizer: 'adam' });
    const plans = stepPlans(IMAGES, [12, 5, 12], 0.01);
    const first = await onEngine(job, threads, IMAGES, plans);
    const again = await onEngine(job, threads, IMAGES, plans);
    expect(sameBits(first.state.weights, again.state.weights)).toBe(true);
    expect(first.results).toEqual(again.results);
  });

  it.each(['momentum', 'nesterov', 'adam', 'adamW'] as const)(
    'leaves no subnormal numbers in the slots of weights that nothing moves any more, with %s',
    async (optimizer) => {
      const engine = engineInTurns(jobFor(TINY_LINEAR, { optimizer }), 1);
      engine.writeWeights(initialWeights(TINY_LINEAR, 1));
      const step = (number: number) => ({
        step: number,
        batch: Uint32Array.of(0),
        learningRate: 1e-3,
      });
      engine.train({ ...IMAGES, count: 1 }, [step(1)]);
      const black = { count: 1, images: new Uint8Array(784), labels: Uint8Array.of(0) };
      const moved = kernelSlots(engine).filter((value) => value !== 0).length;
      expect(moved).toBeGreaterThan(100);
      engine.train(
        black,
        Array.from({ length: 1000 }, (_, index) => step(index + 2)),
      );
      // 0.9 to the power of 1,000 is 1e-46; 0.999 to it 0.4.
      const still = kernelSlots(engine).filter((value) => value !== 0);
      expect(still.length).toBe(optimizer.startsWith('adam') ? moved / 2 : 0);
      expect(Math.min(...still.map(Math.abs), 1)).toBeGreaterThan(1.2e-38);
    },
  );

  it('plans anew for a larger batch and keeps its weights and slots', async () => {
    const job = jobFor(TINY_LINEAR, { optimizer: 'momentum' });
    const plans = stepPlans(IMAGES, [4, 300, 4], 1e-3);
    const expected = await onTfjs(job, IMAGES, plans);
    const actual = await onEngine(job, 2, IMAGES, plans);
    expect(largestDifference(actual, expected)).toBeLessThan(1e-5);
  });

  it('leaves everything as it was when weights or slots do not fit', () => {
    const engine = engineInTurns(jobFor(TINY_CNN), 1);
    engine.writeWeights(initialWeights(TINY_CNN, 1));
    engine.train(IMAGES, [{ step: 1, batch: firstImages(8), learningRate: 0.01 }]);
    const [weights, slots] = [engine.readWeights(), engine.readSlots()];
    const others = initialWeights(TINY_CNN, 2);
    const spoiled = (arrays: typeof others, at: number) =>
      arrays.map((array, index) =>
        index === at ? { ...array, data: array.data.subarray(1) } : array,
      );
    expect(() => engine.writeWeights(others.slice(0, -1))).toThrow(RangeError);
    expect(() => engine.writeWeights(spoiled(others, 2))).toThrow(RangeError);
    expect(() => engine.writeSlots(spoiled(slots, 2))).toThrow(RangeError);
    expect(() => engine.writeSlots([...slots, { ...slots[0], name: 'other' } as never])).toThrow(
      RangeError,
    );
    expect(sameBits(engine.readWeights(), weights)).toBe(true);
    expect(sameBits(engine.readSlots(), slots)).toBe(true);
  });

  it('says beforehand what memory it takes, and refuses more than it can have', () => {
    const job = jobFor(CATALOGUE['s1-cnn'], { optimizer: 'adam' });
    const small = engineBytes({ ...job, batchSize: 32 }, 2);
    expect(small).toBeGreaterThan(3 * 4 * 300_000);
    expect(engineBytes({ ...job, batchSize: 1024 }, 2)).toBeGreaterThan(small);
    const needed = { code: 'out-of-memory', bytes: expect.any(Number), limit: 2 ** 30 };
    const refused = expect.objectContaining({ failure: needed });
    expect(() => engineMemory({ ...job, batchSize: 20_000 }, 2)).toThrow(refused);
  });

  it('takes no more memory than its batches need where that is much, with the same bits', async () => {
    const job = jobFor(CATALOGUE['small-resnet'], { optimizer: 'sgd' });
    const small = { ...job, batchSize: 16 };
    expect(engineBytes(small, 2)).toBeLessThan(engineBytes(job, 2) / 4);
    const plans = stepPlans(FEW_IMAGES, [12, 4], 1e-3);
    const expected = await onEngine(job, 2, FEW_IMAGES, plans);
    expect(largestDifference(await onEngine(small, 2, FEW_IMAGES, plans), expected)).toBe(0);
  });

  it('says how much memory it asked for where the browser has none', () => {
    const job = jobFor(TINY_CNN);
    vi.spyOn(WebAssembly, 'Memory').mockImplementation(() => {
      throw new RangeError('WebAssembly.Memory(): could not allocate memory');
    });
    const failure = { code: 'out-of-memory', bytes: engineBytes(job, 2) };
    expect(() => engineMemory(job, 2)).toThrow(expect.objectContaining({ failure }));
    vi.restoreAllMocks();
  });
});
