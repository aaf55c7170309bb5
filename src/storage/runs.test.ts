import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { openDB } from 'idb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FASHION_CLASSES } from '../domain/dataset';
import { CATALOGUE } from '../domain/models/catalogue';
import { type Checkpoint, RUN_VERSION, type RunRecord } from '../domain/run';
import { defaultSettings } from '../domain/settings';

const originalPut = IDBObjectStore.prototype.put;

let runs: typeof import('./runs');
let toFailure: typeof import('../domain/failure').toFailure;

beforeEach(async () => {
  // Another browser profile, and the modules as a fresh page loads them.
  vi.stubGlobal('indexedDB', new IDBFactory());
  vi.resetModules();
  runs = await import('./runs');
  ({ toFailure } = await import('../domain/failure'));
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

/** A record; the number tells its age: a higher one is newer. */
function record(number: number, changes: Partial<RunRecord> = {}): RunRecord {
  return {
    format: 'atelier-run',
    version: RUN_VERSION,
    id: `run-${number}`,
    createdAt: new Date(Date.UTC(2026, 10, 22, 10, number)).toISOString(),
    status: 'running',
    dataset: {
      id: 'starter',
      name: null,
      fingerprint: 'f',
      classes: [...FASHION_CLASSES],
      trainingImages: 5500,
      validationImages: 500,
      testImages: 1000,
    },
    model: { spec: CATALOGUE['s3-cnn'], parameters: 804_554 },
    settings: defaultSettings(),
    backend: 'wasm',
    device: { userAgent: 'a browser', cores: 2 },
    learningRateChanges: [],
    history: [],
    result: null,
    ...changes,
  };
}

function checkpoint(number: number, epoch = 1): Checkpoint {
  const array = (name: string) => ({ name, shape: [2, 1], data: Float32Array.of(epoch, 0.1) });
  return {
    runId: `run-${number}`,
    epoch,
    state: { weights: [array('w')], optimizer: [array('w/m')], step: 7 * epoch },
  };
}

async function failureOf(promise: Promise<unknown>) {
  const thrown = await promise.then(
    () => null,
    (error: unknown) => error,
  );
  return thrown === null ? null : toFailure(thrown);
}

/** What the page would find after a reload. */
async function reload(): Promise<void> {
  vi.resetModules();
  runs = await import('./runs');
}

/**
 * Has something happen to every transaction once its last request went well: browsers notice when
 * they write to disk that they cannot.
 */
function afterLastPut(happen: (transaction: IDBTransaction) => void): void {
  const missing = new Map<IDBTransaction, number>();
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
    this: IDBObjectStore,
    value: unknown,
  ) {
    const { transaction } = this;
    const request = Reflect.apply(originalPut, this, [value]) as IDBRequest<IDBValidKey>;
    request.addEventListener('success', () => {
      const left = (missing.get(transaction) ?? transaction.objectStoreNames.length) - 1;
      missing.set(transaction, left);
      if (left === 0) happen(transaction);
    });
    return request;
  });
}

describe('runs in storage', () => {
  it('come back as they were saved', async () => {
    await runs.saveCheckpoint(record(1), checkpoint(1));
    await reload();
    expect(await runs.listRuns()).toEqual({ records: [record(1)], failures: [] });
    expect(await runs.loadCheckpoint('run-1')).toEqual(checkpoint(1));
  });

  it('are listed newest first, whatever the order they were saved in', async () => {
    for (const number of [2, 5, 1, 4, 3]) await runs.saveRun(record(number));
    const { records } = await runs.listRuns();
    expect(records.map(({ id }) => id)).toEqual(['run-5', 'run-4', 'run-3', 'run-2', 'run-1']);
  });

  it('are replaced when they are saved again', async () => {
    await runs.saveCheckpoint(record(1), checkpoint(1, 1));
    await runs.saveCheckpoint(record(1, { status: 'finished' }), checkpoint(1, 2));
    const { records } = await runs.listRuns();
    expect(records.map(({ status }) => status)).toEqual(['finished']);
    expect(await runs.loadCheckpoint('run-1')).toEqual(checkpoint(1, 2));
  });

  it('keep their weights when only the record is saved', async () => {
    await runs.saveCheckpoint(record(1), checkpoint(1));
    await runs.saveRun(record(1, { status: 'stopped' }));
    expect(await runs.loadCheckpoint('run-1')).toEqual(checkpoint(1));
  });

  it('may have no weights', async () => {
    await runs.saveRun(record(1));
    expect(await runs.loadCheckpoint('run-1')).toBeNull();
    expect(await runs.loadCheckpoint('nobody')).toBeNull();
    expect(await runs.listRuns()).toEqual({ records: [record(1)], failures: [] });
  });

  it('lose the weights of all but the newest when pruned, and no record', async () => {
    for (const number of [3, 1, 4, 2]) {
      await runs.saveCheckpoint(record(number), checkpoint(number));
    }
    await runs.pruneCheckpoints(2);
    const left = await Promise.all([1, 2, 3, 4].map((n) => runs.loadCheckpoint(`run-${n}`)));
    expect(left.map((weights) => weights?.runId ?? null)).toEqual([null, null, 'run-3', 'run-4']);
    expect((await runs.listRuns()).records.length).toBe(4);
    await runs.pruneCheckpoints(5);
    expect(await runs.loadCheckpoint('run-3')).not.toBeNull();
  });
});

describe('a record that cannot be read', () => {
  it('is reported, and the others are listed all the same', async () => {
    await runs.saveRun(record(1));
    await runs.saveRun(record(3));
    const db = await openDB('atelier');
    await db.put('runs', { ...record(2), version: 99 });
    await db.put('runs', { ...record(4), history: 'damaged' });
    db.close();
    await reload();
    const { records, failures } = await runs.listRuns();
    expect(records.map(({ id }) => id)).toEqual(['run-3', 'run-1']);
    expect(failures).toEqual([
      { code: 'run-invalid', reason: 'history' },
      { code: 'run-invalid', reason: 'version 99' },
    ]);
  });
});

describe('a record and its weights', () => {
  it('are saved both or neither when the transaction fails', async () => {
    afterLastPut((transaction) => {
      if (transaction.objectStoreNames.contains('checkpoints')) transaction.abort();
    });
    expect(await failureOf(runs.saveCheckpoint(record(1), checkpoint(1)))).toMatchObject({
      code: 'storage-unavailable',
    });
    vi.restoreAllMocks();
    await reload();
    expect((await runs.listRuns()).records).toEqual([]);
    expect(await runs.loadCheckpoint('run-1')).toBeNull();
  });

  it('are saved both or neither when the weights cannot be stored', async () => {
    const broken = { ...checkpoint(1), epoch: (() => 1) as unknown as number };
    expect(await failureOf(runs.saveCheckpoint(record(1), broken))).not.toBeNull();
    await reload();
    expect((await runs.listRuns()).records).toEqual([]);
  });
});

describe('a full disk', () => {
  /** fake-indexeddb's own way to end a transaction with an error. */
  interface AbortableTransaction {
    _abort(name: string): void;
  }

  function fillUp(): void {
    afterLastPut((transaction) => {
      (transaction as unknown as AbortableTransaction)._abort('QuotaExceededError');
    });
  }

  it('is told as such, for a record and for weights, and leaves nothing behind', async () => {
    await runs.saveRun(record(9));
    fillUp();
    expect(await failureOf(runs.saveRun(record(1)))).toEqual({ code: 'storage-full' });
    expect(await failureOf(runs.saveCheckpoint(record(2), checkpoint(2)))).toEqual({
      code: 'storage-full',
    });
    vi.restoreAllMocks();
    expect((await runs.listRuns()).records).toEqual([record(9)]);
    expect(await runs.loadCheckpoint('run-2')).toBeNull();
  });

  it('may be over: the next write goes well', async () => {
    fillUp();
    await failureOf(runs.saveRun(record(1)));
    vi.restoreAllMocks();
    await runs.saveRun(record(1));
    expect((await runs.listRuns()).records).toEqual([record(1)]);
  });
});

describe('storage that is not to be had', () => {
  it('is told when it is of a newer version of the app', async () => {
    (await openDB('atelier', 99)).close();
    const failure = { code: 'storage-unavailable', reason: expect.stringMatching(/version/) };
    expect(await failureOf(runs.saveRun(record(1)))).toEqual(failure);
    expect(await failureOf(runs.listRuns())).toEqual(failure);
    expect(await failureOf(runs.loadCheckpoint('run-1'))).toEqual(failure);
  });

  it('is told by every write when opening it throws', async () => {
    vi.stubGlobal('indexedDB', {
      open: () => {
        throw new DOMException('access is denied', 'SecurityError');
      },
    });
    expect(await failureOf(runs.saveRun(record(1)))).toMatchObject({ code: 'storage-unavailable' });
  });

  it('is told by every read too when opening it throws', async () => {
    vi.stubGlobal('indexedDB', {
      open: () => {
        throw new DOMException('access is denied', 'SecurityError');
      },
    });
    expect(await failureOf(runs.listRuns())).toMatchObject({ code: 'storage-unavailable' });
  });

  it('is tried again with the next call', async () => {
    const good = indexedDB;
    vi.stubGlobal('indexedDB', {
      open: () => {
        throw new DOMException('access is denied', 'SecurityError');
      },
    });
    await failureOf(runs.saveRun(record(1)));
    vi.stubGlobal('indexedDB', good);
    await runs.saveRun(record(1));
    expect((await runs.listRuns()).records).toEqual([record(1)]);
  });
});
