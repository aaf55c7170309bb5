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
  adamW: ['w/m', 'w/v'],
  nesterov: ['w/velocity'],
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
      } else if (id === 'momentum' || id === 'nesterov') {
        first[place] = 0.9 * (first[place] as number) + gradient;
        const move = id === 'momentum' ? first[place] : gradient + 0.9 * first[place];
        weights[place] = before - rate * move;
      } else if (id === 'adamW') {
        // Loshchilov and Hutter, algorithm 2.
        first[place] = 0.9 * (first[place] as number) + 0.1 * gradient;
        second[place] = 0.999 * (second[place] as number) + 0.001 * gradient ** 2;
        const mean = first[place] / (1 - 0.9 ** step);
        const square = second[place] / (1 - 0.999 ** step);
        weights[place] = before - (rate * mean) / (Math.sqrt(square) + 1e-8);
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
      adamW: () => tf.train.adam(rate, 0.9, 0.999, 1e-8),
      nesterov: () => tf.train.momentum(rate, 0.9, true),
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

describe('penalties, clipping and decay', () => {
  const OPTIONS = { l1: 0.3, l2: 0.2, clipNorm: 20, weightDecay: 0.5, momentum: 0.8 };
  const KERNELS = new Set(['a/kernel']);
  const STARTS = { 'a/kernel': [0.5, -1, 2, 0], 'a/bias': [1, -2, 0.25, 3] };
  type Name = keyof typeof STARTS;
  const NAMES = Object.keys(STARTS) as Name[];

  /** Gradients of step 1, 2, ...: with a norm of more than the limit at some steps, less at others. */
  const gradientOf = (name: Name, step: number) =>
    gradientAt(step + (name === 'a/bias' ? 50 : 0)).map((value) => value / 4);

  /** Ten steps in plain numbers and double precision, each part straight from its definition. */
  function plainTraining(id: OptimizerId, options: typeof OPTIONS) {
    const weights = structuredClone(STARTS);
    const slots = { m: structuredClone(STARTS), v: structuredClone(STARTS) };
    for (const slot of [slots.m, slots.v]) for (const name of NAMES) slot[name].fill(0);
    let clippedSteps = 0;
    RATES.forEach((rate, index) => {
      const gradients = new Map(NAMES.map((name) => [name, gradientOf(name, index + 1)]));
      const kernel = gradients.get('a/kernel') as number[];
      weights['a/kernel'].forEach((value, place) => {
        kernel[place] = (kernel[place] ?? 0) + options.l2 * value + options.l1 * Math.sign(value);
      });
      const norm = Math.hypot(...[...gradients.values()].flat());
      const factor = norm > options.clipNorm ? options.clipNorm / norm : 1;
      if (factor < 1) clippedSteps++;
      for (const name of NAMES) {
        gradients.get(name)?.forEach((raw, place) => {
          const gradient = raw * factor;
          const decay = name === 'a/kernel' ? rate * options.weightDecay : 0;
          const [m, v] = [slots.m[name], slots.v[name]];
          const before = weights[name][place] as number;
          weights[name][place] =
            before - decay * before - rate * move(id, gradient, m, v, place, index + 1);
        });
      }
    });
    return { weights, clippedSteps };

    function move(rule: OptimizerId, g: number, m: number[], v: number[], i: number, step: number) {
      if (rule === 'sgd') return g;
      if (rule === 'momentum' || rule === 'nesterov') {
        m[i] = options.momentum * (m[i] as number) + g;
        return rule === 'momentum' ? m[i] : g + options.momentum * m[i];
      }
      m[i] = 0.9 * (m[i] as number) + 0.1 * g;
      v[i] = 0.999 * (v[i] as number) + 0.001 * g * g;
      const [mean, square] = [m[i] / (1 - 0.9 ** step), v[i] / (1 - 0.999 ** step)];
      // Keras adds its epsilon before the correction of the square.
      const epsilon = rule === 'adam' ? 1e-7 / Math.sqrt(1 - 0.999 ** step) : 1e-8;
      return mean / (Math.sqrt(square) + epsilon);
    }
  }

  const OFF = { l1: 0, l2: 0, clipNorm: 0, weightDecay: 0, momentum: 0.9 };
  const CASES: [string, typeof OPTIONS][] = [
    ['nothing', { ...OFF, clipNorm: Number.POSITIVE_INFINITY }],
    ['L1', { ...OFF, clipNorm: 1e9, l1: 0.3 }],
    ['L2', { ...OFF, clipNorm: 1e9, l2: 0.2 }],
    ['weight decay', { ...OFF, clipNorm: 1e9, weightDecay: 0.5 }],
    ['clipping', { ...OFF, clipNorm: 20 }],
    ['another momentum', { ...OFF, clipNorm: 1e9, momentum: 0.5 }],
    ['all of them', OPTIONS],
  ];

  describe.each(OPTIMIZER_IDS)('%s', (id) => {
    it.each(CASES)('with %s goes in ten steps where plain numbers lead', (_, options) => {
      const variables = new Map(
        NAMES.map((name) => [name, tf.tidy(() => tf.variable(tf.tensor1d(STARTS[name])))]),
      );
      const given = { ...options, clipNorm: options.clipNorm > 1e6 ? 0 : options.clipNorm };
      const optimizer = new Optimizer(id, variables, { ...given, kernels: KERNELS });
      RATES.forEach((rate, index) => {
        tf.tidy(() => {
          const gradients = new Map(
            NAMES.map((name) => [name, tf.tensor1d(gradientOf(name, index + 1))]),
          );
          optimizer.update(variables, gradients, rate, index + 1);
        });
      });
      const { weights, clippedSteps } = plainTraining(id, options);
      for (const [name, variable] of variables) {
        expect(relativeDifference(variable.dataSync(), weights[name])).toBeLessThan(1e-5);
      }
      if (options.clipNorm === 20) expect([0, 10]).not.toContain(clippedSteps);
      optimizer.dispose();
      tf.dispose([...variables.values()]);
    });
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
