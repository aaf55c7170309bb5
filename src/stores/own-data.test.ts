import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RemoteWorker } from '../client/worker-client';
import type { Dataset, OwnDatasetId } from '../domain/dataset';
import type { Result } from '../domain/failure';
import type { OwnDatasetInfo } from '../domain/own-data';
import type { ImportedDataset, ImportProgress, ImportRequest } from '../protocol/inference';

/** An import that the worker was asked for; the test decides how it ends. */
interface Import {
  request: ImportRequest;
  onProgress: (progress: ImportProgress) => void;
  end(result: Result<ImportedDataset | null>): void;
}

let imports: Import[];
let cancelled: string[];
let adopted: Dataset[];
let forgotten: string[];

const set = { count: 1, images: new Uint8Array(784), labels: new Uint8Array(1) };
const inference = {
  importDataset: (request: ImportRequest, onProgress: Import['onProgress']) =>
    new Promise((resolve) => {
      imports.push({ request, onProgress, end: resolve });
    }),
  cancelImport: async (id: string) => void cancelled.push(id),
  readOwnDataset: async ({ id, name, fingerprint, classes }: OwnDatasetInfo) => {
    return { ok: true, value: { id, name, fingerprint, classes, train: set, test: set } };
  },
};
const training = {
  adoptDataset: async (dataset: Dataset) => void adopted.push(dataset),
  forgetDataset: async (id: string) => void forgotten.push(id),
  loadDataset: async (id: Dataset['id']) => {
    const value = { id, name: null, fingerprint: id, classes: [], train: set, test: set };
    return { ok: true, value };
  },
};

vi.mock('../client/worker-client', () => ({
  callInference: (call: (worker: unknown, proxy: unknown) => unknown) =>
    call(inference, (callback: unknown) => callback),
  callWorker: (call: (worker: unknown, proxy: unknown) => unknown) =>
    call(training, (callback: unknown) => callback),
  onWorkerStarted: (listener: (worker: RemoteWorker) => void) => {
    restart = () => listener(training as unknown as RemoteWorker);
  },
}));

let restart: () => void;
let store: typeof import('./own-data');
let datasets: typeof import('./dataset');
let settings: typeof import('./settings');
let run: typeof import('./run-state');

beforeEach(async () => {
  imports = [];
  cancelled = [];
  adopted = [];
  forgotten = [];
  vi.stubGlobal('indexedDB', new IDBFactory());
  vi.stubGlobal('document', { baseURI: 'http://localhost/' });
  await reload();
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

async function reload(): Promise<void> {
  vi.resetModules();
  store = await import('./own-data');
  datasets = await import('./dataset');
  settings = await import('./settings');
  run = await import('./run-state');
}

const ID: OwnDatasetId = 'own-0123456789abcdef';
const classes = [...'0123456789'];
const choices = { files: [], classes, testFraction: 0.2, seed: 1, name: 'My digits' };

function imported(changes: Partial<OwnDatasetInfo> = {}): ImportedDataset {
  const labels = new Blob([Uint8Array.of(0, 1, 1)]);
  const pixels = new Blob([new Uint8Array(3 * 784)]);
  return {
    info: {
      id: ID,
      name: 'file',
      fingerprint: '0'.repeat(64),
      classes,
      split: { kind: 'files' },
      counts: { train: 3, test: 3 },
      files: ['file.csv'],
      createdAt: '2026-11-22T10:00:00.000Z',
      ...changes,
    },
    content: { images: { train: pixels, test: pixels }, labels: { train: labels, test: labels } },
  };
}

async function importWell(value = imported(), name = 'My digits'): Promise<void> {
  const done = store.importFiles({ ...choices, classes: value.info.classes, name });
  imports.at(-1)?.end({ ok: true, value });
  await done;
  await vi.waitFor(() => expect(datasets.useDataset.getState().status).toBe('ready'));
}

describe('importFiles', () => {
  it('stores what was read under the name given, and chooses it for looking and training', async () => {
    const done = store.importFiles(choices);
    const progress = { bytes: 5, totalBytes: 10, images: 2 };
    imports[0]?.onProgress(progress);
    expect(store.useOwnData.getState().importing).toMatchObject({ name: 'My digits', progress });
    imports[0]?.end({ ok: true, value: imported() });
    await done;
    const { list, importing, opened, failure } = store.useOwnData.getState();
    expect({ importing, opened, failure }).toEqual({
      importing: null,
      opened: { id: ID, isKnown: false },
      failure: null,
    });
    expect(list?.map(({ info, isStored }) => [info.name, isStored])).toEqual([['My digits', true]]);
    expect(list?.[0]?.classCounts).toEqual([1, 2, 0, 0, 0, 0, 0, 0, 0, 0]);
    await vi.waitFor(() => expect(datasets.useDataset.getState().dataset?.name).toBe('My digits'));
    expect(settings.useSettings.getState().dataset).toBe(ID);
    expect(adopted.map(({ id }) => id)).toEqual([ID]);
  });

  it('is found again after a reload, by the list and by its id', async () => {
    await importWell();
    await reload();
    await store.ensureOwnDataListed();
    expect(store.useOwnData.getState().list?.map(({ info }) => info.id)).toEqual([ID]);
    await datasets.loadDataset(ID);
    expect(datasets.useDataset.getState()).toMatchObject({ status: 'ready', failure: null });
  });

  it('says that the same images were there, and keeps them as they are', async () => {
    await importWell();
    datasets.loadDataset('starter');
    await importWell(imported(), 'another name');
    const { list, opened } = store.useOwnData.getState();
    expect(opened).toEqual({ id: ID, isKnown: true });
    expect(list?.map(({ info }) => info.name)).toEqual(['My digits']);
    expect(datasets.useDataset.getState().requested).toBe(ID);
  });

  it('takes the same images under other class names', async () => {
    await importWell();
    const other = [...'abcdefghij'];
    await importWell(imported({ classes: other }), 'letters');
    expect(store.useOwnData.getState().list?.map(({ info }) => info.name)).toEqual(['letters']);
    expect(datasets.useDataset.getState().dataset?.classes).toEqual(other);
  });

  it('tells why files were refused, and keeps nothing', async () => {
    const failure = { code: 'data-refused', file: 'a.csv', fault: { code: 'empty' } } as const;
    const done = store.importFiles(choices);
    imports[0]?.end({ ok: false, failure });
    await done;
    expect(store.useOwnData.getState()).toMatchObject({ importing: null, opened: null, failure });
    expect(settings.useSettings.getState().dataset).toBe('fashion-mnist');
    store.dismissOutcome();
    expect(store.useOwnData.getState().failure).toBeNull();
  });

  it('ends at once when cancelled; what comes later is dropped', async () => {
    const done = store.importFiles(choices);
    await store.cancelImport();
    expect(cancelled).toEqual([imports[0]?.request.importId]);
    expect(store.useOwnData.getState().importing).toBeNull();
    imports[0]?.end({ ok: true, value: imported() });
    await done;
    expect(store.useOwnData.getState()).toMatchObject({ opened: null, failure: null });
    await store.cancelImport();
    expect(cancelled.length).toBe(1);
  });

  it('keeps a data set in the page when storage is full, and says so', async () => {
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    await importWell();
    const { failure, list, opened } = store.useOwnData.getState();
    expect(failure).toMatchObject({ code: 'dataset-not-stored', name: 'My digits' });
    expect(list?.map(({ isStored }) => isStored)).toEqual([false]);
    expect(opened?.id).toBe(ID);
    expect(datasets.useDataset.getState().dataset?.id).toBe(ID);
    vi.restoreAllMocks();
    // Tried again, it is stored.
    await importWell();
    expect(store.useOwnData.getState().list?.map(({ isStored }) => isStored)).toEqual([true]);
  });
});

describe('removeOwnData', () => {
  it('falls back on Fashion-MNIST where the data set was in use', async () => {
    await importWell();
    await store.removeOwnData(ID);
    expect(store.useOwnData.getState()).toMatchObject({ list: [], opened: null });
    expect(settings.useSettings.getState().dataset).toBe('fashion-mnist');
    expect(datasets.useDataset.getState().dataset?.id).toBe('fashion-mnist');
    expect(forgotten).toEqual([ID]);
    await datasets.loadDataset(ID);
    expect(datasets.useDataset.getState().failure).toEqual({
      code: 'own-dataset-missing',
      dataset: ID,
    });
  });

  it('leaves alone what a run learns from, and that run its settings', async () => {
    await importWell();
    const record = { dataset: { id: ID } } as never;
    run.useRun.setState({ status: 'running', record });
    await store.removeOwnData(ID);
    expect(store.useOwnData.getState().list?.length).toBe(1);
    store.chooseDataset('starter');
    expect(settings.useSettings.getState().dataset).toBe(ID);
    await vi.waitFor(() => expect(datasets.useDataset.getState().dataset?.id).toBe('starter'));
    // A worker that follows a lost one can go on with the run all the same.
    adopted = [];
    restart();
    expect(adopted.map(({ id }) => id)).toEqual([ID, 'starter']);
  });
});

describe('an own data set that is not in this browser', () => {
  it('is told, and nothing steps in for it', async () => {
    await datasets.loadDataset('own-ffffffffffffffff');
    expect(datasets.useDataset.getState()).toMatchObject({
      status: 'failed',
      dataset: null,
      failure: { code: 'own-dataset-missing', dataset: 'own-ffffffffffffffff' },
    });
  });
});
