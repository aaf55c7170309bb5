/**
 * A worker as the main thread knows it: started with the first call, watched, and followed by another
 * with the next call after it died or hung.
 */
import * as Comlink from 'comlink';
import { AtelierError } from '../domain/failure';
import type { WorkerApi } from '../protocol/api';
import { type LossCause, watchLife } from './life';

/** A worker's interface as seen from here: every answer is a promise. */
export type Remote<Api> = {
  [Name in keyof Api]: Api[Name] extends (...args: infer Arguments) => infer Answer
    ? (...args: Arguments) => Promise<Awaited<Answer>>
    : never;
};

/** Makes a callback callable from the worker. */
export type ProxyCallback = <T extends (...args: never[]) => unknown>(callback: T) => T;

/** A running worker. */
export interface LiveWorker<Api> {
  remote: Remote<Api>;
  /** Rejects when the worker is gone; pending calls would otherwise wait for ever. */
  lost: Promise<never>;
  end(): void;
}

/** One of the workers, alive or not, by the part of the interface that it is used for. */
export class WorkerLink<Api extends Partial<WorkerApi>> {
  readonly #startListeners = new Set<(worker: Remote<Api>) => void>();
  readonly #lossListeners = new Set<(cause: LossCause) => void>();
  #live: LiveWorker<Api> | null = null;

  /**
   * Calls the worker, starting it if there is none.
   * @throws AtelierError `worker-lost` when it dies or hangs before the answer
   */
  call<T>(call: (worker: Remote<Api>, proxy: ProxyCallback) => Promise<T>): Promise<T> {
    if (!this.#live) {
      const worker = startWorker<Api>((cause) => {
        if (this.#live === worker) this.#live = null;
        for (const listener of this.#lossListeners) listener(cause);
      });
      this.#live = worker;
      for (const listener of this.#startListeners) listener(worker.remote);
    }
    return Promise.race([call(this.#live.remote, proxied), this.#live.lost]);
  }

  /**
   * Calls back whenever a worker was started, before its first call: calls made by the listener are
   * answered first.
   */
  onStarted(listener: (worker: Remote<Api>) => void): void {
    this.#startListeners.add(listener);
  }

  /** Calls back whenever the worker was lost; pending calls fail at the same time. */
  onLost(listener: (cause: LossCause) => void): void {
    this.#lossListeners.add(listener);
  }

  /**
   * Ends the worker, as after a lost GPU context, whose promises never settle; pending calls fail,
   * and the listeners of {@link onLost} are not told, since the caller knows.
   */
  end(): void {
    this.#live?.end();
    this.#live = null;
  }
}

let started = 0;

/** Starts a worker of its own and watches it. */
export function startWorker<Api extends Partial<WorkerApi>>(
  onLost: (cause: LossCause) => void,
): LiveWorker<Api> {
  // Unique across tabs too: the worker's life lock bears this name.
  const name = `atelier-${Date.now()}-${++started}`;
  const worker = new Worker(new URL('../worker/worker.ts', import.meta.url), {
    type: 'module',
    name,
  });
  // Comlink's own type spreads unions over promises, which loses the Result type.
  const remote = Comlink.wrap(worker) as unknown as Remote<WorkerApi>;
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
  return { remote: remote as unknown as Remote<Api>, lost, end: () => end() };
}

const proxied: ProxyCallback = (callback) => Comlink.proxy(callback);
