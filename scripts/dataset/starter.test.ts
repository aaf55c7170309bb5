import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { decode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { parseManifest } from '../../src/domain/manifest';
import { indicesByClass } from '../../src/domain/split';
import { untileImages } from '../../src/domain/sprite';
import { sampleTenth } from './starter';

const committed = (file: string) => new URL(`../../public/starter/${file}`, import.meta.url);

describe('sampleTenth', () => {
  const count = 200;
  const images = Uint8Array.from({ length: count * 784 }, (_, index) => Math.floor(index / 784));
  const labels = Uint8Array.from({ length: count }, (_, index) => index % 10);

  it('takes a tenth of every class, images with their labels, in order, always the same', () => {
    const sample = sampleTenth({ count, images, labels });
    expect(sample.count).toBe(20);
    expect(indicesByClass(sample.labels).map((indices) => indices.length)).toEqual(
      new Array(10).fill(2),
    );
    const originals = [...sample.labels.keys()].map((index) => sample.images[index * 784] ?? -1);
    expect([...sample.labels]).toEqual(originals.map((original) => original % 10));
    expect(originals).toEqual([...originals].sort((a, b) => a - b));
    expect(sampleTenth({ count, images, labels })).toEqual(sample);
  });
});

describe('the committed starter sample', () => {
  it('holds 6,000 and 1,000 images, 10 classes alike, to the byte of its hashes', async () => {
    const json: unknown = JSON.parse(await readFile(committed('manifest.json'), 'utf8'));
    const { id, splits } = parseManifest(json);
    expect([id, splits.train.count, splits.test.count]).toEqual(['starter', 6000, 1000]);
    for (const { count, sheets, labels } of [splits.train, splits.test]) {
      const bytes = await readFile(committed(labels.file));
      expect(sha256(bytes)).toBe(labels.sha256);
      const perClass = indicesByClass(bytes).map((indices) => indices.length);
      expect(perClass).toEqual(new Array(10).fill(count / 10));
      for (const sheet of sheets) {
        const png = decode(await readFile(committed(sheet.file)));
        const images = new Uint8Array(sheet.count * 784);
        untileImages(png.data as Uint8Array, png.width, sheet.count, sheet.columns, images, 0);
        expect(sha256(images)).toBe(sheet.sha256);
      }
    }
  });
});

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
