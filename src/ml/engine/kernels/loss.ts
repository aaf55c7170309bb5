/** Losses with their gradients, predictions, and the sums over a batch. */
import {
  Collect,
  Loss,
  STEP_CORRECT,
  STEP_LABELS,
  STEP_LOSSES,
  STEP_LOSS_SUM,
  STEP_PREDICTIONS,
} from '../generated/records';
import { endOf, firstOf, samples, step, thread } from './context';
import { exponential, logarithm } from './math';

/** By samples. */
export function loss(op: Loss): void {
  const labels = <usize>load<u32>(step + STEP_LABELS);
  const losses = <usize>load<u32>(step + STEP_LOSSES);
  const predictions = <usize>load<u32>(step + STEP_PREDICTIONS);
  const end = <usize>endOf(samples);
  for (let sample = <usize>firstOf(samples); sample < end; sample++) {
    const logits = op.logits + sample * op.logitsRow;
    const label = <usize>load<u8>(labels + sample);
    const predicted = largest(logits, op.classes);
    store<u8>(predictions + sample, <u8>predicted);
    store<u8>(op.hits + sample, <u8>(predicted == label));
    const gradient = op.gradient == 0 ? 0 : op.gradient + sample * op.logitsRow;
    const value =
      op.kind == 0
        ? crossEntropy(logits, op.classes, label, predicted, <f64>op.smoothing, gradient)
        : hinge(logits, op.classes, label, gradient);
    store<f64>(losses + 8 * sample, value);
  }
}

/** Of equal values the first counts, as in tfjs. */
function largest(logits: usize, classes: usize): usize {
  let best: usize = 0;
  for (let index: usize = 1; index < classes; index++) {
    if (load<f32>(logits + 4 * index) > load<f32>(logits + 4 * best)) best = index;
  }
  return best;
}

/**
 * -log softmax(z)[y]; gradient (softmax(z) - target) / batch. The target is onehot(y) with a share
 * `smoothing` of it spread over all classes; the loss that is told is the plain one.
 */
function crossEntropy(
  logits: usize,
  classes: usize,
  label: usize,
  predicted: usize,
  smoothing: f64,
  gradient: usize,
): f64 {
  const top = <f64>load<f32>(logits + 4 * predicted);
  let sum: f64 = 0;
  for (let index: usize = 0; index < classes; index++) {
    sum += exponential(<f64>load<f32>(logits + 4 * index) - top);
  }
  const normaliser = logarithm(sum);
  if (gradient != 0) {
    const share: f64 = 1 / <f64>samples;
    const others = smoothing / <f64>classes;
    for (let index: usize = 0; index < classes; index++) {
      const score = <f64>load<f32>(logits + 4 * index) - top;
      const target: f64 = index == label ? 1 - smoothing + others : others;
      const value = (exponential(score) / sum - target) * share;
      store<f32>(gradient + 4 * index, <f32>value);
    }
  }
  return normaliser - (<f64>load<f32>(logits + 4 * label) - top);
}

/** Sum over the wrong classes of max(0, z[j] - z[y] + 1). */
function hinge(logits: usize, classes: usize, label: usize, gradient: usize): f64 {
  const share: f32 = 1 / <f32>samples;
  const own = load<f32>(logits + 4 * label);
  let sum: f64 = 0;
  let violated: f32 = 0;
  for (let index: usize = 0; index < classes; index++) {
    const margin = load<f32>(logits + 4 * index) - own + 1;
    // Written so that NaN counts, and makes the loss NaN.
    const counts = index != label && !(margin <= 0);
    if (counts) {
      sum += <f64>margin;
      violated += 1;
    }
    if (gradient != 0) store<f32>(gradient + 4 * index, counts ? share : 0);
  }
  if (gradient != 0) store<f32>(gradient + 4 * label, -violated * share);
  return sum;
}

/** One thread sums in the order of the batch: the result does not depend on how many there are. */
export function collect(op: Collect): void {
  if (thread != 0) return;
  const losses = <usize>load<u32>(step + STEP_LOSSES);
  let sum: f64 = 0;
  let correct: i32 = 0;
  for (let sample: usize = 0; sample < <usize>samples; sample++) {
    sum += load<f64>(losses + 8 * sample);
    correct += <i32>load<u8>(op.hits + sample);
  }
  store<f64>(step + STEP_LOSS_SUM, sum);
  store<i32>(step + STEP_CORRECT, correct);
}
