import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Dataset } from '../domain/dataset';
import type { Failure } from '../domain/failure';

/** A call to the worker, answered by the test. */
interface Call {
  name: 'load' | 'nearest';
  pixels: Uint8Array;
  answer: (value: unknown) => void;
  fail: (failure: Failure) => void;
}

const fake = vi.hoisted(() => ({ calls: [] as Call[], ended: 0, lose: () => {} }));

vi.mock('../client/worker-client', () => {
  const ask = (name: Call['name'], pixels: Uint8Array) =>
    new Promise((answer) => {
      fake.calls.push({
        name,
        pixels,
        answer: (value) => answer({ ok: true, value }),
        fail: (failure) => answer({ ok: false, failure }),
      });
    });
  const worker = {
    loadReferences: (images: Uint8Array) => ask('load', images),
    nearestReferences: (pixels: Uint8Array) => ask('nearest', pixels),
  };
  return {
    callReferences: (call: (remote: typeof worker) => unknown) => call(worker),
    onReferencesLost: (listener: () => void) => {
      fake.lose = listener;
    },
    endReferences: () => {
      fake.ended++;
    },
    callWorker: async () => {},
    onWorkerStarted: () => {},
  };
});

let store: typeof import('./nearest');
let useDataset: typeof import('./dataset').useDataset;
beforeEach(async () => {
  vi.resetModules();
  fake.calls = [];
  fake.ended = 0;
  store = await import('./nearest');
  useDataset = (await import('./dataset')).useDataset;
});

const settle = () => new Promise((resolve) => setTimeout(resolve));
const names = () => fake.calls.map(({ name }) => name);
const image = (value: number) => new Uint8Array(4).fill(value);

/** Three images of four pixels. */
function dataset(): Dataset {
  const set = { count: 3, images: new Uint8Array(12), labels: new Uint8Array(3) };
  const rest = { id: 'starter', name: null, fingerprint: 'f', classes: [] } as const;
  return { ...rest, classes: [], train: set, test: set };
}

async function answer(value: unknown = null): Promise<void> {
  fake.calls.at(-1)?.answer(value);
  await settle();
}

async function fail(failure: Failure): Promise<void> {
  fake.calls.at(-1)?.fail(failure);
  await settle();
}

describe('comparing with known images', () => {
  it('hands the images over once, and only when somebody looks', async () => {
    useDataset.setState({ dataset: dataset() });
    const first = image(1);
    store.lookForNearest(first);
    expect(fake.calls).toEqual([]);
    const close = store.openNearest();
    expect(names()).toEqual(['load']);
    await answer();
    await answer([{ index: 2, distance: 5 }]);
    const { found } = store.useNearest.getState();
    expect(found?.pixels).toBe(first);
    expect(found?.neighbours).toEqual([{ index: 2, distance: 5 }]);
    store.lookForNearest(image(2));
    await answer([]);
    expect(names()).toEqual(['load', 'nearest', 'nearest']);
    close();
    expect(fake.ended).toBe(1);
    expect(store.useNearest.getState().found).toBeNull();
  });

  it('waits for images, and follows others', async () => {
    store.openNearest();
    store.lookForNearest(image(1));
    expect(fake.calls).toEqual([]);
    useDataset.setState({ dataset: dataset() });
    await answer();
    await answer([]);
    useDataset.setState({ dataset: dataset() });
    await answer();
    expect(names()).toEqual(['load', 'nearest', 'load', 'nearest']);
  });

  it('asks of the newest image while one is under way', async () => {
    useDataset.setState({ dataset: dataset() });
    store.openNearest();
    for (const value of [1, 2, 3]) store.lookForNearest(image(value));
    await answer();
    await answer([]);
    await answer([]);
    expect(fake.calls.slice(1).map(({ pixels }) => pixels[0])).toEqual([1, 3]);
  });

  it('forgets what it asked when closed, and begins anew', async () => {
    useDataset.setState({ dataset: dataset() });
    store.lookForNearest(image(1));
    store.openNearest()();
    store.openNearest();
    fake.calls[0]?.answer(null);
    await settle();
    expect(names()).toEqual(['load', 'load']);
  });

  it('hands the images over again after the worker was lost', async () => {
    useDataset.setState({ dataset: dataset() });
    store.openNearest();
    store.lookForNearest(image(1));
    await answer();
    await answer([]);
    fake.lose();
    store.lookForNearest(image(2));
    expect(names()).toEqual(['load', 'nearest', 'load']);
  });

  it('asks the same again after a failure', async () => {
    useDataset.setState({ dataset: dataset() });
    store.openNearest();
    const pixels = image(1);
    store.lookForNearest(pixels);
    const failure = { code: 'worker-lost', cause: 'crash' } as const;
    await fail(failure);
    expect(store.useNearest.getState().failure).toEqual(failure);
    store.lookForNearest(pixels);
    expect(names()).toEqual(['load']);
    store.retryNearest();
    expect(store.useNearest.getState().failure).toBeNull();
    await answer();
    await answer([{ index: 1, distance: 4 }]);
    expect(names()).toEqual(['load', 'load', 'nearest']);
    expect(store.useNearest.getState().found?.pixels).toBe(pixels);
  });

  it('does not compare images of another size', () => {
    useDataset.setState({ dataset: dataset() });
    store.openNearest();
    store.lookForNearest(new Uint8Array(5));
    expect(fake.calls).toEqual([]);
  });
});
