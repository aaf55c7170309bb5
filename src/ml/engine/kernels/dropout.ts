/**
 * Inverted dropout with the masks that the tfjs side draws (models/seeded-dropout.ts): one stream of
 * random numbers a layer and step, over all values of the batch in order. The stream is Alea by
 * Johannes Baagøe, which tfjs uses; its seed state comes in the step's record.
 */
import {
  DropoutBackward,
  DropoutForward,
  RECORD_STREAM_BYTES,
  STEP_STREAMS,
} from '../generated/records';
import { endOf, firstOf, samples, step } from './context';

/** Draws masks and multiplies by them; each thread draws up to its own samples' end. */
export function dropoutForward(op: DropoutForward): void {
  const state = step + STEP_STREAMS + op.stream * RECORD_STREAM_BYTES;
  let carry = load<f64>(state);
  let s0 = load<f64>(state, 8);
  let s1 = load<f64>(state, 16);
  let s2 = load<f64>(state, 24);
  const kept: f32 = <f32>1 / op.keep;
  const first = <usize>firstOf(samples);
  const end = <usize>endOf(samples);
  for (let sample: usize = 0; sample < end; sample++) {
    const isOwn = sample >= first;
    for (let row: usize = 0; row < op.height; row++) {
      for (let pixel: usize = 0; pixel < op.width; pixel++) {
        let place = sample * op.sample + row * op.row + pixel * op.pixel;
        for (let channel: usize = 0; channel < op.channels; channel++) {
          const next = 2091639 * s0 + carry * 2.3283064365386963e-10;
          carry = Math.floor(next);
          s0 = s1;
          s1 = s2;
          s2 = next - carry;
          if (isOwn) {
            const factor = <f32>s2 + op.keep >= 1 ? kept : 0;
            store<f32>(op.mask + place, factor);
            store<f32>(op.values + place, load<f32>(op.values + place) * factor);
          }
          place += 4;
        }
      }
    }
  }
}

/** Multiplies gradients by the mask; by samples. */
export function dropoutBackward(op: DropoutBackward): void {
  const end = <usize>endOf(samples) * op.sample;
  for (let at = <usize>firstOf(samples) * op.sample; at < end; at += 16) {
    const values = v128.load(op.values + at);
    v128.store(op.values + at, f32x4.mul(values, v128.load(op.mask + at)));
  }
}
