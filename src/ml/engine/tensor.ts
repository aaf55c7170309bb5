/** How activations lie in memory. */
import { type Arena, roundUp } from './arena';

/** Zeros around an image, in pixels: the padding of the convolution that reads it. */
export interface Frame {
  top: number;
  left: number;
  bottom: number;
  right: number;
}

/** No frame. */
export const NO_FRAME: Frame = { top: 0, left: 0, bottom: 0, right: 0 };

/**
 * A batch of activations: samples of height x width pixels with their channels side by side. Vectors
 * are one pixel, rows of vectors are one row of pixels. Channels are filled up with zeros to eight,
 * so that kernels need no remainder loops; the gradient lies in the same way at an address of its
 * own. All distances are in bytes.
 */
export interface Tensor {
  height: number;
  width: number;
  /** Without the filling. */
  channels: number;
  pixel: number;
  row: number;
  sample: number;
  /** From the start of a sample to its first pixel inside the frame. */
  inset: number;
  /** Whether the values went through a ReLU, so that gradients must pass it. */
  isRelu: boolean;
  /** Address of the first sample's first pixel inside the frame. */
  values: number;
  /** The same for gradients; 0 where none are needed. */
  gradients: number;
  /** Whether something before it has weights, so that its gradient is needed. */
  hasGradient: boolean;
  /** The tensor whose values these are, where two ways through a block read one; else null. */
  source: Tensor | null;
  /** Name for the order of operations. */
  name: string;
}

/** Shape of a tensor, and how it is to lie. */
export interface TensorShape {
  name: string;
  /** [height, width, channels], [rows, features] or [features]. */
  shape: readonly number[];
  frame: Frame;
  /** Channels without filling, as the first convolution and a flat input want them. */
  isThin: boolean;
  isRelu: boolean;
}

/** Lays a tensor out, without an address yet. */
export function describeTensor({ name, shape, frame, isThin, isRelu }: TensorShape): Tensor {
  const channels = shape.at(-1) ?? 1;
  const width = shape.at(-2) ?? 1;
  const height = shape.at(-3) ?? 1;
  const pixel = (isThin ? channels : roundUp(channels, 8)) * 4;
  const row = (frame.left + width + frame.right) * pixel;
  return {
    ...{ name, height, width, channels, pixel, row, isRelu },
    sample: roundUp((frame.top + height + frame.bottom) * row, 32),
    inset: frame.top * row + frame.left * pixel,
    values: 0,
    gradients: 0,
    hasGradient: false,
    source: null,
  };
}

/** A second reader's view of a tensor: the same values, gradients of its own. */
export function shareTensor(tensor: Tensor, name: string): Tensor {
  return { ...tensor, name, source: tensor.source ?? tensor };
}

/** Whether there is room around the pixels, so that they do not follow one another without gaps. */
export function isFramed({ height, width, pixel, sample }: Tensor): boolean {
  return sample > roundUp(height * width * pixel, 32);
}

/** Vector loads at the very end may read this far beyond it. */
const OVERHANG = 64;

/** Room for `capacity` samples; gives the address of the first pixel inside the frame. */
export function placeTensor(tensor: Tensor, capacity: number, arena: Arena): number {
  return arena.allocate(tensor.sample * capacity + OVERHANG) + tensor.inset;
}

/** Bytes of a sample as one vector; only for tensors without a frame. */
export function flatLength(tensor: Tensor): number {
  return roundUp(tensor.height * tensor.row, 32);
}

/**
 * Copies a sample's values, [height, width, channels], out of memory.
 * @param place of the sample in its batch
 */
export function readSample(memory: Float32Array, tensor: Tensor, place = 0): Float32Array {
  const { height, width, channels, pixel, row, sample } = tensor;
  const first = tensor.values + place * sample;
  const data = new Float32Array(height * width * channels);
  for (let spot = 0; spot < height * width; spot++) {
    const from = (first + Math.floor(spot / width) * row + (spot % width) * pixel) / 4;
    data.set(memory.subarray(from, from + channels), spot * channels);
  }
  return data;
}
