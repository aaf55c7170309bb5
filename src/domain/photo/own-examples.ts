/** Photos that a person corrected, as images to train on beside those of Fashion-MNIST. */
import { IMAGE_PIXELS, type ImageSet } from '../dataset';
import type { ImageSource } from '../own-data-images';

/** Corrected photos as Fashion-MNIST has its images. */
export interface OwnExamples {
  /** N x 784 bytes. */
  pixels: Uint8Array<ArrayBuffer>;
  /** N labels of Fashion-MNIST, 0 to 9. */
  labels: Uint8Array<ArrayBuffer>;
}

/** How often each example can be put among the training images; thousands of others are there. */
export const EXAMPLE_COPIES = [1, 10, 50] as const;
/** One of {@link EXAMPLE_COPIES}. */
export type ExampleCopies = (typeof EXAMPLE_COPIES)[number];

/**
 * What is offered first: a hundred photos each once changed nothing on others' photos, each 10 times gained
 * 3 to 8 points (docs/results/photo-ablation.md).
 */
export const USUAL_COPIES: ExampleCopies = 10;

/** Most images that examples become: as many as Fashion-MNIST has for training. */
const MAX_ADDED = 60_000;

/** How often so many examples can be put in: once always. */
export function copiesFor(examples: number): ExampleCopies[] {
  return EXAMPLE_COPIES.filter((copies) => copies === 1 || copies * examples <= MAX_ADDED);
}

/** The images of a part of a data set, and after them each example so many times. */
export function withExamples(
  part: ImageSet,
  { pixels, labels }: OwnExamples,
  copies: number,
): ImageSource {
  const count = part.count + labels.length * copies;
  const exampleAt = (index: number) => (index - part.count) % labels.length;
  const all = new Uint8Array(count);
  all.set(part.labels);
  for (let at = part.count; at < count; at++) all[at] = labels[exampleAt(at)] as number;
  return {
    count,
    labels: all,
    pixelsAt: (index) => {
      const isExample = index >= part.count;
      const at = (isExample ? exampleAt(index) : index) * IMAGE_PIXELS;
      return (isExample ? pixels : part.images).subarray(at, at + IMAGE_PIXELS);
    },
  };
}
