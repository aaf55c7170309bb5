/**
 * Reads the manifest of a packed data set. It arrives as JSON from a file, so every field is
 * checked by hand before anything is fetched or allocated from it.
 */
import {
  BUILT_IN_DATASETS,
  CLASS_COUNT,
  type DatasetManifest,
  IMAGE_SIDE,
  type SheetEntry,
  type SplitEntry,
  type SplitName,
} from './dataset';
import { AtelierError } from './failure';

/** File name of a manifest, beside the files that it lists. */
export const MANIFEST_FILE = 'manifest.json';

/** Above this browsers refuse canvases or textures: a side of a sheet in pixels. */
const MAX_SHEET_SIDE = 16384;
/** More images than this in one split is a damaged or hostile manifest, not a data set (784 MB). */
const MAX_IMAGES = 1_000_000;

/** Where in the manifest we are: gives every complaint its path. */
type Complain = (path: string, expected: string) => never;

/**
 * A checked manifest from parsed JSON. Unknown fields are dropped.
 * @param file named in the error; the manifest's file name or address.
 * @throws AtelierError `manifest-invalid` naming the file, the field and what was expected there.
 */
export function parseManifest(json: unknown, file: string = MANIFEST_FILE): DatasetManifest {
  const complain: Complain = (path, expected) => {
    throw new AtelierError({ code: 'manifest-invalid', file, reason: `${path}: ${expected}` });
  };
  const root = record<keyof DatasetManifest>(json, 'manifest', complain);
  if (root.format !== 1) complain('format', 'expected 1');
  const id = BUILT_IN_DATASETS.find((known) => known === root.id);
  const splits = record<SplitName>(root.splits, 'splits', complain);
  const manifest: DatasetManifest = {
    format: 1,
    id: id ?? complain('id', `expected one of ${BUILT_IN_DATASETS.join(', ')}`),
    classes: classNames(root.classes, complain),
    fingerprint: hash(root.fingerprint, 'fingerprint', complain),
    splits: {
      train: split(splits.train, 'splits.train', complain),
      test: split(splits.test, 'splits.test', complain),
    },
  };
  checkDistinctFiles(manifest, complain);
  return manifest;
}

/**
 * The text whose SHA-256 is a manifest's `fingerprint`: the hex hashes of the sheets and then of
 * the labels, training before test, one a line. Hashing is left to the caller, who has crypto.
 */
export function fingerprintOf(splits: Record<SplitName, SplitEntry>): string {
  return [splits.train, splits.test]
    .flatMap((entry) => [...entry.sheets.map((sheet) => sheet.sha256), entry.labels.sha256])
    .join('\n');
}

function split(value: unknown, path: string, complain: Complain): SplitEntry {
  const entry = record<keyof SplitEntry>(value, path, complain);
  const count = wholeNumber(entry.count, `${path}.count`, MAX_IMAGES, complain);
  const list = entry.sheets;
  if (!Array.isArray(list) || list.length === 0) complain(`${path}.sheets`, 'expected a list');
  const sheets = (list as unknown[]).map((item, index) =>
    sheetEntry(item, `${path}.sheets[${index}]`, complain),
  );
  const sum = sheets.reduce((total, sheet) => total + sheet.count, 0);
  if (sum !== count) complain(`${path}.sheets`, `hold ${sum} images, count says ${count}`);
  const labels = record<'file' | 'sha256'>(entry.labels, `${path}.labels`, complain);
  return {
    count,
    sheets,
    labels: {
      file: fileName(labels.file, `${path}.labels.file`, complain),
      sha256: hash(labels.sha256, `${path}.labels.sha256`, complain),
    },
  };
}

function sheetEntry(value: unknown, path: string, complain: Complain): SheetEntry {
  const entry = record<keyof SheetEntry>(value, path, complain);
  const mostColumns = Math.floor(MAX_SHEET_SIDE / IMAGE_SIDE);
  const count = wholeNumber(entry.count, `${path}.count`, MAX_IMAGES, complain);
  const columns = wholeNumber(entry.columns, `${path}.columns`, mostColumns, complain);
  if (Math.ceil(count / columns) * IMAGE_SIDE > MAX_SHEET_SIDE) {
    complain(path, `expected a sheet of at most ${MAX_SHEET_SIDE} pixels a side`);
  }
  return {
    file: fileName(entry.file, `${path}.file`, complain),
    count,
    columns,
    sha256: hash(entry.sha256, `${path}.sha256`, complain),
  };
}

function classNames(value: unknown, complain: Complain): string[] {
  const good =
    Array.isArray(value) &&
    value.length === CLASS_COUNT &&
    value.every((name) => typeof name === 'string' && name.trim() !== '');
  return good ? [...(value as string[])] : complain('classes', `expected ${CLASS_COUNT} names`);
}

/** A file beside the manifest: no path, no address, so that a manifest cannot point elsewhere. */
function fileName(value: unknown, path: string, complain: Complain): string {
  const good = typeof value === 'string' && /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/.test(value);
  return good ? value : complain(path, 'expected a plain file name');
}

function hash(value: unknown, path: string, complain: Complain): string {
  const good = typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
  return good ? value : complain(path, 'expected a SHA-256 as 64 hex digits');
}

function wholeNumber(value: unknown, path: string, most: number, complain: Complain): number {
  const good = Number.isInteger(value) && (value as number) >= 1 && (value as number) <= most;
  return good ? (value as number) : complain(path, `expected a whole number from 1 to ${most}`);
}

function record<Key extends string>(
  value: unknown,
  path: string,
  complain: Complain,
): Partial<Record<Key, unknown>> {
  const good = typeof value === 'object' && value !== null && !Array.isArray(value);
  return good ? value : complain(path, 'expected an object');
}

function checkDistinctFiles(manifest: DatasetManifest, complain: Complain): void {
  const seen = new Set<string>();
  for (const entry of [manifest.splits.train, manifest.splits.test]) {
    for (const { file } of [...entry.sheets, entry.labels]) {
      if (seen.has(file)) complain('splits', `${file} is listed twice`);
      seen.add(file);
    }
  }
}
