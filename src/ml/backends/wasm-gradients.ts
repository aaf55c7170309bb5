/**
 * What tfjs's WASM backend lacks or does slowly in a backward pass, composed from operations that
 * it has and does fast:
 *
 * - the gradient of a convolution with respect to its filter, which is missing
 *   (https://github.com/tensorflow/tfjs/issues/8474), and both gradients of a depthwise one;
 * - the gradient of max pooling, which is wrong for windows without a value above 0;
 * - the gradient with respect to its input, and products of transposed matrices, which it computes
 *   in plain loops: a transposition and a straight product are 3 to 11 times faster
 *   (`npm run bench`).
 */
import * as tf from '@tensorflow/tfjs';
import { shiftedViews } from './shifted-views';
import { registerDepthwiseGradients } from './wasm-depthwise-gradients';
import { registerMaxPoolGradient } from './wasm-pool-gradient';

type Pad = 'valid' | 'same' | number;
type Strides = [number, number] | number;
type Shape4D = [number, number, number, number];

/** Adds the kernels to the WASM backend; call once, after the backend is registered. */
export function registerWasmGradients(): void {
  if (tf.getKernel('Conv2DBackpropFilter', 'wasm')) return;
  tf.registerKernel({
    kernelName: 'Conv2DBackpropFilter',
    backendName: 'wasm',
    kernelFunc: ({ inputs, attrs }) =>
      filterGradient(
        inputs.x as tf.Tensor4D,
        inputs.dy as tf.Tensor4D,
        attrs?.filterShape as Shape4D,
        attrs?.strides as Strides,
        attrs?.pad as Pad,
      ),
  });
  registerDepthwiseGradients();
  registerMaxPoolGradient();
  replaceKernel('Conv2DBackpropInput', ({ inputs, attrs }) => {
    const strides = attrs?.strides as Strides;
    if (![strides].flat().every((stride) => stride === 1)) return null;
    return inputGradient(
      inputs.dy as tf.Tensor4D,
      inputs.filter as tf.Tensor4D,
      attrs?.inputShape as Shape4D,
      attrs?.pad as Pad,
    );
  });
  replaceKernel('BatchMatMul', ({ inputs, attrs }) => {
    const { a, b } = inputs as { a: tf.Tensor; b: tf.Tensor };
    const { transposeA, transposeB } = attrs as { transposeA: boolean; transposeB: boolean };
    if (!transposeA && !transposeB) return null;
    return tf.tidy(() =>
      tf.matMul(transposeA ? swapLastAxes(a) : a, transposeB ? swapLastAxes(b) : b),
    );
  });
}

/** Puts `faster` before an existing kernel; where it gives null, the existing one computes. */
function replaceKernel(
  kernelName: 'Conv2DBackpropInput' | 'BatchMatMul',
  faster: (call: Parameters<tf.KernelFunc>[0]) => tf.Tensor | null,
): void {
  const existing = tf.getKernel(kernelName, 'wasm');
  if (!existing) throw new Error(`tfjs's WASM backend has no ${kernelName}`);
  tf.unregisterKernel(kernelName, 'wasm');
  tf.registerKernel({
    ...existing,
    kernelFunc: (call) => faster(call) ?? existing.kernelFunc(call),
  });
}

function swapLastAxes(matrix: tf.Tensor): tf.Tensor {
  const axes = matrix.shape.map((_, axis) => axis);
  const [row = 0, column = 0] = axes.splice(-2);
  return matrix.transpose([...axes, column, row]);
}

/**
 * Filter gradient of a convolution in NHWC layout without dilation: dW[kh, kw, ci, co] sums
 * x[n, y*s + kh, x*s + kw, ci] * dy[n, y, x, co] over n, y and x, which is the product of the
 * transposed patch matrix (im2col) of x with dy.
 * @param x input, [batch, height, width, inChannels]
 * @param dy gradient of the output, [batch, outHeight, outWidth, outChannels]
 * @returns gradient of shape [kernelHeight, kernelWidth, inChannels, outChannels]
 */
export function filterGradient(
  x: tf.Tensor4D,
  dy: tf.Tensor4D,
  filterShape: Shape4D,
  strides: Strides,
  pad: Pad,
): tf.Tensor4D {
  return tf.tidy(() => {
    const conv = tf.backend_util.computeConv2DInfo(x.shape, filterShape, strides, 1, pad);
    const positions = conv.batchSize * conv.outHeight * conv.outWidth;
    // Built transposed, one block of rows a kernel position: the copies are long runs of memory.
    const rows = shiftedViews(x, conv).map((view) =>
      view.reshape<tf.Tensor2D>([positions, conv.inChannels]).transpose(),
    );
    return tf
      .concat(rows, 0)
      .matMul(dy.reshape([positions, conv.outChannels]))
      .reshape<tf.Tensor4D>(filterShape);
  });
}

/**
 * Input gradient of a convolution with stride 1 in NHWC layout: the convolution of dy with the
 * filter turned by 180 degrees and its channels swapped, padded so that the sizes fit
 * (Dumoulin and Visin 2016, https://arxiv.org/abs/1603.07285, chapter 4).
 * @returns gradient of shape `inputShape`
 */
export function inputGradient(
  dy: tf.Tensor4D,
  filter: tf.Tensor4D,
  inputShape: Shape4D,
  pad: Pad,
): tf.Tensor4D {
  return tf.tidy(() => {
    const conv = tf.backend_util.computeConv2DInfo(inputShape, filter.shape, 1, 1, pad);
    const { top, bottom, left, right } = conv.padInfo;
    const tall = conv.filterHeight - 1;
    const wide = conv.filterWidth - 1;
    const padded = tf.pad(dy, [
      [0, 0],
      [tall - top, tall - bottom],
      [wide - left, wide - right],
      [0, 0],
    ]);
    return tf.conv2d(
      padded,
      filter.reverse([0, 1]).transpose<tf.Tensor4D>([0, 1, 3, 2]),
      1,
      'valid',
    );
  });
}
