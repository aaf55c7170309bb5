/** Weights in the engine's layout, and from and to tfjs's. */
import type { NamedArray } from '../../domain/tensors';
import type { Arena } from './arena';

/**
 * A kernel or bias. Kernels lie in panels of eight output channels: panel[input][0..8], the inputs in
 * the order in which the forward pass reads them, with zeros where inputs or channels are filled up.
 * A bias is a kernel with one input.
 */
export interface Parameter {
  /** As in `conv2d_1/kernel`. */
  name: string;
  /** tfjs's shape; the last axis is the output channels. */
  shape: number[];
  /** Where each of tfjs's inputs (all axes but the last) lies among the engine's. */
  inputs: Int32Array;
  panels: number;
  panelBytes: number;
  address: number;
  /** False for running statistics: no optimiser moves them, and they have no slots outside. */
  isTrained: boolean;
}

/** Places a parameter whose panels have `length` inputs, of which `inputs` are used. */
export function placeParameter(
  name: string,
  shape: number[],
  inputs: Int32Array,
  length: number,
  arena: Arena,
): Parameter {
  const panels = Math.ceil((shape.at(-1) ?? 0) / 8);
  const panelBytes = length * 32;
  return {
    ...{ name, shape, inputs, panels, panelBytes },
    address: arena.allocate(panels * panelBytes),
    isTrained: true,
  };
}

/** Copies a parameter, or a slot that lies `offset` bytes behind it, out of memory. */
export function readParameter(memory: Float32Array, parameter: Parameter, offset: number) {
  const { shape, inputs } = parameter;
  const data = new Float32Array(shape.reduce((left, right) => left * right, 1));
  eachValue(parameter, offset, (index, place) => {
    data[index] = memory[place] as number;
  });
  if (data.length !== inputs.length * (shape.at(-1) ?? 0)) throw new RangeError('bad parameter');
  return data;
}

/** Copies values into memory. Throws RangeError when the shape is another. */
export function writeParameter(
  memory: Float32Array,
  parameter: Parameter,
  offset: number,
  array: NamedArray,
): void {
  if (array.shape.join() !== parameter.shape.join()) {
    throw new RangeError(`${array.name} is [${parameter.shape}], not [${array.shape}]`);
  }
  eachValue(parameter, offset, (index, place) => {
    memory[place] = array.data[index] as number;
  });
}

/** Sets a parameter's slot to 0. */
export function clearParameter(memory: Float32Array, parameter: Parameter, offset: number): void {
  const start = (parameter.address + offset) / 4;
  memory.fill(0, start, start + (parameter.panels * parameter.panelBytes) / 4);
}

/** Calls with the index in tfjs's order and the place in memory, in floats. */
function eachValue(
  { inputs, shape, address, panelBytes }: Parameter,
  offset: number,
  visit: (index: number, place: number) => void,
): void {
  const channels = shape.at(-1) ?? 0;
  const start = (address + offset) / 4;
  let index = 0;
  for (const input of inputs) {
    for (let channel = 0; channel < channels; channel++) {
      const panel = (channel >> 3) * (panelBytes / 4);
      visit(index++, start + panel + input * 8 + (channel & 7));
    }
  }
}
