/**
 * Batch normalisation (Ioffe and Szegedy 2015) over all pixels of all samples, as
 * ml/models/batch-norm.ts has it. Sums are taken in 64-bit floats: then sums of squares need no mean
 * beforehand, and one pass over the values does. Each thread sums over its samples into an area of
 * its own; after the barrier every thread adds up all areas, in order, and goes on with its samples.
 *
 * A thread's area, with 8 channels a panel: sums and sums of squares (128 bytes a panel, 64-bit),
 * then sums of dy and of dy (x - mean) (likewise), then five arrays of 32-bit floats (32 bytes a
 * panel): mean, 1 / deviation, gamma / deviation, mean of dy, and slope of dy over x. Channels that are
 * filled up have zeros in all of them.
 */
import {
  BatchNormForward,
  BatchNormInference,
  BatchNormInputGradient,
  BatchNormMoments,
  BatchNormSums,
  BatchNormUpdate,
} from '../generated/records';
import { endOf, firstOf, samples, scratch, thread, threads } from './context';
import { clear, madd, positive, where } from './simd';
import { update } from './update';

/** Bytes a panel of a pair of sums. */
// @ts-ignore: decorator
@inline
const PAIR: usize = 128;
/** From a sum to the other of its pair. */
// @ts-ignore: decorator
@inline
const OTHER: usize = 64;

/** Where the arrays of an area lie, in bytes a panel. */
// @ts-ignore: decorator
@inline
const MEAN: usize = 2 * PAIR;
// @ts-ignore: decorator
@inline
const RECIPROCAL: usize = MEAN + 32;
// @ts-ignore: decorator
@inline
const SCALE: usize = RECIPROCAL + 32;
// @ts-ignore: decorator
@inline
const OFFSET: usize = SCALE + 32;
// @ts-ignore: decorator
@inline
const SLOPE: usize = OFFSET + 32;

/** The upper two of four floats in 64 bits. */
// @ts-ignore: decorator
@inline
function upper(value: v128): v128 {
  return f64x2.promote_low_f32x4(v128.shuffle<f64>(value, value, 1, 1));
}

/** Adds up one of the sums of a channel over all threads. */
// @ts-ignore: decorator
@inline
function total(sums: usize, areaBytes: usize, channel: usize): f64 {
  let sum: f64 = 0;
  let at = sums + (channel >> 3) * PAIR + (channel & 7) * 8;
  for (let index = 0; index < threads; index++) {
    sum += load<f64>(at);
    at += areaBytes;
  }
  return sum;
}

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

/** By samples. */
export function batchNormSums(op: BatchNormSums): void {
  const end = <usize>endOf(samples);
  const own = op.area + <usize>thread * op.areaBytes;
  const sums = own + op.panels * PAIR;
  const means = own + op.panels * MEAN;
  clear(sums, op.panels * PAIR);
  for (let sample = <usize>firstOf(samples); sample < end; sample++) {
    for (let row: usize = 0; row < op.height; row++) {
      const input = op.input + sample * op.inputSample + row * op.inputRow;
      const gradient = op.gradient + sample * op.gradientSample + row * op.gradientRow;
      for (let panel: usize = 0; panel < op.panels; panel++) {
        const mean = means + panel * 32;
        const to = sums + panel * PAIR;
        addSums(<i32>op.width, input + panel * 32, gradient + panel * 32, op.inputPixel, mean, to);
      }
    }
  }
}

/** Adds dy and dy (x - mean) of eight channels along a row. */
function addSums(
  width: i32,
  input: usize,
  gradient: usize,
  pixel: usize,
  means: usize,
  sums: usize,
): void {
  let s0 = v128.load(sums);
  let s1 = v128.load(sums, 16);
  let s2 = v128.load(sums, 32);
  let s3 = v128.load(sums, 48);
  let p0 = v128.load(sums, 64);
  let p1 = v128.load(sums, 80);
  let p2 = v128.load(sums, 96);
  let p3 = v128.load(sums, 112);
  const low = v128.load(means);
  const high = v128.load(means, 16);
  for (; width > 0; width--) {
    let dy = v128.load(gradient);
    s0 = f64x2.add(s0, f64x2.promote_low_f32x4(dy));
    s1 = f64x2.add(s1, upper(dy));
    dy = f32x4.mul(dy, f32x4.sub(v128.load(input), low));
    p0 = f64x2.add(p0, f64x2.promote_low_f32x4(dy));
    p1 = f64x2.add(p1, upper(dy));
    dy = v128.load(gradient, 16);
    s2 = f64x2.add(s2, f64x2.promote_low_f32x4(dy));
    s3 = f64x2.add(s3, upper(dy));
    dy = f32x4.mul(dy, f32x4.sub(v128.load(input, 16), high));
    p2 = f64x2.add(p2, f64x2.promote_low_f32x4(dy));
    p3 = f64x2.add(p3, upper(dy));
    input += pixel;
    gradient += pixel;
  }
  v128.store(sums, s0);
  v128.store(sums, s1, 16);
  v128.store(sums, s2, 32);
  v128.store(sums, s3, 48);
  v128.store(sums, p0, 64);
  v128.store(sums, p1, 80);
  v128.store(sums, p2, 96);
  v128.store(sums, p3, 112);
}

/**
 * With n = (x - mean) r and r = 1 / deviation: dx = gamma r (dy - mean(dy) - n mean(dy n)), gated; by
 * samples.
 */
export function batchNormInputGradient(op: BatchNormInputGradient): void {
  const own = op.area + <usize>thread * op.areaBytes;
  const sums = op.area + op.panels * PAIR;
  const count = <f64>samples * <f64>(op.height * op.width);
  for (let channel: usize = 0; channel < op.channels; channel++) {
    const reciprocal = <f64>load<f32>(own + RECIPROCAL * op.panels + 4 * channel);
    const mean = total(sums, op.areaBytes, channel) / count;
    const product = total(sums + OTHER, op.areaBytes, channel) / count;
    store<f32>(own + OFFSET * op.panels + 4 * channel, <f32>mean);
    store<f32>(
      own + SLOPE * op.panels + 4 * channel,
      <f32>(-product * reciprocal * reciprocal),
    );
  }
  const end = <usize>endOf(samples);
  for (let sample = <usize>firstOf(samples); sample < end; sample++) {
    for (let row: usize = 0; row < op.height; row++) {
      const place = sample * op.inputSample + row * op.inputRow;
      inputGradientRow(op, own, place, op.gradient + sample * op.gradientSample + row * op.gradientRow);
    }
  }
}

/** @param place of the row in the input, its gradient and the gate */
function inputGradientRow(
  op: BatchNormInputGradient,
  own: usize,
  place: usize,
  gradient: usize,
): void {
  const bytes = op.width * op.inputPixel;
  const input = op.input + place;
  const output = op.output + place;
  const gate = op.gate == 0 ? 0 : op.gate + place;
  for (let at: usize = 0; at < op.inputPixel; at += 16) {
    const mean = v128.load(own + MEAN * op.panels + at);
    const scale = v128.load(own + SCALE * op.panels + at);
    const offset = v128.load(own + OFFSET * op.panels + at);
    const slope = v128.load(own + SLOPE * op.panels + at);
    for (let pixel = at; pixel < bytes; pixel += op.inputPixel) {
      const away = f32x4.sub(v128.load(input + pixel), mean);
      const centred = f32x4.sub(v128.load(gradient + pixel), offset);
      let value = f32x4.mul(madd(away, slope, centred), scale);
      if (gate != 0) value = where(v128.load(gate + pixel), value);
      v128.store(output + pixel, value);
    }
  }
}

/** dgamma = sum of dy n, dbeta = sum of dy, and the update; by panels. */
export function batchNormUpdate(op: BatchNormUpdate): void {
  const own = op.area + <usize>thread * op.areaBytes;
  const sums = op.area + op.panels * PAIR;
  const end = <usize>endOf(<i32>op.panels);
  for (let panel = <usize>firstOf(<i32>op.panels); panel < end; panel++) {
    for (let lane: usize = 0; lane < 8; lane++) {
      const channel = panel * 8 + lane;
      const reciprocal = <f64>load<f32>(own + RECIPROCAL * op.panels + 4 * channel);
      const product = total(sums + OTHER, op.areaBytes, channel);
      store<f32>(scratch + 4 * lane, <f32>(product * reciprocal));
      store<f32>(scratch + 4 * lane, <f32>total(sums, op.areaBytes, channel), 32);
    }
    update(op.gamma + panel * 32, scratch, 32);
    update(op.beta + panel * 32, scratch + 32, 32);
  }
}
