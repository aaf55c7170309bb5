import * as tf from '@tensorflow/tfjs';
import { CLASS_COUNT, IMAGE_PIXELS, type ImageSet } from '../../domain/dataset';
import type { ModelSpec } from '../../domain/models/layers';

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
 * @param change gives the 784 bytes to use instead of an image's own; absent: they stay
 */
export function batchTensors(
  model: ModelSpec,
  source: ImageSet,
  indices: Uint32Array,
  change?: ImageChanger,
): BatchTensors {
  const pixels = new Float32Array(indices.length * IMAGE_PIXELS);
  const oneHot = new Float32Array(indices.length * CLASS_COUNT);
  const scale = model.inputScaling === 'unit' ? 1 / 255 : 1;
  indices.forEach((index, row) => {
    const place = index * IMAGE_PIXELS;
    const bytes = change ? change(source.images, place, row) : source.images;
    const from = change ? 0 : place;
    const to = row * IMAGE_PIXELS;
    for (let pixel = 0; pixel < IMAGE_PIXELS; pixel++) {
      pixels[to + pixel] = (bytes[from + pixel] as number) * scale;
    }
    oneHot[row * CLASS_COUNT + (source.labels[index] as number)] = 1;
  });
  return {
    images: tf.tensor(pixels, [indices.length, ...model.inputShape]),
    oneHot: tf.tensor2d(oneHot, [indices.length, CLASS_COUNT]),
  };
}

/** Images (N x 784 bytes) as [N, ...inputShape], scaled as the model wants them. */
export function imageTensor(model: ModelSpec, bytes: Uint8Array): tf.Tensor {
  const scale = model.inputScaling === 'unit' ? 1 / 255 : 1;
  const pixels = Float32Array.from(bytes, (value) => value * scale);
  return tf.tensor(pixels, [bytes.length / IMAGE_PIXELS, ...model.inputShape]);
}
