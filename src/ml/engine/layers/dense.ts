/** Dense layers: kernels/dense.ts. */
import { type Arena, roundUp } from '../arena';
import type { Access, OperationList } from '../operation-list';
import { type Parameter, placeParameter } from '../parameters';
import { flatLength, type Tensor } from '../tensor';
import { addBiasGradient } from './bias';
import {
  allGradients,
  allValues,
  gateOf,
  type Node,
  own,
  ownGradients,
  ownValues,
  shared,
} from './node';

/** Weights above this size are shared between the threads by inputs: each reads only its part. */
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
export function denseNode(layer: DenseLayer, threads: number, weightArena: Arena): Node {
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
  const isShared = isLarge && threads > 1;
  const partials: Partials = { partials: 0, partialsThread: 0 };
  return {
    // Without a bias its place holds zeros for ever.
    parameters: hasBias ? [kernel, bias] : [kernel],
    place(capacity, arena) {
      if (!isShared) return;
      partials.partialsThread = roundUp(capacity * rows * panels * 32, 64);
      partials.partials = arena.allocate(threads * partials.partialsThread);
    },
    scratchBytes: Math.max(SCRATCH, panels * 256),
    forward(list) {
      const sharing = isShared ? partials : null;
      addForward(list, layer, kernel, bias, { rows, inputRow, outputRow, length }, sharing);
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
            ownValues(input),
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

/** Where the threads' sums over their shares of the inputs lie, and the bytes of each one's. */
interface Partials {
  partials: number;
  partialsThread: number;
}

/** How the rows of a sample lie. */
type Rows = Record<'rows' | 'inputRow' | 'outputRow' | 'length', number>;

/** @param partials null where each thread keeps to its own samples */
function addForward(
  list: OperationList,
  { name, input, output }: DenseLayer,
  { address, panelBytes, panels }: Parameter,
  bias: Parameter,
  { rows, inputRow, outputRow, length }: Rows,
  partials: Partials | null,
): void {
  const products = { input: input.values, inputRow, rows, length, weights: address, panelBytes };
  const relu = output.isRelu ? 1 : 0;
  const result = { panels, bias: bias.address, relu, output: output.values, outputRow };
  const [kernelRead, biasRead] = [shared(`${name} kernel`), shared(`${name} bias`)];
  const writes = [ownValues(output)];
  if (!partials) {
    const reads = [ownValues(input), kernelRead, biasRead];
    list.add('denseForward', name, { ...products, ...result }, { reads, writes });
    return;
  }
  list.add(
    'densePartials',
    name,
    { ...products, panels, ...partials },
    { reads: [allValues(input), kernelRead], writes: [own(`${name} partials`)] },
  );
  list.add(
    'denseSums',
    name,
    { ...partials, rows, ...result },
    { reads: [shared(`${name} partials`), biasRead], writes },
  );
}

function addWeightGradient(
  list: OperationList,
  { name, input, output }: DenseLayer,
  { address, panelBytes, panels }: Parameter,
  { rows, inputRow, outputRow, length }: Rows,
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
