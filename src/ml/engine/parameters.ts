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
  /** tfjs's shape; the output channels are its last axis, or its last two for depthwise kernels. */
  shape: number[];
  /** Where each of tfjs's inputs (all axes before the channels) lies among the engine's. */
  inputs: Int32Array;
  /** Output channels, without the filling. */
  channels: number;
  panels: number;
  panelBytes: number;
  address: number;
  /** False for running statistics: no optimiser moves them, and they have no slots outside. */
  isTrained: boolean;
}

/**
 * Places a parameter whose panels have `length` inputs, of which `inputs` are used; what is left of
 * the shape are its channels. Throws RangeError when that does not come out even.
 */
export function placeParameter(
  name: string,
  shape: number[],
  inputs: Int32Array,
  length: number,
  arena: Arena,
): Parameter {
  const channels = shape.reduce((left, right) => left * right, 1) / inputs.length;
  if (!Number.isInteger(channels)) throw new RangeError(`${name} has a bad shape`);
  const panels = Math.ceil(channels / 8);
  const panelBytes = length * 32;
  return {
    ...{ name, shape, inputs, channels, panels, panelBytes },
    address: arena.allocate(panels * panelBytes),
    isTrained: true,
  };
}

/** Whether penalties and weight decay apply. */
export function isKernel({ name }: Parameter): boolean {
  return name.endsWith('/kernel');
}

/** Values of a parameter. */
export function sizeOf({ inputs, channels }: Parameter): number {
  return inputs.length * channels;
}

/**
 * Copies a parameter, or a slot that lies `offset` bytes behind it, out of memory.
 * @param data of {@link sizeOf} values, where they go
 */
export function readParameter(
  memory: Float32Array,
  parameter: Parameter,
  offset: number,
  data: Float32Array = new Float32Array(sizeOf(parameter)),
): Float32Array {
  eachGroup(parameter, offset, (index, place, count) => {
    for (let lane = 0; lane < count; lane++) data[index + lane] = memory[place + lane] as number;
  });
  return data;
}

/** Throws RangeError when an array is not of the parameter's shape. */
export function checkParameter(parameter: Parameter, { name, shape, data }: NamedArray): void {
  if (shape.join() === parameter.shape.join() && data.length === sizeOf(parameter)) return;
  throw new RangeError(`${name} is [${parameter.shape}], not [${shape}] of ${data.length} values`);
}

/**
 * Copies values of the parameter's shape into memory, zeros where inputs or channels are filled up: in a
 * run that failed those too may have become NaN.
 */
export function writeParameter(
  memory: Float32Array,
  parameter: Parameter,
  offset: number,
  array: NamedArray,
): void {
  const { data } = array;
  clearParameter(memory, parameter, offset);
  eachGroup(parameter, offset, (index, place, count) => {
    for (let lane = 0; lane < count; lane++) memory[place + lane] = data[index + lane] as number;
  });
}

/** Sets a parameter's slot to 0. */
export function clearParameter(memory: Float32Array, parameter: Parameter, offset: number): void {
  const start = (parameter.address + offset) / 4;
  memory.fill(0, start, start + (parameter.panels * parameter.panelBytes) / 4);
}

/**
 * Calls for each group of up to eight values that lie side by side in both layouts, with the index of
 * the first in tfjs's order, its place in memory in floats, and how many they are. Value by value it
 * takes several times as long, and training waits while its weights are read.
 */
function eachGroup(
  { inputs, channels, address, panelBytes }: Parameter,
  offset: number,
  visit: (index: number, place: number, count: number) => void,
): void {
  const start = (address + offset) / 4;
  const panel = panelBytes / 4;
  for (let input = 0; input < inputs.length; input++) {
    let place = start + (inputs[input] as number) * 8;
    for (let channel = 0; channel < channels; channel += 8, place += panel) {
      visit(input * channels + channel, place, Math.min(8, channels - channel));
    }
  }
}
