import * as tf from '@tensorflow/tfjs';
import type { LossId } from '../../domain/settings';

/**
 * Loss of each image.
 * @param logits [batch, classes]
 * @param oneHot [batch, classes], 1 at the true class
 * @param smoothing share of the target that is spread evenly over all classes (Szegedy et al. 2015,
 *   https://arxiv.org/abs/1512.00567, section 7); cross-entropy only: a margin has no target
 * @returns [batch]
 */
export function lossPerImage(
  loss: LossId,
  logits: tf.Tensor2D,
  oneHot: tf.Tensor2D,
  smoothing = 0,
): tf.Tensor1D {
  switch (loss) {
    case 'crossEntropy':
      return softmaxCrossEntropy(logits, smoothing > 0 ? smoothed(oneHot, smoothing) : oneHot);
    case 'hinge':
      return multiClassHinge(logits, oneHot);
    default:
      return loss satisfies never;
  }
}

/** (1 - s) at the true class, and s / classes everywhere. */
function smoothed(oneHot: tf.Tensor2D, smoothing: number): tf.Tensor2D {
  return oneHot.mul<tf.Tensor2D>(1 - smoothing).add(smoothing / oneHot.shape[1]);
}

/**
 * -sum of target * log softmax(z); tfjs subtracts the largest logit first, so that nothing overflows
 * or cancels.
 */
function softmaxCrossEntropy(logits: tf.Tensor2D, target: tf.Tensor2D): tf.Tensor1D {
  return tf.sub(0, tf.logSoftmax(logits).mul(target).sum(1));
}

/**
 * Sum over the wrong classes of max(0, z[j] - z[y] + 1)
 * (Weston and Watkins 1999; https://cs231n.github.io/linear-classify/#svmloss).
 */
function multiClassHinge(logits: tf.Tensor2D, oneHot: tf.Tensor2D): tf.Tensor1D {
  const trueLogit = logits.mul(oneHot).sum(1, true);
  const margins = logits.sub(trueLogit).add(1).relu();
  return margins.mul(tf.sub(1, oneHot)).sum(1) as tf.Tensor1D;
}
