/** What both of Winograd's ways to convolve have in common. */
import type { Arena } from '../arena';
import type { OperationList } from '../operation-list';
import type { Parameter } from '../parameters';
import type { ConvLayer } from './conv-layer';
import { allGradients, allValues, extent, type Pass, shared, strides } from './node';

/** A way to plan a 3 x 3 convolution at stride 1 by tiles. */
export interface TiledConvolution {
  /** Bytes that one thread needs for itself. */
  readonly scratchBytes: number;
  /** Room for the transformed kernels. */
  place(arena: Arena): void;
  /** @param offsets where a fused pooling remembers its maxima; 0 without */
  addForward(list: OperationList, pass: Pass, image: number, offsets: number): void;
  /** Only where no pooling is fused. */
  addInputGradient(list: OperationList): void;
  /** Only where no pooling is fused. */
  addWeightGradient(list: OperationList, image: number): void;
}

/** Transformed kernels of a layer: as they are, which afterwards make room for the weight gradient's sums, and turned round. */
export class TransformedKernels {
  readonly #layer: ConvLayer;
  readonly #kernel: Parameter;
  /** Products of a tile: 16 or 36. */
  readonly #places: number;
  #forward = 0;
  #turned = 0;

  constructor(layer: ConvLayer, kernel: Parameter, places: number) {
    this.#layer = layer;
    this.#kernel = kernel;
    this.#places = places;
  }

  /** Address of the kernels as they are. */
  get forward(): number {
    return this.#forward;
  }

  /** Address of the kernels turned round. */
  get turned(): number {
    return this.#turned;
  }

  /** Bytes that a thread needs while it transforms. */
  get scratchBytes(): number {
    const { input, output } = this.#layer;
    return 9 * 8 * Math.max(input.pixel, output.pixel) + BETWEEN_BYTES;
  }

  /** Room for both, of which the plan's operations know the addresses. */
  place(arena: Arena): void {
    const { input, output } = this.#layer;
    const bytes = (this.#places / 4) * input.pixel * output.pixel;
    this.#forward = arena.allocate(bytes);
    this.#turned = arena.allocate(bytes);
  }

  /** Has the present kernels transformed. */
  add(list: OperationList, isTurned: boolean): void {
    const { name, input, output } = this.#layer;
    const { address: weights, panelBytes, panels } = this.#kernel;
    const sizes = isTurned
      ? { panels: input.pixel / 32, channels: output.pixel / 4, output: this.#turned }
      : { panels, channels: input.pixel / 4, output: this.#forward };
    list.add(
      'winogradWeights',
      name,
      { weights, panelBytes, isTurned: isTurned ? 1 : 0, places: this.#places, ...sizes },
      {
        reads: [shared(`${name} kernel`)],
        writes: [shared(`${name} ${isTurned ? 'turned' : 'winograd'}`)],
      },
    );
  }

  /**
   * The weight gradient, whose sums take the place of the kernels as they are.
   * @param tiles how many are collected before they are multiplied
   */
  addWeightGradient(
    list: OperationList,
    kind: 'winogradWeightGradient' | 'largeTilesWeightGradient',
    image: number,
    tiles: number,
  ): void {
    const { name, input, output } = this.#layer;
    const { address: weights, panelBytes, panels } = this.#kernel;
    list.add(
      kind,
      name,
      {
        ...{ input: image, ...strides('input', input) },
        ...{ gradient: output.gradients, ...strides('gradient', output), ...extent(output) },
        ...{ weights, panelBytes, panels, sums: this.#forward, tiles },
      },
      {
        reads: [allValues(input), allGradients(output)],
        writes: [shared(`${name} kernel`), shared(`${name} winograd`)],
      },
    );
  }
}

/** Room for a tile of 6 x 6 between its two maps, as kernels/winograd-large-transforms.ts has it. */
export const BETWEEN_BYTES = 576;
