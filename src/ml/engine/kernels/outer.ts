/**
 * Sums of outer products: the inner loop of weight gradients. For up to six consecutive inputs and
 * eight output channels, sums input * gradient over all positions of all samples.
 */
import { madd, zero } from './simd';

/** Where the positions lie: pixels in rows in samples, with the bytes to skip after each row and sample. */
@unmanaged
export class Positions {
  pixels: i32;
  rows: i32;
  samples: i32;
  /** Whether to add to what is in the output. */
  isAdding: i32;
  inputPixel: usize;
  inputRowSkip: usize;
  inputSampleSkip: usize;
  gradientPixel: usize;
  gradientRowSkip: usize;
  gradientSampleSkip: usize;
}

/** Bytes of {@link Positions}. */
// @ts-ignore: decorator
@inline
export const POSITIONS_BYTES: usize = 48;

/** output[i][0..8] = or += sum over positions of input[i] * gradient[0..8]; `width` inputs, a constant. */
// @ts-ignore: decorator
@inline
function outer(width: i32, positions: Positions, input: usize, gradient: usize, output: usize): void {
  const isAdding = positions.isAdding != 0;
  let l0 = isAdding ? v128.load(output) : zero();
  let h0 = isAdding ? v128.load(output, 16) : zero();
  let l1 = isAdding && width > 1 ? v128.load(output, 32) : zero();
  let h1 = isAdding && width > 1 ? v128.load(output, 48) : zero();
  let l2 = isAdding && width > 2 ? v128.load(output, 64) : zero();
  let h2 = isAdding && width > 2 ? v128.load(output, 80) : zero();
  let l3 = isAdding && width > 3 ? v128.load(output, 96) : zero();
  let h3 = isAdding && width > 3 ? v128.load(output, 112) : zero();
  let l4 = isAdding && width > 4 ? v128.load(output, 128) : zero();
  let h4 = isAdding && width > 4 ? v128.load(output, 144) : zero();
  let l5 = isAdding && width > 5 ? v128.load(output, 160) : zero();
  let h5 = isAdding && width > 5 ? v128.load(output, 176) : zero();
  const inputPixel = positions.inputPixel;
  const gradientPixel = positions.gradientPixel;
  for (let sample = positions.samples; sample > 0; sample--) {
    for (let row = positions.rows; row > 0; row--) {
      for (let pixel = positions.pixels; pixel > 0; pixel--) {
        const low = v128.load(gradient);
        const high = v128.load(gradient, 16);
        let value = v128.load32_splat(input);
        l0 = madd(value, low, l0);
        h0 = madd(value, high, h0);
        if (width > 1) {
          value = v128.load32_splat(input, 4);
          l1 = madd(value, low, l1);
          h1 = madd(value, high, h1);
        }
        if (width > 2) {
          value = v128.load32_splat(input, 8);
          l2 = madd(value, low, l2);
          h2 = madd(value, high, h2);
        }
        if (width > 3) {
          value = v128.load32_splat(input, 12);
          l3 = madd(value, low, l3);
          h3 = madd(value, high, h3);
        }
        if (width > 4) {
          value = v128.load32_splat(input, 16);
          l4 = madd(value, low, l4);
          h4 = madd(value, high, h4);
        }
        if (width > 5) {
          value = v128.load32_splat(input, 20);
          l5 = madd(value, low, l5);
          h5 = madd(value, high, h5);
        }
        input += inputPixel;
        gradient += gradientPixel;
      }
      input += positions.inputRowSkip;
      gradient += positions.gradientRowSkip;
    }
    input += positions.inputSampleSkip;
    gradient += positions.gradientSampleSkip;
  }
  v128.store(output, l0);
  v128.store(output, h0, 16);
  if (width > 1) {
    v128.store(output, l1, 32);
    v128.store(output, h1, 48);
  }
  if (width > 2) {
    v128.store(output, l2, 64);
    v128.store(output, h2, 80);
  }
  if (width > 3) {
    v128.store(output, l3, 96);
    v128.store(output, h3, 112);
  }
  if (width > 4) {
    v128.store(output, l4, 128);
    v128.store(output, h4, 144);
  }
  if (width > 5) {
    v128.store(output, l5, 160);
    v128.store(output, h5, 176);
  }
}

/** As {@link outer} for 1 to MAX_ROWS inputs. */
export function anyOuter(
  width: i32,
  positions: Positions,
  input: usize,
  gradient: usize,
  output: usize,
): void {
  switch (width) {
    case 1:
      outer(1, positions, input, gradient, output);
      break;
    case 2:
      outer(2, positions, input, gradient, output);
      break;
    case 3:
      outer(3, positions, input, gradient, output);
      break;
    case 4:
      outer(4, positions, input, gradient, output);
      break;
    case 5:
      outer(5, positions, input, gradient, output);
      break;
    default:
      outer(6, positions, input, gradient, output);
      break;
  }
}
