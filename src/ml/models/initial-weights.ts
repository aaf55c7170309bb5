/** Fresh weights, drawn here rather than by a tensor library, so that every trainer starts alike. */
import type { Conv2dSpec, DenseSpec, ModelSpec } from '../../domain/models/layers';
import { type LayerSummary, summarise } from '../../domain/models/shapes';
import { mix, randomStream } from '../../domain/random';
import type { NamedArray } from '../../domain/tensors';

const WEIGHTS_STREAM = 3;

/**
 * Weights of every layer in order: kernels by Glorot and Bengio's uniform rule (2010,
 * https://proceedings.mlr.press/v9/glorot10a.html; Keras's default), biases 0. Kernels have tfjs's
 * layout: [height, width, in, out] for convolutions, [in, out] for dense layers.
 */
export function initialWeights(model: ModelSpec, seed: number): NamedArray[] {
  return summarise(model).flatMap((layer) => {
    switch (layer.spec.kind) {
      case 'conv2d':
      case 'dense':
        return kernelAndBias(layer, layer.spec, mix(seed, WEIGHTS_STREAM, layer.index));
      case 'maxPool':
      case 'flatten':
      case 'dropout':
        return [];
      default:
        return layer.spec satisfies never;
    }
  });
}

function kernelAndBias(
  layer: LayerSummary,
  spec: Conv2dSpec | DenseSpec,
  seed: number,
): NamedArray[] {
  const inputs = layer.inputShape.at(-1) ?? 0;
  const window = spec.kind === 'conv2d' ? [spec.kernelSize, spec.kernelSize] : [];
  const outputs = spec.kind === 'conv2d' ? spec.filters : spec.units;
  const receptive = window.reduce((left, right) => left * right, 1);
  const limit = Math.sqrt(6 / (receptive * (inputs + outputs)));
  const random = randomStream(seed);
  const kernel = new Float32Array(receptive * inputs * outputs);
  for (let index = 0; index < kernel.length; index++) kernel[index] = (2 * random() - 1) * limit;
  return [
    { name: `${layer.name}/kernel`, shape: [...window, inputs, outputs], data: kernel },
    { name: `${layer.name}/bias`, shape: [outputs], data: new Float32Array(outputs) },
  ];
}
