import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { AtelierError, type Failure } from '../../domain/failure';
import { MAX_FILE_BYTES, MAX_UNPACKED_BYTES } from '../../domain/own-data-limits';
import { csv, file, idx, idxImages, idxLabels, read } from './import-testing';

async function failureOf(files: File[]): Promise<Failure> {
  const thrown = await read(files).catch((error: unknown) => error);
  if (thrown instanceof AtelierError) return thrown.failure;
  throw new Error(`no failure but ${thrown}`);
}

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
