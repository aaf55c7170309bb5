import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RemoteWorker } from '../client/worker-client';
import type { Dataset, DatasetId } from '../domain/dataset';
import type { Failure, Result } from '../domain/failure';
import type { LoadProgress } from '../protocol/api';

type OnProgress = (progress: LoadProgress) => void;

/** A load that the worker was asked for; the test decides when and how it ends. */
interface Load {
  id: DatasetId;
  baseUrl: string;
  onProgress: OnProgress;
  end(result: Result<Dataset>): void;
}

let loads: Load[];
let adopted: Dataset[];
let means: () => Promise<Float32Array>;
let started: (worker: RemoteWorker) => void;

const remote = {
  loadDataset: (id: DatasetId, baseUrl: string, onProgress: OnProgress) =>
    new Promise<Result<Dataset>>((resolve) => {
      loads.push({ id, baseUrl, onProgress, end: resolve });
    }),
  adoptDataset: async (dataset: Dataset) => void adopted.push(dataset),
  forgetDataset: async () => {},
  classMeans: () => means(),
} as unknown as RemoteWorker;

vi.mock('../client/worker-client', () => ({
  callWorker: (call: (worker: RemoteWorker, proxy: unknown) => unknown) =>
    call(remote, (callback: unknown) => callback),
  onWorkerStarted: (listener: typeof started) => {
    started = listener;
  },
}));

let store: typeof import('./dataset');
beforeEach(async () => {
  loads = [];
  adopted = [];
  vi.stubGlobal('document', { baseURI: 'http://localhost/app/' });
  vi.resetModules();
  store = await import('./dataset');
});
afterEach(() => {
  vi.unstubAllGlobals();
});

function dataset(id: DatasetId): Dataset {
  const set = { count: 1, images: new Uint8Array(784), labels: new Uint8Array(1) };
  return { id, name: null, fingerprint: id, classes: [], train: set, test: set };
}

function state() {
  const { status, requested, dataset: present, failure } = store.useDataset.getState();
  return { status, requested, id: present?.id ?? null, failure };
}

const missing: Failure = { code: 'dataset-missing', dataset: 'fashion-mnist' };
const damaged: Failure = { code: 'file-damaged', file: 'train-0.png' };

describe('loadDataset', () => {
  it('goes from idle over loading to ready, with progress', async () => {
    expect(state().status).toBe('idle');
    const done = store.loadDataset('fashion-mnist');
    expect(state()).toMatchObject({ status: 'loading', requested: 'fashion-mnist', id: null });
    expect(loads[0]?.baseUrl).toBe('http://localhost/app/');
    loads[0]?.onProgress({ images: 10_000, totalImages: 70_000 });
    expect(store.useDataset.getState().progress).toEqual({ images: 10_000, totalImages: 70_000 });
    loads[0]?.end({ ok: true, value: dataset('fashion-mnist') });
    await done;
    expect(state()).toEqual({
      status: 'ready',
      requested: 'fashion-mnist',
      id: 'fashion-mnist',
      failure: null,
    });
  });

  it('loads what is there or under way only once', async () => {
    const both = [store.loadDataset('starter'), store.loadDataset('starter')];
    loads[0]?.end({ ok: true, value: dataset('starter') });
    await Promise.all(both);
    await store.loadDataset('starter');
    expect(loads.length).toBe(1);
  });

  it('falls back on the starter sample when the full set was never packed, and says so', async () => {
    const done = store.loadDataset('fashion-mnist');
    loads[0]?.end({ ok: false, failure: missing });
    await vi.waitFor(() => expect(loads.length).toBe(2));
    expect(loads[1]?.id).toBe('starter');
    loads[1]?.end({ ok: true, value: dataset('starter') });
    await done;
    expect(state()).toEqual({
      status: 'ready',
      requested: 'fashion-mnist',
      id: 'starter',
      failure: missing,
    });
    // Asked for again, it is still the best there is.
    await store.loadDataset('fashion-mnist');
    expect(loads.length).toBe(2);
  });

  it('never replaces a damaged set silently', async () => {
    const done = store.loadDataset('fashion-mnist');
    loads[0]?.end({ ok: false, failure: damaged });
    await done;
    expect(state()).toMatchObject({ status: 'failed', id: null, failure: damaged });
    expect(loads.length).toBe(1);
  });

  it('fails when there is no starter sample either', async () => {
    const done = store.loadDataset('fashion-mnist');
    loads[0]?.end({ ok: false, failure: missing });
    await vi.waitFor(() => expect(loads.length).toBe(2));
    loads[1]?.end({ ok: false, failure: { code: 'dataset-missing', dataset: 'starter' } });
    await done;
    expect(state()).toMatchObject({ status: 'failed', failure: { dataset: 'starter' } });
  });

  it('tries again after a failure', async () => {
    const failed = store.loadDataset('fashion-mnist');
    loads[0]?.end({ ok: false, failure: damaged });
    await failed;
    const done = store.loadDataset('fashion-mnist');
    expect(state()).toMatchObject({ status: 'loading', failure: null });
    loads[1]?.end({ ok: true, value: dataset('fashion-mnist') });
    await done;
    expect(state().status).toBe('ready');
  });

  it('ends with the set that was chosen last, however the loads come in', async () => {
    const first = store.loadDataset('fashion-mnist');
    const second = store.loadDataset('starter');
    loads[1]?.end({ ok: true, value: dataset('starter') });
    await second;
    loads[0]?.onProgress({ images: 1, totalImages: 70_000 });
    loads[0]?.end({ ok: true, value: dataset('fashion-mnist') });
    await first;
    expect(state()).toMatchObject({ status: 'ready', requested: 'starter', id: 'starter' });
    expect(store.useDataset.getState().progress?.totalImages).not.toBe(70_000);
  });
});

describe('a worker that follows a lost one', () => {
  it('gets the images that are in memory', async () => {
    started(remote);
    expect(adopted).toEqual([]);
    const done = store.loadDataset('starter');
    loads[0]?.end({ ok: true, value: dataset('starter') });
    await done;
    started(remote);
    expect(adopted.map(({ id }) => id)).toEqual(['starter']);
  });
});

describe('loadClassMeans', () => {
  it('asks the worker once', async () => {
    let asked = 0;
    means = async () => {
      asked++;
      return new Float32Array(7840);
    };
    await store.loadClassMeans();
    expect(asked).toBe(0);
    const done = store.loadDataset('starter');
    loads[0]?.end({ ok: true, value: dataset('starter') });
    await done;
    await store.loadClassMeans();
    await store.loadClassMeans();
    expect(asked).toBe(1);
    expect(store.useDataset.getState().classMeans?.length).toBe(7840);
  });

  it('drops an answer for a set that is no longer the present one', async () => {
    let answer = (_: Float32Array) => {};
    means = () =>
      new Promise((resolve) => {
        answer = resolve;
      });
    const first = store.loadDataset('starter');
    loads[0]?.end({ ok: true, value: dataset('starter') });
    await first;
    const asking = store.loadClassMeans();
    const second = store.loadDataset('fashion-mnist');
    loads[1]?.end({ ok: true, value: dataset('fashion-mnist') });
    await second;
    answer(new Float32Array(7840));
    await asking;
    expect(store.useDataset.getState().classMeans).toBeNull();
  });
});
