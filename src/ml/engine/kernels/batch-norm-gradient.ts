/** Batch normalisation, backward, through mean and variance too (Ioffe and Szegedy 2015, section 3). */
import { BatchNormInputGradient, BatchNormSums, BatchNormUpdate } from '../generated/records';
import { MEAN, OFFSET, OTHER, PAIR, RECIPROCAL, SCALE, SLOPE, total } from './batch-norm-area';
import { endOf, firstOf, samples, scratch, thread } from './context';
import { clear, madd, where } from './simd';
import { updateFree } from './update';

/** The upper two of four floats in 64 bits. */
// @ts-ignore: decorator
@inline
function upper(value: v128): v128 {
  return f64x2.promote_low_f32x4(v128.shuffle<f64>(value, value, 1, 1));
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
    updateFree(op.gamma + panel * 32, scratch, 32);
    updateFree(op.beta + panel * 32, scratch + 32, 32);
  }
}
