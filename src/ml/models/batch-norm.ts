import * as tf from '@tensorflow/tfjs';
import type { BatchNormSpec } from '../../domain/models/layers';

/**
 * Batch normalisation as {@link BatchNormSpec} defines it. Our own layer because tfjs's takes the
 * gradient of four-dimensional input only, and because it takes twice as many operations.
 */
export class BatchNorm extends tf.layers.Layer {
  static readonly className = 'BatchNorm';
  readonly #momentum: number;
  readonly #epsilon: number;
  #arrays: Arrays | null = null;

  constructor(name: string, { momentum, epsilon }: BatchNormSpec) {
    super({ name });
    this.#momentum = momentum;
    this.#epsilon = epsilon;
  }

  /** Makes the four arrays, in the order of `layerWeights`; the statistics are not trained. */
  override build(inputShape: tf.Shape | tf.Shape[]): void {
    const maps = (inputShape as tf.Shape).at(-1) as number;
    const add = (role: string, start: 'zeros' | 'ones', isTrained: boolean) =>
      this.addWeight(role, [maps], 'float32', tf.initializers[start](), undefined, isTrained);
    this.#arrays = {
      gamma: add('gamma', 'ones', true),
      beta: add('beta', 'zeros', true),
      mean: add('movingMean', 'zeros', false),
      variance: add('movingVariance', 'ones', false),
    };
    super.build(inputShape);
  }

  /** Normalises; while training, by the batch's statistics, which also enter the running ones. */
  override call(inputs: tf.Tensor | tf.Tensor[], kwargs: { training?: boolean }): tf.Tensor {
    const input = (Array.isArray(inputs) ? inputs[0] : inputs) as tf.Tensor;
    const { gamma, beta, mean, variance } = this.#arrays as Arrays;
    return tf.tidy(() => {
      if (!kwargs.training) {
        const scale = gamma.read().mul(variance.read().add(this.#epsilon).rsqrt());
        return input.sub(mean.read()).mul(scale).add(beta.read());
      }
      const axes = input.shape.slice(0, -1).map((_, axis) => axis);
      const batchMean = input.mean(axes);
      const batchVariance = input.sub(batchMean).square().mean(axes);
      this.#note(mean, batchMean);
      this.#note(variance, batchVariance);
      const statistics = { mean: batchMean, variance: batchVariance, epsilon: this.#epsilon };
      return normalise(input, gamma.read(), beta.read(), statistics);
    });
  }

  override computeOutputShape(inputShape: tf.Shape | tf.Shape[]): tf.Shape | tf.Shape[] {
    return inputShape;
  }

  #note(running: tf.LayerVariable, batch: tf.Tensor): void {
    const kept = running.read().mul(this.#momentum);
    running.write(kept.add(batch.mul(1 - this.#momentum)));
  }
}

/** Arrays of the layer, [maps] each. */
type Arrays = Record<'gamma' | 'beta' | 'mean' | 'variance', tf.LayerVariable>;

/** Statistics over all axes but the last, [maps] each. */
interface BatchStatistics {
  mean: tf.Tensor;
  variance: tf.Tensor;
  epsilon: number;
}

/**
 * y = gamma n + beta with n = (x - mean) r and r = 1 / sqrt(variance + epsilon), where mean and
 * variance are those of x. With N values a map, and sums over them, the gradients are (Ioffe and
 * Szegedy 2015, section 3, simplified)
 *
 *   dbeta = sum dy,  dgamma = sum dy n,  dx = gamma r (dy - dbeta / N - n dgamma / N).
 */
function normalise(
  input: tf.Tensor,
  gamma: tf.Tensor,
  beta: tf.Tensor,
  { mean, variance, epsilon }: BatchStatistics,
): tf.Tensor {
  const axes = input.shape.slice(0, -1).map((_, axis) => axis);
  const count = input.size / (input.shape.at(-1) as number);
  const compute = tf.customGrad((...args) => {
    const [x, scale, offset, save] = args as unknown as [
      tf.Tensor,
      tf.Tensor,
      tf.Tensor,
      tf.GradSaveFunc,
    ];
    const reciprocal = variance.add(epsilon).rsqrt();
    const normalised = x.sub(mean).mul(reciprocal);
    save([normalised, scale.mul(reciprocal)]);
    return {
      value: normalised.mul(scale).add(offset),
      gradFunc: (dy, saved) => {
        const [n, slope] = saved as [tf.Tensor, tf.Tensor];
        const dbeta = dy.sum(axes);
        const dgamma = dy.mul(n).sum(axes);
        const dx = dy
          .sub(dbeta.div(count))
          .sub(n.mul(dgamma.div(count)))
          .mul(slope);
        return [dx, dgamma, dbeta];
      },
    };
  });
  return compute(input, gamma, beta);
}
