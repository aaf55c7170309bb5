import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decode } from 'fast-png';
import { beforeEach, describe, expect, it } from 'vitest';
import type { DatasetManifest } from '../../src/domain/dataset';
import { parseManifest } from '../../src/domain/manifest';
import { untileImages } from '../../src/domain/sprite';
import { FULL_SET_FOLDER, packFullSet, packStarter, STARTER_FOLDER } from './pack';
import { packSet, whyNotPacked } from './packed-set';
import { readFolder, type Source, SourceError } from './source';
import { type TinyDataset, temporaryFolder, tinyDataset, writeTiny } from './testing';

let tiny: TinyDataset;
let root: string;
let lines: string[];
const report = (line: string) => lines.push(line);

beforeEach(async () => {
  tiny = tinyDataset();
  root = await temporaryFolder();
  lines = [];
});

async function goodSource(): Promise<Source> {
  const folder = await temporaryFolder();
  await writeTiny(tiny, folder);
  return { name: 'a folder', read: () => readFolder(folder, tiny.files) };
}

const badSource: Source = {
  name: 'nowhere',
  read: () => Promise.reject(new SourceError('some-file', 'not there')),
};

async function manifestIn(folder: string): Promise<DatasetManifest> {
  return parseManifest(JSON.parse(await readFile(join(root, folder, 'manifest.json'), 'utf8')));
}

describe('packFullSet', () => {
  it('packs sheets from which every image comes back to the byte', async () => {
    const options = { root, sources: [badSource, await goodSource()], report };
    expect(await packFullSet(options, tiny.counts, false)).toBe(true);
    const { splits } = await manifestIn(FULL_SET_FOLDER);
    expect([splits.train.count, splits.test.count]).toEqual([30, 10]);
    const sheet = splits.train.sheets[0];
    if (!sheet) throw new Error('no sheet');
    const png = decode(await readFile(join(root, FULL_SET_FOLDER, sheet.file)));
    expect([png.width, png.height, png.channels, png.depth]).toEqual([2800, 28, 1, 8]);
    const images = new Uint8Array(30 * 784);
    untileImages(png.data as Uint8Array, png.width, sheet.count, sheet.columns, images, 0);
    expect(Buffer.compare(images, tiny.contents.trainImages.subarray(16))).toBe(0);
    const labels = await readFile(join(root, FULL_SET_FOLDER, splits.test.labels.file));
    expect([...labels]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('does nothing when the set is there, and packs again when told', async () => {
    await packFullSet({ root, sources: [await goodSource()], report }, tiny.counts, false);
    const noSource = { root, sources: [badSource], report };
    expect(await packFullSet(noSource, tiny.counts, false)).toBe(true);
    expect(lines.at(-1)).toContain('already packed');
    expect(await packFullSet(noSource, tiny.counts, true)).toBe(false);
    expect(
      await whyNotPacked(join(root, FULL_SET_FOLDER), 'fashion-mnist', tiny.counts),
    ).toBeNull();
  });

  it('writes nothing when no source can be read', async () => {
    expect(await packFullSet({ root, sources: [badSource], report }, tiny.counts, false)).toBe(
      false,
    );
    expect(lines.at(-1)).toContain('some-file: not there. No source is left.');
    expect(await readdir(root)).toEqual([]);
  });

  it('writes nothing when the labels do not fit the images', async () => {
    const { trainLabels } = tiny.contents;
    const mixed = { ...tiny.contents, testLabels: trainLabels };
    const sources: Source[] = [{ name: 'mixed', read: () => Promise.resolve(mixed) }];
    await expect(packFullSet({ root, sources, report }, tiny.counts, false)).rejects.toThrow(
      '10 test images do not fit 30 labels',
    );
    expect(await readdir(root)).toEqual([]);
  });
});

describe('packSet', () => {
  const set = () => ({
    id: 'starter' as const,
    train: { count: 1, images: new Uint8Array(784), labels: Uint8Array.of(3) },
    test: { count: 1, images: new Uint8Array(784), labels: Uint8Array.of(4) },
  });

  it('leaves the old set and no litter when the new one cannot be written', async () => {
    const folder = join(root, 'set');
    await mkdir(folder);
    await writeFile(join(folder, 'old.txt'), 'old');
    const broken = {
      ...set(),
      test: { count: 2, images: new Uint8Array(784), labels: new Uint8Array(2) },
    };
    await expect(packSet(broken, folder, join(root, 'aside'))).rejects.toThrow(RangeError);
    expect(await readdir(folder)).toEqual(['old.txt']);
    expect(await readdir(join(root, 'aside'))).toEqual([]);
  });

  it('replaces the old set as a whole', async () => {
    const folder = join(root, 'deep', 'set');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'old.txt'), 'old');
    await packSet({ ...set(), texts: { 'LICENSE.txt': 'free' } }, folder, join(root, 'aside'));
    expect((await readdir(folder)).sort()).toEqual([
      'LICENSE.txt',
      'manifest.json',
      'test-0.png',
      'test-labels.bin',
      'train-0.png',
      'train-labels.bin',
    ]);
    expect(await readdir(join(root, 'aside'))).toEqual([]);
  });

  it('splits what is too much for one sheet', async () => {
    const count = 10_001;
    const images = new Uint8Array(count * 784).fill(9);
    const train = { count, images, labels: new Uint8Array(count) };
    const { manifest } = await packSet({ ...set(), train }, join(root, 'set'), join(root, 'aside'));
    expect(manifest.splits.train.sheets.map((sheet) => sheet.count)).toEqual([10_000, 1]);
  });
});

describe('whyNotPacked', () => {
  const why = () => whyNotPacked(join(root, FULL_SET_FOLDER), 'fashion-mnist', tiny.counts);
  const at = (file: string) => join(root, FULL_SET_FOLDER, file);

  it('notices a missing set, other counts, and files that are missing or cut off', async () => {
    expect(await why()).toBe('not there yet');
    await packFullSet({ root, sources: [await goodSource()], report }, tiny.counts, false);
    expect(await why()).toBeNull();
    const more = { train: 60_000, test: 10_000 };
    expect(await whyNotPacked(join(root, FULL_SET_FOLDER), 'fashion-mnist', more)).toContain(
      '60000',
    );
    expect(await whyNotPacked(join(root, FULL_SET_FOLDER), 'starter', tiny.counts)).toContain(
      'set',
    );
    await writeFile(at('train-labels.bin'), 'abc');
    expect(await why()).toBe('train-labels.bin is not whole');
    await writeFile(at('train-labels.bin'), new Uint8Array(30));
    await rm(at('test-0.png'));
    expect(await why()).toBe('test-0.png is missing');
  });

  it('notices a manifest that is no manifest or was changed', async () => {
    await packFullSet({ root, sources: [await goodSource()], report }, tiny.counts, false);
    const text = await readFile(at('manifest.json'), 'utf8');
    const { fingerprint } = await manifestIn(FULL_SET_FOLDER);
    await writeFile(at('manifest.json'), text.replace(fingerprint, '0'.repeat(64)));
    expect(await why()).toBe('its fingerprint does not fit');
    await writeFile(at('manifest.json'), text.replace('"format": 1', '"format": 0'));
    expect(await why()).toContain('manifest-invalid');
    await writeFile(at('manifest.json'), '{');
    expect(await why()).toContain('JSON');
  });
});

describe('packStarter', () => {
  it('takes a tenth of each class and adds the licence', async () => {
    expect(await packStarter({ root, sources: [await goodSource()], report })).toBe(true);
    const { id, splits } = await manifestIn(STARTER_FOLDER);
    expect([id, splits.train.count, splits.test.count]).toEqual(['starter', 3, 1]);
    expect(await readFile(join(root, STARTER_FOLDER, 'LICENSE.txt'), 'utf8')).toContain(
      'The MIT License (MIT) Copyright © 2017 Zalando SE, https://tech.zalando.com',
    );
  });
});
