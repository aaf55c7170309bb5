/** What lowering has put together so far, and how it is put together. */
import type { Activation, Nonlinearity } from '../../domain/models/layers';
import type { LayerSummary } from '../../domain/models/shapes';
import { activationNode } from './layers/activation';
import { flattenNode } from './layers/flatten';
import type { Node } from './layers/node';
import { frameFor, readerOf } from './readers';
import { describeTensor, isFramed, shareTensor, type Tensor } from './tensor';

/** Nodes and tensors in order, with the tensor that the last node put out. */
export class Chain {
  /** In the order of the forward pass. */
  readonly nodes: Node[] = [];
  /** Those of them whose input needs a gradient. */
  readonly learning: Node[] = [];
  readonly tensors: Tensor[] = [];
  #layers: readonly LayerSummary[];
  #tensor: Tensor;
  #isFlat = false;
  #isKept = false;

  /** @param layers the network's; the chain begins with its input */
  constructor(layers: readonly LayerSummary[], inputShape: readonly number[]) {
    this.#layers = layers;
    this.#tensor = this.newTensor('input', inputShape, 0, false);
  }

  /** Layers side by side: the network's, or those of the way through a block that is being walked. */
  get layers(): readonly LayerSummary[] {
    return this.#layers;
  }

  /** What the next layer reads. */
  get tensor(): Tensor {
    return this.#tensor;
  }

  /** Whether the tensor is meant as one vector a sample. */
  get isFlat(): boolean {
    return this.#isFlat;
  }

  /** Whether the tensor's values must stay as they are: something else will read them. */
  get isKept(): boolean {
    return this.#isKept;
  }

  /** Goes along layers, one or several at a time; what comes out lies as it is meant. */
  walk(layers: readonly LayerSummary[], lower: (index: number) => number): void {
    const outer = this.#layers;
    this.#layers = layers;
    for (let index = 0; index < layers.length; ) index += lower(index);
    this.flatten();
    this.#layers = outer;
  }

  /** Goes one of two ways from the same tensor; gives what comes out. */
  walkWay(
    layers: readonly LayerSummary[],
    input: Tensor,
    lower: (index: number) => number,
  ): Tensor {
    this.#tensor = input;
    this.#isKept = true;
    this.walk(layers, lower);
    return this.#tensor;
  }

  /** @param consumer index of the layer that reads the tensor, which decides how it has to lie */
  newTensor(name: string, shape: readonly number[], consumer: number, isRelu: boolean): Tensor {
    const reader = readerOf(this.#layers, consumer);
    const isInput = this.tensors.length === 0;
    const isGrey = shape.at(-1) === 1;
    const isThinReader =
      reader?.spec.kind === 'conv2d' || (reader?.spec.kind === 'flatten' && isGrey);
    const isThin = isInput && (shape.at(-1) ?? 0) <= 3 && isThinReader;
    const tensor = describeTensor({ name, shape, frame: frameFor(reader), isThin, isRelu });
    this.tensors.push(tensor);
    return tensor;
  }

  /** A second view of the present tensor, for another reader. */
  share(name: string): Tensor {
    const tensor = shareTensor(this.#tensor, name);
    this.tensors.push(tensor);
    return tensor;
  }

  /** @param inputs what the node reads: only where one has a gradient is there something to go back to */
  push(node: Node, output: Tensor, inputs: readonly Tensor[] = [this.#tensor]): void {
    const isLearning = inputs.some(({ hasGradient }) => hasGradient);
    if (isLearning) this.learning.push(node);
    output.hasGradient = isLearning || node.parameters.length > 0;
    this.#isKept &&= output === this.#tensor;
    this.nodes.push(node);
    this.#tensor = output;
  }

  /** Appends a node that can do a ReLU in passing, and any other activation behind it. */
  pushActivated(
    { name, shape, activation, consumer }: Activated,
    makeNode: (output: Tensor) => Node,
    inputs: readonly Tensor[] = [this.#tensor],
  ): void {
    // The final softmax is left to the loss.
    if (activation === 'linear' || activation === 'relu' || activation === 'softmax') {
      const output = this.newTensor(name, shape, consumer, activation === 'relu');
      this.push(makeNode(output), output, inputs);
    } else {
      const output = this.newTensor(`${name} linear`, shape, this.#layers.length, false);
      this.push(makeNode(output), output, inputs);
      this.pushActivation(name, activation, consumer);
    }
    this.#isFlat = false;
  }

  /** Appends an activation with a tensor of its own; `linear` makes a copy. */
  pushActivation(name: string, activation: 'linear' | Nonlinearity, consumer: number): void {
    const input = this.#tensor;
    const output = this.newTensor(name, shapeOf(input), consumer, activation === 'relu');
    this.push(activationNode(name, input, output, activation), output);
    // Their derivatives are taken from the values.
    this.#isKept = activation === 'sigmoid' || activation === 'tanh';
  }

  /** From now on the tensor is meant as a vector; dense layers read an image without a frame as it lies. */
  meanFlat(): void {
    this.#isFlat = true;
    if (isFramed(this.#tensor)) this.flatten();
  }

  /** Makes a vector of an image that is meant as one. */
  flatten(): void {
    const image = this.#tensor;
    const { height, width, channels, isRelu } = image;
    if (this.#isFlat && (height * width > 1 || isFramed(image))) {
      const shape = [height * width * channels];
      const vector = this.newTensor(`${image.name} flat`, shape, this.#layers.length, isRelu);
      this.push(flattenNode(`${image.name} flat`, image, vector), vector);
    }
    this.#isFlat = false;
  }
}

/** A layer's output, and what is done with it. */
export interface Activated {
  name: string;
  /** [height, width, channels], [rows, features] or [features]. */
  shape: readonly number[];
  activation: Activation;
  /** Index of the layer that reads it. */
  consumer: number;
}

/** [height, width, channels] as the tensor lies. */
export function shapeOf({ height, width, channels }: Tensor): number[] {
  return [height, width, channels];
}
