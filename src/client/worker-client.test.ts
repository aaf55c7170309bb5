import * as Comlink from 'comlink';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { BackendCheck } from '../domain/backend';
import type { AtelierError } from '../domain/failure';

/** What every worker answers in a test. */
let api: Record<string, (...args: never[]) => unknown>;
let workers: FakeWorker[];

/** A worker in the same thread: its interface is served over a channel, as a real one's is. */
class FakeWorker extends EventTarget {
  readonly name: string;
  terminated = false;
  readonly #outside: MessagePort;
  readonly #inside: MessagePort;

  constructor(_: URL, options: WorkerOptions) {
    super();
    this.name = options.name ?? '';
    const { port1, port2 } = new MessageChannel();
    this.#outside = port1;
    this.#inside = port2;
    port1.onmessage = ({ data }) => this.dispatchEvent(new MessageEvent('message', { data }));
    Comlink.expose({ ping: () => {}, ...api }, port2);
    workers.push(this);
  }

  postMessage(message: unknown, transfer: Transferable[] = []): void {
    if (!this.terminated) this.#outside.postMessage(message, transfer);
  }

  terminate(): void {
    this.terminated = true;
    this.#outside.close();
    this.#inside.close();
  }

  crash(): void {
    this.dispatchEvent(new Event('error'));
  }
}

let client: typeof import('./worker-client');
beforeEach(async () => {
  api = {};
  workers = [];
  vi.stubGlobal('Worker', FakeWorker);
  vi.stubGlobal('navigator', {});
  vi.resetModules();
  client = await import('./worker-client');
});
afterEach(() => {
  vi.useRealTimers();
  client.endWorker();
  for (const worker of workers) worker.terminate();
  vi.unstubAllGlobals();
});

const never = () => new Promise<never>(() => {});

async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  const thrown = await promise.catch((error: unknown) => error);
  // The module was loaded anew, and its error class with it.
  return (thrown as AtelierError).failure;
}

describe('callWorker', () => {
  it('starts one worker with the first call and keeps it', async () => {
    api.classMeans = () => 'means';
    expect(workers.length).toBe(0);
    expect(await client.callWorker((worker) => worker.classMeans('starter'))).toBe('means');
    await client.callWorker((worker) => worker.ping());
    expect(workers.length).toBe(1);
    expect(workers[0]?.name).toMatch(/^atelier-/);
  });

  it('lets the worker call back', async () => {
    api.loadDataset = async (_id: never, _url: never, onProgress: (part: number) => void) => {
      await onProgress(1);
      await onProgress(2);
      return 'done';
    };
    const heard: unknown[] = [];
    const result = await client.callWorker((worker, proxy) =>
      worker.loadDataset(
        'starter',
        'http://localhost/',
        proxy((progress) => void heard.push(progress)),
      ),
    );
    expect(result).toBe('done');
    expect(heard).toEqual([1, 2]);
  });

  it('fails when the worker crashes before the answer, and tells the listeners', async () => {
    api.train = never;
    const told: string[] = [];
    client.onWorkerLost((cause) => told.push(cause));
    const call = client.callWorker((worker) => worker.train({} as never, () => {}));
    workers[0]?.crash();
    expect(await failureOf(call)).toEqual({ code: 'worker-lost', cause: 'crash' });
    expect(told).toEqual(['crash']);
    expect(workers[0]?.terminated).toBe(true);
  });

  it('starts another worker with the next call, under another name', async () => {
    await client.callWorker((worker) => worker.ping());
    workers[0]?.crash();
    await client.callWorker((worker) => worker.ping());
    expect(workers.length).toBe(2);
    expect(workers[1]?.name).not.toBe(workers[0]?.name);
    expect(workers[1]?.terminated).toBe(false);
  });

  it('can be called by a listener that hears of the loss', async () => {
    let again: Promise<unknown> = Promise.reject(new Error('not called'));
    again.catch(() => {});
    client.onWorkerLost(() => {
      again = client.callWorker((worker) => worker.classMeans('starter'));
    });
    api.classMeans = () => 'means';
    await client.callWorker((worker) => worker.ping());
    workers[0]?.crash();
    expect(await again).toBe('means');
    expect(workers.length).toBe(2);
  });

  it('calls those who want to know of a new worker before its first call', async () => {
    const order: string[] = [];
    api.adoptDataset = () => void order.push('adopt');
    api.classMeans = () => void order.push('means');
    client.onWorkerStarted((worker) => void worker.adoptDataset({} as never));
    await client.callWorker((worker) => worker.classMeans('starter'));
    expect(order).toEqual(['adopt', 'means']);
    workers[0]?.crash();
    await client.callWorker((worker) => worker.classMeans('starter'));
    expect(order).toEqual(['adopt', 'means', 'adopt', 'means']);
  });

  it('hands errors of the worker on', async () => {
    api.classMeans = () => {
      throw new RangeError('no such data set');
    };
    await expect(client.callWorker((worker) => worker.classMeans('starter'))).rejects.toThrow(
      'no such data set',
    );
  });
});

describe('endWorker', () => {
  it('fails pending calls without telling the listeners, who caused it', async () => {
    api.train = never;
    const told = vi.fn();
    client.onWorkerLost(told);
    const call = client.callWorker((worker) => worker.train({} as never, () => {}));
    client.endWorker();
    expect(await failureOf(call)).toMatchObject({ code: 'worker-lost' });
    expect(told).not.toHaveBeenCalled();
    expect(workers[0]?.terminated).toBe(true);
    await client.callWorker((worker) => worker.ping());
    expect(workers.length).toBe(2);
  });

  it('does nothing when there is none', () => {
    expect(() => client.endWorker()).not.toThrow();
    expect(workers).toEqual([]);
  });
});

describe('checkBackend', () => {
  const good: BackendCheck = { backend: 'wasm', status: 'correct', error: 1e-6, stepMs: 20 };

  it('uses a worker of its own and ends it', async () => {
    api.checkBackend = () => good;
    await client.callWorker((worker) => worker.ping());
    expect(await client.checkBackend('wasm', false)).toEqual(good);
    expect(workers.map(({ terminated }) => terminated)).toEqual([false, true]);
  });

  it('survives a backend that crashes its worker, and so does the other worker', async () => {
    api.checkBackend = never;
    const told = vi.fn();
    client.onWorkerLost(told);
    await client.callWorker((worker) => worker.ping());
    const check = client.checkBackend('webgpu', false);
    workers[1]?.crash();
    expect(await check).toMatchObject({ backend: 'webgpu', status: 'unavailable' });
    expect(told).not.toHaveBeenCalled();
    expect(workers[0]?.terminated).toBe(false);
  });

  it('gives up on a backend that says nothing for a minute', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    api.checkBackend = never;
    const check = client.checkBackend('webgl', false);
    await vi.advanceTimersByTimeAsync(59_000);
    expect(workers[0]?.terminated).toBe(false);
    await vi.advanceTimersByTimeAsync(1000);
    expect(await check).toEqual({ backend: 'webgl', status: 'timeout', seconds: 60 });
    expect(workers[0]?.terminated).toBe(true);
  });
});
