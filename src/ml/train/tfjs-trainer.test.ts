import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CATALOGUE } from '../../domain/models/catalogue';
import type { TrainerState } from '../../domain/tensors';
import { initialWeights } from '../models/initial-weights';
import {
  firstImages,
  sameBits,
  startInNode,
  sumOf,
  TINY_CNN,
  TINY_LINEAR,
  TINY_RESIDUAL,
} from '../testing';
import { TfjsTrainer } from './tfjs-trainer';
import {
  disposeTrainers,
  fresh,
  heldTensors,
  IMAGES,
  noteTensors,
  plans,
  sameState,
} from './tfjs-trainer-testing';
import type { StepPlan } from './trainer';

beforeAll(() => startInNode('cpu'));
beforeEach(noteTensors);
afterEach(disposeTrainers);

/** Loss and predictions of the linear network in plain numbers. */
function plainEvaluation(state: TrainerState, indices: Uint32Array, scale: number) {
  const [kernel, bias] = state.weights.map(({ data }) => data) as [Float32Array, Float32Array];
  let lossSum = 0;
  const predictions = Array.from(indices, (image) => {
    const logits = Array.from(bias, (start, unit) => {
      let sum = start;
      for (let pixel = 0; pixel < 784; pixel++) {
        const value = (IMAGES.images[image * 784 + pixel] as number) * scale;
        sum += value * (kernel[pixel * 10 + unit] as number);
      }
      return sum;
    });
    const all = logits.reduce((sum, logit) => sum + Math.exp(logit), 0);
    lossSum += Math.log(all) - (logits[IMAGES.labels[image] as number] as number);
    return logits.indexOf(Math.max(...logits));
  });
  return { lossSum, predictions };
}

describe('TfjsTrainer', () => {
  it.each([TINY_CNN, TINY_LINEAR])('learns: the loss of $id falls', async (model) => {
    const trainer = fresh({ model });
    const results = await trainer.run(IMAGES, plans(1, 30, 0.02));
    const mean = (from: number, to: number) =>
      results.slice(from, to).reduce((sum, { loss }) => sum + loss, 0) / (to - from);
    expect(mean(25, 30)).toBeLessThan(0.6 * mean(0, 5));
  });

  it.each(['sgd', 'momentum', 'adam'] as const)(
    'learns with %s and both losses',
    async (optimizer) => {
      for (const loss of ['crossEntropy', 'hinge'] as const) {
        const trainer = fresh({ model: TINY_LINEAR, optimizer, loss });
        const results = await trainer.run(IMAGES, plans(1, 40, 0.005));
        expect(results.at(-1)?.loss).toBeLessThan(0.7 * (results[0]?.loss ?? 0));
      }
    },
  );

  it('evaluates as plain numbers do', async () => {
    for (const inputScaling of ['unit', 'raw'] as const) {
      const trainer = fresh({ model: { ...TINY_LINEAR, inputScaling } });
      await trainer.run(IMAGES, plans(1, 3, 1e-4));
      const indices = Uint32Array.of(59, 0, 17, 17, 31, 4, 26);
      const scale = inputScaling === 'unit' ? 1 / 255 : 1;
      const expected = plainEvaluation(await trainer.readState(), indices, scale);
      const { losses, predictions } = await trainer.evaluate(IMAGES, indices);
      expect([...predictions]).toEqual(expected.predictions);
      expect(sumOf(losses) / expected.lossSum).toBeCloseTo(1, 4);
    }
  });

  it('reports loss and correct images as they were before the step', async () => {
    const trainer = fresh({ model: TINY_LINEAR });
    await trainer.run(IMAGES, plans(1, 5));
    const [plan] = plans(6, 6) as [StepPlan];
    const { losses, predictions } = await trainer.evaluate(IMAGES, plan.batch);
    const correct = plan.batch.filter((image, row) => predictions[row] === IMAGES.labels[image]);
    const [result] = await trainer.run(IMAGES, [plan]);
    expect(result?.loss).toBeCloseTo(sumOf(losses) / 12, 5);
    expect(result?.correct).toBe(correct.length);
    expect(correct.length).toBeGreaterThan(0);
  });

  it('steps by the learning rate of each plan', async () => {
    const still = fresh({ model: TINY_LINEAR, optimizer: 'sgd' });
    const before = await still.readState();
    await still.run(IMAGES, plans(1, 1, 0));
    expect(sameBits((await still.readState()).weights, before.weights)).toBe(true);
    // Plain descent: the change is the rate times the gradient.
    const change = async (rate: number) => {
      const trainer = fresh({ model: TINY_LINEAR, optimizer: 'sgd' });
      await trainer.run(IMAGES, plans(1, 1, rate));
      const { weights } = await trainer.readState();
      const [from, to] = [before.weights[1]?.data, weights[1]?.data];
      return (to?.[0] as number) - (from?.[0] as number);
    };
    expect((await change(0.2)) / (await change(0.1))).toBeCloseTo(2, 4);
  });

  it('makes the same steps together as one by one', async () => {
    const together = fresh({ model: TINY_CNN });
    const results = await together.run(IMAGES, plans(1, 4));
    const single = fresh({ model: TINY_CNN });
    const each = [];
    for (const plan of plans(1, 4)) each.push(...(await single.run(IMAGES, [plan])));
    expect(each).toEqual(results);
    expect(sameState(await single.readState(), await together.readState())).toBe(true);
  });

  it.each(['sgd', 'momentum', 'adam'] as const)(
    'continues from a stored state to the last bit, with dropout and %s',
    async (optimizer) => {
      const whole = fresh({ model: TINY_CNN, optimizer });
      const expected = await whole.run(IMAGES, plans(1, 8));
      const first = fresh({ model: TINY_CNN, optimizer });
      await first.run(IMAGES, plans(1, 4));
      const stored = structuredClone(await first.readState());
      expect(stored.step).toBe(4);
      const second = fresh({ model: TINY_CNN, optimizer });
      second.writeState(stored);
      expect(await second.run(IMAGES, plans(5, 8))).toEqual(expected.slice(4));
      expect(sameState(await second.readState(), await whole.readState())).toBe(true);
    },
  );

  it('learns with blocks and batch norm, whose statistics are weights but have no slots', async () => {
    const trainer = fresh({ model: TINY_RESIDUAL, seed: 3 });
    const results = await trainer.run(IMAGES, plans(1, 60, 0.03));
    expect(results.at(-1)?.loss).toBeLessThan(0.6 * (results[0]?.loss ?? 0));
    const { weights, optimizer } = await trainer.readState();
    const before = initialWeights(TINY_RESIDUAL, 3);
    const moved = weights.filter(({ data }, index) => String(data) !== String(before[index]?.data));
    expect(moved.map(({ name }) => name)).toContain('batchNorm_1/movingVariance');
    expect(optimizer.some(({ name }) => name.includes('moving'))).toBe(false);
    // The running statistics describe these images well enough to answer by them.
    const { predictions } = await trainer.evaluate(IMAGES, firstImages(60));
    const right = predictions.filter((label, index) => label === IMAGES.labels[index]).length;
    expect(right).toBeGreaterThan(25);
  });

  it('drops other values at each step, the same ones at the same step and seed', async () => {
    // A learning rate of 0: only the mask can change the loss of the same batch.
    const lossAt = async (step: number, seed: number) => {
      const trainer = fresh({ model: TINY_CNN, seed });
      trainer.writeState({ weights: initialWeights(TINY_CNN, 7), optimizer: [], step: 0 });
      const [result] = await trainer.run(IMAGES, [
        { step, batch: firstImages(12), learningRate: 0 },
      ]);
      return result?.loss;
    };
    expect(await lossAt(3, 7)).toBe(await lossAt(3, 7));
    expect(await lossAt(4, 7)).not.toBe(await lossAt(3, 7));
    expect(await lossAt(3, 8)).not.toBe(await lossAt(3, 7));
  });

  it('evaluates without dropout: at every step the same', async () => {
    const trainer = fresh({ model: TINY_CNN });
    const first = await trainer.evaluate(IMAGES, firstImages(20));
    // A learning rate of 0 changes nothing but which mask is drawn.
    await trainer.run(IMAGES, plans(1, 1, 0));
    expect(await trainer.evaluate(IMAGES, firstImages(20))).toEqual(first);
  });

  it('gives a loss that is not finite as a result, and does not throw', async () => {
    const model = CATALOGUE['s3-dense'];
    const trainer = fresh({ model, optimizer: 'sgd' });
    const plan = { batch: firstImages(2), learningRate: 1e30 };
    const results = await trainer.run(IMAGES, [
      { step: 1, ...plan },
      { step: 2, ...plan },
    ]);
    expect(Number.isFinite(results[0]?.loss)).toBe(true);
    expect(Number.isFinite(results[1]?.loss)).toBe(false);
  });

  it('holds no more tensors after steps, measurements and copies than before', async () => {
    const trainer = fresh({ model: TINY_CNN });
    const before = tf.memory().numTensors;
    await trainer.run(IMAGES, plans(1, 3));
    await trainer.evaluate(IMAGES, firstImages(5));
    trainer.writeState(await trainer.readState());
    expect(tf.memory().numTensors).toBe(before);
    // Weights, and two moments for each.
    expect(heldTensors()).toBe(3 * 6);
  });

  it('gives copies: what comes out stays as it was', async () => {
    const trainer = fresh({ model: TINY_LINEAR });
    const state = await trainer.readState();
    const kept = structuredClone(state);
    await trainer.run(IMAGES, plans(1, 2));
    expect(sameState(state, kept)).toBe(true);
    expect(sameState(await trainer.readState(), kept)).toBe(false);
  });

  it('refuses a state of another network or optimiser', async () => {
    const trainer = fresh({ model: TINY_LINEAR });
    const other = fresh({ model: TINY_CNN });
    expect(() => trainer.writeState({ weights: [], optimizer: [], step: 0 })).toThrow(RangeError);
    const state = await other.readState();
    expect(() => trainer.writeState(state)).toThrow();
    const plain = fresh({ model: TINY_CNN, optimizer: 'sgd' });
    expect(() => plain.writeState(state)).toThrow(RangeError);
  });

  it('trains on WASM as on the CPU', async () => {
    const onCpu = fresh({ model: TINY_CNN });
    const expected = await onCpu.run(IMAGES, plans(1, 5));
    await startInNode('wasm');
    const onWasm = new TfjsTrainer(
      { model: TINY_CNN, loss: 'crossEntropy', optimizer: 'adam', seed: 7 },
      'wasm',
    );
    onWasm.writeState({ weights: initialWeights(TINY_CNN, 7), optimizer: [], step: 0 });
    const actual = await onWasm.run(IMAGES, plans(1, 5));
    onWasm.dispose();
    await startInNode('cpu');
    actual.forEach(({ loss }, index) => {
      expect(loss).toBeCloseTo(expected[index]?.loss ?? 0, 4);
    });
  });
});
