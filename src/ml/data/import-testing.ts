/** What tests of own data share: files of images that can be told apart, and what is made of them. */
import type { ImportedDataset, ImportProgress, ImportRequest } from '../../protocol/inference';
import { importDataset } from './import';

/** The classes of every data set. */
export const CLASSES = Array.from({ length: 10 }, (_, digit) => String(digit));

/** Pixels that tell their image: its number in the first two. */
export function pixelsOf(count: number, first = 0): Uint8Array<ArrayBuffer> {
  const pixels = new Uint8Array(count * 784);
  const view = new DataView(pixels.buffer);
  for (let index = 0; index < count; index++) view.setUint16(index * 784, first + index);
  return pixels;
}

/** Labels of the ten classes in turn. */
export function labelsOf(count: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length: count }, (_, index) => index % 10);
}

/** An IDX file: its magic number, the size of each dimension, its values. */
export function idx(
  magic: number,
  dimensions: number[],
  body: Uint8Array,
): Uint8Array<ArrayBuffer> {
  const headerBytes = 4 + 4 * dimensions.length;
  const content = new Uint8Array(headerBytes + body.length);
  const header = new DataView(content.buffer);
  [magic, ...dimensions].forEach((value, index) => {
    header.setUint32(4 * index, value);
  });
  content.set(body, headerBytes);
  return content;
}

/** An IDX file of images. */
export function idxImages(count: number, first = 0): Uint8Array<ArrayBuffer> {
  return idx(0x803, [count, 28, 28], pixelsOf(count, first));
}

/** An IDX file of labels. */
export function idxLabels(count: number): Uint8Array<ArrayBuffer> {
  return idx(0x801, [count], labelsOf(count));
}

/** A CSV file of images with their labels. */
export function csv(count: number, first = 0): string {
  const pixels = pixelsOf(count, first);
  const lines = Array.from({ length: count }, (_, index) => {
    return [index % 10, ...pixels.subarray(index * 784, (index + 1) * 784)].join(',');
  });
  return `${lines.join('\n')}\n`;
}

/** A file as a person chooses it. */
export function file(name: string, content: string | Uint8Array): File {
  return new File([content as BlobPart], name);
}

/** Reads files as a data set; null where that was cancelled. */
export function read(
  files: File[],
  changes: Partial<ImportRequest> = {},
  told: ImportProgress[] = [],
): Promise<ImportedDataset | null> {
  const request = { importId: '1', files, classes: CLASSES, testFraction: 0.25, seed: 1 };
  return importDataset({ ...request, ...changes }, (progress) => told.push(progress));
}

/** Numbers of the images of a part, and its labels. */
export async function contentOf(
  { content }: ImportedDataset,
  part: 'train' | 'test',
): Promise<{ numbers: number[]; labels: number[] }> {
  const pixels = new DataView(await content.images[part].arrayBuffer());
  const labels = [...new Uint8Array(await content.labels[part].arrayBuffer())];
  return { numbers: labels.map((_, index) => pixels.getUint16(index * 784)), labels };
}
