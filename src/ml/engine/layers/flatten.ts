/** Flattening where it cannot be left to the layer behind: kernels/activation.ts. */
import type { Tensor } from '../tensor';
import { extent, type Node, ownGradients, ownValues, strides } from './node';

/**
 * Plans the copy of an image into one vector without filling. The vector `isRelu` like the image, so
 * that its gradient has passed the ReLU when it comes back.
 */
export function flattenNode(name: string, image: Tensor, vector: Tensor): Node {
  const pixel = image.channels * 4;
  const asPixels = { ...vector, pixel, row: image.width * pixel };
  const size = { ...extent(image), channels: image.channels };
  return {
    parameters: [],
    scratchBytes: 0,
    place() {},
    forward(list) {
      list.add(
        'copyPixels',
        name,
        {
          ...{ input: image.values, ...strides('input', image) },
          ...{ output: vector.values, ...strides('output', asPixels), ...size },
        },
        { reads: [ownValues(image)], writes: [ownValues(vector)] },
      );
    },
    inputGradient(list) {
      list.add(
        'copyPixels',
        name,
        {
          ...{ input: vector.gradients, ...strides('input', asPixels) },
          ...{ output: image.gradients, ...strides('output', image), ...size },
        },
        { reads: [ownGradients(vector)], writes: [ownGradients(image)] },
      );
    },
    weightGradient() {},
  };
}
