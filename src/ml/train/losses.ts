import * as tf from '@tensorflow/tfjs';
import type { LossId } from '../../domain/settings';

/**
 * Loss of each image.
 * @param logits [batch, classes]
 * @param oneHot [batch, classes], 1 at the true class
 * @returns [batch]
 */
export function lossPerImage(loss: LossId, logits: tf.Tensor2D, oneHot: tf.Tensor2D): tf.Tensor1D {
  switch (loss) {
    case 'crossEntropy':
      return softmaxCrossEntropy(logits, oneHot);
    case 'hinge':
      return multiClassHinge(logits, oneHot);
    default:
      return loss satisfies never;
  }
}

/** -log softmax(z)[y], computed as logsumexp(z) - z[y], which cannot overflow. */
function softmaxCrossEntropy(logits: tf.Tensor2D, oneHot: tf.Tensor2D): tf.Tensor1D {
  return tf.logSumExp(logits, 1).sub(logits.mul(oneHot).sum(1)) as tf.Tensor1D;
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
