/** What a layer has to bring to take part in a plan. */
import type { Arena } from '../arena';
import type { Access, OperationList } from '../operation-list';
import type { Parameter } from '../parameters';
import type { Tensor } from '../tensor';

/** Whether a pass is for training (dropout, offsets for the way back) or only classifies. */
export type Pass = 'training' | 'evaluation';

/**
 * A layer, or several fused, in the plan. Addresses are set before operations are asked for:
 * parameters when the node is made, the rest by `place`, anew for another batch size.
 */
export interface Node {
  readonly parameters: Parameter[];
  /** Places what depends on the batch size, besides the tensors between nodes. */
  place(capacity: number, arena: Arena): void;
  /** Bytes that one thread needs for itself during one of the node's operations. */
  readonly scratchBytes: number;
  forward(list: OperationList, pass: Pass): void;
  /** From the gradient of its output to that of its input. */
  inputGradient(list: OperationList): void;
  /** From the gradient of its output to its parameters, and their update. */
  weightGradient(list: OperationList): void;
}

/** Values of a tensor, each thread its own samples. */
export function ownValues(tensor: Tensor): Access {
  return { buffer: valuesOf(tensor), bySample: true };
}

/** Values of a tensor, across samples. */
export function allValues(tensor: Tensor): Access {
  return { buffer: valuesOf(tensor), bySample: false };
}

/** Gradients of a tensor, each thread its own samples. */
export function ownGradients(tensor: Tensor): Access {
  return { buffer: `${tensor.name} gradients`, bySample: true };
}

/** Gradients of a tensor, across samples. */
export function allGradients(tensor: Tensor): Access {
  return { buffer: `${tensor.name} gradients`, bySample: false };
}

function valuesOf({ name, source }: Tensor): string {
  return `${source?.name ?? name} values`;
}

/** A buffer that threads share. */
export function shared(buffer: string): Access {
  return { buffer, bySample: false };
}

/** A buffer of which each thread has a part of its own. */
export function own(buffer: string): Access {
  return { buffer, bySample: true };
}

/** The buffer in which a layer's pooling remembers where its maxima were. */
export function offsetsOf(name: string): string {
  return `${name} offsets`;
}

/** The strides of a tensor under a prefix, for the fields of an operation. */
export function strides<Prefix extends string>(prefix: Prefix, tensor: Tensor) {
  return {
    [`${prefix}Sample`]: tensor.sample,
    [`${prefix}Row`]: tensor.row,
    [`${prefix}Pixel`]: tensor.pixel,
  } as Record<`${Prefix}${'Sample' | 'Row' | 'Pixel'}`, number>;
}

/** Height and width of a tensor. */
export function extent({ height, width }: Tensor) {
  return { height, width };
}

/** Height and width of a tensor under a prefix. */
export function extentAs<Prefix extends string>(prefix: Prefix, { height, width }: Tensor) {
  return { [`${prefix}Height`]: height, [`${prefix}Width`]: width } as Record<
    `${Prefix}${'Height' | 'Width'}`,
    number
  >;
}

/** Address of the activations that a gradient of this tensor has to pass, or 0. */
export function gateOf(tensor: Tensor): number {
  return tensor.isRelu ? tensor.values : 0;
}

/** As {@link gateOf}, but from where the first sample's frame starts. */
export function frameGate(tensor: Tensor): number {
  return tensor.isRelu ? tensor.values - tensor.inset : 0;
}
