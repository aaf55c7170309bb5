import * as tf from '@tensorflow/tfjs';
import { type OptimizerId, type TrainingOptions, trainingOptions } from '../../domain/settings';
import type { NamedArray } from '../../domain/tensors';
import { readTensors } from '../models/build';

/** What an optimiser can be told; what is absent is off or at its default. */
export interface OptimizerOptions
  extends Partial<Pick<TrainingOptions, 'momentum' | 'clipNorm' | 'l1' | 'l2' | 'weightDecay'>> {
  /** Names of the kernels: penalties and weight decay leave other weights alone. */
  kernels?: ReadonlySet<string>;
}

/**
 * Updates variables from gradients, in this order: the penalties' share joins the gradients of the
 * kernels, all gradients together are clipped, kernels decay, and the optimiser's rule moves each
 * weight. Our own rather than tfjs's because its Adam keeps running
 * products for the bias correction, which a restored optimiser recomputes with other rounding:
 * a continued run would differ from one that was never interrupted.
 */
export class Optimizer {
  readonly #rule: UpdateRule;
  readonly #options: TrainingOptions;
  readonly #kernels: ReadonlySet<string>;
  /** Slots such as Adam's moments, named `weight/slot`. */
  readonly #slots = new Map<string, tf.Variable>();

  constructor(
    id: OptimizerId,
    variables: ReadonlyMap<string, tf.Variable>,
    { kernels = new Set(), ...options }: OptimizerOptions = {},
  ) {
    this.#rule = RULES[id];
    this.#options = trainingOptions(options);
    this.#kernels = kernels;
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
    const { weightDecay, momentum } = this.#options;
    tf.tidy(() => {
      const shaped = this.#shape(variables, gradients);
      for (const [name, variable] of variables) {
        const gradient = shaped.get(name) as tf.Tensor;
        const slots = this.#rule.slots.map((slot) => this.#slot(`${name}/${slot}`));
        tf.tidy(() => {
          // Decoupled (Loshchilov and Hutter 2019): by the step's learning rate, not by the gradient.
          if (weightDecay > 0 && this.#kernels.has(name)) {
            variable.assign(variable.mul(1 - learningRate * weightDecay));
          }
          this.#rule.update(variable, gradient, slots, { learningRate, step, momentum });
        });
      }
    });
  }

  /** The gradients with those of the penalties, clipped. */
  #shape(
    variables: ReadonlyMap<string, tf.Variable>,
    gradients: ReadonlyMap<string, tf.Tensor>,
  ): Map<string, tf.Tensor> {
    const { l1, l2, clipNorm } = this.#options;
    const shaped = new Map<string, tf.Tensor>();
    for (const [name, variable] of variables) {
      let gradient = gradients.get(name);
      if (!gradient) throw new RangeError(`no gradient for ${name}`);
      if (this.#kernels.has(name)) {
        if (l2 > 0) gradient = gradient.add(variable.mul(l2));
        if (l1 > 0) gradient = gradient.add(variable.sign().mul(l1));
      }
      shaped.set(name, gradient);
    }
    return clipNorm > 0 ? clipped(shaped, clipNorm) : shaped;
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

/** Scales all gradients by one factor so that together they are no longer than `limit`. */
function clipped(gradients: Map<string, tf.Tensor>, limit: number): Map<string, tf.Tensor> {
  const squares = [...gradients.values()].map((gradient) => gradient.square().sum());
  const norm = tf.addN(squares).sqrt();
  // Below the limit exactly 1: limit / limit. Stays on the device, nothing is waited for.
  const factor = tf.div(limit, norm.maximum(limit));
  return new Map([...gradients].map(([name, gradient]) => [name, gradient.mul(factor)]));
}

/** A step as rules see it; it is counted from 1. */
interface RuleStep {
  learningRate: number;
  step: number;
  momentum: number;
}

interface UpdateRule {
  slots: string[];
  update(
    variable: tf.Variable,
    gradient: tf.Tensor,
    slots: tf.Variable[],
    { learningRate, step, momentum }: RuleStep,
  ): void;
}

const BETA_1 = 0.9;
const BETA_2 = 0.999;
/** Keras's default. */
const EPSILON = 1e-7;
/** As published, and as PyTorch has it. */
const EPSILON_ADAM_W = 1e-8;

const RULES: Record<OptimizerId, UpdateRule> = {
  /** w <- w - lr g */
  sgd: {
    slots: [],
    update(variable, gradient, _slots, { learningRate }) {
      variable.assign(variable.sub(gradient.mul(learningRate)));
    },
  },
  /** v <- mu v + g, w <- w - lr v (Polyak 1964; as in PyTorch, the rate applies to the whole sum). */
  momentum: {
    slots: ['velocity'],
    update(variable, gradient, [velocity], { learningRate, momentum }) {
      const next = (velocity as tf.Variable).mul(momentum).add(gradient);
      (velocity as tf.Variable).assign(next);
      variable.assign(variable.sub(next.mul(learningRate)));
    },
  },
  /**
   * v <- mu v + g, w <- w - lr (g + mu v): the gradient as if the velocity had been followed already
   * (Sutskever et al. 2013, https://proceedings.mlr.press/v28/sutskever13.html, in PyTorch's form).
   */
  nesterov: {
    slots: ['velocity'],
    update(variable, gradient, [velocity], { learningRate, momentum }) {
      const next = (velocity as tf.Variable).mul(momentum).add(gradient);
      (velocity as tf.Variable).assign(next);
      const ahead = next.mul(momentum).add(gradient);
      variable.assign(variable.sub(ahead.mul(learningRate)));
    },
  },
  /**
   * Adam (Kingma and Ba 2014, https://arxiv.org/abs/1412.6980), in the form of its section 2 that
   * moves the bias correction into the learning rate, as Keras computes it.
   */
  adam: {
    slots: ['m', 'v'],
    update(variable, gradient, slots, ruleStep) {
      adamUpdate(variable, gradient, slots, ruleStep, EPSILON);
    },
  },
  /**
   * AdamW (Loshchilov and Hutter 2019, https://arxiv.org/abs/1711.05101, algorithm 2; its weight decay
   * is above): Adam with the epsilon beside the corrected moment, which makes it smaller at first.
   */
  adamW: {
    slots: ['m', 'v'],
    update(variable, gradient, slots, ruleStep) {
      const epsilon = EPSILON_ADAM_W * Math.sqrt(1 - BETA_2 ** ruleStep.step);
      adamUpdate(variable, gradient, slots, ruleStep, epsilon);
    },
  },
};

/**
 * m <- b1 m + (1 - b1) g, v <- b2 v + (1 - b2) g^2, w <- w - rate m / (sqrt v + epsilon) with
 * rate = lr sqrt(1 - b2^step) / (1 - b1^step).
 */
function adamUpdate(
  variable: tf.Variable,
  gradient: tf.Tensor,
  [m, v]: tf.Variable[],
  { learningRate, step }: RuleStep,
  epsilon: number,
): void {
  const mean = (m as tf.Variable).mul(BETA_1).add(gradient.mul(1 - BETA_1));
  const square = (v as tf.Variable).mul(BETA_2).add(gradient.square().mul(1 - BETA_2));
  (m as tf.Variable).assign(mean);
  (v as tf.Variable).assign(square);
  const rate = (learningRate * Math.sqrt(1 - BETA_2 ** step)) / (1 - BETA_1 ** step);
  variable.assign(variable.sub(mean.mul(rate).div(square.sqrt().add(epsilon))));
}
