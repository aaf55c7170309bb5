import { conv3x3, normalisedConv, RELU, residualBlock } from './blocks';
import type { ModelId, ModelSpec } from './layers';

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

/**
 * A residual network for grey images of 28 x 28: ten convolutions, 68 million multiplications an
 * image. After David Page's ResNet for CIFAR-10 (2018, https://myrtle.ai/learn/how-to-train-your-resnet/),
 * which learns in few epochs because it is shallow, wide from the start and pools the largest values;
 * at about half its width, and with its last convolution on 3 x 3 maps, where it costs next to nothing.
 */
const SMALL_RESNET: ModelSpec = {
  id: 'small-resnet',
  inputShape: [28, 28, 1],
  inputScaling: 'unit',
  layers: [
    ...normalisedConv(32),
    RELU,
    residualBlock(32),
    { kind: 'maxPool', size: 2 },
    ...normalisedConv(80),
    RELU,
    residualBlock(80),
    { kind: 'maxPool', size: 2 },
    ...normalisedConv(144),
    RELU,
    residualBlock(144),
    { kind: 'maxPool', size: 3, stride: 2 },
    ...normalisedConv(256),
    RELU,
    { kind: 'globalAvgPool' },
    { kind: 'dense', units: 10, activation: 'softmax' },
  ],
};

/** Every network a person can choose; the interface lists them in this order. */
export const CATALOGUE: Record<ModelId, ModelSpec> = {
  's3-cnn': SMALL_CNN,
  's1-cnn': DEEPER_CNN,
  'small-resnet': SMALL_RESNET,
  's3-dense': DENSE,
};
