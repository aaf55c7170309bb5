/** Gradient of a convolution by its input, for any stride and padding. */
import { ConvInputGradient } from '../generated/records';
import { endOf, firstOf, samples, scratch } from './context';
import { clear, where } from './simd';
import { ENTRY, gatherRun } from './windows';

/**
 * dx; by samples. Each output pixel adds to its window the sum over its channels of gradient *
 * weights: the same sum over a list as for weights, the list being the pixel's channels.
 */
export function convInputGradient(op: ConvInputGradient): void {
  const end = <usize>endOf(samples);
  const runBytes = (op.run + 15) & ~15;
  const vectors = <i32>(runBytes / 16);
  const rowBytes = op.run + op.jump;
  for (let sample = <usize>firstOf(samples); sample < end; sample++) {
    const place = sample * op.outputSample;
    clear(op.outputStart + place, op.outputSample);
    let gradientRow = op.gradient + sample * op.gradientSample;
    let outputRow = op.output + place;
    for (let row: usize = 0; row < op.height; row++) {
      let gradient = gradientRow;
      let output = outputRow;
      for (let pixel: usize = 0; pixel < op.width; pixel++) {
        const listEnd = listChannels(gradient, op.channels, op.segments * runBytes);
        for (let segment: usize = 0; segment < op.segments; segment++) {
          const weights = op.transposed + segment * runBytes;
          gatherRun(vectors, scratch, listEnd, weights, output + segment * rowBytes);
        }
        gradient += op.gradientPixel;
        output += op.outputPixel;
      }
      gradientRow += op.gradientRow;
      outputRow += op.outputRow;
    }
    gatedSample(op.outputStart + place, op.outputSample, op.gate, place);
  }
}

/** Lists weight offsets and gradients of a pixel's channels where the gradient is not 0. */
function listChannels(gradient: usize, channels: usize, channelBytes: usize): usize {
  let list = scratch;
  for (let channel: usize = 0; channel < channels; channel++) {
    const value = load<f32>(gradient + 4 * channel);
    store<u32>(list, <u32>(channel * channelBytes));
    store<f32>(list, value, 4);
    list += <usize>(value != 0) * ENTRY;
  }
  return list;
}

/** Takes a sample's gradient back through the ReLU of the activations at `gate`; 0 means none. */
export function gatedSample(values: usize, bytes: usize, gate: usize, place: usize): void {
  if (gate == 0) return;
  const gates = gate + place;
  for (let at: usize = 0; at < bytes; at += 16) {
    v128.store(values + at, where(v128.load(gates + at), v128.load(values + at)));
  }
}
