import { expect, it } from 'vitest';
import { addExamples, cancelImport } from './import';

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
