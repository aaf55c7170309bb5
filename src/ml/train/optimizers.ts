import * as tf from '@tensorflow/tfjs';
import type { OptimizerId } from '../../domain/settings';
import type { NamedArray } from '../../domain/tensors';
import { readTensors } from '../models/build';

/**
 * Updates variables from gradients. Our own rather than tfjs's because its Adam keeps running
 * products for the bias correction, which a restored optimiser recomputes with other rounding:
 * a continued run would differ from one that was never interrupted.
 */
export class Optimizer {
  readonly #rule: UpdateRule;
  /** Slots such as Adam's moments, named `weight/slot`. */
  readonly #slots = new Map<string, tf.Variable>();

  constructor(id: OptimizerId, variables: ReadonlyMap<string, tf.Variable>) {
    this.#rule = RULES[id];
    for (const [name, variable] of variables) {
      for (const slot of this.#rule.slots) {
        const zeros = tf.zerosLike(variable);
        this.#slots.set(`${name}/${slot}`, tf.variable(zeros, false));
        zeros.dispose();
      }
    }
  }

  /**
   * One update in place.
   * @param step counted from 1
   */
  update(
    variables: ReadonlyMap<string, tf.Variable>,
    gradients: ReadonlyMap<string, tf.Tensor>,
    learningRate: number,
    step: number,
  ): void {
    for (const [name, variable] of variables) {
      const gradient = gradients.get(name);
      if (!gradient) throw new RangeError(`no gradient for ${name}`);
      const slots = this.#rule.slots.map((slot) => this.#slot(`${name}/${slot}`));
      tf.tidy(() => this.#rule.update(variable, gradient, slots, learningRate, step));
    }
  }

  /** Copies of all slots. */
  readSlots(): Promise<NamedArray[]> {
    return readTensors(this.#slots);
  }

  /** Sets all slots; those that are not in the list become 0, as before the first step. */
  writeSlots(arrays: readonly NamedArray[]): void {
    for (const slot of this.#slots.values()) tf.tidy(() => slot.assign(tf.zerosLike(slot)));
    for (const array of arrays) {
      tf.tidy(() => this.#slot(array.name).assign(tf.tensor(array.data, array.shape)));
    }
  }

  /** Frees all slots. */
  dispose(): void {
    tf.dispose([...this.#slots.values()]);
    this.#slots.clear();
  }

  #slot(name: string): tf.Variable {
    const slot = this.#slots.get(name);
    if (!slot) throw new RangeError(`no optimiser slot ${name}`);
    return slot;
  }
}

interface UpdateRule {
  slots: string[];
  update(
    variable: tf.Variable,
    gradient: tf.Tensor,
    slots: tf.Variable[],
    learningRate: number,
    step: number,
  ): void;
}

const MOMENTUM = 0.9;
const BETA_1 = 0.9;
const BETA_2 = 0.999;
/** Keras's default. */
const EPSILON = 1e-7;

const RULES: Record<OptimizerId, UpdateRule> = {
  /** w <- w - lr g */
  sgd: {
    slots: [],
    update(variable, gradient, _slots, learningRate) {
      variable.assign(variable.sub(gradient.mul(learningRate)));
    },
  },
  /** v <- 0.9 v + g, w <- w - lr v (Polyak 1964; as in PyTorch, the rate applies to the whole sum). */
  momentum: {
    slots: ['velocity'],
    update(variable, gradient, [velocity], learningRate) {
      const next = (velocity as tf.Variable).mul(MOMENTUM).add(gradient);
      (velocity as tf.Variable).assign(next);
      variable.assign(variable.sub(next.mul(learningRate)));
    },
  },
  /**
   * Adam (Kingma and Ba 2014, https://arxiv.org/abs/1412.6980), in the form of its section 2 that
   * moves the bias correction into the learning rate, as Keras computes it.
   */
  adam: {
    slots: ['m', 'v'],
    update(variable, gradient, [m, v], learningRate, step) {
      const mean = (m as tf.Variable).mul(BETA_1).add(gradient.mul(1 - BETA_1));
      const square = (v as tf.Variable).mul(BETA_2).add(gradient.square().mul(1 - BETA_2));
      (m as tf.Variable).assign(mean);
      (v as tf.Variable).assign(square);
      const rate = (learningRate * Math.sqrt(1 - BETA_2 ** step)) / (1 - BETA_1 ** step);
      variable.assign(variable.sub(mean.mul(rate).div(square.sqrt().add(EPSILON))));
    },
  },
};
