/** Images become a data set as it is stored: in one order, and named by their hash. */
import { sha256 } from '@noble/hashes/sha2.js';
import type { SplitName } from '../../../domain/dataset';
import type { OwnDatasetInfo, SplitOrigin } from '../../../domain/own-data';
import { nameFromFile } from '../../../domain/own-data-files';
import { type ImageSource, imageBlocks, labelsAt } from '../../../domain/own-data-images';
import type { ImportedDataset, OwnDatasetContent } from '../../../protocol/inference';
import type { ImportJob } from './job';

/** Which images of which source make up a part. */
export interface Part {
  source: ImageSource;
  indices: Uint32Array;
}

/** All images of a source. */
export function whole(source: ImageSource): Part {
  return { source, indices: Uint32Array.from({ length: source.count }, (_, index) => index) };
}

/** What makes a data set, beside what follows from its images. */
export interface DatasetParts {
  /** Names of the ten labels, in label order. */
  classes: string[];
  /** Names of the files it comes from; the first one names it. */
  files: string[];
  split: SplitOrigin;
  parts: Record<SplitName, Part>;
}

/**
 * Takes the hash, and moves the images out of this worker's memory into the browser's.
 * @throws Cancelled when the job is
 */
export async function packDataset(
  { classes, files, split, parts: { train, test } }: DatasetParts,
  job: ImportJob,
): Promise<ImportedDataset> {
  const hash = sha256.create();
  const pack = async ({ source, indices }: Part) => {
    const blocks: Blob[] = [];
    for (const block of imageBlocks(source, indices)) {
      hash.update(block);
      blocks.push(new Blob([block]));
      await job.breathe();
    }
    const labels = labelsAt(source, indices);
    hash.update(labels);
    return { images: new Blob(blocks), labels: new Blob([labels]) };
  };
  const packed = { train: await pack(train), test: await pack(test) };
  const fingerprint = Array.from(hash.digest(), hex).join('');
  const info: OwnDatasetInfo = {
    id: `own-${fingerprint.slice(0, 16)}`,
    name: nameFromFile(files[0] ?? ''),
    fingerprint,
    classes,
    split,
    counts: { train: train.indices.length, test: test.indices.length },
    files,
    createdAt: new Date().toISOString(),
  };
  const content: OwnDatasetContent = {
    images: { train: packed.train.images, test: packed.test.images },
    labels: { train: packed.train.labels, test: packed.test.labels },
  };
  return { info, content };
}

function hex(byte: number): string {
  return byte.toString(16).padStart(2, '0');
}
