/** Writes a data set as sprite sheets, labels and a manifest, and tells whether one is there. */
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  type BuiltInDatasetId,
  type DatasetManifest,
  FASHION_CLASSES,
  IMAGE_PIXELS,
  type ImageSet,
  type SheetEntry,
  type SplitEntry,
  type SplitName,
} from '../../src/domain/dataset';
import { fingerprintOf, MANIFEST_FILE, parseManifest } from '../../src/domain/manifest';
import { tileImages } from '../../src/domain/sprite';
import { encodeGreyPng } from './png';

/** Images in a sheet: 100 x 100 of them, 2,800 pixels a side, are within every canvas limit. */
const SHEET_IMAGES = 10_000;
const SHEET_COLUMNS = 100;

/** What is packed. */
export interface SetToPack {
  id: BuiltInDatasetId;
  train: ImageSet;
  test: ImageSet;
  /** Further text files to lie beside the manifest, by name. */
  texts?: Record<string, string>;
}

/** What was packed. */
export interface PackedSet {
  manifest: DatasetManifest;
  /** Size of all files together, in bytes. */
  bytes: number;
}

/**
 * Writes a set into `folder`, replacing what is there. All files are written aside first and the
 * folder then renamed, so that a crash or a full disk never leaves half a set.
 * @param asideRoot where to write aside: on the same file system, not served.
 * @throws the file system's error; `folder` is then as it was.
 */
export async function packSet(
  set: SetToPack,
  folder: string,
  asideRoot: string,
): Promise<PackedSet> {
  await mkdir(asideRoot, { recursive: true });
  const aside = await mkdtemp(join(asideRoot, 'pack-'));
  try {
    const fresh = join(aside, 'new');
    await mkdir(fresh);
    const packed = await writeSet(set, fresh);
    await replaceFolder(folder, fresh, join(aside, 'old'));
    return packed;
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}

/**
 * Why the set in `folder` cannot be used as it is, or null when it can. Looks at the manifest and
 * at the files' presence, not at their content: that is checked whenever the app loads them.
 */
export async function whyNotPacked(
  folder: string,
  id: BuiltInDatasetId,
  counts: Record<SplitName, number>,
): Promise<string | null> {
  let manifest: DatasetManifest;
  try {
    const json: unknown = JSON.parse(await readFile(join(folder, MANIFEST_FILE), 'utf8'));
    manifest = parseManifest(json);
  } catch (thrown) {
    const isMissing = (thrown as NodeJS.ErrnoException).code === 'ENOENT';
    return isMissing ? 'not there yet' : (thrown as Error).message;
  }
  const { splits, fingerprint } = manifest;
  if (manifest.id !== id) return `it is the set "${manifest.id}"`;
  if (fingerprint !== sha256(fingerprintOf(splits))) return 'its fingerprint does not fit';
  for (const name of ['train', 'test'] as const) {
    const { count, labels, sheets } = splits[name];
    if (count !== counts[name]) return `${count} images in "${name}", not ${counts[name]}`;
    if ((await sizeOf(join(folder, labels.file))) !== count) return `${labels.file} is not whole`;
    for (const { file } of sheets) {
      if ((await sizeOf(join(folder, file))) === 0) return `${file} is missing`;
    }
  }
  return null;
}

async function writeSet(set: SetToPack, folder: string): Promise<PackedSet> {
  let bytes = 0;
  const write = async (name: string, data: Uint8Array | string): Promise<void> => {
    await writeFile(join(folder, name), data);
    bytes += Buffer.byteLength(data);
  };
  const splits = {
    train: await writeSplit('train', set.train, write),
    test: await writeSplit('test', set.test, write),
  };
  const manifest: DatasetManifest = {
    format: 1,
    id: set.id,
    classes: [...FASHION_CLASSES],
    fingerprint: sha256(fingerprintOf(splits)),
    splits,
  };
  for (const [name, text] of Object.entries(set.texts ?? {})) await write(name, text);
  // Written as it will be read: a manifest that the app would refuse is a fault of ours, told now.
  await write(MANIFEST_FILE, `${JSON.stringify(parseManifest(manifest), null, 2)}\n`);
  return { manifest, bytes };
}

async function writeSplit(
  name: SplitName,
  set: ImageSet,
  write: (name: string, data: Uint8Array) => Promise<void>,
): Promise<SplitEntry> {
  const sheets: SheetEntry[] = [];
  for (let start = 0; start < set.count; start += SHEET_IMAGES) {
    const count = Math.min(SHEET_IMAGES, set.count - start);
    const images = set.images.subarray(start * IMAGE_PIXELS, (start + count) * IMAGE_PIXELS);
    const { width, height, pixels } = tileImages(images, count, SHEET_COLUMNS);
    const file = `${name}-${sheets.length}.png`;
    await write(file, encodeGreyPng(width, height, pixels));
    sheets.push({ file, count, columns: SHEET_COLUMNS, sha256: sha256(images) });
  }
  const labels = { file: `${name}-labels.bin`, sha256: sha256(set.labels) };
  await write(labels.file, set.labels);
  return { count: set.count, sheets, labels };
}

/** Puts `fresh` in the place of `folder`; when that fails, what was there is put back. */
async function replaceFolder(folder: string, fresh: string, old: string): Promise<void> {
  await mkdir(dirname(folder), { recursive: true });
  const existed = await stat(folder).then(
    () => true,
    (thrown: NodeJS.ErrnoException) => {
      if (thrown.code === 'ENOENT') return false;
      throw thrown;
    },
  );
  if (existed) await rename(folder, old);
  try {
    await rename(fresh, folder);
  } catch (thrown) {
    if (existed) await rename(old, folder);
    throw thrown;
  }
}

async function sizeOf(file: string): Promise<number> {
  return stat(file).then(
    (found) => found.size,
    (thrown: NodeJS.ErrnoException) => {
      if (thrown.code === 'ENOENT') return 0;
      throw thrown;
    },
  );
}

function sha256(data: Uint8Array | string): string {
  return createHash('sha256').update(data).digest('hex');
}
