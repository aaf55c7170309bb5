/** Which arrays a layer holds: the one list that counts, draws, builds, stores and plans them. */
import type { LayerSpec } from './layers';

/** Part that an array plays in its layer; the second part of its name, as in `conv2d_1/kernel`. */
export type WeightRole = 'kernel' | 'bias' | 'gamma' | 'beta' | 'movingMean' | 'movingVariance';

/** An array of a layer. */
export interface WeightSlot {
  role: WeightRole;
  /** In tfjs layout; see {@link layerWeights}. */
  shape: number[];
  /** False for running statistics: they are stored with the weights, but no optimiser moves them. */
  isTrained: boolean;
}

/**
 * Arrays of one layer, in order; none for blocks, whose layers hold them. Kernels have the shape
 * [height, width, in, out] for convolutions, [height, width, maps, 1] for depthwise ones and
 * [in, out] for dense layers; the others have one value for each map or unit.
 * @param input shape without the batch axis
 */
export function layerWeights(spec: LayerSpec, input: readonly number[]): WeightSlot[] {
  const inputs = input.at(-1) ?? 0;
  switch (spec.kind) {
    case 'conv2d': {
      const { kernelSize: side, filters } = spec;
      return kernelAndBias([side, side, inputs, filters], filters, spec.bias);
    }
    case 'depthwiseConv2d':
      return kernelAndBias([spec.kernelSize, spec.kernelSize, inputs, 1], inputs, spec.bias);
    case 'dense':
      return kernelAndBias([inputs, spec.units], spec.units, spec.bias);
    case 'batchNorm':
      return [
        { role: 'gamma', shape: [inputs], isTrained: true },
        { role: 'beta', shape: [inputs], isTrained: true },
        { role: 'movingMean', shape: [inputs], isTrained: false },
        { role: 'movingVariance', shape: [inputs], isTrained: false },
      ];
    case 'maxPool':
    case 'avgPool':
    case 'globalAvgPool':
    case 'activation':
    case 'flatten':
    case 'dropout':
    case 'residual':
      return [];
    default:
      return spec satisfies never;
  }
}

function kernelAndBias(shape: number[], outputs: number, hasBias = true): WeightSlot[] {
  const kernel: WeightSlot = { role: 'kernel', shape, isTrained: true };
  const bias: WeightSlot = { role: 'bias', shape: [outputs], isTrained: true };
  return hasBias ? [kernel, bias] : [kernel];
}
