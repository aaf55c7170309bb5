/**
 * The gradients of a depthwise convolution, which tfjs's WASM backend lacks, composed from operations
 * that it has. Each output map sees one input map: where there are several for each (a multiplier M
 * above 1), maps are repeated M times, which makes it a convolution with multiplier 1.
 */
import * as tf from '@tensorflow/tfjs';
import { cropOrPad, shiftedViews, spreadOut } from './shifted-views';

type Pad = 'valid' | 'same' | number;
type Strides = [number, number] | number;
type Shape4D = [number, number, number, number];

/** Adds the kernels to the WASM backend; call once, after the backend is registered. */
export function registerDepthwiseGradients(): void {
  tf.registerKernel({
    kernelName: 'DepthwiseConv2dNativeBackpropFilter',
    backendName: 'wasm',
    kernelFunc: ({ inputs, attrs }) =>
      depthwiseFilterGradient(
        inputs.x as tf.Tensor4D,
        inputs.dy as tf.Tensor4D,
        attrs?.filterShape as Shape4D,
        attrs?.strides as Strides,
        attrs?.pad as Pad,
      ),
  });
  tf.registerKernel({
    kernelName: 'DepthwiseConv2dNativeBackpropInput',
    backendName: 'wasm',
    kernelFunc: ({ inputs, attrs }) =>
      depthwiseInputGradient(
        inputs.dy as tf.Tensor4D,
        inputs.filter as tf.Tensor4D,
        attrs?.inputShape as Shape4D,
        attrs?.strides as Strides,
        attrs?.pad as Pad,
      ),
  });
}

/**
 * Filter gradient in NHWC layout without dilation: dW[kh, kw, c, m] sums
 * x[n, y*s + kh, x*s + kw, c] * dy[n, y, x, c*M + m] over n, y and x.
 * @param x input, [batch, height, width, channels]
 * @param dy gradient of the output, [batch, outHeight, outWidth, channels * M]
 * @returns gradient of shape [kernelHeight, kernelWidth, channels, M]
 */
export function depthwiseFilterGradient(
  x: tf.Tensor4D,
  dy: tf.Tensor4D,
  filterShape: Shape4D,
  strides: Strides,
  pad: Pad,
): tf.Tensor4D {
  return tf.tidy(() => {
    const conv = tf.backend_util.computeConv2DInfo(
      x.shape,
      filterShape,
      strides,
      1,
      pad,
      undefined,
      true,
    );
    const sums = shiftedViews(x, conv).map((view) =>
      repeatMaps(view, filterShape[3]).mul(dy).sum([0, 1, 2]),
    );
    return tf.stack(sums).reshape<tf.Tensor4D>(filterShape);
  });
}

/**
 * Input gradient in NHWC layout without dilation: dy with zeros between its pixels where the stride
 * left some out, convolved with the filter turned by 180 degrees, padded so that the sizes fit
 * (Dumoulin and Visin 2016, https://arxiv.org/abs/1603.07285, chapter 4).
 * @returns gradient of shape `inputShape`
 */
export function depthwiseInputGradient(
  dy: tf.Tensor4D,
  filter: tf.Tensor4D,
  inputShape: Shape4D,
  strides: Strides,
  pad: Pad,
): tf.Tensor4D {
  return tf.tidy(() => {
    const conv = tf.backend_util.computeConv2DInfo(
      inputShape,
      filter.shape,
      strides,
      1,
      pad,
      undefined,
      true,
    );
    const [tall, wide, channels, multiplier] = filter.shape;
    const spread = spreadOut(dy, conv.strideHeight, conv.strideWidth);
    const [, height, width] = spread.shape;
    const above = tall - 1 - conv.padInfo.top;
    const before = wide - 1 - conv.padInfo.left;
    const padded = cropOrPad(spread, [
      [above, conv.inHeight + tall - 1 - above - height],
      [before, conv.inWidth + wide - 1 - before - width],
    ]);
    const turned = filter
      .reverse([0, 1])
      .reshape<tf.Tensor4D>([tall, wide, channels * multiplier, 1]);
    const each = tf.depthwiseConv2d(padded, turned, 1, 'valid');
    if (multiplier === 1) return each;
    const [batch] = inputShape;
    const byMap = [batch, conv.inHeight, conv.inWidth, channels, multiplier];
    return each.reshape(byMap).sum<tf.Tensor4D>(4);
  });
}

/** Every map M times in a row: [a, b] to [a, a, b, b]. */
function repeatMaps(images: tf.Tensor4D, multiplier: number): tf.Tensor4D {
  if (multiplier === 1) return images;
  const [batch, height, width, channels] = images.shape;
  return images
    .reshape([batch, height, width, channels, 1])
    .tile([1, 1, 1, 1, multiplier])
    .reshape<tf.Tensor4D>([batch, height, width, channels * multiplier]);
}
