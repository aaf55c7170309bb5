/** The network that learns colour photos of clothes. */
import { PHOTO_CATEGORIES } from '../photo/categories';
import { normalisedConv, RELU, residualBlock } from './blocks';
import type { ModelSpec } from './layers';

/**
 * A residual network for square colour photos: 690,000 values. The first convolution takes every second
 * pixel, so that most work is done on maps of a quarter of the side and less; sides that are multiples
 * of 32 halve evenly down to the last maps, of which the means are taken. The weights fit every side.
 * @param side of the photos in pixels
 * @param outputs how many kinds it tells apart
 */
export function photoResnet(side: number, outputs: number = PHOTO_CATEGORIES.length): ModelSpec {
  return {
    id: 'photo-resnet',
    inputShape: [side, side, 3],
    inputScaling: 'unit',
    layers: [
      ...normalisedConv(32, { kernelSize: 5, stride: 2 }),
      RELU,
      { kind: 'maxPool', size: 2 },
      ...normalisedConv(64),
      RELU,
      residualBlock(64),
      { kind: 'maxPool', size: 2 },
      ...normalisedConv(128),
      RELU,
      residualBlock(128),
      { kind: 'maxPool', size: 2 },
      ...normalisedConv(192),
      RELU,
      { kind: 'globalAvgPool' },
      { kind: 'dropout', rate: 0.2 },
      { kind: 'dense', units: outputs, activation: 'softmax' },
    ],
  };
}
