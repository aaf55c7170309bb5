/** Fresh weights, drawn here rather than by a tensor library, so that every trainer starts alike. */
import type { Initializer, LayerSpec, ModelSpec } from '../../domain/models/layers';
import { flattenLayers, type LayerSummary, summarise } from '../../domain/models/shapes';
import type { WeightSlot } from '../../domain/models/weights';
import { mix, randomStream } from '../../domain/random';
import type { NamedArray } from '../../domain/tensors';

const WEIGHTS_STREAM = 3;

/**
 * Weights of every layer, in the order of `flattenLayers`. Kernels are drawn uniformly, by the rule
 * that the layer names: Glorot and Bengio's (2010, https://proceedings.mlr.press/v9/glorot10a.html;
 * Keras's default) or He's (2015, https://arxiv.org/abs/1502.01852). Biases, shifts and running
 * means start at 0, scales and running variances at 1. Layouts: see `layerWeights`.
 */
export function initialWeights(model: ModelSpec, seed: number): NamedArray[] {
  return flattenLayers(summarise(model)).flatMap((layer) =>
    layer.weights.map((slot) => ({
      name: `${layer.name}/${slot.role}`,
      shape: slot.shape,
      data: firstValues(layer, slot, mix(seed, WEIGHTS_STREAM, layer.order)),
    })),
  );
}

function firstValues({ spec }: LayerSummary, { role, shape }: WeightSlot, seed: number) {
  const values = new Float32Array(shape.reduce((left, right) => left * right, 1));
  switch (role) {
    case 'kernel':
      return fillUniformly(values, kernelLimit(spec, shape), seed);
    case 'gamma':
    case 'movingVariance':
      return values.fill(1);
    case 'bias':
    case 'beta':
    case 'movingMean':
      return values;
    default:
      return role satisfies never;
  }
}

/**
 * Largest first value of a kernel: sqrt(6 / (fan in + fan out)) or sqrt(6 / fan in), where the fans
 * are the values that an output adds up, and the outputs that a value enters. An output of a
 * depthwise convolution sees one map only (Keras, which counts all of them, starts those too small).
 */
function kernelLimit(spec: LayerSpec, shape: readonly number[]): number {
  const [outputs = 1, inputs = 1, ...window] = [...shape].reverse();
  const receptive = window.reduce((left, right) => left * right, 1);
  const fanIn = spec.kind === 'depthwiseConv2d' ? receptive : receptive * inputs;
  const fanOut = receptive * outputs;
  const rule: Initializer = ('initializer' in spec && spec.initializer) || 'glorot';
  return Math.sqrt(6 / (rule === 'he' ? fanIn : fanIn + fanOut));
}

function fillUniformly(values: Float32Array, limit: number, seed: number): Float32Array {
  const random = randomStream(seed);
  for (let index = 0; index < values.length; index++) values[index] = (2 * random() - 1) * limit;
  return values;
}
