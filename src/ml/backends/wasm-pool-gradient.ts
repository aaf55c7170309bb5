/**
 * The gradient of max pooling. tfjs's WASM backend has one, but it misses the largest value of windows
 * in which none is above 0 (it seems to start from the smallest positive float), and takes another of
 * several equal ones than its other backends do.
 */
import * as tf from '@tensorflow/tfjs';

type Pad = 'valid' | 'same' | number;
type Size = [number, number] | number;

/** Puts our kernel in the place of the WASM backend's; call once, after the backend is registered. */
export function registerMaxPoolGradient(): void {
  tf.unregisterKernel('MaxPoolGrad', 'wasm');
  tf.registerKernel({
    kernelName: 'MaxPoolGrad',
    backendName: 'wasm',
    kernelFunc: ({ inputs, attrs }) =>
      maxPoolGradient(
        inputs.dy as tf.Tensor4D,
        inputs.input as tf.Tensor4D,
        attrs?.filterSize as Size,
        attrs?.strides as Size,
        attrs?.pad as Pad,
      ),
  });
}

/**
 * Input gradient of max pooling in NHWC layout: what came out of a window goes to its largest value,
 * of equal ones to the first in reading order. In plain loops: faster here than tfjs's own kernel, and far
 * faster than a composition of tensor operations.
 * @returns gradient in the shape of the input
 */
export function maxPoolGradient(
  dy: tf.Tensor4D,
  input: tf.Tensor4D,
  size: Size,
  strides: Size,
  pad: Pad,
): tf.Tensor4D {
  const pool = tf.backend_util.computePool2DInfo(input.shape, size, strides, 1, pad);
  const gradient = new Float32Array(input.size);
  const places = new Int32Array(pool.inChannels);
  const values = input.dataSync();
  const outputs = dy.dataSync();
  const windows = pool.batchSize * pool.outHeight * pool.outWidth;
  for (let window = 0; window < windows; window++) {
    findLargest(values, pool, window, places);
    for (let map = 0; map < places.length; map++) {
      const place = places[map] as number;
      const share = outputs[window * places.length + map] as number;
      gradient[place] = (gradient[place] as number) + share;
    }
  }
  return tf.tensor4d(gradient, input.shape);
}

/** Puts the position of the largest value of each map in a window into `places`. */
function findLargest(
  values: ArrayLike<number>,
  pool: tf.backend_util.Conv2DInfo,
  window: number,
  places: Int32Array,
): void {
  const { inHeight, inWidth, outHeight, outWidth, padInfo } = pool;
  const image = Math.floor(window / (outHeight * outWidth));
  const top = (Math.floor(window / outWidth) % outHeight) * pool.strideHeight - padInfo.top;
  const left = (window % outWidth) * pool.strideWidth - padInfo.left;
  places.fill(-1);
  for (let row = Math.max(0, top); row < Math.min(inHeight, top + pool.filterHeight); row++) {
    for (
      let column = Math.max(0, left);
      column < Math.min(inWidth, left + pool.filterWidth);
      column++
    ) {
      const pixel = ((image * inHeight + row) * inWidth + column) * places.length;
      for (let map = 0; map < places.length; map++) {
        const largest = places[map] as number;
        if (largest < 0 || (values[pixel + map] as number) > (values[largest] as number)) {
          places[map] = pixel + map;
        }
      }
    }
  }
}
