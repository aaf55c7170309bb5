/** Networks that prove a backend: small, so that the CPU reference takes milliseconds. */
import { CLASS_COUNT } from '../../domain/dataset';
import { batchNorm, conv3x3 } from '../../domain/models/blocks';
import type { Conv2dSpec, LayerSpec, ModelSpec } from '../../domain/models/layers';

const ANSWER: LayerSpec = { kind: 'dense', units: CLASS_COUNT, activation: 'softmax' };

/** What plain networks have. */
const PLAIN: ModelSpec = {
  id: 's1-cnn',
  inputShape: [28, 28, 1],
  inputScaling: 'unit',
  layers: [
    conv3x3(4),
    { kind: 'maxPool', size: 2 },
    conv3x3(4),
    { kind: 'maxPool', size: 2 },
    { kind: 'flatten' },
    ANSWER,
  ],
};

/**
 * What deeper networks have. Where batch norm follows there is no bias: its gradient would be 0, and
 * the rounding that is left is nothing to compare.
 */
const DEEP: ModelSpec = {
  ...PLAIN,
  layers: [
    { kind: 'avgPool', size: 2 },
    { ...conv3x3(4), activation: 'linear', bias: false },
    batchNorm(),
    { kind: 'activation', activation: 'leakyRelu' },
    {
      kind: 'residual',
      layers: [
        {
          kind: 'depthwiseConv2d',
          kernelSize: 3,
          stride: 2,
          padding: 'same',
          activation: 'linear',
          bias: false,
        },
        batchNorm(),
        { kind: 'activation', activation: 'tanh' },
        pointwise(6, 1),
      ],
      shortcut: [pointwise(6, 2), batchNorm()],
      activation: 'sigmoid',
    },
    { kind: 'maxPool', size: 3, stride: 2, padding: 'same' },
    { kind: 'globalAvgPool' },
    ANSWER,
  ],
};

/** Channels enough for the engine to take Winograd's tiles: large ones, and small ones in front of a pooling. */
const WIDE: ModelSpec = {
  ...PLAIN,
  layers: [
    { kind: 'avgPool', size: 4 },
    conv3x3(16),
    conv3x3(16),
    conv3x3(16),
    { kind: 'maxPool', size: 2 },
    { kind: 'flatten' },
    ANSWER,
  ],
};

/** All of them. */
export const PROBES: readonly ModelSpec[] = [PLAIN, DEEP, WIDE];

/** Mixes maps pixel by pixel. */
function pointwise(filters: number, stride: number): Conv2dSpec {
  return { ...conv3x3(filters), kernelSize: 1, stride, activation: 'linear', bias: false };
}
