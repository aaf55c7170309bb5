/** Images on their way from a file into a data set. */
import { IMAGE_PIXELS } from './dataset';
import { DataError } from './own-data-error';

/** Images of a block: 1.6 MB, small enough to copy, hash and drop without anybody noticing. */
export const BLOCK_IMAGES = 2048;

/** Images that can be read in any order. */
export interface ImageSource {
  count: number;
  /** `count` labels, 0 to 9. */
  labels: Uint8Array<ArrayBuffer>;
  /** The 784 values of an image, as a view. */
  pixelsAt: (index: number) => Uint8Array;
}

/**
 * Takes images one after the other without knowing how many will come. It grows by blocks rather than
 * by copying into twice the memory: at 100,000 images that would be 80 MB to copy and as many to waste.
 */
export class ImageCollector implements ImageSource {
  count = 0;
  readonly #limit: number;
  readonly #blocks: Uint8Array<ArrayBuffer>[] = [];
  #labels = new Uint8Array(BLOCK_IMAGES);

  /** @param limit one image more is refused */
  constructor(limit: number) {
    this.#limit = limit;
  }

  get labels(): Uint8Array<ArrayBuffer> {
    return this.#labels.subarray(0, this.count);
  }

  /**
   * Where the pixels of the next image go; {@link add} then counts it.
   * @throws DataError `too-many-images`
   */
  next(): Uint8Array<ArrayBuffer> {
    if (this.count >= this.#limit) {
      throw new DataError({ code: 'too-many-images', limit: this.#limit });
    }
    if (this.count === this.#blocks.length * BLOCK_IMAGES) {
      this.#blocks.push(new Uint8Array(BLOCK_IMAGES * IMAGE_PIXELS));
    }
    return this.pixelsAt(this.count);
  }

  /** Counts the image whose pixels were written. */
  add(label: number): void {
    if (this.count === this.#labels.length) {
      const longer = new Uint8Array(2 * this.count);
      longer.set(this.#labels);
      this.#labels = longer;
    }
    this.#labels[this.count++] = label;
  }

  pixelsAt(index: number): Uint8Array<ArrayBuffer> {
    const block = this.#blocks[Math.floor(index / BLOCK_IMAGES)] as Uint8Array<ArrayBuffer>;
    const start = (index % BLOCK_IMAGES) * IMAGE_PIXELS;
    return block.subarray(start, start + IMAGE_PIXELS);
  }
}

/** Copies of the images with these indices, in their order, a block at a time. */
export function* imageBlocks(
  source: ImageSource,
  indices: Uint32Array,
): Generator<Uint8Array<ArrayBuffer>> {
  for (let first = 0; first < indices.length; first += BLOCK_IMAGES) {
    const chosen = indices.subarray(first, first + BLOCK_IMAGES);
    const block = new Uint8Array(chosen.length * IMAGE_PIXELS);
    chosen.forEach((index, position) => {
      block.set(source.pixelsAt(index), position * IMAGE_PIXELS);
    });
    yield block;
  }
}

/** Labels of the images with these indices, in their order. */
export function labelsAt(source: ImageSource, indices: Uint32Array): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(indices, (index) => source.labels[index] as number);
}
