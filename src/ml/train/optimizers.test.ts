import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { randomStream } from '../../domain/random';
import { OPTIMIZER_IDS, type OptimizerId } from '../../domain/settings';
import type { NamedArray } from '../../domain/tensors';
import { relativeDifference, sameBits, startInNode } from '../testing';
import { Optimizer } from './optimizers';

beforeAll(() => startInNode('cpu'));

let tensorsBefore = 0;
beforeEach(() => {
  tensorsBefore = tf.memory().numTensors;
});
afterEach(() => {
  expect(tf.memory().numTensors).toBe(tensorsBefore);
});

const START = [0.5, -1, 2, 0];
const RATES = [0.1, 0.1, 0.1, 0.05, 0.05, 0.05, 0.2, 0.2, 0.01, 0.01];
const SLOTS: Record<OptimizerId, string[]> = {
  sgd: [],
  momentum: ['w/velocity'],
  adam: ['w/m', 'w/v'],
};

/** Gradient of step 1, 2, ...: one that turns, one that is large, one that is tiny, one that is 0. */
function gradientAt(step: number): number[] {
  const random = randomStream(step);
  return [2 * random() - 1, 100 * random(), 1e-3 * random(), 0];
}

/** The published rules in plain numbers. */
function plainSteps(id: OptimizerId): number[] {
  const weights = [...START];
  const first = START.map(() => 0);
  const second = START.map(() => 0);
  RATES.forEach((rate, index) => {
    const step = index + 1;
    gradientAt(step).forEach((gradient, place) => {
      const before = weights[place] as number;
      if (id === 'sgd') {
        weights[place] = before - rate * gradient;
      } else if (id === 'momentum') {
        first[place] = 0.9 * (first[place] as number) + gradient;
        weights[place] = before - rate * first[place];
      } else {
        // Kingma and Ba, end of section 2, with Keras's epsilon.
        first[place] = 0.9 * (first[place] as number) + 0.1 * gradient;
        second[place] = 0.999 * (second[place] as number) + 0.001 * gradient ** 2;
        const corrected = (rate * Math.sqrt(1 - 0.999 ** step)) / (1 - 0.9 ** step);
        weights[place] = before - (corrected * first[place]) / (Math.sqrt(second[place]) + 1e-7);
      }
    });
  });
  return weights;
}

/** A weight under the name "w", with what trains it. */
function setUp(id: OptimizerId, start: ArrayLike<number> = START) {
  const weight = tf.tidy(() => tf.variable(tf.tensor1d(Float32Array.from(start))));
  const variables = new Map([['w', weight]]);
  const optimizer = new Optimizer(id, variables);
  return {
    optimizer,
    run(from: number, to: number): void {
      for (let step = from; step <= to; step++) {
        tf.tidy(() => {
          const gradients = new Map([['w', tf.tensor1d(gradientAt(step))]]);
          optimizer.update(variables, gradients, RATES[step - 1] as number, step);
        });
      }
    },
    read: (): Float32Array => new Float32Array(weight.dataSync()),
    dispose(): void {
      optimizer.dispose();
      weight.dispose();
    },
  };
}

describe.each(OPTIMIZER_IDS)('%s', (id) => {
  it('goes where its published rule leads in ten steps with a changing rate', () => {
    const trained = setUp(id);
    trained.run(1, 10);
    const expected = plainSteps(id);
    trained.read().forEach((value, index) => {
      const wanted = expected[index] as number;
      expect(Math.abs(value - wanted)).toBeLessThanOrEqual(1e-5 * Math.abs(wanted));
    });
    trained.dispose();
  });

  it("goes where tfjs's own leads", () => {
    const rate = 0.05;
    const theirs = {
      sgd: () => tf.train.sgd(rate),
      momentum: () => tf.train.momentum(rate, 0.9),
      adam: () => tf.train.adam(rate, 0.9, 0.999, 1e-7),
    }[id]();
    const one = tf.tidy(() => tf.variable(tf.ones([2])));
    const other = tf.tidy(() => tf.variable(tf.ones([2])));
    const variables = new Map([['w', one]]);
    const ours = new Optimizer(id, variables);
    for (let step = 1; step <= 10; step++) {
      tf.tidy(() => {
        // Without the tiny gradient: Adam's epsilon stands elsewhere in theirs, which shows there.
        const gradient = tf.tensor1d(gradientAt(step).slice(0, 2));
        ours.update(variables, new Map([['w', gradient]]), rate, step);
        theirs.applyGradients([{ name: other.name, tensor: gradient }]);
      });
    }
    expect(relativeDifference(one.dataSync(), other.dataSync())).toBeLessThan(1e-5);
    ours.dispose();
    theirs.dispose();
    tf.dispose([one, other]);
    // Theirs may keep a constant.
    tensorsBefore = tf.memory().numTensors;
  });

  it('continues from its stored state as if it had never stopped, to the last bit', async () => {
    const whole = setUp(id);
    whole.run(1, 10);
    const first = setUp(id);
    first.run(1, 5);
    const slots = await first.optimizer.readSlots();
    const second = setUp(id, first.read());
    second.optimizer.writeSlots(structuredClone(slots));
    second.run(6, 10);
    expect(slots.map(({ name }) => name)).toEqual(SLOTS[id]);
    expect([...second.read()]).toEqual([...whole.read()]);
    const [one, other] = [await second.optimizer.readSlots(), await whole.optimizer.readSlots()];
    expect(sameBits(one, other)).toBe(true);
    for (const each of [whole, first, second]) each.dispose();
  });

  it('begins with slots of zeros in the shape of the weights', async () => {
    const fresh = setUp(id);
    for (const slot of await fresh.optimizer.readSlots()) {
      expect(slot.shape).toEqual([4]);
      expect([...slot.data]).toEqual([0, 0, 0, 0]);
    }
    fresh.optimizer.writeSlots([]);
    fresh.run(1, 10);
    const expected = setUp(id);
    expected.run(1, 10);
    expect([...fresh.read()]).toEqual([...expected.read()]);
    fresh.dispose();
    expected.dispose();
  });

  it('refuses to update a weight without its gradient', () => {
    const { optimizer, dispose } = setUp(id);
    const weight = tf.tidy(() => tf.variable(tf.ones([1])));
    expect(() => optimizer.update(new Map([['w', weight]]), new Map(), 0.1, 1)).toThrow(RangeError);
    weight.dispose();
    dispose();
  });
});

it('refuses slots of another optimiser or network', () => {
  const { optimizer, dispose } = setUp('adam');
  const slot: NamedArray = { name: 'w/velocity', shape: [4], data: new Float32Array(4) };
  expect(() => optimizer.writeSlots([slot])).toThrow(RangeError);
  dispose();
});

it('forgets earlier steps when it is given the state of a fresh run', async () => {
  const used = setUp('momentum');
  used.run(1, 3);
  used.optimizer.writeSlots([]);
  const [velocity] = await used.optimizer.readSlots();
  used.dispose();
  expect([...(velocity?.data ?? [])]).toEqual([0, 0, 0, 0]);
});
