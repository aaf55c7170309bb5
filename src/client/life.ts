/** Why a worker is gone. */
export type LossCause = 'crash' | 'hang';

const BEAT_MS = 5000;
/**
 * A worker that has not answered for this long hangs. Generous, because a GPU backend may compile
 * shaders for many seconds without a chance to answer.
 */
const HANG_MS = 45_000;
/** A longer time between two beats was not the worker's: the computer slept, the tab was frozen. */
const MOST_COUNTED_MS = 2 * BEAT_MS;

/**
 * Watches a worker and calls `lost` once when it is gone: by the browser's error event, by the lock
 * that it holds while alive, or by a heartbeat that it no longer answers.
 * @param name name of the lock the worker holds
 * @returns a function that ends the watch
 */
export function watchLife(
  worker: Worker,
  name: string,
  ping: () => Promise<unknown>,
  lost: (cause: LossCause) => void,
): () => void {
  const watch = new AbortController();
  const gone = (cause: LossCause) => {
    if (watch.signal.aborted) return;
    watch.abort();
    lost(cause);
  };
  worker.addEventListener('error', () => gone('crash'), { signal: watch.signal });
  const firstAnswer = ping();
  firstAnswer.then(() => waitForLock(name, watch.signal, () => gone('crash')));
  heartbeat(firstAnswer, ping, watch.signal, () => gone('hang'));
  return () => watch.abort();
}

function heartbeat(
  firstAnswer: Promise<unknown>,
  ping: () => Promise<unknown>,
  signal: AbortSignal,
  hung: () => void,
): void {
  let silentMs = 0;
  let lastBeat = performance.now();
  let waiting = true;
  const ask = (answer: Promise<unknown>) => {
    silentMs = 0;
    waiting = true;
    answer.then(() => {
      waiting = false;
    });
  };
  ask(firstAnswer);
  const timer = setInterval(() => {
    const sinceLast = performance.now() - lastBeat;
    lastBeat += sinceLast;
    if (!waiting) return ask(ping());
    silentMs += Math.min(sinceLast, MOST_COUNTED_MS);
    if (silentMs > HANG_MS) hung();
  }, BEAT_MS);
  signal.addEventListener('abort', () => clearInterval(timer));
}

/** Waits for the worker's lock: getting it means that the worker is dead. */
function waitForLock(name: string, signal: AbortSignal, dead: () => void): void {
  if (!('locks' in navigator) || signal.aborted) return;
  navigator.locks.request(name, { signal }, dead).catch((thrown: unknown) => {
    // Ending the watch aborts the request; anything else is a fault.
    if (!signal.aborted) throw thrown;
  });
}
