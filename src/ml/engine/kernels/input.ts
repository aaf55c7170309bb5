/** From bytes to the network's input. */
import { LoadImages, STEP_IMAGES } from '../generated/records';
import { endOf, firstOf, samples, step } from './context';

/**
 * Images of the batch as floats, scaled through a table, which rounds as the tfjs side does; by
 * samples. What lies between the pixels (frame, other channels) stays 0.
 */
export function loadImages(op: LoadImages): void {
  const length = op.height * op.width * op.channels;
  const end = <usize>endOf(samples);
  for (let sample = <usize>firstOf(samples); sample < end; sample++) {
    let from = <usize>load<u32>(step + STEP_IMAGES) + sample * length;
    for (let row: usize = 0; row < op.height; row++) {
      let to = op.output + sample * op.outputSample + row * op.outputRow;
      for (let pixel: usize = 0; pixel < op.width; pixel++) {
        for (let channel: usize = 0; channel < op.channels; channel++) {
          store<f32>(to + 4 * channel, load<f32>(op.table + 4 * <usize>load<u8>(from)));
          from++;
        }
        to += op.outputPixel;
      }
    }
  }
}
