import * as tf from '@tensorflow/tfjs';
import {
  type Activation,
  type ActivationSpec,
  LEAKY_SLOPE,
  type Nonlinearity,
} from '../../domain/models/layers';
import { type LayerSummary, windowOf } from '../../domain/models/shapes';
import { BatchNorm } from './batch-norm';
import { type DropoutClock, SeededDropout } from './seeded-dropout';

/** A tfjs layer under the name that {@link LayerSummary} gives it. */
export interface BuiltLayer {
  summary: LayerSummary;
  layer: tf.layers.Layer;
}

/** Leaky ReLU by a name that tfjs layers accept; tfjs itself has it as a layer only. */
class LeakyRelu extends tf.serialization.Serializable {
  static readonly className = 'atelierLeakyRelu';

  apply(input: tf.Tensor): tf.Tensor {
    return tf.leakyRelu(input, LEAKY_SLOPE);
  }

  getConfig(): tf.serialization.ConfigDict {
    return {};
  }
}
tf.serialization.registerClass(LeakyRelu);

/** Adds the two ways through a residual block and applies its activation. */
class ResidualSum extends tf.layers.Layer {
  static readonly className = 'ResidualSum';
  readonly #activation: 'linear' | Nonlinearity;

  constructor(name: string, activation: 'linear' | Nonlinearity) {
    super({ name });
    this.#activation = activation;
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const [branch, short] = inputs as [tf.Tensor, tf.Tensor];
    return tf.tidy(() => activate(branch.add(short), this.#activation));
  }

  override computeOutputShape(inputShape: tf.Shape | tf.Shape[]): tf.Shape {
    return (inputShape as tf.Shape[])[0] as tf.Shape;
  }
}

/**
 * Puts layers one after the other.
 * @param built takes every layer made, in the order of `flattenLayers`
 */
export function applyLayers(
  layers: readonly LayerSummary[],
  input: tf.SymbolicTensor,
  clock: DropoutClock,
  built: BuiltLayer[],
): tf.SymbolicTensor {
  return layers.reduce((tensor, summary) => {
    const layer = buildLayer(summary, clock);
    built.push({ summary, layer });
    if (summary.spec.kind !== 'residual') return layer.apply(tensor) as tf.SymbolicTensor;
    const branch = applyLayers(summary.layers, tensor, clock, built);
    const short = applyLayers(summary.shortcut, tensor, clock, built);
    return layer.apply([branch, short]) as tf.SymbolicTensor;
  }, input);
}

function buildLayer(summary: LayerSummary, clock: DropoutClock): tf.layers.Layer {
  const { name, spec } = summary;
  switch (spec.kind) {
    case 'conv2d':
      return tf.layers.conv2d({ ...convolution(name, spec), filters: spec.filters });
    case 'depthwiseConv2d':
      return tf.layers.depthwiseConv2d({
        ...convolution(name, spec),
        depthwiseInitializer: 'zeros',
      });
    case 'dense':
      return tf.layers.dense({
        name,
        units: spec.units,
        activation: activationOf(spec.activation),
        useBias: spec.bias ?? true,
        kernelInitializer: 'zeros',
      });
    case 'maxPool':
    case 'avgPool': {
      const { side, stride, padding } = windowOf(spec);
      const settings = { name, poolSize: side, strides: stride, padding };
      return spec.kind === 'maxPool'
        ? tf.layers.maxPooling2d(settings)
        : tf.layers.averagePooling2d(settings);
    }
    case 'globalAvgPool':
      return tf.layers.globalAveragePooling2d({ name });
    case 'batchNorm':
      return new BatchNorm(name, spec);
    case 'activation':
      return tf.layers.activation({ name, activation: activationOf(spec.activation) });
    case 'flatten':
      return tf.layers.flatten({ name });
    case 'dropout':
      return new SeededDropout(name, spec.rate, summary.order, clock);
    case 'residual':
      return new ResidualSum(name, spec.activation);
    default:
      return spec satisfies never;
  }
}

type Convolution = Extract<LayerSummary['spec'], { kind: 'conv2d' | 'depthwiseConv2d' }>;

/** What both kinds of convolution have in common; weights are written later. */
function convolution(name: string, spec: Convolution) {
  return {
    name,
    kernelSize: spec.kernelSize,
    strides: spec.stride,
    padding: spec.padding,
    activation: activationOf(spec.activation),
    useBias: spec.bias ?? true,
    kernelInitializer: 'zeros',
  } as const;
}

/** tfjs's name of an activation. The final softmax is left to the loss, which is exact on logits. */
function activationOf(activation: Activation): 'linear' | 'relu' | 'sigmoid' | 'tanh' {
  switch (activation) {
    case 'softmax':
      return 'linear';
    case 'leakyRelu':
      // Registered above; tfjs's type lists only its own.
      return LeakyRelu.className as 'relu';
    case 'linear':
    case 'relu':
    case 'sigmoid':
    case 'tanh':
      return activation;
    default:
      return activation satisfies never;
  }
}

function activate(values: tf.Tensor, activation: 'linear' | ActivationSpec['activation']) {
  switch (activation) {
    case 'linear':
      return values;
    case 'relu':
      return values.relu();
    case 'leakyRelu':
      return tf.leakyRelu(values, LEAKY_SLOPE);
    case 'sigmoid':
      return values.sigmoid();
    case 'tanh':
      return values.tanh();
    default:
      return activation satisfies never;
  }
}
