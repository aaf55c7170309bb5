/** Plans 3 x 3 convolutions at stride 1 in tiles of 4 x 4 outputs: kernels/winograd-large.ts. */
import type { Arena } from '../arena';
import type { OperationList } from '../operation-list';
import type { Parameter } from '../parameters';
import type { Tensor } from '../tensor';
import type { ConvLayer } from './conv-layer';
import {
  extent,
  extentAs,
  gateOf,
  ownGradients,
  ownValues,
  type Pass,
  shared,
  strides,
} from './node';
import { BETWEEN_BYTES, type TiledConvolution, TransformedKernels } from './winograd-kernels';

/** Products of a tile for a channel of the input and of the output. */
const PLACES = 36;
/** Transformed inputs of a group of images should stay in the second cache. */
const GROUP_BYTES = 512 * 1024;
/** Products of a group for eight channels should stay in the first one. */
const GROUP_TILES = 32;
/** Tiles of the weight gradient at a time. */
const GRADIENT_TILES = 56;
/** What the kernels keep at the start of scratch, at most. */
const HEAD_BYTES = 48 + BETWEEN_BYTES;
/** What they leave between places. */
const PLACE_GAP = 64;
/** Large tiles are taken where small ones need at least this many times their products. */
const MIN_GAIN = 1.2;

/** Whether tiles of 4 x 4 outputs are the better ones for a convolution that {@link isWinograd}. */
export function hasLargeTiles({ output, isPooled }: ConvLayer): boolean {
  const count = (side: number) => Math.ceil(output.height / side) * Math.ceil(output.width / side);
  return !isPooled && 16 * count(2) >= MIN_GAIN * PLACES * count(4);
}

/** Forward pass and gradients of one convolution. */
export class LargeTileConv implements TiledConvolution {
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
    this.#kernels = new TransformedKernels(layer, kernel, PLACES);
    const gradientTiles = PLACES * (this.#tiles * (input.pixel + output.pixel) + 2 * PLACE_GAP);
    this.scratchBytes = Math.max(
      groupScratch(output, input.pixel),
      groupScratch(input, output.pixel),
      this.#kernels.scratchBytes,
      HEAD_BYTES + paddedBytes(output, input.pixel) + gradientTiles,
    );
  }

  place(arena: Arena): void {
    this.#kernels.place(arena);
  }

  addForward(list: OperationList, pass: Pass, image: number): void {
    const { name, input, output, hasInputGradient } = this.#layer;
    this.#kernels.add(list, false);
    if (pass === 'training' && hasInputGradient) this.#kernels.add(list, true);
    list.add(
      'largeTiles',
      name,
      {
        ...{ input: image, ...strides('input', input), top: 0, left: 0 },
        ...{ height: output.height + 2, width: output.width + 2 },
        ...{ weights: this.#kernels.forward, panels: this.#kernel.panels },
        ...{ bias: this.#bias.address, relu: output.isRelu ? 1 : 0, gate: 0 },
        ...{ output: output.values, ...strides('output', output), ...extentAs('output', output) },
        ...grouping(output, input.pixel),
      },
      {
        reads: [ownValues(input), shared(`${name} winograd`), shared(`${name} bias`)],
        writes: [ownValues(output)],
      },
    );
  }

  addInputGradient(list: OperationList): void {
    const { name, input, output, frame } = this.#layer;
    list.add(
      'largeTiles',
      name,
      {
        ...{ input: output.gradients, ...strides('input', output), ...extent(output) },
        ...{ top: 2 - frame.top, left: 2 - frame.left },
        ...{ weights: this.#kernels.turned, panels: input.pixel / 32 },
        ...{ bias: 0, relu: 0, gate: gateOf(input) },
        ...{ output: input.gradients, ...strides('output', input), ...extentAs('output', input) },
        ...grouping(input, output.pixel),
      },
      {
        reads: [ownGradients(output), shared(`${name} turned`), ownValues(input)],
        writes: [ownGradients(input)],
      },
    );
  }

  addWeightGradient(list: OperationList, image: number): void {
    this.#kernels.addWeightGradient(list, 'largeTilesWeightGradient', image, this.#tiles);
  }

  /** Of the weight gradient at a time; at least one row of an image. */
  get #tiles(): number {
    return Math.max(GRADIENT_TILES, Math.ceil(this.#layer.output.width / 4));
  }
}

/** How many images are transformed at a time; of large ones, how many rows of tiles of one. */
function grouping({ height, width }: Tensor, pixel: number) {
  const [rows, columns] = [Math.ceil(height / 4), Math.ceil(width / 4)];
  const tiles = Math.min(GROUP_TILES, GROUP_BYTES / (PLACES * pixel));
  const group = Math.max(1, Math.floor(tiles / (rows * columns)));
  const stripRows = Math.max(1, Math.min(rows, Math.floor(tiles / columns)));
  return { group, stripRows };
}

/** Scratch of a thread that computes maps as large as `output` from pixels of `pixel` bytes. */
function groupScratch(output: Tensor, pixel: number): number {
  const { group, stripRows } = grouping(output, pixel);
  const tiles = group * stripRows * Math.ceil(output.width / 4);
  const products = PLACES * (tiles * (pixel + 32) + PLACE_GAP);
  return HEAD_BYTES + paddedBytes(output, pixel) + products;
}

/** An image with zeros around it, up to whole tiles. */
function paddedBytes({ height, width }: Tensor, pixel: number): number {
  return (4 * Math.ceil(height / 4) + 2) * (4 * Math.ceil(width / 4) + 2) * pixel;
}
