/** From sources to packed sets: the two things that `npm run data` and `npm run starter` do. */
import { join } from 'node:path';
import type { ImageSet, SplitName } from '../../src/domain/dataset';
import { parseIdxImages, parseIdxLabels } from '../../src/domain/idx';
import type { FileContents } from './official';
import { type PackedSet, packSet, type SetToPack, whyNotPacked } from './packed-set';
import { type Report, readFirst, type Source } from './source';
import { STARTER_LICENCE, sampleTenth } from './starter';

/** What a packing needs; tests give small sources and a temporary folder. */
export interface PackOptions {
  /** The project's folder; sets go under its public/, work in progress under its .cache/. */
  root: string;
  sources: Source[];
  report: Report;
}

/** Where the full set lies, below the project's folder. */
export const FULL_SET_FOLDER = join('public', 'data', 'fashion-mnist');
/** Where the starter sample lies, below the project's folder. */
export const STARTER_FOLDER = join('public', 'starter');

/**
 * Packs the full set, unless it is there already.
 * @param counts how many images each split has.
 * @param force packs again even then.
 * @returns whether the full set is there now; false when no source could be read.
 */
export async function packFullSet(
  options: PackOptions,
  counts: Record<SplitName, number>,
  force: boolean,
): Promise<boolean> {
  const reason = await whyNotPacked(join(options.root, FULL_SET_FOLDER), 'fashion-mnist', counts);
  if (reason === null && !force) {
    options.report(`Fashion-MNIST: already packed in ${FULL_SET_FOLDER}.`);
    return true;
  }
  options.report(`Fashion-MNIST: packing ${force ? 'again' : `(${reason})`}.`);
  return pack(options, FULL_SET_FOLDER, (splits) => ({ id: 'fashion-mnist', ...splits }));
}

/** Packs the starter sample from the full data. @returns false when no source could be read. */
export async function packStarter(options: PackOptions): Promise<boolean> {
  return pack(options, STARTER_FOLDER, ({ train, test }) => ({
    id: 'starter',
    train: sampleTenth(train),
    test: sampleTenth(test),
    texts: { 'LICENSE.txt': STARTER_LICENCE },
  }));
}

async function pack(
  { root, sources, report }: PackOptions,
  folder: string,
  choose: (splits: Record<SplitName, ImageSet>) => SetToPack,
): Promise<boolean> {
  const started = performance.now();
  const contents = await readFirst(sources, report);
  if (!contents) return false;
  const set = choose(parseContents(contents));
  report(`Fashion-MNIST: writing the sheets.`);
  const packed = await packSet(set, join(root, folder), join(root, '.cache'));
  report(summary(packed, folder, (performance.now() - started) / 1000));
  return true;
}

/** @throws IdxError when the bytes are not IDX; the hash of the file makes that a fault of ours. */
function parseContents(contents: FileContents): Record<SplitName, ImageSet> {
  return {
    train: imageSet(contents.trainImages, contents.trainLabels, 'training'),
    test: imageSet(contents.testImages, contents.testLabels, 'test'),
  };
}

function imageSet(imageFile: Uint8Array, labelFile: Uint8Array, name: string): ImageSet {
  const { count, pixels } = parseIdxImages(imageFile);
  const labels = parseIdxLabels(labelFile);
  if (labels.length !== count) {
    throw new Error(`${count} ${name} images do not fit ${labels.length} labels`);
  }
  return { count, images: pixels, labels };
}

function summary({ manifest, bytes }: PackedSet, folder: string, seconds: number): string {
  const { train, test } = manifest.splits;
  const images = (train.count + test.count).toLocaleString('en');
  const size = `${(bytes / 1e6).toFixed(1)} MB`;
  return `Fashion-MNIST: ${images} images in ${folder} (${size}, ${seconds.toFixed(1)} s).`;
}
