import { afterEach, describe, expect, it, vi } from 'vitest';
import type { OwnDatasetInfo } from '../../domain/own-data';
import { readOwnDataset } from './import';

afterEach(() => {
  vi.unstubAllGlobals();
});

const info: OwnDatasetInfo = {
  id: 'own-0123456789abcdef',
  name: 'Mine',
  fingerprint: '0'.repeat(64),
  classes: [...'0123456789'],
  split: { kind: 'files' },
  counts: { train: 3, test: 2 },
  files: ['a.csv'],
  createdAt: '2026-11-22T10:00:00.000Z',
};
const pixels = (count: number) => Uint8Array.from({ length: count * 784 }, (_, i) => i % 251);
const content = {
  images: { train: new Blob([pixels(3)]), test: new Blob([pixels(2)]) },
  labels: { train: new Blob([Uint8Array.of(9, 0, 4)]), test: new Blob([Uint8Array.of(1, 2)]) },
};

describe('readOwnDataset', () => {
  it('gives what was stored, in memory that threads share where the page may', async () => {
    const dataset = await readOwnDataset(info, content);
    const { id, name, fingerprint, classes } = info;
    expect(dataset).toMatchObject({ id, name, fingerprint, classes });
    expect(dataset.train).toEqual({ count: 3, images: pixels(3), labels: Uint8Array.of(9, 0, 4) });
    expect(dataset.test).toEqual({ count: 2, images: pixels(2), labels: Uint8Array.of(1, 2) });
    vi.stubGlobal('crossOriginIsolated', true);
    const shared = await readOwnDataset(info, content);
    for (const set of [shared.train, shared.test]) {
      expect(set.images.buffer).toBeInstanceOf(SharedArrayBuffer);
      expect(set.labels.buffer).toBeInstanceOf(SharedArrayBuffer);
    }
    expect([...shared.test.images]).toEqual([...pixels(2)]);
  });

  it('refuses content of another size, and labels that are none', async () => {
    const failure = { code: 'own-dataset-damaged', name: 'Mine' };
    const counts = { train: 4, test: 2 };
    await expect(readOwnDataset({ ...info, counts }, content)).rejects.toMatchObject({ failure });
    const labels = { ...content.labels, test: new Blob([Uint8Array.of(1, 10)]) };
    const wrong = readOwnDataset(info, { ...content, labels });
    await expect(wrong).rejects.toMatchObject({ failure });
  });
});
