import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { AtelierError, type Failure } from '../../domain/failure';
import { MAX_FILE_BYTES, MAX_UNPACKED_BYTES } from '../../domain/own-data-limits';
import type { ImportedDataset, ImportProgress, ImportRequest } from '../../protocol/inference';
import { addExamples, cancelImport, importDataset } from './import';

const CLASSES = Array.from({ length: 10 }, (_, digit) => String(digit));

/** Pixels that tell their image: its number in the first two. */
function pixelsOf(count: number, first = 0): Buffer {
  const pixels = Buffer.alloc(count * 784);
  for (let index = 0; index < count; index++) pixels.writeUInt16BE(first + index, index * 784);
  return pixels;
}

const labelsOf = (count: number) => Buffer.from(Array.from({ length: count }, (_, i) => i % 10));

function idx(magic: number, dimensions: number[], body: Buffer): Buffer {
  const header = Buffer.alloc(4 + 4 * dimensions.length);
  header.writeUInt32BE(magic);
  dimensions.forEach((size, index) => {
    header.writeUInt32BE(size, 4 + 4 * index);
  });
  return Buffer.concat([header, body]);
}

const idxImages = (count: number, first = 0) => idx(0x803, [count, 28, 28], pixelsOf(count, first));
const idxLabels = (count: number) => idx(0x801, [count], labelsOf(count));

function csv(count: number, first = 0): string {
  const pixels = pixelsOf(count, first);
  const lines = Array.from({ length: count }, (_, index) => {
    return [index % 10, ...pixels.subarray(index * 784, (index + 1) * 784)].join(',');
  });
  return `${lines.join('\n')}\n`;
}

const file = (name: string, content: string | Buffer) => new File([content as BlobPart], name);

function read(files: File[], changes: Partial<ImportRequest> = {}, told: ImportProgress[] = []) {
  const request = { importId: '1', files, classes: CLASSES, testFraction: 0.25, seed: 1 };
  return importDataset({ ...request, ...changes }, (progress) => told.push(progress));
}

async function readWell(files: File[], changes: Partial<ImportRequest> = {}) {
  const imported = await read(files, changes);
  if (!imported) throw new Error('cancelled');
  return imported;
}

async function failureOf(files: File[]): Promise<Failure> {
  const thrown = await read(files).catch((error: unknown) => error);
  if (thrown instanceof AtelierError) return thrown.failure;
  throw new Error(`no failure but ${thrown}`);
}

/** Numbers of the images of a part, and its labels. */
async function contentOf({ content }: ImportedDataset, part: 'train' | 'test') {
  const pixels = Buffer.from(await content.images[part].arrayBuffer());
  const labels = [...Buffer.from(await content.labels[part].arrayBuffer())];
  return { numbers: labels.map((_, index) => pixels.readUInt16BE(index * 784)), labels };
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

describe('importDataset refuses', () => {
  const packed = gzipSync(csv(100));

  it.each<[string, File[], Failure]>([
    ['nothing', [file('a.csv', '')], fault('a.csv', { code: 'empty' })],
    ['packed nothing', [file('a.gz', gzipSync(''))], fault('a.gz', { code: 'empty' })],
    [
      'a picture',
      [file('a.csv', Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0]))],
      fault('a.csv', { code: 'unknown-kind' }),
    ],
    ['an archive', [file('a.zip', 'PK\u0003\u0004')], fault('a.zip', { code: 'unknown-kind' })],
    [
      'a PDF',
      [file('a.pdf', '%PDF-1.7\n%\u00e2\n1 0 obj')],
      fault('a.pdf', { code: 'unknown-kind' }),
    ],
    [
      'text of 16 bits a letter',
      [file('a.csv', Buffer.from(`\ufeff${csv(1)}`, 'utf16le'))],
      fault('a.csv', { code: 'unknown-kind' }),
    ],
    ['zeros', [file('a', Buffer.alloc(5000))], fault('a', { code: 'unknown-kind' })],
    [
      'a packed file that is cut off',
      [file('a.gz', packed.subarray(0, packed.length - 20))],
      fault('a.gz', { code: 'gzip' }),
    ],
    [
      'a packed file that is damaged',
      [
        file(
          'a.gz',
          Buffer.concat([packed.subarray(0, 40), Buffer.alloc(200), packed.subarray(240)]),
        ),
      ],
      fault('a.gz', { code: 'gzip' }),
    ],
    [
      'images alone',
      [file('a', idxImages(30))],
      fault('a', { code: 'no-partner', kind: 'images' }),
    ],
    [
      'images and labels of different number',
      [file('a', idxImages(30)), file('b', idxLabels(29))],
      fault('a', { code: 'counts-differ', images: 30, labels: 29 }),
    ],
    [
      'images that end early',
      [file('a', idxImages(30).subarray(0, -1)), file('b', idxLabels(30))],
      fault('a', {
        code: 'idx',
        fault: { code: 'truncated', count: 30, expected: 23_536, found: 23_535 },
      }),
    ],
    [
      'images of another size',
      [file('a', idx(0x803, [2, 32, 32], Buffer.alloc(2048))), file('b', idxLabels(2))],
      fault('a', {
        code: 'idx',
        fault: { code: 'wrong-dimensions', expected: [28, 28], found: [32, 32] },
      }),
    ],
    [
      'fractions as IDX',
      [file('a', idx(0xd03, [1, 28, 28], Buffer.alloc(3136)))],
      fault('a', { code: 'idx', fault: { code: 'wrong-magic', expected: 0x803, found: 0xd03 } }),
    ],
    [
      'a label of 10',
      [file('a', idxImages(30)), file('b', idx(0x801, [30], Buffer.alloc(30, 10)))],
      fault('b', { code: 'idx', fault: { code: 'label-out-of-range', index: 0, label: 10 } }),
    ],
    [
      'too few images to split',
      [file('a.csv', csv(19))],
      fault('a.csv', { code: 'too-few-images', images: 19, minimum: 20 }),
    ],
    [
      'too few images to train on',
      [file('train.csv', csv(9)), file('test.csv', csv(30))],
      fault('train.csv', { code: 'too-few-images', images: 9, minimum: 10 }),
    ],
    [
      'a wrong value in the second of two files',
      [file('train.csv', csv(30)), file('test.csv', csv(3).replace('2,0,2', '2,0,x'))],
      fault('test.csv', { code: 'csv-not-a-number', line: 3, column: 3, text: 'x' }),
    ],
  ])('%s', async (_, files, failure) => {
    expect(await failureOf(files)).toEqual(failure);
  });

  it('a file that is too large, before reading it', async () => {
    const large = { name: 'a.csv', size: MAX_FILE_BYTES + 1 } as File;
    expect(await failureOf([large])).toEqual(
      fault('a.csv', { code: 'too-large', bytes: MAX_FILE_BYTES + 1, limit: MAX_FILE_BYTES }),
    );
  });

  it('a file that went away after it was chosen', async () => {
    const gone = file('train.csv', csv(30));
    gone.slice = () => {
      throw new DOMException('gone', 'NotFoundError');
    };
    expect(await failureOf([gone])).toEqual(fault('train.csv', { code: 'unreadable' }));
  });

  it('a small file that unpacks to more than is allowed, as soon as it does', async () => {
    // A number that begins with zeros without end.
    const bomb = gzipSync(Buffer.alloc(MAX_UNPACKED_BYTES + 50_000_000, '0'));
    expect(bomb.length).toBeLessThan(1_000_000);
    const failure = await failureOf([file('bomb.csv', bomb)]);
    expect(failure).toMatchObject({ fault: { code: 'too-large', limit: MAX_UNPACKED_BYTES } });
    const { bytes } = (failure as { fault: { bytes: number } }).fault;
    expect(bytes).toBeLessThan(MAX_UNPACKED_BYTES + 20_000_000);
  }, 60_000);

  it('images without end, before they fill the memory', async () => {
    const bomb = gzipSync(Buffer.concat([idxImages(1), Buffer.alloc(150_000_000)]));
    expect(await failureOf([file('a', bomb), file('b', idxLabels(30))])).toEqual(
      fault('a', { code: 'too-many-images', limit: 150_000 }),
    );
  });

  function fault(name: string, what: object): Failure {
    return { code: 'data-refused', file: name, fault: what } as Failure;
  }
});

describe('addExamples', () => {
  it('adds them to the training images, keeps the test part, and names the whole by its hash', async () => {
    const part = (count: number, first: number) => ({
      count,
      images: new Uint8Array(pixelsOf(count, first)),
      labels: new Uint8Array(labelsOf(count)),
    });
    const train = part(12, 0);
    const base = { id: 'starter' as const, name: null, fingerprint: '', classes: CLASSES };
    const examples = { pixels: new Uint8Array(pixelsOf(1, 500)), labels: Uint8Array.of(7) };
    const imported = await addExamples({
      importId: 'x',
      base: { ...base, train, test: part(3, 100) },
      baseName: 'Sample',
      examples,
      copies: 2,
      name: 'Sample and 1 photo',
    });
    if (!imported) throw new Error('cancelled');
    const [trained, tested] = [
      await contentOf(imported, 'train'),
      await contentOf(imported, 'test'),
    ];
    expect(trained.numbers).toEqual([...Array(12).keys(), 500, 500]);
    expect(trained.labels).toEqual([...labelsOf(12), 7, 7]);
    expect(tested.numbers).toEqual([100, 101, 102]);
    const { info } = imported;
    expect(info).toMatchObject({
      counts: { train: 14, test: 3 },
      split: { kind: 'base', base: 'Sample' },
      classes: CLASSES,
      files: ['Sample and 1 photo'],
    });
    const everything = [
      ...[train.images, examples.pixels, examples.pixels, labelsOf(12), Uint8Array.of(7, 7)],
      ...[pixelsOf(3, 100), labelsOf(3)],
    ];
    const hash = createHash('sha256').update(Buffer.concat(everything)).digest('hex');
    expect(info.fingerprint).toBe(hash);
  });
});
