/** Dense layers: kernels/dense.ts. */
import type { Arena } from '../arena';
import type { Access, OperationList } from '../operation-list';
import { type Parameter, placeParameter } from '../parameters';
import { flatLength, type Tensor } from '../tensor';
import { addBiasGradient } from './bias';
import {
  allGradients,
  allValues,
  gateOf,
  type Node,
  ownGradients,
  ownValues,
  shared,
} from './node';

/** Weights above this size are shared between the threads by panels: each reads only its part. */
const LARGE_WEIGHTS = 128 * 1024;
/** Positions, sums and a packed block; see denseWeightGradient. */
const SCRATCH = 48 + 48 * 32 + 65536;

/** What a dense layer connects. */
export interface DenseLayer {
  name: string;
  input: Tensor;
  /** Whether the whole sample is one vector, rather than each pixel of the row. */
  isFlat: boolean;
  output: Tensor;
  units: number;
  hasBias: boolean;
}

/** Places a dense layer's weights and plans its operations. */
export function denseNode(layer: DenseLayer, weightArena: Arena): Node {
  const { name, input, isFlat, output, units, hasBias } = layer;
  const rows = isFlat ? 1 : input.width;
  const inputRow = isFlat ? input.sample : input.pixel;
  const outputRow = isFlat ? output.sample : output.pixel;
  const length = isFlat ? flatLength(input) : input.pixel;
  const inputs = isFlat ? flatInputs(input) : firstInputs(input.channels);
  const kernel = placeParameter(
    `${name}/kernel`,
    [inputs.length, units],
    inputs,
    length / 4,
    weightArena,
  );
  const bias = placeParameter(`${name}/bias`, [units], firstInputs(1), 1, weightArena);
  const isLarge = kernel.panels * kernel.panelBytes > LARGE_WEIGHTS;
  const bySample = isLarge ? 0 : 1;
  const weights = (): Access => shared(`${name} kernel`);
  const { panels, panelBytes } = kernel;
  return {
    // Without a bias its place holds zeros for ever.
    parameters: hasBias ? [kernel, bias] : [kernel],
    place() {},
    scratchBytes: Math.max(SCRATCH, panels * 256),
    forward(list) {
      const { address } = kernel;
      list.add(
        'denseForward',
        name,
        {
          ...{ input: input.values, inputRow, rows, length },
          ...{ weights: address, panelBytes, panels, bias: bias.address },
          ...{ relu: output.isRelu ? 1 : 0, output: output.values, outputRow, bySample },
        },
        {
          reads: [isLarge ? allValues(input) : ownValues(input), weights(), shared(`${name} bias`)],
          writes: [isLarge ? allValues(output) : ownValues(output)],
        },
      );
    },
    inputGradient(list) {
      list.add(
        'denseInputGradient',
        name,
        {
          ...{ gradient: output.gradients, gradientRow: outputRow, rows },
          ...{ weights: kernel.address, panelBytes, panels, length },
          ...{ output: input.gradients, outputRow: inputRow, gate: gateOf(input), bySample },
        },
        {
          reads: [
            isLarge ? allGradients(output) : ownGradients(output),
            weights(),
            isLarge ? allValues(input) : ownValues(input),
          ],
          writes: [isLarge ? allGradients(input) : ownGradients(input)],
        },
      );
    },
    weightGradient(list) {
      addWeightGradient(list, layer, kernel, { rows, inputRow, outputRow, length });
      if (hasBias) addBiasGradient(list, name, bias, output);
    },
  };
}

function addWeightGradient(
  list: OperationList,
  { name, input, output }: DenseLayer,
  { address, panelBytes, panels }: Parameter,
  {
    rows,
    inputRow,
    outputRow,
    length,
  }: Record<'rows' | 'inputRow' | 'outputRow' | 'length', number>,
): void {
  list.add(
    'denseWeightGradient',
    name,
    {
      ...{ input: input.values, inputRow, rows, length },
      ...{ gradient: output.gradients, gradientRow: outputRow },
      ...{ weights: address, panelBytes, panels },
    },
    { reads: [allValues(input), allGradients(output)], writes: [shared(`${name} kernel`)] },
  );
}

/** Where the values of a flattened image lie in its sample. */
function flatInputs({ height, width, channels, pixel, row }: Tensor): Int32Array {
  return Int32Array.from({ length: height * width * channels }, (_, index) => {
    const position = Math.floor(index / channels);
    const place = Math.floor(position / width) * row + (position % width) * pixel;
    return place / 4 + (index % channels);
  });
}

/** 0, 1, 2 up to count - 1. */
function firstInputs(count: number): Int32Array {
  return Int32Array.from({ length: count }, (_, index) => index);
}
