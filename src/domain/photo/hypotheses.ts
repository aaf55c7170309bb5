/**
 * Ways to look at a garment that was cut out of a photo. A network that learned from Fashion-MNIST answers each,
 * and the mean of its answers is right more often than one of them: garments lie spread out in photos, which
 * Fashion-MNIST shows upright and slim. Chosen on photos: docs/decisions/0021-for-photos.md.
 */
import { IMAGE_PIXELS, IMAGE_SIDE } from '../dataset';

/** Widths of the variants, as shares of the image's own: as it is, and narrower about its middle. */
const WIDTHS = [1, 0.8, 0.7];

/** Images that are answered for each photo. */
export const HYPOTHESIS_COUNT = WIDTHS.length;

/**
 * The image in all these ways, one after the other; the first is the image itself.
 * @param image 784 bytes
 */
export function hypothesesOf(image: Uint8Array): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(HYPOTHESIS_COUNT * IMAGE_PIXELS);
  WIDTHS.forEach((width, index) => {
    for (let row = 0; row < IMAGE_SIDE; row++) {
      const from = image.subarray(row * IMAGE_SIDE, (row + 1) * IMAGE_SIDE);
      writeRow(from, 1 / width, all, index * IMAGE_PIXELS + row * IMAGE_SIDE);
    }
  });
  return all;
}

/** Mean of the probabilities of several images, one after the other. */
export function meanProbabilities(
  probabilities: Float32Array,
  count: number,
): Float32Array<ArrayBuffer> {
  const classes = probabilities.length / count;
  const mean = new Float32Array(classes);
  probabilities.forEach((share, at) => {
    mean[at % classes] = (mean[at % classes] as number) + share / count;
  });
  return mean;
}

/** Writes a row about its middle, between its pixels linearly; black beyond its ends. */
function writeRow(row: Uint8Array, step: number, target: Uint8Array, to: number): void {
  const middle = (IMAGE_SIDE - 1) / 2;
  for (let column = 0; column < IMAGE_SIDE; column++) {
    const place = middle + step * (column - middle);
    const left = Math.floor(place);
    const share = place - left;
    const value = (row[left] ?? 0) * (1 - share) + (row[left + 1] ?? 0) * share;
    target[to + column] = Math.round(value);
  }
}
