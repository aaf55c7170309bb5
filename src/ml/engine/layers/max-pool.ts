/** Max-pooling that is not fused with a convolution: kernels/pool.ts. */
import { placeTensor, type Tensor } from '../tensor';
import { extent, type Node, ownGradients, ownValues, strides } from './node';

/** Plans max-pooling over windows of size x size, without overlap. */
export function maxPoolNode(name: string, input: Tensor, output: Tensor, size: number): Node {
  let offsets = 0;
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
          ...{ input: input.values, ...strides('input', input), size, channelBytes },
          ...{ output: output.values, ...strides('output', output), ...extent(output), offsets },
        },
        { reads: [ownValues(input)], writes: [ownValues(output)] },
      );
    },
    inputGradient(list) {
      list.add(
        'maxPoolBackward',
        name,
        {
          ...{ gradient: output.gradients, ...strides('gradient', output), ...extent(output) },
          ...{ channelBytes, offsets, gate: input.isRelu ? output.values : 0 },
          ...{ output: input.gradients, outputSample: input.sample },
          outputStart: input.gradients - input.inset,
        },
        { reads: [ownGradients(output), ownValues(output)], writes: [ownGradients(input)] },
      );
    },
    weightGradient() {},
  };
}
