/**
 * Batch normalisation (Ioffe and Szegedy 2015) over all pixels of all samples, as
 * ml/models/batch-norm.ts has it. Sums are taken in 64-bit floats: then sums of squares need no mean
 * beforehand, and one pass over the values does. Each thread sums over its samples; after the barrier
 * every thread adds up the sums of all, in order, and goes on with its samples.
 */
import { BatchNormForward, BatchNormInference, BatchNormMoments } from '../generated/records';
import { MEAN, OTHER, PAIR, RECIPROCAL, SCALE, total } from './batch-norm-area';
import { endOf, firstOf, samples, thread } from './context';
import { clear, madd, positive } from './simd';

/** By samples. */
export function batchNormMoments(op: BatchNormMoments): void {
  const end = <usize>endOf(samples);
  const sums = op.area + <usize>thread * op.areaBytes;
  clear(sums, op.panels * PAIR);
  const bytes = op.width * op.inputPixel;
  for (let sample = <usize>firstOf(samples); sample < end; sample++) {
    for (let row: usize = 0; row < op.height; row++) {
      const input = op.input + sample * op.inputSample + row * op.inputRow;
      for (let panel: usize = 0; panel < op.panels; panel++) {
        const from = input + panel * 32;
        addMoments(from, from + bytes, op.inputPixel, sums + panel * PAIR);
      }
    }
  }
}

/** Adds the values of eight channels, and their squares, along a row. */
function addMoments(at: usize, end: usize, pixel: usize, sums: usize): void {
  let s0 = v128.load(sums);
  let s1 = v128.load(sums, 16);
  let s2 = v128.load(sums, 32);
  let s3 = v128.load(sums, 48);
  let q0 = v128.load(sums, 64);
  let q1 = v128.load(sums, 80);
  let q2 = v128.load(sums, 96);
  let q3 = v128.load(sums, 112);
  for (; at < end; at += pixel) {
    let value = f64x2.promote_low_f32x4(v128.load64_zero(at));
    s0 = f64x2.add(s0, value);
    q0 = f64x2.add(q0, f64x2.mul(value, value));
    value = f64x2.promote_low_f32x4(v128.load64_zero(at, 8));
    s1 = f64x2.add(s1, value);
    q1 = f64x2.add(q1, f64x2.mul(value, value));
    value = f64x2.promote_low_f32x4(v128.load64_zero(at, 16));
    s2 = f64x2.add(s2, value);
    q2 = f64x2.add(q2, f64x2.mul(value, value));
    value = f64x2.promote_low_f32x4(v128.load64_zero(at, 24));
    s3 = f64x2.add(s3, value);
    q3 = f64x2.add(q3, f64x2.mul(value, value));
  }
  v128.store(sums, s0);
  v128.store(sums, s1, 16);
  v128.store(sums, s2, 32);
  v128.store(sums, s3, 48);
  v128.store(sums, q0, 64);
  v128.store(sums, q1, 80);
  v128.store(sums, q2, 96);
  v128.store(sums, q3, 112);
}

/** y = (x - mean) gamma / sqrt(variance + epsilon) + beta; by samples. */
export function batchNormForward(op: BatchNormForward): void {
  const own = op.area + <usize>thread * op.areaBytes;
  const count = <f64>samples * <f64>(op.height * op.width);
  for (let channel: usize = 0; channel < op.channels; channel++) {
    const mean = total(op.area, op.areaBytes, channel) / count;
    const square = total(op.area + OTHER, op.areaBytes, channel) / count;
    const variance = max(square - mean * mean, 0);
    setFactors(own, op.panels, channel, op.gamma, <f32>mean, <f32>variance, op.epsilon);
    if (thread == 0) {
      keepUp(op.mean + 4 * channel, <f32>mean, op.momentum);
      keepUp(op.variance + 4 * channel, <f32>variance, op.momentum);
    }
  }
  normalise(changetype<BatchNormInference>(op), own, op.relu, op.output, op.outputSample, op.outputRow);
}

/** Moves a running statistic towards the batch's. */
// @ts-ignore: decorator
@inline
function keepUp(running: usize, batch: f32, momentum: f32): void {
  store<f32>(running, load<f32>(running) * momentum + batch * (1 - momentum));
}

/** As {@link batchNormForward} with the running statistics. */
export function batchNormInference(op: BatchNormInference): void {
  const own = op.area + <usize>thread * op.areaBytes;
  for (let channel: usize = 0; channel < op.channels; channel++) {
    const mean = load<f32>(op.mean + 4 * channel);
    const variance = load<f32>(op.variance + 4 * channel);
    setFactors(own, op.panels, channel, op.gamma, mean, variance, op.epsilon);
  }
  normalise(op, own, op.relu, op.output, op.outputSample, op.outputRow);
}

/** Sets what {@link normalise} needs for a channel. */
function setFactors(
  own: usize,
  panels: usize,
  channel: usize,
  gamma: usize,
  mean: f32,
  variance: f32,
  epsilon: f32,
): void {
  const reciprocal: f32 = 1 / sqrt<f32>(variance + epsilon);
  store<f32>(own + MEAN * panels + 4 * channel, mean);
  store<f32>(own + RECIPROCAL * panels + 4 * channel, reciprocal);
  store<f32>(own + SCALE * panels + 4 * channel, load<f32>(gamma + 4 * channel) * reciprocal);
}

/** @param op of either kind: the first fields of both are the same */
function normalise(
  op: BatchNormInference,
  own: usize,
  relu: usize,
  output: usize,
  outputSample: usize,
  outputRow: usize,
): void {
  const end = <usize>endOf(samples);
  const bytes = op.width * op.inputPixel;
  for (let sample = <usize>firstOf(samples); sample < end; sample++) {
    for (let row: usize = 0; row < op.height; row++) {
      const from = op.input + sample * op.inputSample + row * op.inputRow;
      const to = output + sample * outputSample + row * outputRow;
      for (let at: usize = 0; at < op.inputPixel; at += 16) {
        const mean = v128.load(own + MEAN * op.panels + at);
        const scale = v128.load(own + SCALE * op.panels + at);
        const beta = v128.load(op.beta + at);
        for (let pixel = at; pixel < bytes; pixel += op.inputPixel) {
          const value = madd(f32x4.sub(v128.load(from + pixel), mean), scale, beta);
          v128.store(to + pixel, relu != 0 ? positive(value) : value);
        }
      }
    }
  }
}
