import * as tf from '@tensorflow/tfjs';
import type { ModelSpec } from '../../domain/models/layers';
import { type LayerSummary, summarise } from '../../domain/models/shapes';
import type { NamedArray } from '../../domain/tensors';
import { type DropoutClock, SeededDropout } from './seeded-dropout';

/** A catalogue network as a tfjs model. Call {@link TfNetwork.dispose} when done. */
export class TfNetwork {
  /** Maps images, [batch, ...inputShape], to logits, [batch, classes]. */
  readonly logits: tf.LayersModel;
  /** Every trainable weight under its name, in the order of the layers. */
  readonly variables: ReadonlyMap<string, tf.Variable>;
  readonly #weights: ReadonlyMap<string, tf.LayerVariable>;

  constructor(model: ModelSpec, clock: DropoutClock) {
    const input = tf.input({ shape: model.inputShape });
    const layers = summarise(model).map((summary) => buildLayer(summary, clock));
    const output = layers.reduce(
      (tensor, { layer }) => layer.apply(tensor) as tf.SymbolicTensor,
      input,
    );
    this.logits = tf.model({ inputs: input, outputs: output });
    this.#weights = new Map(
      layers.flatMap(({ name, layer }) =>
        layer.weights.map((weight, index) => [`${name}/${WEIGHT_NAMES[index]}`, weight] as const),
      ),
    );
    this.variables = new Map(
      [...this.#weights].map(([name, weight]) => [name, weight.read() as tf.Variable]),
    );
  }

  /** Logits, [batch, classes]; `training` switches dropout on. */
  apply(images: tf.Tensor, training: boolean): tf.Tensor2D {
    return this.logits.apply(images, { training }) as tf.Tensor2D;
  }

  /** Copies of all weights in tfjs layout. */
  readWeights(): Promise<NamedArray[]> {
    return readTensors(this.variables);
  }

  /** Sets all weights. Throws RangeError when one is missing or of another shape. */
  writeWeights(arrays: readonly NamedArray[]): void {
    for (const [name, variable] of this.variables) {
      const array = arrays.find((candidate) => candidate.name === name);
      if (!array) throw new RangeError(`no weight ${name}`);
      if (array.shape.join() !== variable.shape.join()) {
        throw new RangeError(`${name} is [${variable.shape}], not [${array.shape}]`);
      }
      tf.tidy(() => variable.assign(tf.tensor(array.data, array.shape)));
    }
  }

  /** Frees all weights. */
  dispose(): void {
    this.logits.dispose();
  }
}

/** The order in which tfjs layers list their weights. */
const WEIGHT_NAMES = ['kernel', 'bias'];

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

function buildLayer(
  summary: LayerSummary,
  clock: DropoutClock,
): { name: string; layer: tf.layers.Layer } {
  const { name, spec } = summary;
  switch (spec.kind) {
    case 'conv2d':
      return {
        name,
        layer: tf.layers.conv2d({
          name,
          filters: spec.filters,
          kernelSize: spec.kernelSize,
          strides: spec.stride,
          padding: spec.padding,
          activation: activationOf(spec.activation),
          kernelInitializer: 'zeros',
        }),
      };
    case 'dense':
      return {
        name,
        layer: tf.layers.dense({
          name,
          units: spec.units,
          activation: activationOf(spec.activation),
          kernelInitializer: 'zeros',
        }),
      };
    case 'maxPool':
      return { name, layer: tf.layers.maxPooling2d({ name, poolSize: spec.size }) };
    case 'flatten':
      return { name, layer: tf.layers.flatten({ name }) };
    case 'dropout':
      return { name, layer: new SeededDropout(name, spec.rate, summary.index, clock) };
    default:
      return spec satisfies never;
  }
}

/** The final softmax is left to the loss, which is exact on logits. */
function activationOf(activation: 'linear' | 'relu' | 'softmax'): 'linear' | 'relu' {
  return activation === 'softmax' ? 'linear' : activation;
}
