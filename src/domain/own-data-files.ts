/** Which of the files that a person opened is what: decided by content and, for the parts, by name. */
import { SPLITS, type SplitName } from './dataset';
import type { DataFault } from './own-data';
import { refused } from './own-data-error';

/** What a file is, by its first bytes. */
export type DataFileKind = 'images' | 'labels' | 'csv';

/** A file as far as its first bytes and its name tell. */
export interface DataFile {
  name: string;
  kind: DataFileKind;
  /** Entries that an IDX file claims to have; null for CSV. */
  count: number | null;
}

/** Files of one part. */
export type PartFiles<T extends DataFile> =
  | { kind: 'csv'; file: T }
  | { kind: 'idx'; images: T; labels: T };

/** What to read: one part, which is split later, or both. */
export type DataPlan<T extends DataFile> =
  | { split: 'made'; all: PartFiles<T> }
  | ({ split: 'files' } & Record<SplitName, PartFiles<T>>);

/** The part that a file's name speaks of: t10k is what MNIST calls its test images. */
export function partByName(name: string): SplitName | null {
  if (/(^|[^a-z])(test|t10k)/i.test(name)) return 'test';
  return /(^|[^a-z])train/i.test(name) ? 'train' : null;
}

/** Whether files of these names bring a test part of their own, as far as names tell. */
export function namesTellParts(names: readonly string[]): boolean {
  const tests = names.filter((name) => partByName(name) === 'test').length;
  return tests > 0 && tests < names.length;
}

/** A name for the data set, from the name of a file. */
export function nameFromFile(file: string): string {
  // Without a limit, a name made of endings alone would be read anew from each of them.
  return file.replace(/(\.gz|\.csv|\.txt|\.idx|[-.]idx[13]-ubyte){1,9}$/i, '') || file;
}

/**
 * Decides what to read.
 * @throws AtelierError `data-refused`: `no-partner`, `ambiguous`
 */
export function planFiles<T extends DataFile>(files: readonly T[]): DataPlan<T> {
  const csv = files.filter(({ kind }) => kind === 'csv');
  if (csv.length === files.length) return planCsv(csv);
  if (csv.length > 0) throw ambiguous(files);
  const images = files.filter(({ kind }) => kind === 'images');
  const labels = files.filter(({ kind }) => kind === 'labels');
  const [image] = images;
  const [label] = labels;
  if (!image || !label) throw noPartner(image ?? (label as T));
  if (images.length === 1 && labels.length === 1) {
    return { split: 'made', all: { kind: 'idx', images: image, labels: label } };
  }
  if (images.length > 2 || labels.length > 2) throw ambiguous(files);
  return planFour(images, labels, files);
}

function planCsv<T extends DataFile>(files: readonly T[]): DataPlan<T> {
  const [first, second] = files;
  if (first && !second) return { split: 'made', all: { kind: 'csv', file: first } };
  const parts = files.length === 2 ? partsOf(files) : null;
  if (!parts) throw ambiguous(files);
  const { train, test } = parts;
  return { split: 'files', train: { kind: 'csv', file: train }, test: { kind: 'csv', file: test } };
}

/** Images and labels of both parts; of three files, one is left without its partner. */
function planFour<T extends DataFile>(images: T[], labels: T[], all: readonly T[]): DataPlan<T> {
  if (images.length !== labels.length) throw noPartner(withoutPartner(images, labels, all));
  const byName = partsOf(images);
  const labelsByName = partsOf(labels);
  const imageParts = byName ?? (labelsByName && byCount(images, labelsByName));
  const labelParts = labelsByName ?? (byName && byCount(labels, byName));
  if (!imageParts || !labelParts) throw ambiguous(all);
  const part = (name: SplitName): PartFiles<T> => ({
    kind: 'idx',
    images: imageParts[name],
    labels: labelParts[name],
  });
  return { split: 'files', train: part('train'), test: part('test') };
}

/** Of two files, the one that is for testing by its name, and the other. */
function partsOf<T extends DataFile>(files: readonly T[]): Record<SplitName, T> | null {
  const tests = files.filter(({ name }) => partByName(name) === 'test');
  const train = files.find((file) => !tests.includes(file));
  const [test] = tests;
  return test && train && tests.length === 1 ? { train, test } : null;
}

/** Of two files whose names tell nothing, those with as many entries as their partners. */
function byCount<T extends DataFile>(
  files: readonly T[],
  partners: Record<SplitName, T>,
): Record<SplitName, T> | null {
  if (partners.train.count === partners.test.count) return null;
  const [train, test] = SPLITS.map((part) =>
    files.find(({ count }) => count === partners[part].count),
  );
  return train && test ? { train, test } : null;
}

/** Which of two files has no partner in the single one: by name, else by count. */
function withoutPartner<T extends DataFile>(images: T[], labels: T[], all: readonly T[]): T {
  const [pair, [single]] = images.length > labels.length ? [images, labels] : [labels, images];
  const part = partByName(single?.name ?? '') ?? 'train';
  const named = partsOf(pair);
  if (named) return named[part === 'test' ? 'train' : 'test'];
  const others = pair.filter(({ count }) => count !== single?.count);
  const [other] = others;
  if (other && others.length === 1) return other;
  throw ambiguous(all);
}

function noPartner(file: DataFile): Error {
  const kind = file.kind === 'labels' ? 'labels' : 'images';
  return refused(file.name, { code: 'no-partner', kind });
}

function ambiguous(files: readonly DataFile[]): Error {
  const fault: DataFault = { code: 'ambiguous', files: files.map(({ name }) => name) };
  return refused(files[0]?.name ?? '', fault);
}
