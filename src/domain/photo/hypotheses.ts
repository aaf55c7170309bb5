/**
 * Ways to look at a photo. A network answers each, and the mean of its answers is right more often than one of
 * them. Garments that were cut out are shown narrower too: they lie spread out in photos, which Fashion-MNIST
 * shows upright and slim (docs/decisions/0021-for-photos.md). Colour photos are shown mirrored too
 * (docs/decisions/0020-photo-network.md). Chosen on photos.
 */
import { IMAGE_PIXELS, IMAGE_SIDE } from '../dataset';

/** Widths of the variants, as shares of the image's own: as it is, and narrower about its middle. */
const WIDTHS = [1, 0.8, 0.7];

/** Images that are answered for each photo whose garment was cut out. */
export const HYPOTHESIS_COUNT = WIDTHS.length;
/** Pictures that are answered for each colour photo. */
export const COLOR_HYPOTHESIS_COUNT = 2;

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
 * Each colour picture and its mirror image, one after the other.
 * @param pictures side x side x 3 bytes each
 */
export function withMirrored(pictures: Uint8Array, side: number): Uint8Array<ArrayBuffer> {
  const bytes = side * side * 3;
  const all = new Uint8Array(COLOR_HYPOTHESIS_COUNT * pictures.length);
  for (let from = 0; from < pictures.length; from += bytes) {
    const picture = pictures.subarray(from, from + bytes);
    all.set(picture, COLOR_HYPOTHESIS_COUNT * from);
    writeMirrored(picture, side, all, COLOR_HYPOTHESIS_COUNT * from + bytes);
  }
  return all;
}

/**
 * Means over the variants of each image.
 * @param probabilities of all variants of N images: those of the first, then those of the next
 * @param variants how many each image has
 * @returns N x classes
 * @throws RangeError where these are not so many variants of so many images
 */
export function meanProbabilities(
  probabilities: Float32Array,
  images: number,
  variants: number,
): Float32Array<ArrayBuffer> {
  const classes = probabilities.length / variants / images;
  if (!Number.isInteger(classes)) {
    throw new RangeError(`${probabilities.length} probabilities do not fit ${images} images`);
  }
  const means = new Float32Array(images * classes);
  probabilities.forEach((share, at) => {
    const image = Math.floor(at / (classes * variants));
    const to = image * classes + (at % classes);
    means[to] = (means[to] as number) + share / variants;
  });
  return means;
}

function writeMirrored(picture: Uint8Array, side: number, target: Uint8Array, to: number): void {
  for (let pixel = 0; pixel < side * side; pixel++) {
    const column = pixel % side;
    const from = (pixel - column + side - 1 - column) * 3;
    target.set(picture.subarray(from, from + 3), to + pixel * 3);
  }
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
