import * as tf from '@tensorflow/tfjs';
import type { ModelSpec } from '../../domain/models/layers';
import { summarise } from '../../domain/models/shapes';
import type { NamedArray } from '../../domain/tensors';
import { applyLayers, type BuiltLayer } from './build-layer';
import type { DropoutClock } from './seeded-dropout';

/** A catalogue network as a tfjs model. Call {@link TfNetwork.dispose} when done. */
export class TfNetwork {
  /** Maps images, [batch, ...inputShape], to logits, [batch, classes]. */
  readonly logits: tf.LayersModel;
  /** Every weight that an optimiser moves under its name, in the order of `flattenLayers`. */
  readonly variables: ReadonlyMap<string, tf.Variable>;
  /** Names of those that are kernels: what penalties and weight decay apply to. */
  readonly kernels: ReadonlySet<string>;
  /** All weights, running statistics too. */
  readonly #weights: ReadonlyMap<string, tf.Variable>;

  constructor(model: ModelSpec, clock: DropoutClock) {
    const input = tf.input({ shape: [...model.inputShape] });
    const layers: BuiltLayer[] = [];
    const output = applyLayers(summarise(model), input, clock, layers);
    this.logits = tf.model({ inputs: input, outputs: output });
    const weights = layers.flatMap(namedWeights);
    this.#weights = new Map(weights.map(({ name, variable }) => [name, variable]));
    this.kernels = new Set(weights.flatMap(({ name, role }) => (role === 'kernel' ? [name] : [])));
    this.variables = new Map(
      weights.flatMap(({ name, variable, isTrained }) => (isTrained ? [[name, variable]] : [])),
    );
  }

  /** Logits, [batch, classes]; `training` switches dropout on, and batch norm to the batch's statistics. */
  apply(images: tf.Tensor, training: boolean): tf.Tensor2D {
    return this.logits.apply(images, { training }) as tf.Tensor2D;
  }

  /** Copies of all weights in tfjs layout, running statistics too. */
  readWeights(): Promise<NamedArray[]> {
    return readTensors(this.#weights);
  }

  /** Sets all weights. Throws RangeError when one is missing or of another shape. */
  writeWeights(arrays: readonly NamedArray[]): void {
    // All are looked at before the first is set: a network is never left half of another.
    const matched = [...this.#weights].map(([name, variable]) => {
      const array = arrays.find((candidate) => candidate.name === name);
      if (!array) throw new RangeError(`no weight ${name}`);
      if (array.shape.join() !== variable.shape.join()) {
        throw new RangeError(`${name} is [${variable.shape}], not [${array.shape}]`);
      }
      return { variable, array };
    });
    for (const { variable, array } of matched) {
      tf.tidy(() => variable.assign(tf.tensor(array.data, array.shape)));
    }
  }

  /** Frees all weights. */
  dispose(): void {
    this.logits.dispose();
  }
}

/** tfjs lists a layer's weights in the order of `layerWeights`: those that are trained come first. */
function namedWeights({ summary, layer }: BuiltLayer) {
  return summary.weights.map(({ role, isTrained }, index) => {
    const variable = layer.weights[index]?.read() as tf.Variable;
    return { name: `${summary.name}/${role}`, role, variable, isTrained };
  });
}

/** Reads tensors back from the backend as named arrays. */
export function readTensors(tensors: ReadonlyMap<string, tf.Tensor>): Promise<NamedArray[]> {
  return Promise.all(
    [...tensors].map(async ([name, tensor]) => ({
      name,
      shape: [...tensor.shape],
      // Copied: on the CPU backend `data()` gives the live buffer.
      data: new Float32Array(await tensor.data<'float32'>()),
    })),
  );
}
