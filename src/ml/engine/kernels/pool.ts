/** Max-pooling where it could not be fused with a convolution, and biases. */
import { BiasGradient, MaxPoolBackward, MaxPoolForward } from '../generated/records';
import { endOf, firstOf, samples, scratch } from './context';
import { clear, zero } from './simd';
import { updateFree } from './update';

/** Largest value of each window and the byte offset it came from; by samples. */
export function maxPoolForward(op: MaxPoolForward): void {
  const end = <usize>endOf(samples);
  const toOffsets = op.offsets - op.output;
  for (let sample = <usize>firstOf(samples); sample < end; sample++) {
    const image = op.input + sample * op.inputSample;
    for (let row: usize = 0; row < op.height; row++) {
      for (let pixel: usize = 0; pixel < op.width; pixel++) {
        const input = image + (row * op.inputRow + pixel * op.inputPixel) * op.size;
        const output =
          op.output + sample * op.outputSample + row * op.outputRow + pixel * op.outputPixel;
        for (let at: usize = 0; at < op.channelBytes; at += 16) {
          const first = <i32>(input + at - image);
          largest(op, input + at, first, output + at, output + toOffsets + at);
        }
      }
    }
  }
}

/** Of equal values the first counts, as in tfjs. */
function largest(op: MaxPoolForward, input: usize, first: i32, output: usize, offsets: usize): void {
  let best = v128.load(input);
  const lanes = i32x4(0, 4, 8, 12);
  let place = i32x4.add(i32x4.splat(first), lanes);
  for (let y: usize = 0; y < op.size; y++) {
    for (let x: usize = 0; x < op.size; x++) {
      const offset = y * op.inputRow + x * op.inputPixel;
      const value = v128.load(input + offset);
      const isLarger = f32x4.gt(value, best);
      best = v128.bitselect(value, best, isLarger);
      const here = i32x4.add(i32x4.splat(first + <i32>offset), lanes);
      place = v128.bitselect(here, place, isLarger);
    }
  }
  v128.store(output, best);
  v128.store(offsets, place);
}

/** Hands each gradient to the value that was the largest; by samples. */
export function maxPoolBackward(op: MaxPoolBackward): void {
  const end = <usize>endOf(samples);
  for (let sample = <usize>firstOf(samples); sample < end; sample++) {
    const output = op.output + sample * op.outputSample;
    clear(op.outputStart + sample * op.outputSample, op.outputSample);
    for (let row: usize = 0; row < op.height; row++) {
      for (let pixel: usize = 0; pixel < op.width; pixel++) {
        const place =
          sample * op.gradientSample + row * op.gradientRow + pixel * op.gradientPixel;
        for (let at = place; at < place + op.channelBytes; at += 4) {
          const isOpen = op.gate == 0 || load<f32>(op.gate + at) > 0;
          const value = isOpen ? load<f32>(op.gradient + at) : 0;
          store<f32>(output + load<u32>(op.offsets + at), value);
        }
      }
    }
  }
}

/** db = sum of dy over all positions, and the update; by panels. */
export function biasGradient(op: BiasGradient): void {
  const end = <usize>endOf(<i32>op.panels);
  for (let panel = <usize>firstOf(<i32>op.panels); panel < end; panel++) {
    let low = zero();
    let high = zero();
    for (let sample: usize = 0; sample < <usize>samples; sample++) {
      for (let row: usize = 0; row < op.height; row++) {
        let at = op.gradient + sample * op.gradientSample + row * op.gradientRow + panel * 32;
        for (let pixel: usize = 0; pixel < op.width; pixel++) {
          low = f32x4.add(low, v128.load(at));
          high = f32x4.add(high, v128.load(at, 16));
          at += op.gradientPixel;
        }
      }
    }
    v128.store(scratch, low);
    v128.store(scratch, high, 16);
    updateFree(op.bias + panel * 32, scratch, 32);
  }
}
