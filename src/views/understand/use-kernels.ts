import { useMemo } from 'react';
import { type ColourRange, colourRange } from '../../domain/feature-maps';
import type { LayerWeights } from '../../domain/network';
import { useExplanation } from '../../stores/explanation';
import { chosenNetwork, useNetworks } from '../../stores/networks';

/** Kernels of a convolution now and before training, with the range of colours that they share. */
export interface Kernels {
  /** [height, width, inputs, filters] */
  shape: number[];
  now: Float32Array;
  before: Float32Array;
  range: ColourRange;
}

/** Weights of the chosen network, layer by layer; null while they are not there. */
export function useWeights(): LayerWeights[] | null {
  const chosen = useNetworks((networks) => chosenNetwork(networks)?.id);
  return useExplanation(({ weights }) =>
    weights && weights.networkId === chosen ? weights.layers : null,
  );
}

/** Kernels of the layer at a place in the network; null for layers that have none to show. */
export function useLayerKernels(order: number): Kernels | null {
  const weights = useWeights();
  return useMemo(() => {
    const layer = weights?.find((one) => one.order === order);
    return layer ? kernelsOf(layer) : null;
  }, [weights, order]);
}

/** Kernels that can be shown value by value; null for the other layers. */
export function kernelsOf({ kernel, untrainedKernel, shape }: LayerWeights): Kernels | null {
  if (!kernel || !untrainedKernel) return null;
  let reach = 0;
  for (const values of [kernel, untrainedKernel]) {
    for (const value of values) reach = Math.max(reach, Math.abs(value));
  }
  const range = colourRange({ minimum: -reach, maximum: reach }, true);
  return { shape, now: kernel, before: untrainedKernel, range };
}
