/**
 * Fetches a packed data set and decodes it. The sheets are decoded here rather than by the browser's
 * canvas: a canvas converts colours, and private modes add noise to what is read back from it, while
 * the manifest's hashes hold for every byte (docs/decisions/0002-png-in-the-worker.md).
 */
import { decode } from 'fast-png';
import {
  type BuiltInDatasetId,
  CLASS_COUNT,
  type Dataset,
  IMAGE_PIXELS,
  type ImageSet,
  type SheetEntry,
  type SplitEntry,
} from '../../domain/dataset';
import { AtelierError } from '../../domain/failure';
import { fingerprintOf, MANIFEST_FILE, parseManifest } from '../../domain/manifest';
import { untileImages } from '../../domain/sprite';
import { allocate } from './allocate';
import { sha256Hex } from './hash';

/** Folder of each data set, from the app's own address. */
const FOLDERS: Record<BuiltInDatasetId, string> = {
  'fashion-mnist': 'data/fashion-mnist/',
  starter: 'starter/',
};

/** Told after each sheet: images ready, and images in all. */
export type OnImages = (ready: number, total: number) => void;

/**
 * Loads a data set and checks every byte against the manifest.
 * @param baseUrl address of the app
 * @throws AtelierError `dataset-missing` when there is no manifest, `manifest-invalid`,
 *   `file-unreachable`, `file-damaged` naming the file
 */
export async function loadDataset(
  id: BuiltInDatasetId,
  baseUrl: string,
  onImages: OnImages,
): Promise<Dataset> {
  const folder = new URL(FOLDERS[id], baseUrl);
  const manifest = await readManifest(id, folder);
  const { train, test } = manifest.splits;
  const total = train.count + test.count;
  let ready = 0;
  const onSheet = (images: number) => {
    ready += images;
    onImages(ready, total);
  };
  onImages(0, total);
  const [trainSet, testSet] = await Promise.all([
    loadSplit(train, folder, onSheet),
    loadSplit(test, folder, onSheet),
  ]);
  const { fingerprint, classes } = manifest;
  return { id, name: null, fingerprint, classes, train: trainSet, test: testSet };
}

async function readManifest(id: BuiltInDatasetId, folder: URL) {
  const url = new URL(MANIFEST_FILE, folder);
  // Asked for anew each time: after `npm run data` the old answer would be wrong.
  const response = await request(url, { cache: 'no-cache' });
  if (response.status === 404) throw new AtelierError({ code: 'dataset-missing', dataset: id });
  const file = fileOf(url);
  if (!response.ok) {
    throw new AtelierError({ code: 'file-unreachable', file, status: response.status });
  }
  let json: unknown;
  try {
    json = await response.json();
  } catch (thrown) {
    const reason = String(thrown);
    throw new AtelierError({ code: 'manifest-invalid', file, reason }, { cause: thrown });
  }
  const manifest = parseManifest(json, file);
  const fingerprint = await sha256Hex(new TextEncoder().encode(fingerprintOf(manifest.splits)));
  const wrong = manifest.id !== id ? 'id' : fingerprint !== manifest.fingerprint && 'fingerprint';
  if (wrong) throw new AtelierError({ code: 'manifest-invalid', file, reason: wrong });
  return manifest;
}

async function loadSplit(
  split: SplitEntry,
  folder: URL,
  onSheet: (images: number) => void,
): Promise<ImageSet> {
  const images = allocate(split.count * IMAGE_PIXELS);
  const labels = allocate(split.count);
  const jobs = [loadLabels(split, folder, labels)];
  let offset = 0;
  for (const sheet of split.sheets) {
    jobs.push(loadSheet(sheet, folder, images, offset).then(() => onSheet(sheet.count)));
    offset += sheet.count * IMAGE_PIXELS;
  }
  await Promise.all(jobs);
  return { count: split.count, images, labels };
}

async function loadSheet(
  sheet: SheetEntry,
  folder: URL,
  target: Uint8Array,
  offset: number,
): Promise<void> {
  const bytes = await fetchBytes(new URL(sheet.file, folder));
  try {
    const { data, width, depth, channels } = decode(bytes);
    if (!(data instanceof Uint8Array) || depth !== 8 || channels !== 1) {
      throw new RangeError('not an 8-bit grey PNG');
    }
    untileImages(data, width, sheet.count, sheet.columns, target, offset);
  } catch (thrown) {
    throw new AtelierError({ code: 'file-damaged', file: sheet.file }, { cause: thrown });
  }
  const pixels = target.subarray(offset, offset + sheet.count * IMAGE_PIXELS);
  await expectHash(pixels, sheet.sha256, sheet.file);
}

async function loadLabels(split: SplitEntry, folder: URL, target: Uint8Array): Promise<void> {
  const { file, sha256 } = split.labels;
  const bytes = await fetchBytes(new URL(file, folder));
  if (bytes.length !== target.length || bytes.some((label) => label >= CLASS_COUNT)) {
    throw new AtelierError({ code: 'file-damaged', file });
  }
  await expectHash(bytes, sha256, file);
  target.set(bytes);
}

async function expectHash(bytes: Uint8Array, sha256: string, file: string): Promise<void> {
  if ((await sha256Hex(bytes)) !== sha256) throw new AtelierError({ code: 'file-damaged', file });
}

async function fetchBytes(url: URL): Promise<Uint8Array> {
  const response = await request(url, {});
  if (!response.ok) {
    const { status } = response;
    throw new AtelierError({ code: 'file-unreachable', file: fileOf(url), status });
  }
  return new Uint8Array(await response.arrayBuffer());
}

async function request(url: URL, options: RequestInit): Promise<Response> {
  try {
    return await fetch(url, options);
  } catch (thrown) {
    const failure = { code: 'file-unreachable', file: fileOf(url), status: 0 } as const;
    throw new AtelierError(failure, { cause: thrown });
  }
}

function fileOf(url: URL): string {
  return url.pathname.split('/').pop() ?? url.pathname;
}
