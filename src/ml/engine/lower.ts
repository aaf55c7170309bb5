/** From a network as data to nodes and the tensors between them. */
import type {
  Activation,
  AvgPoolSpec,
  BatchNormSpec,
  Conv2dSpec,
  DenseSpec,
  DepthwiseConv2dSpec,
  GlobalAvgPoolSpec,
  MaxPoolSpec,
  ModelSpec,
  ResidualSpec,
} from '../../domain/models/layers';
import { type LayerSummary, summarise, windowOf } from '../../domain/models/shapes';
import type { Arena } from './arena';
import { Chain, shapeOf } from './chain';
import { avgPoolNode } from './layers/avg-pool';
import { batchNormNode } from './layers/batch-norm';
import { convNode, frameOf } from './layers/conv';
import type { ConvLayer } from './layers/conv-layer';
import { denseNode } from './layers/dense';
import { depthwiseNode } from './layers/depthwise';
import { dropoutNode } from './layers/dropout';
import { maxPoolNode } from './layers/max-pool';
import type { Node } from './layers/node';
import { forkNode, sumNode } from './layers/residual';
import { NO_FRAME, type Tensor } from './tensor';

/** A network ready to be placed. */
export interface LoweredNetwork {
  /** The images. */
  input: Tensor;
  /** [classes] */
  logits: Tensor;
  /** In the order of the forward pass. */
  nodes: Node[];
  /** Those of them whose input needs a gradient. */
  learning: Node[];
  tensors: Tensor[];
  /** Layer index of each dropout stream, for its seed. */
  dropouts: number[];
  /** What layers put out after an evaluation; only of those that were not fused with the next. */
  outputs: LayerOutput[];
}

/** Where the values of a layer lie. */
export interface LayerOutput {
  layer: LayerSummary;
  tensor: Tensor;
}

/** How a network is lowered. */
export interface LoweringOptions {
  threads: number;
  /** Whether no layer is fused with the next, so that the output of each can be read. */
  keepsActivations?: boolean;
}

/**
 * Lowers a network; places its parameters, and what each thread needs beside them. Throws RangeError
 * for a network that the engine cannot train.
 */
export function lower(model: ModelSpec, arena: Arena, options: LoweringOptions): LoweredNetwork {
  return new Lowering(model, arena, options).lower();
}

/** Turns layer after layer into nodes. */
class Lowering {
  readonly #arena: Arena;
  readonly #options: LoweringOptions;
  readonly #chain: Chain;
  readonly #dropouts: number[] = [];
  readonly #outputs: LayerOutput[] = [];

  constructor(model: ModelSpec, arena: Arena, options: LoweringOptions) {
    this.#arena = arena;
    this.#options = options;
    this.#chain = new Chain(summarise(model), model.inputShape);
  }

  lower(): LoweredNetwork {
    const chain = this.#chain;
    const input = chain.tensor;
    chain.walk(chain.layers, this.#lowerLayer);
    const logits = chain.tensor;
    if (logits.isRelu || logits.height * logits.width > 1) {
      throw new RangeError('the engine needs a last layer of plain scores');
    }
    const { nodes, learning, tensors } = chain;
    const [dropouts, outputs] = [this.#dropouts, this.#outputs];
    return { input, logits, nodes, learning, tensors, dropouts, outputs };
  }

  /** Gives how many layers were taken: more than one where they are fused. */
  readonly #lowerLayer = (index: number): number => {
    const { layers } = this.#chain;
    const taken = this.#lowerKind(index, layers[index] as LayerSummary);
    const layer = layers[index + taken - 1] as LayerSummary;
    this.#outputs.push({ layer, tensor: this.#chain.tensor });
    return taken;
  };

  #lowerKind(index: number, layer: LayerSummary): number {
    const chain = this.#chain;
    const { spec, name } = layer;
    switch (spec.kind) {
      case 'conv2d':
        return this.#lowerConv(index, layer, spec);
      case 'dense':
        return this.#lowerDense(index, layer, spec);
      case 'maxPool': {
        const output = chain.newTensor(name, layer.outputShape, index + 1, false);
        chain.push(maxPoolNode(name, chain.tensor, output, windowOf(spec)), output);
        return 1;
      }
      case 'avgPool':
      case 'globalAvgPool':
        this.#lowerAverage(index, layer, spec);
        return 1;
      case 'depthwiseConv2d':
        return this.#lowerDepthwise(index, layer, spec);
      case 'batchNorm':
        return this.#lowerBatchNorm(index, name, spec);
      case 'activation':
        chain.flatten();
        chain.pushActivation(name, spec.activation, index + 1);
        return 1;
      case 'flatten':
        chain.meanFlat();
        return 1;
      case 'dropout':
        this.#lowerDropout(index, layer, spec.rate);
        return 1;
      case 'residual':
        return this.#lowerResidual(index, layer, spec);
      default:
        return spec satisfies never;
    }
  }

  #lowerConv(index: number, layer: LayerSummary, spec: Conv2dSpec): number {
    const { layers, tensor } = this.#chain;
    const { name } = layer;
    const { activation, end } = this.#activationAt(index, spec.activation);
    const next = layers[end];
    // Any activation grows with its argument: it may as well come behind the largest value.
    const isPooled =
      !this.#options.keepsActivations &&
      next?.spec.kind === 'maxPool' &&
      next.spec.size === 2 &&
      isPlainPool(next.spec);
    const consumer = isPooled ? end + 1 : end;
    const shape = isPooled ? next.outputShape : layer.outputShape;
    const { filters, kernelSize, stride, bias: hasBias = true } = spec;
    const kernelShape = [kernelSize, kernelSize, tensor.channels, filters];
    const frame = frameOf(layer.inputShape, spec);
    const window = { filters, kernelSize, stride, kernelShape, frame, isPooled, hasBias };
    this.#chain.pushActivated({ name, shape, activation, consumer }, (output) =>
      this.#convNode({ name, output, ...window }),
    );
    return consumer - index;
  }

  #lowerDense(index: number, layer: LayerSummary, spec: DenseSpec): number {
    const { name, inputShape, outputShape: shape } = layer;
    const { tensor: input, isFlat } = this.#chain;
    const { units, bias: hasBias = true } = spec;
    const { activation, end } = this.#activationAt(index, spec.activation);
    this.#chain.pushActivated({ name, shape, activation, consumer: end }, (output) => {
      if (inputShape.length < 3) {
        return denseNode({ name, input, isFlat, output, units, hasBias }, this.#arena);
      }
      // On each pixel of an image: a convolution with windows of one pixel.
      const window = { filters: units, kernelSize: 1, stride: 1, frame: NO_FRAME };
      const kernelShape = [input.channels, units];
      return this.#convNode({ name, output, ...window, kernelShape, isPooled: false, hasBias });
    });
    return end - index;
  }

  #convNode(layer: Omit<ConvLayer, 'input' | 'hasInputGradient'>): Node {
    const input = this.#chain.tensor;
    return convNode({ ...layer, input, hasInputGradient: input.hasGradient }, this.#arena);
  }

  #lowerAverage(
    index: number,
    { name, outputShape }: LayerSummary,
    spec: AvgPoolSpec | GlobalAvgPoolSpec,
  ): void {
    const chain = this.#chain;
    const output = chain.newTensor(name, outputShape, index + 1, false);
    const { height, width } = chain.tensor;
    const window =
      spec.kind === 'globalAvgPool'
        ? { windowHeight: height, windowWidth: width, stride: 1 }
        : { windowHeight: spec.size, windowWidth: spec.size, stride: windowOf(spec).stride };
    chain.push(avgPoolNode(name, chain.tensor, output, window), output);
  }

  #lowerDepthwise(index: number, layer: LayerSummary, spec: DepthwiseConv2dSpec): number {
    const { name, inputShape, outputShape: shape } = layer;
    const { tensor: input } = this.#chain;
    const { kernelSize, stride, bias: hasBias = true } = spec;
    const { activation, end } = this.#activationAt(index, spec.activation);
    const window = { kernelSize, stride, hasBias, frame: frameOf(inputShape, spec) };
    this.#chain.pushActivated({ name, shape, activation, consumer: end }, (output) =>
      depthwiseNode({ name, input, output, ...window }, this.#arena),
    );
    return end - index;
  }

  #lowerBatchNorm(index: number, name: string, spec: BatchNormSpec): number {
    const chain = this.#chain;
    chain.flatten();
    const next = chain.layers[index + 1]?.spec;
    const isFused = next?.kind === 'activation' && next.activation === 'relu';
    const isRelu = isFused && !this.#options.keepsActivations;
    const taken = isRelu ? 2 : 1;
    const input = chain.tensor;
    const output = chain.newTensor(name, shapeOf(input), index + taken, isRelu);
    const layer = { name, input, output, spec, threads: this.#options.threads };
    chain.push(batchNormNode(layer, this.#arena), output);
    return taken;
  }

  #lowerDropout(index: number, { name, order }: LayerSummary, rate: number): void {
    const chain = this.#chain;
    if (chain.isKept) chain.pushActivation(`${name} copy`, 'linear', index);
    const stream = this.#dropouts.push(order) - 1;
    chain.push(dropoutNode(name, chain.tensor, rate, stream), chain.tensor);
  }

  /** Both ways, branch first, and their sum. */
  #lowerResidual(index: number, layer: LayerSummary, spec: ResidualSpec): number {
    const chain = this.#chain;
    const { name, outputShape: shape } = layer;
    chain.flatten();
    const input = chain.tensor;
    const start = chain.share(`${name}/shortcut`);
    chain.push(forkNode(name, input, start), input);
    const branch = chain.walkWay(layer.layers, input, this.#lowerLayer);
    const short = chain.walkWay(layer.shortcut, start, this.#lowerLayer);
    const { activation, end } = this.#activationAt(index, spec.activation);
    chain.pushActivated(
      { name, shape, activation, consumer: end },
      (output) => sumNode(name, branch, short, output),
      [branch, short],
    );
    return end - index;
  }

  /** The activation of layer `index`, or the one right behind it where it has none; and the layer that follows. */
  #activationAt(index: number, own: Activation): { activation: Activation; end: number } {
    const next = this.#chain.layers[index + 1]?.spec;
    const isBehind = own === 'linear' && next?.kind === 'activation';
    return isBehind && !this.#options.keepsActivations
      ? { activation: next.activation, end: index + 2 }
      : { activation: own, end: index + 1 };
  }
}

/** Windows side by side, without padding. */
function isPlainPool({ size, stride = size, padding = 'valid' }: MaxPoolSpec): boolean {
  return stride === size && padding === 'valid';
}
