/** Max-pooling that is not fused with a convolution: kernels/pool.ts. */
import type { SlidingWindow } from '../../../domain/models/shapes';
import { placeTensor, type Tensor } from '../tensor';
import { frameOf } from './conv';
import {
  extent,
  extentAs,
  frameGate,
  type Node,
  offsetsOf,
  own,
  ownGradients,
  ownValues,
  strides,
} from './node';

/**
 * Plans max-pooling over windows that may overlap and be padded. Padding is left out by the kernels:
 * a frame of zeros would be the largest where all values are negative.
 */
export function maxPoolNode(
  name: string,
  input: Tensor,
  output: Tensor,
  { side: size, stride, padding }: SlidingWindow,
): Node {
  let offsets = 0;
  const { top, left } = frameOf([input.height, input.width], { kernelSize: size, stride, padding });
  const channelBytes = output.pixel;
  return {
    parameters: [],
    scratchBytes: 0,
    place(capacity, arena) {
      offsets = placeTensor(output, capacity, arena);
    },
    forward(list) {
      list.add(
        'maxPoolForward',
        name,
        {
          ...{ input: input.values, ...strides('input', input), ...extentAs('input', input) },
          ...{ size, stride, top, left, channelBytes, offsets },
          ...{ output: output.values, ...strides('output', output), ...extent(output) },
        },
        { reads: [ownValues(input)], writes: [ownValues(output), own(offsetsOf(name))] },
      );
    },
    inputGradient(list) {
      list.add(
        'maxPoolBackward',
        name,
        {
          ...{ gradient: output.gradients, ...strides('gradient', output), ...extent(output) },
          ...{ channelBytes, offsets, gate: frameGate(input), output: input.gradients },
          ...{ outputSample: input.sample, outputStart: input.gradients - input.inset },
        },
        {
          reads: [ownGradients(output), ownValues(input), own(offsetsOf(name))],
          writes: [ownGradients(input)],
        },
      );
    },
    weightGradient() {},
  };
}
