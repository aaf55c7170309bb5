/** What the networks of the catalogue are built of. */
import type { BatchNormSpec, Conv2dSpec, LayerSpec } from './layers';

/** The usual convolution: 3 x 3, stride 1, size kept, ReLU. */
export function conv3x3(filters: number): Conv2dSpec {
  return {
    kind: 'conv2d',
    filters,
    kernelSize: 3,
    stride: 1,
    padding: 'same',
    activation: 'relu',
  };
}

/**
 * Batch norm of the catalogue. Keras keeps 0.99 of a running statistic at each step; with 43 steps an
 * epoch, as the starter sample has at batch size 128, two thirds of one would still be its first value
 * when it is first used. 0.9 (PyTorch's) forgets that within 20 steps. Keras's epsilon of 1e-3 keeps
 * maps that hardly vary from being blown up by more than 32.
 */
export function batchNorm(): BatchNormSpec {
  return { kind: 'batchNorm', momentum: 0.9, epsilon: 1e-3 };
}

/** Convolution, 3 x 3 unless said otherwise, whose constant batch norm supplies, then batch norm. */
export function normalisedConv(filters: number, more: Partial<Conv2dSpec> = {}): LayerSpec[] {
  const conv = { ...conv3x3(filters), ...more };
  return [{ ...conv, activation: 'linear', bias: false, initializer: 'he' }, batchNorm()];
}

/** ReLU as a layer of its own, behind batch norm. */
export const RELU: LayerSpec = { kind: 'activation', activation: 'relu' };

/** Two convolutions, added to what came in (He et al. 2015). */
export function residualBlock(filters: number): LayerSpec {
  const layers = [...normalisedConv(filters), RELU, ...normalisedConv(filters)];
  return { kind: 'residual', layers, shortcut: [], activation: 'relu' };
}
