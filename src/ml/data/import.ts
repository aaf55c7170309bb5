/** A person's own files become a data set: read, checked to the last byte, split, named by its hash. */
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
import { planFiles } from '../../domain/own-data-files';
import {
  MAX_IMAGES,
  MIN_IMAGES_TO_SPLIT,
  MIN_TEST_IMAGES,
  MIN_TRAINING_IMAGES,
} from '../../domain/own-data-limits';
import { type OwnExamples, withExamples } from '../../domain/photo/own-examples';
import { stratifiedSplit } from '../../domain/split';
import type {
  ExamplesRequest,
  ImportedDataset,
  ImportProgress,
  ImportRequest,
  OwnDatasetContent,
} from '../../protocol/inference';
import { allocate } from './allocate';
import { Cancelled, ImportJob } from './import/job';
import { type OpenFile, openFile } from './import/open-file';
import { type Part, packDataset, whole } from './import/pack-dataset';
import { namingFile, readPart } from './import/read-part';

const NO_EXAMPLES: OwnExamples = { pixels: new Uint8Array(), labels: new Uint8Array() };

const jobs = new Map<string, ImportJob>();

/** Reads IDX or CSV files as a data set; null when cancelled. Throws AtelierError `data-refused`. */
export function importDataset(
  request: ImportRequest,
  onProgress: (progress: ImportProgress) => void,
): Promise<ImportedDataset | null> {
  const totalBytes = request.files.reduce((sum, { size }) => sum + size, 0);
  const job = new ImportJob(totalBytes, onProgress);
  return unlessCancelled(request.importId, job, () => importFiles(request, job));
}

/**
 * Fashion-MNIST with corrected photos among its training images; the test part stays as it is. Null when
 * cancelled.
 */
export function addExamples(request: ExamplesRequest): Promise<ImportedDataset | null> {
  const { importId, base, baseName, examples, copies, name } = request;
  const parts = {
    train: whole(withExamples(base.train, examples, copies)),
    test: whole(withExamples(base.test, NO_EXAMPLES, 1)),
  };
  const { classes } = base;
  const job = new ImportJob(0, () => {});
  const split: SplitOrigin = { kind: 'base', base: baseName };
  return unlessCancelled(importId, job, () =>
    packDataset({ classes, files: [name], split, parts }, job),
  );
}

/** Ends an import under way, or adding examples. */
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

/** What the work gives; null where {@link cancelImport} ends it. */
async function unlessCancelled(
  importId: string,
  job: ImportJob,
  work: () => Promise<ImportedDataset>,
): Promise<ImportedDataset | null> {
  jobs.set(importId, job);
  try {
    return await work();
  } catch (thrown) {
    if (thrown instanceof Cancelled) return null;
    throw thrown;
  } finally {
    jobs.delete(importId);
  }
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
  const names = request.files.map(({ name }) => name);
  return packDataset({ classes: request.classes, files: names, split, parts }, job);
}

function expectImages(file: string, images: number, minimum: number): void {
  if (images < minimum) throw refused(file, { code: 'too-few-images', images, minimum });
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
