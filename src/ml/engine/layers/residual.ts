/** Where two ways through a block part and meet: kernels/activation.ts. */
import type { Tensor } from '../tensor';
import { addActivationBackward } from './activation';
import { extent, type Node, ownGradients, ownValues } from './node';

/**
 * Plans the place where the ways part: nothing to do forward, since `short` shares the values of
 * `input`; backward, the gradients of both are added. Comes before the nodes of both ways.
 */
export function forkNode(name: string, input: Tensor, short: Tensor): Node {
  return {
    parameters: [],
    scratchBytes: 0,
    place() {},
    forward() {},
    inputGradient(list) {
      list.add(
        'add',
        name,
        {
          ...{ left: input.gradients, leftSample: input.sample, leftRow: input.row },
          ...{ right: short.gradients, rightSample: short.sample, rightRow: short.row },
          ...{ output: input.gradients, outputSample: input.sample, outputRow: input.row },
          ...{ ...extent(input), pixelBytes: input.pixel, relu: 0 },
        },
        { reads: [ownGradients(short)], writes: [ownGradients(input)] },
      );
    },
    weightGradient() {},
  };
}

/** Plans the sum of both ways, with ReLU where the output has one. */
export function sumNode(name: string, branch: Tensor, short: Tensor, output: Tensor): Node {
  return {
    parameters: [],
    scratchBytes: 0,
    place() {},
    forward(list) {
      list.add(
        'add',
        name,
        {
          ...{ left: branch.values, leftSample: branch.sample, leftRow: branch.row },
          ...{ right: short.values, rightSample: short.sample, rightRow: short.row },
          ...{ output: output.values, outputSample: output.sample, outputRow: output.row },
          ...{ ...extent(output), pixelBytes: output.pixel, relu: output.isRelu ? 1 : 0 },
        },
        { reads: [ownValues(branch), ownValues(short)], writes: [ownValues(output)] },
      );
    },
    inputGradient(list) {
      for (const way of [branch, short]) {
        if (way.hasGradient) addActivationBackward(list, name, way, output, 'linear');
      }
    },
    weightGradient() {},
  };
}
