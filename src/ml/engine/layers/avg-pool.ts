/** Average pooling, over windows or over the whole image: kernels/average-pool.ts. */
import type { Tensor } from '../tensor';
import { extent, frameGate, type Node, ownGradients, ownValues, strides } from './node';

/** Windows of average pooling, in pixels; never padded. */
export interface AverageWindow {
  windowHeight: number;
  windowWidth: number;
  stride: number;
}

/** Plans average pooling; with a window as large as the input, the output is one pixel: a vector. */
export function avgPoolNode(
  name: string,
  input: Tensor,
  output: Tensor,
  window: AverageWindow,
): Node {
  const share = 1 / (window.windowHeight * window.windowWidth);
  const what = { ...window, share, channelBytes: output.pixel };
  return {
    parameters: [],
    scratchBytes: 0,
    place() {},
    forward(list) {
      list.add(
        'avgPoolForward',
        name,
        {
          ...{ input: input.values, ...strides('input', input), ...what },
          ...{ output: output.values, ...strides('output', output), ...extent(output) },
        },
        { reads: [ownValues(input)], writes: [ownValues(output)] },
      );
    },
    inputGradient(list) {
      list.add(
        'avgPoolBackward',
        name,
        {
          ...{ gradient: output.gradients, ...strides('gradient', output), ...extent(output) },
          ...{ ...what, gate: frameGate(input), output: input.gradients },
          ...{ ...strides('output', input), outputStart: input.gradients - input.inset },
        },
        { reads: [ownGradients(output), ownValues(input)], writes: [ownGradients(input)] },
      );
    },
    weightGradient() {},
  };
}
