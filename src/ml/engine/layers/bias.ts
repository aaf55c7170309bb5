import type { OperationList } from '../operation-list';
import type { Parameter } from '../parameters';
import type { Tensor } from '../tensor';
import { allGradients, extent, shared, strides } from './node';

/** The gradient of a bias, over all pixels of its layer's output, and its update. */
export function addBiasGradient(
  list: OperationList,
  layer: string,
  bias: Parameter,
  output: Tensor,
): void {
  list.add(
    'biasGradient',
    layer,
    {
      gradient: output.gradients,
      ...strides('gradient', output),
      ...extent(output),
      panels: bias.panels,
      bias: bias.address,
    },
    { reads: [allGradients(output)], writes: [shared(`${layer} bias`)] },
  );
}
