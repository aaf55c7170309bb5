/** A person's own files become a data set: read, checked to the last byte, split, named by its hash. */
import { sha256 } from '@noble/hashes/sha2.js';
import {
  CLASS_COUNT,
  type Dataset,
  IMAGE_PIXELS,
  type ImageSet,
  SPLITS,
  type SplitName,
} from '../../domain/dataset';
import { AtelierError } from '../../domain/failure';
import type { OwnDatasetInfo, SplitOrigin } from '../../domain/own-data';
import { refused } from '../../domain/own-data-error';
import { nameFromFile, planFiles } from '../../domain/own-data-files';
import { type ImageSource, imageBlocks, labelsAt } from '../../domain/own-data-images';
import {
  MAX_IMAGES,
  MIN_IMAGES_TO_SPLIT,
  MIN_TEST_IMAGES,
  MIN_TRAINING_IMAGES,
} from '../../domain/own-data-limits';
import { stratifiedSplit } from '../../domain/split';
import type {
  ImportedDataset,
  ImportProgress,
  ImportRequest,
  OwnDatasetContent,
} from '../../protocol/inference';
import { allocate } from './allocate';
import { Cancelled, ImportJob } from './import/job';
import { type OpenFile, openFile } from './import/open-file';
import { namingFile, readPart } from './import/read-part';

/** Which images of which source make up a part. */
interface Part {
  source: ImageSource;
  indices: Uint32Array;
}

const jobs = new Map<string, ImportJob>();

/** Reads IDX or CSV files as a data set; null when cancelled. Throws AtelierError `data-refused`. */
export async function importDataset(
  request: ImportRequest,
  onProgress: (progress: ImportProgress) => void,
): Promise<ImportedDataset | null> {
  const totalBytes = request.files.reduce((sum, { size }) => sum + size, 0);
  const job = new ImportJob(totalBytes, onProgress);
  jobs.set(request.importId, job);
  try {
    return await importFiles(request, job);
  } catch (thrown) {
    if (thrown instanceof Cancelled) return null;
    throw thrown;
  } finally {
    jobs.delete(request.importId);
  }
}

/** Ends an import under way. */
export function cancelImport(importId: string): void {
  jobs.get(importId)?.cancel();
}

/** An own data set from its stored content. Throws AtelierError `own-dataset-damaged`. */
export async function readOwnDataset(
  info: OwnDatasetInfo,
  content: OwnDatasetContent,
): Promise<Dataset> {
  const [train, test] = await Promise.all(SPLITS.map((part) => readSet(part, info, content)));
  const { id, name, fingerprint, classes } = info;
  return { id, name, fingerprint, classes, train: train as ImageSet, test: test as ImageSet };
}

async function importFiles(request: ImportRequest, job: ImportJob): Promise<ImportedDataset> {
  const files: OpenFile[] = [];
  for (const file of request.files) {
    files.push(await namingFile(file, () => openFile(file, job)));
    await job.breathe();
  }
  const first = files[0];
  if (!first) throw refused('', { code: 'empty' });
  const plan = planFiles(files);
  let split: SplitOrigin;
  let parts: Record<SplitName, Part>;
  if (plan.split === 'made') {
    const { testFraction, seed } = request;
    const source = await readPart(plan.all, job);
    expectImages(first.name, source.count, MIN_IMAGES_TO_SPLIT);
    const { training, validation } = stratifiedSplit(source.labels, testFraction, seed);
    split = { kind: 'made', testFraction, seed };
    parts = { train: { source, indices: training }, test: { source, indices: validation } };
  } else {
    const train = await readPart(plan.train, job);
    expectImages(first.name, train.count, MIN_TRAINING_IMAGES);
    const test = await readPart(plan.test, job);
    expectImages(first.name, test.count, MIN_TEST_IMAGES);
    if (train.count + test.count > MAX_IMAGES) {
      throw refused(first.name, { code: 'too-many-images', limit: MAX_IMAGES });
    }
    split = { kind: 'files' };
    parts = { train: whole(train), test: whole(test) };
  }
  job.tell();
  return finish(request, split, parts, job);
}

function expectImages(file: string, images: number, minimum: number): void {
  if (images < minimum) throw refused(file, { code: 'too-few-images', images, minimum });
}

function whole(source: ImageSource): Part {
  return { source, indices: Uint32Array.from({ length: source.count }, (_, index) => index) };
}

/** Takes the hash, and moves the images out of this worker's memory into the browser's. */
async function finish(
  request: ImportRequest,
  split: SplitOrigin,
  { train, test }: Record<SplitName, Part>,
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
  const files = request.files.map(({ name }) => name);
  const info: OwnDatasetInfo = {
    id: `own-${fingerprint.slice(0, 16)}`,
    name: nameFromFile(files[0] ?? ''),
    fingerprint,
    classes: request.classes,
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

async function readSet(
  part: SplitName,
  { name, counts }: OwnDatasetInfo,
  { images, labels }: OwnDatasetContent,
): Promise<ImageSet> {
  const count = counts[part];
  const set = { count, images: allocate(count * IMAGE_PIXELS), labels: allocate(count) };
  try {
    await Promise.all([fill(set.images, images[part]), fill(set.labels, labels[part])]);
    if (set.labels.some((label) => label >= CLASS_COUNT)) throw new RangeError('label');
  } catch (thrown) {
    throw new AtelierError({ code: 'own-dataset-damaged', name }, { cause: thrown });
  }
  return set;
}

/** By pieces: the whole of a blob beside its copy would be 100 MB for a moment. */
async function fill(target: Uint8Array, blob: Blob): Promise<void> {
  if (blob.size !== target.length) throw new RangeError(`${blob.size} bytes`);
  const reader = blob.stream().getReader();
  let position = 0;
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    target.set(piece.value, position);
    position += piece.value.length;
  }
  if (position !== target.length) throw new RangeError(`${position} bytes`);
}
