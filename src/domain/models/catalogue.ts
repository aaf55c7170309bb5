import type { Conv2dSpec, ModelId, ModelSpec } from './layers';

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

/** Dense 128 on each 28-pixel row, then 64, then 10: a network without convolution, on raw pixels. */
const DENSE: ModelSpec = {
  id: 's3-dense',
  inputShape: [28, 28],
  inputScaling: 'raw',
  layers: [
    { kind: 'dense', units: 128, activation: 'relu' },
    { kind: 'dense', units: 64, activation: 'relu' },
    { kind: 'flatten' },
    { kind: 'dense', units: 10, activation: 'softmax' },
  ],
};

/** One convolution and a wide dense layer. */
const SMALL_CNN: ModelSpec = {
  id: 's3-cnn',
  inputShape: [28, 28, 1],
  inputScaling: 'unit',
  layers: [
    conv3x3(32),
    { kind: 'maxPool', size: 2 },
    { kind: 'flatten' },
    { kind: 'dense', units: 128, activation: 'relu' },
    { kind: 'dense', units: 10, activation: 'softmax' },
  ],
};

/** Two convolutions, and dropout before the classifier. */
const DEEPER_CNN: ModelSpec = {
  id: 's1-cnn',
  inputShape: [28, 28, 1],
  inputScaling: 'unit',
  layers: [
    conv3x3(32),
    { kind: 'maxPool', size: 2 },
    conv3x3(64),
    { kind: 'maxPool', size: 2 },
    { kind: 'flatten' },
    { kind: 'dense', units: 100, activation: 'relu' },
    { kind: 'dropout', rate: 0.4 },
    { kind: 'dense', units: 10, activation: 'softmax' },
  ],
};

/** Every network a person can choose; the interface lists them in this order. */
export const CATALOGUE: Record<ModelId, ModelSpec> = {
  's3-cnn': SMALL_CNN,
  's1-cnn': DEEPER_CNN,
  's3-dense': DENSE,
};
