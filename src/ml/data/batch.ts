import * as tf from '@tensorflow/tfjs';
import type { ImageSet } from '../../domain/dataset';
import type { ModelSpec } from '../../domain/models/layers';
import { classCount, imageBytes } from '../../domain/models/shapes';

/** Images and labels of a batch as tensors. */
export interface BatchTensors {
  /** [batch, ...inputShape], scaled as the model wants them. */
  images: tf.Tensor;
  /** [batch, classes] */
  oneHot: tf.Tensor2D;
}

/** Changes the image that begins at a byte, before it enters the network at a position of the batch. */
export type ImageChanger = (images: Uint8Array, from: number, position: number) => Uint8Array;

/**
 * Collects a batch from the images in memory. The caller disposes of the tensors.
 * @param change gives the bytes to use instead of an image's own; absent: they stay
 */
export function batchTensors(
  model: ModelSpec,
  source: ImageSet,
  indices: Uint32Array,
  change?: ImageChanger,
): BatchTensors {
  const [length, classes] = [imageBytes(model), classCount(model)];
  const pixels = new Float32Array(indices.length * length);
  const oneHot = new Float32Array(indices.length * classes);
  indices.forEach((index, row) => {
    const place = index * length;
    const bytes = change ? change(source.images, place, row) : source.images;
    const from = change ? 0 : place;
    writeScaled(model, bytes, from, pixels, row * length, length);
    oneHot[row * classes + (source.labels[index] as number)] = 1;
  });
  return {
    images: tf.tensor(pixels, [indices.length, ...model.inputShape]),
    oneHot: tf.tensor2d(oneHot, [indices.length, classes]),
  };
}

/** N images, byte after byte, as [N, ...inputShape], scaled as the model wants them. */
export function imageTensor(model: ModelSpec, bytes: Uint8Array): tf.Tensor {
  const pixels = new Float32Array(bytes.length);
  writeScaled(model, bytes, 0, pixels, 0, bytes.length);
  return tf.tensor(pixels, [bytes.length / imageBytes(model), ...model.inputShape]);
}

/** By a loop: mapping a typed array by a function makes an object of every value. */
function writeScaled(
  { inputScaling }: ModelSpec,
  bytes: Uint8Array,
  from: number,
  target: Float32Array,
  to: number,
  length: number,
): void {
  const scale = inputScaling === 'unit' ? 1 / 255 : 1;
  for (let at = 0; at < length; at++) target[to + at] = (bytes[from + at] as number) * scale;
}
