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
 * Each image in all these ways, one after the other; the first of each is the image itself.
 * @param images 784 bytes each
 */
export function hypothesesOf(images: Uint8Array): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(HYPOTHESIS_COUNT * images.length);
  for (let to = 0; to < all.length; to += IMAGE_SIDE) {
    const variant = Math.floor(to / IMAGE_PIXELS);
    const image = Math.floor(variant / HYPOTHESIS_COUNT);
    const from = image * IMAGE_PIXELS + (to % IMAGE_PIXELS);
    const width = WIDTHS[variant % HYPOTHESIS_COUNT] as number;
    writeRow(images.subarray(from, from + IMAGE_SIDE), 1 / width, all, to);
  }
  return all;
}

/**
 * Means over the variants of each image.
 * @param probabilities of all variants of N images, as {@link hypothesesOf} has them
 * @returns N x classes
 * @throws RangeError where these are not the variants of so many images
 */
export function meanProbabilities(
  probabilities: Float32Array,
  images: number,
): Float32Array<ArrayBuffer> {
  const classes = probabilities.length / HYPOTHESIS_COUNT / images;
  if (!Number.isInteger(classes)) {
    throw new RangeError(`${probabilities.length} probabilities do not fit ${images} images`);
  }
  const means = new Float32Array(images * classes);
  probabilities.forEach((share, at) => {
    const image = Math.floor(at / (classes * HYPOTHESIS_COUNT));
    const to = image * classes + (at % classes);
    means[to] = (means[to] as number) + share / HYPOTHESIS_COUNT;
  });
  return means;
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
