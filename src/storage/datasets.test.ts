import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { openDB } from 'idb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { OwnDatasetInfo } from '../domain/own-data';

let storage: typeof import('./datasets');
let toFailure: typeof import('../domain/failure').toFailure;

beforeEach(async () => {
  // Another browser profile, and the modules as a fresh page loads them.
  vi.stubGlobal('indexedDB', new IDBFactory());
  await reload();
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

/** What the page would find after a reload. */
async function reload(): Promise<void> {
  vi.resetModules();
  storage = await import('./datasets');
  ({ toFailure } = await import('../domain/failure'));
}

/** A data set; the number tells its age: a higher one is newer. */
function info(number: number): OwnDatasetInfo {
  return {
    id: `own-000000000000000${number}`,
    name: `shop ${number}`,
    fingerprint: `${number}`.repeat(64),
    classes: [...'0123456789'],
    split: { kind: 'made', testFraction: 0.2, seed: 42 },
    counts: { train: 8, test: 2 },
    files: ['shop.csv'],
    createdAt: new Date(Date.UTC(2026, 10, 22, 10, number)).toISOString(),
  };
}

function content(value: number) {
  const blob = (bytes: number) => new Blob([new Uint8Array(bytes).fill(value)]);
  return { images: { train: blob(80), test: blob(20) }, labels: { train: blob(8), test: blob(2) } };
}

async function failureOf(promise: Promise<unknown>) {
  const thrown = await promise.then(
    () => null,
    (error: unknown) => error,
  );
  return thrown === null ? null : toFailure(thrown);
}

describe('own data sets in storage', () => {
  it('come back as they were saved', async () => {
    await storage.saveDataset(info(1), content(7));
    await reload();
    expect(await storage.listDatasets()).toEqual([info(1)]);
    const found = await storage.findDataset(info(1).id);
    expect(found?.info).toEqual(info(1));
    const pixels = await found?.content.images.train.arrayBuffer();
    expect([...new Uint8Array(pixels ?? new ArrayBuffer(0))]).toEqual(new Array(80).fill(7));
    expect(found?.content.labels.test.size).toBe(2);
  });

  it('are listed newest first', async () => {
    for (const number of [2, 3, 1]) await storage.saveDataset(info(number), content(0));
    expect((await storage.listDatasets()).map(({ name }) => name)).toEqual([
      'shop 3',
      'shop 2',
      'shop 1',
    ]);
  });

  it('are replaced by one of the same id', async () => {
    await storage.saveDataset(info(1), content(1));
    await storage.saveDataset({ ...info(1), name: 'other' }, content(1));
    expect((await storage.listDatasets()).map(({ name }) => name)).toEqual(['other']);
  });

  it('go with their images', async () => {
    await storage.saveDataset(info(1), content(1));
    await storage.deleteDataset(info(1).id);
    expect(await storage.listDatasets()).toEqual([]);
    expect(await storage.findDataset(info(1).id)).toBeNull();
    const db = await openDB('atelier', 2);
    expect(await db.count('contents')).toBe(0);
    db.close();
    await storage.deleteDataset('own-unknown');
  });

  it('leave nothing behind when the disk is full, and say so', async () => {
    const put = IDBObjectStore.prototype.put;
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
      this: IDBObjectStore,
      value: unknown,
    ) {
      if (this.name === 'datasets') {
        const abortable = this.transaction as unknown as { _abort(name: string): void };
        queueMicrotask(() => abortable._abort('QuotaExceededError'));
      }
      return Reflect.apply(put, this, [value]) as IDBRequest<IDBValidKey>;
    });
    expect(await failureOf(storage.saveDataset(info(1), content(1)))).toEqual({
      code: 'storage-full',
    });
    vi.restoreAllMocks();
    await reload();
    expect(await storage.listDatasets()).toEqual([]);
    expect(await storage.findDataset(info(1).id)).toBeNull();
  });
});

describe('a database of version 1', () => {
  const run = { id: 'run-1', createdAt: '2026-11-22T10:00:00.000Z' };

  async function openOld() {
    return openDB('atelier', 1, {
      upgrade(db) {
        db.createObjectStore('runs', { keyPath: 'id' }).createIndex('createdAt', 'createdAt');
        db.createObjectStore('checkpoints', { keyPath: 'runId' });
      },
    });
  }

  it('keeps its runs and weights, and has room for data sets', async () => {
    const old = await openOld();
    await old.put('runs', run);
    await old.put('checkpoints', { runId: 'run-1', epoch: 3 });
    old.close();
    await storage.saveDataset(info(1), content(1));
    expect(await storage.listDatasets()).toEqual([info(1)]);
    const db = await openDB('atelier', 2);
    expect(await db.getAllFromIndex('runs', 'createdAt')).toEqual([run]);
    expect(await db.getAll('checkpoints')).toEqual([{ runId: 'run-1', epoch: 3 }]);
    db.close();
  });

  it('that another tab has open is told, and can be had once that tab is closed', async () => {
    const old = await openOld();
    expect(await failureOf(storage.listDatasets())).toMatchObject({
      code: 'storage-unavailable',
      reason: expect.stringContaining('another tab'),
    });
    old.close();
    expect(await storage.listDatasets()).toEqual([]);
  });

  it('gives way to a later version in another tab', async () => {
    await storage.listDatasets();
    (await openDB('atelier', 3)).close();
    expect(await failureOf(storage.listDatasets())).toMatchObject({ code: 'storage-unavailable' });
  });
});
