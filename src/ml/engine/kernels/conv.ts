/**
 * Convolutions, forward and by their weights. Images lie with channels innermost, channels in
 * groups of eight, and with their padding as a frame of zeros around them: a window is then
 * `segments` runs of contiguous values, and the product with the weights is that of a dense layer
 * whose rows overlap. No copy of the windows is made.
 */
import { ConvForward, ConvWeightGradient, TransposeWeights } from '../generated/records';
import { endOf, firstOf, samples, scratch } from './context';
import { outerBlock } from './dense';
import { Positions, POSITIONS_BYTES } from './outer';
import { FROM_BIAS, rowTiles, STORE_PLAIN, STORE_RELU } from './tiles';
import { update } from './update';

/** y = conv(x, W) + b, and ReLU; by samples. */
export function convForward(op: ConvForward): void {
  const end = endOf(samples);
  const storeMode = op.relu != 0 ? STORE_RELU : STORE_PLAIN;
  for (let sample = <usize>firstOf(samples); sample < <usize>end; sample++) {
    for (let panel: usize = 0; panel < op.panels; panel++) {
      let input = op.input + sample * op.inputSample;
      let output = op.output + sample * op.outputSample + panel * 32;
      for (let row: usize = 0; row < op.height; row++) {
        rowTiles(
          <i32>op.width,
          input,
          op.inputPixel,
          <i32>op.segments,
          op.run,
          op.jump,
          op.weights + panel * op.panelBytes,
          output,
          op.outputPixel,
          FROM_BIAS,
          op.bias + panel * 32,
          storeMode,
          0,
        );
        input += op.inputRow;
        output += op.outputRow;
      }
    }
  }
}

/** Inputs of one piece of work. */
// @ts-ignore: decorator
@inline
const WIDTH: i32 = 48;

/** dW = sum over pixels of x dy, and the update. Pieces of work: blocks of 48 inputs of a run x panels. */
export function convWeightGradient(op: ConvWeightGradient): void {
  const run = <i32>(op.run / 4);
  const blocksOfRun = (run + WIDTH - 1) / WIDTH;
  const blocks = blocksOfRun * <i32>op.segments;
  const positions = changetype<Positions>(scratch);
  const sums = scratch + POSITIONS_BYTES;
  positions.pixels = <i32>op.width;
  positions.rows = <i32>op.height;
  positions.samples = samples;
  positions.isAdding = 0;
  positions.inputPixel = op.inputPixel;
  positions.inputRowSkip = op.inputRow - op.width * op.inputPixel;
  positions.inputSampleSkip = op.inputSample - op.height * op.inputRow;
  positions.gradientPixel = op.gradientPixel;
  positions.gradientRowSkip = op.gradientRow - op.width * op.gradientPixel;
  positions.gradientSampleSkip = op.gradientSample - op.height * op.gradientRow;
  const end = endOf(blocks * <i32>op.panels);
  for (let piece = firstOf(blocks * <i32>op.panels); piece < end; piece++) {
    const panel = <usize>(piece / blocks);
    const segment = (piece % blocks) / blocksOfRun;
    const first = ((piece % blocks) % blocksOfRun) * WIDTH;
    const width = min(WIDTH, run - first);
    const input = op.input + <usize>segment * (op.run + op.jump) + <usize>first * 4;
    outerBlock(positions, input, width, op.gradient + panel * 32, sums);
    const weight = <usize>(segment * run + first) * 32;
    update(op.weights + panel * op.panelBytes + weight, sums, width * 32);
  }
}

/** output[channel][segment][run], each run filled up with zeros to a multiple of 16 bytes; by panels. */
export function transposeWeights(op: TransposeWeights): void {
  const padded = (op.run + 15) & ~15;
  const end = endOf(<i32>op.panels);
  for (let panel = <usize>firstOf(<i32>op.panels); panel < <usize>end; panel++) {
    let weight = op.weights + panel * op.panelBytes;
    for (let segment: usize = 0; segment < op.segments; segment++) {
      const row = op.output + (panel * 8 * op.segments + segment) * padded;
      for (let at: usize = 0; at < op.run; at += 4) {
        let to = row + at;
        for (let lane: usize = 0; lane < 32; lane += 4) {
          store<f32>(to, load<f32>(weight + lane));
          to += op.segments * padded;
        }
        weight += 32;
      }
    }
  }
}
