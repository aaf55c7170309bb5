/**
 * The main thread's half of the worker: starts it with the first call, notices when it dies or
 * hangs, and starts another with the next call.
 */
import * as Comlink from 'comlink';
import type { BackendCheck, BackendId } from '../domain/backend';
import { AtelierError } from '../domain/failure';
import type { WorkerApi } from '../protocol/api';
import { type LossCause, watchLife } from './life';

/** The worker's interface as seen from here: every answer is a promise. */
export type RemoteWorker = {
  [Name in keyof WorkerApi]: (
    ...args: Parameters<WorkerApi[Name]>
  ) => Promise<Awaited<ReturnType<WorkerApi[Name]>>>;
};

/** Makes a callback callable from the worker. */
export type ProxyCallback = <T extends (...args: never[]) => unknown>(callback: T) => T;

interface LiveWorker {
  remote: RemoteWorker;
  /** Rejects when the worker is gone; pending calls would otherwise wait for ever. */
  lost: Promise<never>;
  end(): void;
}

/** A backend that has said nothing for this long is not going to. */
const CHECK_TIMEOUT_SECONDS = 60;

const startListeners = new Set<(worker: RemoteWorker) => void>();
const lossListeners = new Set<(cause: LossCause) => void>();
let live: LiveWorker | null = null;
let started = 0;

/**
 * Calls the worker, starting it if there is none.
 * @throws AtelierError `worker-lost` when it dies or hangs before the answer
 */
export function callWorker<T>(
  call: (worker: RemoteWorker, proxy: ProxyCallback) => Promise<T>,
): Promise<T> {
  if (!live) {
    const worker = startWorker((cause) => {
      if (live === worker) live = null;
      for (const listener of lossListeners) listener(cause);
    });
    live = worker;
    for (const listener of startListeners) listener(worker.remote);
  }
  return Promise.race([call(live.remote, proxied), live.lost]);
}

/**
 * Calls back whenever a worker was started, before its first call: calls made by the listener are
 * answered first.
 */
export function onWorkerStarted(listener: (worker: RemoteWorker) => void): void {
  startListeners.add(listener);
}

/** Calls back whenever the worker was lost; pending calls fail at the same time. */
export function onWorkerLost(listener: (cause: LossCause) => void): void {
  lossListeners.add(listener);
}

/**
 * Ends the worker, as after a lost GPU context, whose promises never settle; pending calls fail, and
 * the listeners of {@link onWorkerLost} are not told, since the caller knows.
 */
export function endWorker(): void {
  live?.end();
  live = null;
}

/** Checks a backend in a worker of its own, so that one that crashes or hangs harms nothing. */
export async function checkBackend(backend: BackendId): Promise<BackendCheck> {
  const worker = startWorker(() => {});
  try {
    return await Promise.race([worker.remote.checkBackend(backend), worker.lost, timeout(backend)]);
  } catch (thrown) {
    return { backend, status: 'unavailable', detail: String(thrown) };
  } finally {
    worker.end();
  }
}

function timeout(backend: BackendId): Promise<BackendCheck> {
  const seconds = CHECK_TIMEOUT_SECONDS;
  return new Promise((resolve) => {
    setTimeout(() => resolve({ backend, status: 'timeout', seconds }), seconds * 1000);
  });
}

function startWorker(onLost: (cause: LossCause) => void): LiveWorker {
  // Unique across tabs too: the worker's life lock bears this name.
  const name = `atelier-${Date.now()}-${++started}`;
  const worker = new Worker(new URL('../worker/worker.ts', import.meta.url), {
    type: 'module',
    name,
  });
  // Comlink's own type spreads unions over promises, which loses the Result type.
  const remote = Comlink.wrap(worker) as unknown as RemoteWorker;
  let end: (cause?: LossCause) => void = () => {};
  const lost = new Promise<never>((_, reject) => {
    const stopWatching = watchLife(
      worker,
      name,
      () => remote.ping(),
      (cause) => {
        end(cause);
        onLost(cause);
      },
    );
    end = (cause: LossCause = 'crash') => {
      stopWatching();
      worker.terminate();
      reject(new AtelierError({ code: 'worker-lost', cause }));
    };
  });
  // Nobody may be waiting when it happens; the listeners are told anyway.
  lost.catch(() => {});
  return { remote, lost, end: () => end() };
}

const proxied: ProxyCallback = (callback) => Comlink.proxy(callback);
