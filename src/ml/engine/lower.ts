/** From a network as data to nodes and the tensors between them. */
import type {
  Activation,
  BatchNormSpec,
  Conv2dSpec,
  DenseSpec,
  MaxPoolSpec,
  ModelSpec,
  Nonlinearity,
  ResidualSpec,
} from '../../domain/models/layers';
import { type LayerSummary, summarise } from '../../domain/models/shapes';
import type { Arena } from './arena';
import { activationNode } from './layers/activation';
import { batchNormNode } from './layers/batch-norm';
import { convNode, frameOf } from './layers/conv';
import { denseNode } from './layers/dense';
import { dropoutNode } from './layers/dropout';
import { flattenNode } from './layers/flatten';
import { maxPoolNode } from './layers/max-pool';
import type { Node } from './layers/node';
import { forkNode, sumNode } from './layers/residual';
import { frameFor, readerOf } from './readers';
import { describeTensor, type Frame, isFramed, NO_FRAME, shareTensor, type Tensor } from './tensor';

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
}

/**
 * Lowers a network; places its parameters, and what each of `threads` needs beside them. Throws
 * RangeError for a network that the engine cannot train.
 */
export function lower(model: ModelSpec, arena: Arena, threads: number): LoweredNetwork {
  return new Lowering(model, arena, threads).lower();
}

/** Walks the layers and keeps what the last one put out. */
class Lowering {
  /** Layers side by side: the network's, or those of the way through a block that is being walked. */
  #layers: readonly LayerSummary[];
  readonly #arena: Arena;
  readonly #threads: number;
  readonly #nodes: Node[] = [];
  readonly #learning: Node[] = [];
  readonly #tensors: Tensor[] = [];
  readonly #dropouts: number[] = [];
  #tensor: Tensor;
  /** Whether the tensor is meant as one vector a sample. */
  #isFlat = false;
  /** Whether the tensor's values must stay as they are: something else will read them. */
  #isKept = false;

  constructor(model: ModelSpec, arena: Arena, threads: number) {
    this.#layers = summarise(model);
    this.#arena = arena;
    this.#threads = threads;
    this.#tensor = this.#newTensor('input', model.inputShape, 0, false);
  }

  lower(): LoweredNetwork {
    const input = this.#tensor;
    this.#walk(this.#layers);
    const logits = this.#tensor;
    if (logits.isRelu || logits.height * logits.width > 1) {
      throw new RangeError('the engine needs a last layer of plain scores');
    }
    const [nodes, learning, tensors] = [this.#nodes, this.#learning, this.#tensors];
    return { input, logits, nodes, learning, tensors, dropouts: this.#dropouts };
  }

  #walk(layers: readonly LayerSummary[]): void {
    const outer = this.#layers;
    this.#layers = layers;
    for (let index = 0; index < layers.length; ) index += this.#lowerLayer(index);
    this.#makeFlat();
    this.#layers = outer;
  }

  /** Gives how many layers were taken: more than one where they are fused. */
  #lowerLayer(index: number): number {
    const layer = this.#layers[index] as LayerSummary;
    const { spec, name } = layer;
    switch (spec.kind) {
      case 'conv2d':
        return this.#lowerConv(index, layer, spec);
      case 'dense':
        return this.#lowerDense(index, layer, spec);
      case 'maxPool': {
        if (!isPlainPool(spec)) throw new RangeError('the engine has no overlapping windows yet');
        const output = this.#newTensor(name, layer.outputShape, index + 1, false);
        this.#push(maxPoolNode(name, this.#tensor, output, spec.size), output);
        return 1;
      }
      case 'batchNorm':
        return this.#lowerBatchNorm(index, name, spec);
      case 'activation':
        this.#makeFlat();
        this.#lowerActivation(name, spec.activation, index + 1);
        return 1;
      case 'flatten':
        this.#isFlat = true;
        // Dense layers read images without a frame as they lie.
        if (isFramed(this.#tensor)) this.#makeFlat();
        return 1;
      case 'dropout': {
        if (this.#isKept) this.#lowerActivation(`${name} copy`, 'linear', index);
        const stream = this.#dropouts.push(layer.order) - 1;
        this.#push(dropoutNode(name, this.#tensor, spec.rate, stream), this.#tensor);
        return 1;
      }
      case 'residual':
        return this.#lowerResidual(index, layer, spec);
      default:
        throw new RangeError(`the engine has no ${spec.kind} yet`);
    }
  }

  #lowerConv(index: number, layer: LayerSummary, spec: Conv2dSpec): number {
    const { activation, end } = this.#activationOf(index, spec.activation);
    const next = this.#layers[end];
    // Any activation grows with its argument: it may as well come behind the largest value.
    const isPooled =
      next?.spec.kind === 'maxPool' && next.spec.size === 2 && isPlainPool(next.spec);
    const consumer = isPooled ? end + 1 : end;
    const shape = isPooled ? next.outputShape : layer.outputShape;
    const { filters, kernelSize, stride } = spec;
    const kernelShape = [kernelSize, kernelSize, this.#tensor.channels, filters];
    const frame = frameOf(layer.inputShape, spec);
    const hasBias = spec.bias ?? true;
    const window = { filters, kernelSize, stride, kernelShape, frame, isPooled, hasBias };
    this.#pushActivated(layer.name, shape, activation, consumer, (output) =>
      this.#convNode(layer.name, window, output),
    );
    return consumer - index;
  }

  #lowerDense(index: number, { name, outputShape }: LayerSummary, spec: DenseSpec): number {
    const { units, bias: hasBias = true } = spec;
    const { activation, end } = this.#activationOf(index, spec.activation);
    // What has just been flattened has no frame, and its shape is that of an image still.
    const [input, isFlat] = [this.#tensor, this.#isFlat];
    this.#pushActivated(name, outputShape, activation, end, (output) => {
      const isImage = input.height > 1 || isFramed(input) || isFramed(output);
      if (isFlat || !isImage) {
        return denseNode({ name, input, isFlat, output, units, hasBias }, this.#arena);
      }
      // On each pixel of an image: a convolution with windows of one pixel.
      const window = { filters: units, kernelSize: 1, stride: 1, frame: NO_FRAME };
      const kernelShape = [input.channels, units];
      return this.#convNode(name, { ...window, kernelShape, isPooled: false, hasBias }, output);
    });
    this.#isFlat = false;
    return end - index;
  }

  #lowerBatchNorm(index: number, name: string, spec: BatchNormSpec): number {
    this.#makeFlat();
    const next = this.#layers[index + 1]?.spec;
    const isRelu = next?.kind === 'activation' && next.activation === 'relu';
    const taken = isRelu ? 2 : 1;
    const [input, threads] = [this.#tensor, this.#threads];
    const output = this.#newTensor(name, shapeOf(input), index + taken, isRelu);
    this.#push(batchNormNode({ name, input, output, spec, threads }, this.#arena), output);
    return taken;
  }

  #convNode(
    name: string,
    spec: Pick<Conv2dSpec, 'filters' | 'kernelSize' | 'stride'> & {
      frame: Frame;
      isPooled: boolean;
      hasBias: boolean;
      kernelShape: number[];
    },
    output: Tensor,
  ): Node {
    const input = this.#tensor;
    const layer = { name, input, output, hasInputGradient: input.hasGradient, ...spec };
    return convNode(layer, this.#arena);
  }

  /** Both ways, branch first, and their sum. */
  #lowerResidual(index: number, layer: LayerSummary, spec: ResidualSpec): number {
    const { name, outputShape } = layer;
    this.#makeFlat();
    const input = this.#tensor;
    const start = shareTensor(input, `${name}/shortcut`);
    this.#tensors.push(start);
    this.#push(forkNode(name, input, start), input);
    const branch = this.#walkWay(layer.layers, input);
    const short = this.#walkWay(layer.shortcut, start);
    const { activation, end } = this.#activationOf(index, spec.activation);
    const makeNode = (output: Tensor) => sumNode(name, branch, short, output);
    this.#pushActivated(name, outputShape, activation, end, makeNode, [branch, short]);
    return end - index;
  }

  /** Walks one way through a block; its input has another reader. */
  #walkWay(layers: readonly LayerSummary[], input: Tensor): Tensor {
    this.#tensor = input;
    this.#isKept = true;
    this.#walk(layers);
    return this.#tensor;
  }

  /** A layer's own activation, or the one right behind a layer without; and the layer that follows. */
  #activationOf(index: number, own: Activation): { activation: Activation; end: number } {
    const next = this.#layers[index + 1]?.spec;
    const isBehind = own === 'linear' && next?.kind === 'activation';
    return isBehind
      ? { activation: next.activation, end: index + 2 }
      : { activation: own, end: index + 1 };
  }

  /** Appends a node that can do a ReLU in passing, and any other activation behind it. */
  #pushActivated(
    name: string,
    shape: readonly number[],
    activation: Activation,
    consumer: number,
    makeNode: (output: Tensor) => Node,
    inputs: readonly Tensor[] = [this.#tensor],
  ): void {
    if (isFusable(activation)) {
      const output = this.#newTensor(name, shape, consumer, activation === 'relu');
      this.#push(makeNode(output), output, inputs);
    } else {
      const output = this.#newTensor(`${name} linear`, shape, this.#layers.length, false);
      this.#push(makeNode(output), output, inputs);
      this.#lowerActivation(name, activation, consumer);
    }
  }

  /** Appends an activation with a tensor of its own; `linear` makes a copy. */
  #lowerActivation(name: string, activation: 'linear' | Nonlinearity, consumer: number): void {
    const input = this.#tensor;
    const output = this.#newTensor(name, shapeOf(input), consumer, activation === 'relu');
    this.#push(activationNode(name, input, output, activation), output);
    // Their derivatives are taken from the values.
    this.#isKept = activation === 'sigmoid' || activation === 'tanh';
  }

  /** Makes an image that is meant as a vector one. */
  #makeFlat(): void {
    const image = this.#tensor;
    const { height, width, channels, isRelu } = image;
    if (this.#isFlat && height * width > 1) {
      const name = `${image.name} flat`;
      const shape = [height * width * channels];
      const vector = this.#newTensor(name, shape, this.#layers.length, isRelu);
      this.#push(flattenNode(name, image, vector), vector);
    }
    this.#isFlat = false;
  }

  /** @param inputs what the node reads: only where one has a gradient is there something to go back to */
  #push(node: Node, output: Tensor, inputs: readonly Tensor[] = [this.#tensor]): void {
    const isLearning = inputs.some(({ hasGradient }) => hasGradient);
    if (isLearning) this.#learning.push(node);
    output.hasGradient = isLearning || node.parameters.length > 0;
    this.#isKept &&= output === this.#tensor;
    this.#nodes.push(node);
    this.#tensor = output;
  }

  /** @param consumer index of the layer that reads the tensor, which decides how it has to lie */
  #newTensor(name: string, shape: readonly number[], consumer: number, isRelu: boolean): Tensor {
    const reader = readerOf(this.#layers, consumer);
    const isInput = this.#tensors.length === 0;
    const isThinReader = reader?.spec.kind === 'conv2d' || reader?.spec.kind === 'flatten';
    const isThin = isInput && shape.at(-1) === 1 && isThinReader;
    const tensor = describeTensor({ name, shape, frame: frameFor(reader), isThin, isRelu });
    this.#tensors.push(tensor);
    return tensor;
  }
}

/** Windows side by side, without padding. */
function isPlainPool({ size, stride = size, padding = 'valid' }: MaxPoolSpec): boolean {
  return stride === size && padding === 'valid';
}

/** What a layer can do in passing; the final softmax is left to the loss. */
function isFusable(activation: Activation): activation is 'linear' | 'relu' | 'softmax' {
  return activation === 'linear' || activation === 'relu' || activation === 'softmax';
}

/** [height, width, channels] as the tensor lies. */
function shapeOf({ height, width, channels }: Tensor): number[] {
  return [height, width, channels];
}
