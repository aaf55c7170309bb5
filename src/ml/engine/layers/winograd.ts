/** Plans 3 x 3 convolutions at stride 1 by Winograd's way: kernels/winograd.ts. */
import type { Arena } from '../arena';
import type { OperationList } from '../operation-list';
import type { Parameter } from '../parameters';
import type { ConvLayer } from './conv-layer';
import {
  extent,
  gateOf,
  offsetsOf,
  own,
  ownGradients,
  ownValues,
  type Pass,
  shared,
  strides,
} from './node';
import { type TiledConvolution, TransformedKernels } from './winograd-kernels';

/** Below this many channels on either side the transforms cost more than the products saved. */
const MIN_CHANNELS = 16;
/** Transformed inputs of a strip should stay in the second cache, and its products in the first. */
const STRIP_BYTES = 256 * 1024;
const STRIP_TILES = 56;
/** What the kernels keep at the start of scratch. */
const TILE_OUTPUT_BYTES = 64;
/** Products of a tile for eight channels. */
const PRODUCT_BYTES = 16 * 32;

/** Whether a convolution is computed by Winograd's way. */
export function isWinograd({ kernelSize, stride, input, filters }: ConvLayer): boolean {
  const isWide = input.channels >= MIN_CHANNELS && filters >= MIN_CHANNELS;
  return kernelSize === 3 && stride === 1 && isWide;
}

/** Forward pass and gradients of one convolution. */
export class WinogradConv implements TiledConvolution {
  readonly scratchBytes: number;
  readonly #layer: ConvLayer;
  readonly #kernel: Parameter;
  readonly #bias: Parameter;
  readonly #kernels: TransformedKernels;

  constructor(layer: ConvLayer, kernel: Parameter, bias: Parameter) {
    const { input, output } = layer;
    this.#layer = layer;
    this.#kernel = kernel;
    this.#bias = bias;
    const [height, width] = [Math.ceil(input.height / 2), Math.ceil(input.width / 2)];
    const padded = (2 * height + 2) * (2 * width + 2) * output.pixel;
    const strip = (pixel: number) =>
      stripRows(height, width, pixel) * width * (16 * pixel + PRODUCT_BYTES);
    this.#kernels = new TransformedKernels(layer, kernel, 16);
    this.scratchBytes = Math.max(
      TILE_OUTPUT_BYTES + strip(input.pixel),
      TILE_OUTPUT_BYTES + strip(output.pixel) + padded,
      this.#kernels.scratchBytes,
      TILE_OUTPUT_BYTES + this.#tiles * 16 * (input.pixel + output.pixel),
    );
  }

  place(arena: Arena): void {
    this.#kernels.place(arena);
  }

  addForward(list: OperationList, pass: Pass, image: number, offsets: number): void {
    const { name, input, output, hasInputGradient, isPooled } = this.#layer;
    this.#kernels.add(list, false);
    if (pass === 'training' && hasInputGradient && !isPooled) this.#kernels.add(list, true);
    const { height, width } = extent(output);
    list.add(
      'winogradForward',
      name,
      {
        ...{ input: image, ...strides('input', input), weights: this.#kernels.forward },
        ...{ panels: this.#kernel.panels, bias: this.#bias.address, relu: output.isRelu ? 1 : 0 },
        ...{ output: output.values, ...strides('output', output), height, width, offsets },
        stripRows: isPooled
          ? stripRows(height, width, input.pixel)
          : stripRows(Math.ceil(height / 2), Math.ceil(width / 2), input.pixel),
      },
      {
        reads: [ownValues(input), shared(`${name} winograd`), shared(`${name} bias`)],
        writes: [ownValues(output), ...(isPooled ? [own(offsetsOf(name))] : [])],
      },
    );
  }

  addInputGradient(list: OperationList): void {
    const { name, input, output, frame } = this.#layer;
    const { height: outputHeight, width: outputWidth } = extent(input);
    list.add(
      'winogradInputGradient',
      name,
      {
        ...{ gradient: output.gradients, ...strides('gradient', output), ...extent(output) },
        ...{ top: 2 - frame.top, left: 2 - frame.left },
        ...{ weights: this.#kernels.turned, panels: input.pixel / 32 },
        ...{ output: input.gradients, ...strides('output', input), outputHeight, outputWidth },
        gate: gateOf(input),
        stripRows: stripRows(Math.ceil(outputHeight / 2), Math.ceil(outputWidth / 2), output.pixel),
      },
      {
        reads: [ownGradients(output), shared(`${name} turned`), ownValues(input)],
        writes: [ownGradients(input)],
      },
    );
  }

  addWeightGradient(list: OperationList, image: number): void {
    this.#kernels.addWeightGradient(list, 'winogradWeightGradient', image, this.#tiles);
  }

  /** Of the weight gradient at a time; at least one row of an image. */
  get #tiles(): number {
    const { input, output } = this.#layer;
    const tiles = Math.min(STRIP_TILES, Math.floor(STRIP_BYTES / (16 * input.pixel)));
    return Math.max(tiles, Math.ceil(output.width / 2));
  }
}

/** Rows of tiles that are transformed at a time. */
function stripRows(tileRows: number, tileColumns: number, pixel: number): number {
  const tiles = Math.min(STRIP_TILES, STRIP_BYTES / (16 * pixel));
  return Math.max(1, Math.min(tileRows, Math.floor(tiles / tileColumns)));
}
