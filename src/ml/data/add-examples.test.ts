import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { addExamples, cancelImport } from './import';
import { CLASSES, contentOf, labelsOf, pixelsOf } from './import-testing';

const PART = { count: 1, images: new Uint8Array(784), labels: new Uint8Array(1) };
const BASE = { id: 'starter' as const, name: null, fingerprint: '', classes: ['a'] };

it('ends between two blocks when it is cancelled, with nothing, and can be asked for again', async () => {
  let read = 0;
  const images = new Uint8Array(784);
  const pixels = Object.assign(new Uint8Array(784), {
    subarray: () => {
      read++;
      return images;
    },
  });
  const request = {
    importId: 'x',
    base: { ...BASE, train: PART, test: PART },
    baseName: 'Sample',
    examples: { pixels, labels: Uint8Array.of(7) },
    copies: 20_000,
    name: 'Sample and 1 photo',
  };
  const added = addExamples(request);
  cancelImport('x');
  cancelImport('unknown');
  expect(await added).toBeNull();
  expect(read).toBeLessThan(10_000);
  expect((await addExamples(request))?.info.counts).toEqual({ train: 20_001, test: 1 });
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
