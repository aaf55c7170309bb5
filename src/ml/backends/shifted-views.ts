/** Pieces that the composed gradients share: images moved, spread out, padded and cut. */
import * as tf from '@tensorflow/tfjs';

type Shape4D = [number, number, number, number];

/**
 * For every kernel position, the pixels it meets: [batch, outHeight, outWidth, inChannels] each.
 */
export function shiftedViews(x: tf.Tensor4D, conv: tf.backend_util.Conv2DInfo): tf.Tensor4D[] {
  const { padInfo, strideHeight, strideWidth } = conv;
  const padded = tf.pad(x, [
    [0, 0],
    [padInfo.top, padInfo.bottom],
    [padInfo.left, padInfo.right],
    [0, 0],
  ]);
  const size: Shape4D = [
    conv.batchSize,
    (conv.outHeight - 1) * strideHeight + 1,
    (conv.outWidth - 1) * strideWidth + 1,
    conv.inChannels,
  ];
  const strides = [strideHeight, strideWidth];
  const views: tf.Tensor4D[] = [];
  for (let row = 0; row < conv.filterHeight; row++) {
    for (let column = 0; column < conv.filterWidth; column++) {
      const window = tf.slice(padded, [0, row, column, 0], size);
      const strided = strideHeight !== 1 || strideWidth !== 1;
      views.push(
        strided
          ? (window.stridedSlice([0, 0, 0, 0], size, [1, ...strides, 1]) as tf.Tensor4D)
          : window,
      );
    }
  }
  return views;
}

/** Puts stride - 1 zeros between neighbouring pixels. */
export function spreadOut(images: tf.Tensor4D, down: number, right: number): tf.Tensor4D {
  if (down === 1 && right === 1) return images;
  const [batch, height, width, channels] = images.shape;
  const columns = tf.pad(images.reshape([batch * height, width, 1, channels]), [
    [0, 0],
    [0, 0],
    [0, right - 1],
    [0, 0],
  ]);
  const wide = columns.reshape([batch, height, 1, width * right * channels]);
  const tall = tf.pad(wide, [
    [0, 0],
    [0, 0],
    [0, down - 1],
    [0, 0],
  ]);
  return tall
    .reshape<tf.Tensor4D>([batch, height * down, width * right, channels])
    .slice([0, 0, 0, 0], [batch, (height - 1) * down + 1, (width - 1) * right + 1, channels]);
}

/** Pixels to add before and after; negative to take away. */
export type Edges = [before: number, after: number];

/** Pads height and width by zeros, and cuts where a number is negative (padding beyond the kernel). */
export function cropOrPad(images: tf.Tensor4D, [rows, columns]: [Edges, Edges]): tf.Tensor4D {
  const grown = ([before, after]: Edges): Edges => [Math.max(0, before), Math.max(0, after)];
  const padded = tf.pad(images, [[0, 0], grown(rows), grown(columns), [0, 0]]);
  const [batch, height, width, channels] = padded.shape;
  const cut = ([before, after]: Edges, side: number): Edges => {
    const start = Math.max(0, -before);
    return [start, side - start - Math.max(0, -after)];
  };
  const [top, tall] = cut(rows, height);
  const [left, wide] = cut(columns, width);
  return padded.slice([0, top, left, 0], [batch, tall, wide, channels]);
}
