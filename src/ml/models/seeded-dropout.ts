import * as tf from '@tensorflow/tfjs';
import { mix } from '../../domain/random';

const DROPOUT_STREAM = 4;

/** Which masks to draw: the run's seed and the step under way; set before each step. */
export interface DropoutClock {
  seed: number;
  step: number;
}

/**
 * Inverted dropout (Srivastava et al. 2014) whose mask depends on seed, step and layer alone. tfjs's
 * own layer, given a seed, draws the same mask at every step, and without one cannot be repeated.
 */
export class SeededDropout extends tf.layers.Layer {
  static readonly className = 'SeededDropout';
  readonly #rate: number;
  readonly #clock: DropoutClock;
  readonly #index: number;

  /** @param index position of the layer in its network, so that two layers draw different masks */
  constructor(name: string, rate: number, index: number, clock: DropoutClock) {
    super({ name });
    this.#rate = rate;
    this.#clock = clock;
    this.#index = index;
  }

  override call(inputs: tf.Tensor | tf.Tensor[], kwargs: { training?: boolean }): tf.Tensor {
    const input = Array.isArray(inputs) ? inputs[0] : inputs;
    if (!input) throw new RangeError('dropout needs an input');
    if (!kwargs.training || this.#rate === 0) return input;
    const { seed, step } = this.#clock;
    return tf.dropout(input, this.#rate, undefined, mix(seed, DROPOUT_STREAM, this.#index, step));
  }

  override computeOutputShape(inputShape: tf.Shape | tf.Shape[]): tf.Shape | tf.Shape[] {
    return inputShape;
  }
}
