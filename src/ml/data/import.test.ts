import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { ImportProgress, ImportRequest } from '../../protocol/inference';
import { cancelImport, importDataset } from './import';
import {
  CLASSES,
  contentOf,
  csv,
  file,
  idxImages,
  idxLabels,
  labelsOf,
  pixelsOf,
  read,
} from './import-testing';

async function readWell(files: File[], changes: Partial<ImportRequest> = {}) {
  const imported = await read(files, changes);
  if (!imported) throw new Error('cancelled');
  return imported;
}

describe('importDataset', () => {
  it('reads four IDX files, packed or not, whatever they are called behind the dot', async () => {
    const imported = await readWell([
      file('t10k-labels.gz', idxLabels(4)),
      file('train-images.png', gzipSync(idxImages(30))),
      file('t10k-images', gzipSync(idxImages(4, 500))),
      file('train-labels.csv', idxLabels(30)),
    ]);
    const { info } = imported;
    expect(info).toMatchObject({
      name: 't10k-labels',
      classes: CLASSES,
      split: { kind: 'files' },
      counts: { train: 30, test: 4 },
    });
    expect(info.files.length).toBe(4);
    const train = await contentOf(imported, 'train');
    expect(train.numbers).toEqual(Array.from({ length: 30 }, (_, index) => index));
    expect(await contentOf(imported, 'test')).toEqual({
      numbers: [500, 501, 502, 503],
      labels: [0, 1, 2, 3],
    });
  });

  it('names it by the SHA-256 of all that is in it', async () => {
    const files = [file('train.csv', csv(20)), file('test.csv', csv(3, 900))];
    const { info } = await readWell(files);
    const hash = createHash('sha256')
      .update(pixelsOf(20))
      .update(labelsOf(20))
      .update(pixelsOf(3, 900))
      .update(labelsOf(3));
    expect(info.fingerprint).toBe(hash.digest('hex'));
    expect(info.id).toBe(`own-${info.fingerprint.slice(0, 16)}`);
    expect(info.split).toEqual({ kind: 'files' });
  });

  it('splits what comes as one, each class in proportion, by the seed', async () => {
    const files = [file('shop.csv', csv(200))];
    const imported = await readWell(files);
    expect(imported.info.split).toEqual({ kind: 'made', testFraction: 0.25, seed: 1 });
    expect(imported.info.counts).toEqual({ train: 150, test: 50 });
    const [train, test] = [await contentOf(imported, 'train'), await contentOf(imported, 'test')];
    for (let label = 0; label < 10; label++) {
      expect(test.labels.filter((other) => other === label).length).toBe(5);
    }
    const numbers = [...train.numbers, ...test.numbers].sort((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: 200 }, (_, index) => index));
    expect(train.numbers.every((number, index) => train.labels[index] === number % 10)).toBe(true);
    expect((await readWell(files)).info.id).toBe(imported.info.id);
    expect((await readWell(files, { seed: 2 })).info.id).not.toBe(imported.info.id);
  });

  it('gives the same data set however its images are written', async () => {
    const asIdx = [file('i', gzipSync(idxImages(40))), file('l', idxLabels(40))];
    const ids = await Promise.all(
      [asIdx, [file('a', csv(40))], [file('b', gzipSync(csv(40)))]].map(async (files, index) => {
        return (await readWell(files, { importId: String(index) })).info.id;
      }),
    );
    expect(new Set(ids).size).toBe(1);
  });

  it('tells how far it is, not too often, to the last byte', async () => {
    const told: ImportProgress[] = [];
    const content = csv(1500);
    const start = performance.now();
    await read([file('a.csv', content)], {}, told);
    const seconds = (performance.now() - start) / 1000;
    const totalBytes = content.length;
    expect(told.some(({ bytes, images }) => bytes === totalBytes && images === 1500)).toBe(true);
    expect(told.length).toBeLessThan(3 + 10 * seconds);
    expect(told.every((progress) => progress.totalBytes === totalBytes)).toBe(true);
  });

  it('ends where it is when it is cancelled, with nothing', async () => {
    const files = [file('a.csv', gzipSync(csv(3000)))];
    let isCancelled = false;
    let toldAfter = 0;
    const request = { importId: 'x', files, classes: CLASSES, testFraction: 0.25, seed: 1 };
    const imported = await importDataset(request, ({ images }) => {
      if (isCancelled) toldAfter++;
      if (images === 0) return;
      isCancelled = true;
      cancelImport('x');
    });
    expect(imported).toBeNull();
    expect(toldAfter).toBe(0);
    cancelImport('x');
    cancelImport('unknown');
    expect(await read(files)).not.toBeNull();
  });
});
