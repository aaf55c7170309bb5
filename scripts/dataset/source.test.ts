import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeEach, describe, expect, it } from 'vitest';
import { checkContent, readFirst, readFolder, type Source, SourceError } from './source';
import { type TinyDataset, temporaryFolder, tinyDataset, writeTiny } from './testing';

let tiny: TinyDataset;
let folder: string;
let lines: string[];
const report = (line: string) => lines.push(line);

beforeEach(async () => {
  tiny = tinyDataset();
  folder = await temporaryFolder();
  lines = [];
});

describe('readFolder', () => {
  it('reads compressed files', async () => {
    await writeTiny(tiny, folder);
    const contents = await readFolder(folder, tiny.files);
    expect(Buffer.compare(contents.trainImages, tiny.contents.trainImages)).toBe(0);
    expect(Buffer.compare(contents.testLabels, tiny.contents.testLabels)).toBe(0);
  });

  it('reads unpacked files, also where the compressed one is damaged', async () => {
    await writeTiny(tiny, folder);
    await writeFile(join(folder, 'tiny-train-images.gz'), 'rubbish');
    await writeFile(join(folder, 'tiny-train-images'), tiny.contents.trainImages);
    const contents = await readFolder(folder, tiny.files);
    expect(Buffer.compare(contents.trainImages, tiny.contents.trainImages)).toBe(0);
  });

  it('names the file and the folder when one is missing', async () => {
    await expect(readFolder(folder, tiny.files)).rejects.toThrow(
      `tiny-train-images: not in ${folder} (neither .gz nor unpacked)`,
    );
  });

  it('names a file that is there but cannot be read', async () => {
    await mkdir(join(folder, 'tiny-train-images.gz'));
    await expect(readFolder(folder, tiny.files)).rejects.toThrow(
      /^tiny-train-images\.gz: cannot be read/,
    );
  });
});

describe('checkContent', () => {
  const check = (bytes: Uint8Array) => checkContent(bytes, 'x.gz', tiny.files.trainImages);

  it('refuses a gzip file that is cut off', () => {
    const packed = gzipSync(tiny.contents.trainImages);
    const fault = 'x.gz: cut off: the compressed data ends too early';
    expect(() => check(packed.subarray(0, packed.length / 2))).toThrow(fault);
    expect(() => check(packed.subarray(0, packed.length - 1))).toThrow(fault);
  });

  it('refuses damaged gzip data', () => {
    const packed = gzipSync(tiny.contents.trainImages);
    packed[packed.length - 6] = (packed[packed.length - 6] ?? 0) ^ 1; // in the checksum
    expect(() => check(packed)).toThrow(/^x\.gz: damaged: cannot be unpacked/);
  });

  it('refuses a file that unpacks to more than it may, without unpacking it all', () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000));
    expect(() => check(bomb)).toThrow('x.gz: too long: unpacks to more than 23536 bytes');
  });

  it('refuses content of another length or hash', () => {
    const { trainImages } = tiny.contents;
    expect(() => check(trainImages.subarray(1))).toThrow('cut off: 23535 bytes, not 23536');
    expect(() => check(Buffer.concat([trainImages, trainImages]))).toThrow('too long');
    const flipped = trainImages.slice();
    flipped[500] = (flipped[500] ?? 0) ^ 1;
    expect(() => check(gzipSync(flipped))).toThrow(/^x\.gz: damaged or another file: SHA-256/);
  });
});

describe('readFirst', () => {
  const failing = (name: string): Source => ({
    name,
    read: () => Promise.reject(new SourceError('file-a.gz', 'cut off')),
  });

  it('says file, reason and next source, and goes on', async () => {
    const good: Source = { name: 'two', read: () => Promise.resolve(tiny.contents) };
    expect(await readFirst([failing('one'), good, failing('three')], report)).toBe(tiny.contents);
    expect(lines).toEqual([
      'Fashion-MNIST: not from one: file-a.gz: cut off. Next: two.',
      'Fashion-MNIST: read from two.',
    ]);
  });

  it('returns null when no source is left, and says so', async () => {
    expect(await readFirst([failing('one'), failing('two')], report)).toBeNull();
    expect(lines.at(-1)).toBe(
      'Fashion-MNIST: not from two: file-a.gz: cut off. No source is left.',
    );
  });

  it('does not hide a fault of ours', async () => {
    const broken: Source = { name: 'one', read: () => Promise.reject(new TypeError('bug')) };
    await expect(readFirst([broken], report)).rejects.toThrow('bug');
  });
});
