/** Dropout, in place: kernels/dropout.ts. */
import { placeTensor, type Tensor } from '../tensor';
import { extent, type Node, ownGradients, ownValues } from './node';

/** Plans dropout of a share `rate` of a tensor's values; `stream` counts the network's dropouts from 0. */
export function dropoutNode(name: string, tensor: Tensor, rate: number, stream: number): Node {
  let mask = 0;
  return {
    parameters: [],
    scratchBytes: 0,
    place(capacity, arena) {
      mask = placeTensor(tensor, capacity, arena);
    },
    forward(list, pass) {
      if (pass === 'evaluation' || rate === 0) return;
      const { sample, row, pixel, channels } = tensor;
      const place = { sample, row, pixel, channels, ...extent(tensor) };
      list.add(
        'dropoutForward',
        name,
        { values: tensor.values, ...place, mask, stream, keep: 1 - rate },
        { reads: [], writes: [ownValues(tensor)] },
      );
    },
    inputGradient(list) {
      if (rate === 0) return;
      const values = tensor.gradients - tensor.inset;
      list.add(
        'dropoutBackward',
        name,
        { values, sample: tensor.sample, mask: mask - tensor.inset },
        { reads: [], writes: [ownGradients(tensor)] },
      );
    },
    weightGradient() {},
  };
}
