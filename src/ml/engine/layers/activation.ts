/** Activations that are not fused with the layer before: kernels/activation.ts. */
import type { Nonlinearity } from '../../../domain/models/layers';
import type { OperationList } from '../operation-list';
import { ACTIVATION_CODES } from '../operations';
import type { Tensor } from '../tensor';
import { extent, gateOf, type Node, ownGradients, ownValues } from './node';

/** Plans an activation from one tensor to another of the same shape; `linear` copies. */
export function activationNode(
  name: string,
  input: Tensor,
  output: Tensor,
  activation: 'linear' | Nonlinearity,
): Node {
  const kind = ACTIVATION_CODES[activation];
  return {
    parameters: [],
    scratchBytes: 0,
    place() {},
    forward(list) {
      list.add(
        'activationForward',
        name,
        {
          ...{ input: input.values, inputSample: input.sample, inputRow: input.row },
          ...{ output: output.values, outputSample: output.sample, outputRow: output.row },
          ...{ ...extent(input), pixelBytes: input.pixel, channels: input.channels, kind },
        },
        { reads: [ownValues(input)], writes: [ownValues(output)] },
      );
    },
    inputGradient(list) {
      addActivationBackward(list, name, input, output, activation);
    },
    weightGradient() {},
  };
}

/** From the gradient of an activation's output to that of its input. */
export function addActivationBackward(
  list: OperationList,
  name: string,
  input: Tensor,
  output: Tensor,
  activation: 'linear' | Nonlinearity,
): void {
  list.add(
    'activationBackward',
    name,
    {
      ...{ gradient: output.gradients, values: output.values },
      ...{ gradientSample: output.sample, gradientRow: output.row },
      ...{ output: input.gradients, outputSample: input.sample, outputRow: input.row },
      ...{ gate: gateOf(input), ...extent(input), pixelBytes: input.pixel },
      kind: ACTIVATION_CODES[activation],
    },
    {
      reads: [ownGradients(output), ownValues(output), ownValues(input)],
      writes: [ownGradients(input)],
    },
  );
}
