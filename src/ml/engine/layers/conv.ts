/** Convolutions, alone or fused with 2 x 2 max-pooling: kernels/conv*.ts. */
import type { Padding } from '../../../domain/models/layers';
import type { Arena } from '../arena';
import type { Access, OperationList } from '../operation-list';
import { type Parameter, placeParameter } from '../parameters';
import { type Frame, NO_FRAME, placeTensor, type Tensor } from '../tensor';
import { addBiasGradient } from './bias';
import type { ConvLayer } from './conv-layer';
import {
  allGradients,
  allValues,
  extent,
  frameGate,
  type Node,
  offsetsOf,
  own,
  ownGradients,
  ownValues,
  type Pass,
  shared,
  strides,
} from './node';
import { isWinograd, WinogradConv } from './winograd';
import type { TiledConvolution } from './winograd-kernels';
import { hasLargeTiles, LargeTileConv } from './winograd-large';

/** Padding that tfjs adds to one axis: the odd pixel goes behind. */
export function paddingOf(
  side: number,
  kernelSize: number,
  stride: number,
  padding: Padding,
): [before: number, after: number] {
  if (padding === 'valid') return [0, 0];
  const total = Math.max((Math.ceil(side / stride) - 1) * stride + kernelSize - side, 0);
  return [Math.floor(total / 2), Math.ceil(total / 2)];
}

/** The frame of zeros that a convolution wants around its input. */
export function frameOf(
  [height = 0, width = 0]: readonly number[],
  { kernelSize, stride, padding }: { kernelSize: number; stride: number; padding: Padding },
): Frame {
  if (padding === 'valid') return NO_FRAME;
  const [top, bottom] = paddingOf(height, kernelSize, stride, padding);
  const [left, right] = paddingOf(width, kernelSize, stride, padding);
  return { top, left, bottom, right };
}

/** Places a convolution's weights and plans its operations. */
export function convNode(layer: ConvLayer, weightArena: Arena): Node {
  return new ConvNode(layer, weightArena);
}

class ConvNode implements Node {
  readonly parameters: Parameter[];
  readonly scratchBytes: number;
  readonly #layer: ConvLayer;
  readonly #kernel: Parameter;
  readonly #bias: Parameter;
  /** Where that is the faster way. */
  readonly #winograd: TiledConvolution | null;
  /** Weights by output channel, for the input gradient. */
  readonly #transposed: number;
  /** Sums of the weight gradient by output channel. */
  readonly #sums: number;
  /** Where each pooled value came from. */
  #offsets = 0;

  constructor(layer: ConvLayer, arena: Arena) {
    this.#layer = layer;
    const { name, filters, kernelSize, input, output } = layer;
    const length = (kernelSize ** 2 * input.pixel) / 4;
    const inputs = windowInputs(kernelSize, input);
    this.#kernel = placeParameter(`${name}/kernel`, layer.kernelShape, inputs, length, arena);
    this.#bias = placeParameter(`${name}/bias`, [filters], Int32Array.of(0), 1, arena);
    // Without a bias its place holds zeros for ever.
    this.parameters = layer.hasBias ? [this.#kernel, this.#bias] : [this.#kernel];
    const run = kernelSize * input.pixel;
    const byChannel = this.#kernel.panels * 8 * kernelSize * Math.ceil(run / 16) * 16;
    this.#transposed = layer.hasInputGradient ? arena.allocate(byChannel) : 0;
    this.#sums = layer.isPooled ? arena.allocate(byChannel) : 0;
    const list = 8 * (1 + Math.max(output.height * output.width, filters));
    this.#winograd = tiled(layer, this.#kernel, this.#bias);
    const winograd = this.#winograd?.scratchBytes ?? 0;
    this.scratchBytes = Math.max(list, this.#kernel.panelBytes, 48 + 48 * 32, winograd);
  }

  place(capacity: number, arena: Arena): void {
    const { isPooled, output } = this.#layer;
    this.#offsets = isPooled ? placeTensor(output, capacity, arena) : 0;
    this.#winograd?.place(arena);
  }

  forward(list: OperationList, pass: Pass): void {
    const { name, input, output, isPooled, hasInputGradient } = this.#layer;
    const hasTransposed = pass === 'training' && hasInputGradient;
    if (this.#winograd) {
      this.#winograd.addForward(list, pass, this.#windowStart(input.values), this.#offsets);
      if (hasTransposed && isPooled) this.#transpose(list);
      return;
    }
    const fields = {
      ...{ input: this.#windowStart(input.values), ...this.#steps('input') },
      ...this.#window(),
      ...this.#weights(),
      ...{ bias: this.#bias.address, relu: output.isRelu ? 1 : 0 },
      ...{ output: output.values, ...strides('output', output), ...extent(output) },
    };
    const reads = [ownValues(input), shared(`${name} kernel`), shared(`${name} bias`)];
    const accesses = { reads, writes: [ownValues(output), ...this.#remembered(own)] };
    if (isPooled) list.add('convPoolForward', name, { ...fields, ...this.#pooling() }, accesses);
    else list.add('convForward', name, fields, accesses);
    if (hasTransposed) this.#transpose(list);
  }

  /** Where a fused pooling remembers its maxima, if there is one. */
  #remembered(access: (buffer: string) => Access): Access[] {
    const { name, isPooled } = this.#layer;
    return isPooled ? [access(offsetsOf(name))] : [];
  }

  /** Put into the forward pass, where the next barrier is not far anyway. */
  #transpose(list: OperationList): void {
    const { name } = this.#layer;
    const { segments, run } = this.#window();
    list.add(
      'transposeWeights',
      name,
      { ...this.#weights(), segments, run, output: this.#transposed },
      { reads: [shared(`${name} kernel`)], writes: [shared(`${name} transposed`)] },
    );
  }

  inputGradient(list: OperationList): void {
    const { name, input, output, isPooled, filters } = this.#layer;
    if (this.#winograd && !isPooled) {
      this.#winograd.addInputGradient(list);
      return;
    }
    const fields = {
      ...{ gradient: output.gradients, ...strides('gradient', output), ...extent(output) },
      ...{ channels: filters, transposed: this.#transposed, ...this.#window() },
      output: this.#windowStart(input.gradients),
      outputStart: input.gradients - input.inset,
      outputSample: input.sample,
      gate: frameGate(input),
    };
    const reads = [
      ...[ownGradients(output), shared(`${name} transposed`), ownValues(input)],
      ...this.#remembered(own),
    ];
    const accesses = { reads, writes: [ownGradients(input)] };
    if (isPooled) {
      list.add('convPoolInputGradient', name, { ...fields, offsets: this.#offsets }, accesses);
    } else {
      const { outputRow, outputPixel } = this.#steps('output');
      list.add('convInputGradient', name, { ...fields, outputRow, outputPixel }, accesses);
    }
  }

  weightGradient(list: OperationList): void {
    const { name, input, output, isPooled } = this.#layer;
    const fields = {
      ...{ input: this.#windowStart(input.values), inputSample: input.sample, ...this.#window() },
      ...{ gradient: output.gradients, ...strides('gradient', output), ...extent(output) },
      ...this.#weights(),
    };
    const reads = [allValues(input), allGradients(output), ...this.#remembered(shared)];
    const accesses = { reads, writes: [shared(`${name} kernel`), shared(`${name} sums`)] };
    if (isPooled) {
      const more = { ...this.#pooling(), sums: this.#sums };
      list.add('convPoolWeightGradient', name, { ...fields, ...more }, accesses);
    } else if (this.#winograd) {
      this.#winograd.addWeightGradient(list, this.#windowStart(input.values));
    } else {
      list.add('convWeightGradient', name, { ...fields, ...this.#steps('input') }, accesses);
    }
    if (this.#layer.hasBias) addBiasGradient(list, name, this.#bias, output);
  }

  /** The first output pixel's window; the input's frame may be wider than this layer's padding. */
  #windowStart(address: number): number {
    const { input, frame } = this.#layer;
    return address - frame.top * input.row - frame.left * input.pixel;
  }

  #window() {
    const { kernelSize, input } = this.#layer;
    const run = kernelSize * input.pixel;
    return { segments: kernelSize, run, jump: input.row - run };
  }

  #pooling() {
    const { kernelSize, stride, input } = this.#layer;
    const isThin = kernelSize === 3 && stride === 1 && input.pixel === 4;
    return { offsets: this.#offsets, isThin: isThin ? 1 : 0 };
  }

  #weights() {
    const { address, panelBytes, panels } = this.#kernel;
    return { weights: address, panelBytes, panels };
  }

  /** Distances between the windows of neighbouring output pixels. */
  #steps<Prefix extends string>(prefix: Prefix) {
    const { input, stride } = this.#layer;
    return strides(prefix, { ...input, row: input.row * stride, pixel: input.pixel * stride });
  }
}

/** The convolution in Winograd's tiles, where those are the faster way. */
function tiled(layer: ConvLayer, kernel: Parameter, bias: Parameter): TiledConvolution | null {
  if (!isWinograd(layer)) return null;
  const Way = hasLargeTiles(layer) ? LargeTileConv : WinogradConv;
  return new Way(layer, kernel, bias);
}

/** Where the values of a window lie among the inputs of a panel: [y][x][channel]. */
function windowInputs(kernelSize: number, { channels, pixel }: Tensor): Int32Array {
  return Int32Array.from({ length: kernelSize ** 2 * channels }, (_, index) => {
    const place = Math.floor(index / channels);
    return (place * pixel) / 4 + (index % channels);
  });
}
