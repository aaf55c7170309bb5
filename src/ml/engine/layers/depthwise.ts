/** Depthwise convolutions: kernels/depthwise.ts and depthwise-input.ts. */
import type { Arena } from '../arena';
import type { OperationList } from '../operation-list';
import { type Parameter, placeParameter } from '../parameters';
import type { Frame, Tensor } from '../tensor';
import { addBiasGradient } from './bias';
import {
  extent,
  extentAs,
  gateOf,
  type Node,
  ownGradients,
  ownValues,
  shared,
  strides,
} from './node';

/** What a depthwise convolution connects. */
export interface DepthwiseLayer {
  name: string;
  input: Tensor;
  output: Tensor;
  /** Side of the window, in pixels. */
  kernelSize: number;
  stride: number;
  frame: Frame;
  hasBias: boolean;
}

/** Places a depthwise convolution's weights and plans its operations. */
export function depthwiseNode(layer: DepthwiseLayer, weightArena: Arena): Node {
  return new DepthwiseNode(layer, weightArena);
}

class DepthwiseNode implements Node {
  readonly parameters: Parameter[];
  readonly scratchBytes: number;
  readonly #layer: DepthwiseLayer;
  readonly #kernel: Parameter;
  readonly #bias: Parameter;
  /** Weight gradient of each sample. */
  #sums = 0;

  constructor(layer: DepthwiseLayer, arena: Arena) {
    this.#layer = layer;
    const { name, kernelSize, input } = layer;
    const taps = Int32Array.from({ length: kernelSize ** 2 }, (_, tap) => tap);
    const shape = [kernelSize, kernelSize, input.channels, 1];
    this.#kernel = placeParameter(`${name}/kernel`, shape, taps, taps.length, arena);
    this.#bias = placeParameter(`${name}/bias`, [input.channels], Int32Array.of(0), 1, arena);
    // Without a bias its place holds zeros for ever.
    this.parameters = layer.hasBias ? [this.#kernel, this.#bias] : [this.#kernel];
    // Scratch of at least a bias's panel.
    this.scratchBytes = Math.max(this.#kernel.panelBytes, 32);
  }

  place(capacity: number, arena: Arena): void {
    const { panels, panelBytes } = this.#kernel;
    this.#sums = arena.allocate(capacity * panels * panelBytes);
  }

  forward(list: OperationList): void {
    const { name, output } = this.#layer;
    list.add(
      'depthwiseForward',
      name,
      {
        ...{ ...this.#input(), ...this.#weights() },
        ...{ bias: this.#bias.address, relu: output.isRelu ? 1 : 0 },
        ...{ output: output.values, ...strides('output', output), ...extent(output) },
      },
      {
        reads: [ownValues(this.#layer.input), shared(`${name} kernel`), shared(`${name} bias`)],
        writes: [ownValues(output)],
      },
    );
  }

  inputGradient(list: OperationList): void {
    const { name, input, output, kernelSize: side, stride, frame } = this.#layer;
    list.add(
      'depthwiseInputGradient',
      name,
      {
        ...{ gradient: output.gradients, ...strides('gradient', output), ...extent(output) },
        ...{ side, stride, top: frame.top, left: frame.left, ...this.#weights() },
        ...{ gate: gateOf(input), output: input.gradients },
        ...{ ...strides('output', input), ...extentAs('output', input) },
      },
      {
        reads: [ownGradients(output), shared(`${name} kernel`), ownValues(input)],
        writes: [ownGradients(input)],
      },
    );
  }

  weightGradient(list: OperationList): void {
    const { name, input, output, hasBias } = this.#layer;
    const { panels, panelBytes } = this.#kernel;
    const sums = this.#sums;
    list.add(
      'depthwiseSampleSums',
      name,
      {
        ...{ ...this.#input(), gradient: output.gradients, ...strides('gradient', output) },
        ...{ ...extent(output), panels, panelBytes, sums },
      },
      {
        reads: [ownValues(input), ownGradients(output)],
        writes: [{ buffer: `${name} sums`, bySample: true }],
      },
    );
    list.add(
      'depthwiseWeightGradient',
      name,
      { sums, ...this.#weights() },
      { reads: [shared(`${name} sums`)], writes: [shared(`${name} kernel`)] },
    );
    if (hasBias) addBiasGradient(list, name, this.#bias, output);
  }

  /** The input from the first output pixel's window on; its frame may be wider than the padding. */
  #input() {
    const { input, frame, kernelSize: side, stride } = this.#layer;
    const { row, pixel } = input;
    return {
      input: input.values - frame.top * row - frame.left * pixel,
      ...strides('input', { ...input, row: row * stride, pixel: pixel * stride }),
      ...{ side, tapRow: row, tapPixel: pixel },
    };
  }

  #weights() {
    const { address, panelBytes, panels } = this.#kernel;
    return { weights: address, panelBytes, panels };
  }
}
