/** From a network as data to nodes and the tensors between them. */
import type {
  Activation,
  AvgPoolSpec,
  Conv2dSpec,
  DenseSpec,
  DepthwiseConv2dSpec,
  GlobalAvgPoolSpec,
  MaxPoolSpec,
  ModelSpec,
} from '../../domain/models/layers';
import { type LayerSummary, summarise, windowOf } from '../../domain/models/shapes';
import type { Arena } from './arena';
import { avgPoolNode } from './layers/avg-pool';
import { convNode, frameOf } from './layers/conv';
import { denseNode } from './layers/dense';
import { depthwiseNode } from './layers/depthwise';
import { dropoutNode } from './layers/dropout';
import { maxPoolNode } from './layers/max-pool';
import type { Node } from './layers/node';
import { describeTensor, type Frame, NO_FRAME, type Tensor } from './tensor';

/** A network ready to be placed. */
export interface LoweredNetwork {
  /** The images. */
  input: Tensor;
  /** [classes] */
  logits: Tensor;
  /** In the order of the forward pass. */
  nodes: Node[];
  tensors: Tensor[];
  /** Layer index of each dropout stream, for its seed. */
  dropouts: number[];
}

/** Lowers a network; places its parameters. Throws RangeError for one that the engine cannot train. */
export function lower(model: ModelSpec, arena: Arena): LoweredNetwork {
  return new Lowering(model, arena).lower();
}

/** Walks the layers and keeps what the last one put out. */
class Lowering {
  readonly #layers: LayerSummary[];
  readonly #arena: Arena;
  readonly #nodes: Node[] = [];
  readonly #tensors: Tensor[] = [];
  readonly #dropouts: number[] = [];
  #tensor: Tensor;
  /** Whether the tensor is meant as one vector a sample. */
  #isFlat = false;
  #hasWeights = false;

  constructor(model: ModelSpec, arena: Arena) {
    this.#layers = summarise(model);
    this.#arena = arena;
    this.#tensor = this.#newTensor('input', model.inputShape, 0, false);
  }

  lower(): LoweredNetwork {
    const input = this.#tensor;
    for (let index = 0; index < this.#layers.length; ) index += this.#lowerLayer(index);
    const logits = this.#tensor;
    if (logits.isRelu || logits.height * logits.width > 1) {
      throw new RangeError('the engine needs a last layer of plain scores');
    }
    const [nodes, tensors, dropouts] = [this.#nodes, this.#tensors, this.#dropouts];
    return { input, logits, nodes, tensors, dropouts };
  }

  /** Gives how many layers were taken: more than one where they are fused. */
  #lowerLayer(index: number): number {
    const layer = this.#layers[index] as LayerSummary;
    const { spec, name } = layer;
    switch (spec.kind) {
      case 'conv2d':
        return this.#lowerConv(index, layer, spec);
      case 'dense':
        this.#lowerDense(index, layer, spec);
        return 1;
      case 'maxPool': {
        const output = this.#newTensor(name, layer.outputShape, index + 1, false);
        this.#push(maxPoolNode(name, this.#tensor, output, windowOf(spec)), output);
        return 1;
      }
      case 'avgPool':
      case 'globalAvgPool':
        this.#lowerAverage(index, layer, spec);
        return 1;
      case 'depthwiseConv2d':
        this.#lowerDepthwise(index, layer, spec);
        return 1;
      case 'flatten':
        this.#isFlat = true;
        return 1;
      case 'dropout': {
        const stream = this.#dropouts.push(layer.order) - 1;
        this.#push(dropoutNode(name, this.#tensor, spec.rate, stream), this.#tensor);
        return 1;
      }
      default:
        throw new RangeError(`the engine has no ${spec.kind} yet`);
    }
  }

  #lowerConv(index: number, layer: LayerSummary, spec: Conv2dSpec): number {
    const next = this.#layers[index + 1];
    const isPooled =
      next?.spec.kind === 'maxPool' && next.spec.size === 2 && isPlainPool(next.spec);
    const taken = isPooled ? 2 : 1;
    const shape = isPooled ? next.outputShape : layer.outputShape;
    const output = this.#newTensor(layer.name, shape, index + taken, isRelu(spec.activation));
    const { filters, kernelSize, stride } = spec;
    const kernelShape = [kernelSize, kernelSize, this.#tensor.channels, filters];
    const frame = frameOf(layer.inputShape, spec);
    const hasBias = spec.bias ?? true;
    const window = { filters, kernelSize, stride, kernelShape, frame, isPooled, hasBias };
    this.#pushConv(layer.name, window, output);
    return taken;
  }

  #lowerAverage(
    index: number,
    { name, outputShape }: LayerSummary,
    spec: AvgPoolSpec | GlobalAvgPoolSpec,
  ): void {
    const output = this.#newTensor(name, outputShape, index + 1, false);
    const { height, width } = this.#tensor;
    const window =
      spec.kind === 'globalAvgPool'
        ? { windowHeight: height, windowWidth: width, stride: 1 }
        : { windowHeight: spec.size, windowWidth: spec.size, stride: windowOf(spec).stride };
    this.#push(avgPoolNode(name, this.#tensor, output, window), output);
  }

  #lowerDepthwise(
    index: number,
    { name, inputShape, outputShape }: LayerSummary,
    spec: DepthwiseConv2dSpec,
  ): void {
    const output = this.#newTensor(name, outputShape, index + 1, isRelu(spec.activation));
    const { kernelSize, stride, bias: hasBias = true } = spec;
    const layer = { name, input: this.#tensor, output, kernelSize, stride, hasBias };
    const frame = frameOf(inputShape, spec);
    this.#push(depthwiseNode({ ...layer, frame }, this.#arena), output);
    this.#hasWeights = true;
  }

  #lowerDense(index: number, layer: LayerSummary, spec: DenseSpec): void {
    const { name, inputShape, outputShape } = layer;
    const output = this.#newTensor(name, outputShape, index + 1, isRelu(spec.activation));
    const { units, bias: hasBias = true } = spec;
    // Images of one row too: what reads them next may want a frame around them.
    const isImage = inputShape.length === 3;
    if (!isImage) {
      const [input, isFlat] = [this.#tensor, this.#isFlat];
      this.#push(denseNode({ name, input, isFlat, output, units, hasBias }, this.#arena), output);
    } else {
      // On each pixel of an image: a convolution with windows of one pixel.
      const window = { filters: units, kernelSize: 1, stride: 1, frame: NO_FRAME };
      const kernelShape = [this.#tensor.channels, units];
      this.#pushConv(name, { ...window, kernelShape, isPooled: false, hasBias }, output);
    }
    this.#isFlat = false;
    this.#hasWeights = true;
  }

  #pushConv(
    name: string,
    spec: Pick<Conv2dSpec, 'filters' | 'kernelSize' | 'stride'> & {
      frame: Frame;
      isPooled: boolean;
      hasBias: boolean;
      kernelShape: number[];
    },
    output: Tensor,
  ): void {
    const layer = {
      name,
      input: this.#tensor,
      output,
      hasInputGradient: this.#hasWeights,
      ...spec,
    };
    this.#push(convNode(layer, this.#arena), output);
    this.#hasWeights = true;
  }

  #push(node: Node, output: Tensor): void {
    this.#nodes.push(node);
    this.#tensor = output;
  }

  /** @param consumer index of the layer that reads the tensor, which decides how it has to lie */
  #newTensor(name: string, shape: readonly number[], consumer: number, isRelu: boolean): Tensor {
    const reader = this.#layers.slice(consumer).find(({ spec }) => spec.kind !== 'dropout');
    const isConv = reader?.spec.kind === 'conv2d';
    const frame =
      reader?.spec.kind === 'conv2d' || reader?.spec.kind === 'depthwiseConv2d'
        ? frameOf(shape, reader.spec)
        : NO_FRAME;
    const isInput = this.#tensors.length === 0;
    const isThin = isInput && shape.at(-1) === 1 && (isConv || reader?.spec.kind === 'flatten');
    const tensor = describeTensor({ name, shape, frame, isThin, isRelu });
    this.#tensors.push(tensor);
    return tensor;
  }
}

/** Windows side by side, without padding. */
function isPlainPool({ size, stride = size, padding = 'valid' }: MaxPoolSpec): boolean {
  return stride === size && padding === 'valid';
}

/** The final softmax is left to the loss. */
function isRelu(activation: Activation): boolean {
  if (activation === 'relu') return true;
  if (activation === 'linear' || activation === 'softmax') return false;
  throw new RangeError(`the engine has no ${activation} yet`);
}
