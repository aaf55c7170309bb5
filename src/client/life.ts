/** Why a worker is gone. */
export type LossCause = 'crash' | 'hang';

const BEAT_MS = 5000;
/**
 * A worker that has not answered for this long hangs. Generous, because a GPU backend may compile
 * shaders for many seconds without a chance to answer.
 */
const HANG_MS = 45_000;
/** After sleep, time has passed but the worker had none of it: it gets this many beats to answer. */
const BEATS_BEFORE_HANG = 3;

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
  let beats = 0;
  let askedAt = performance.now();
  let waiting = true;
  const ask = (answer: Promise<unknown>) => {
    beats = 0;
    askedAt = performance.now();
    waiting = true;
    answer.then(() => {
      waiting = false;
    });
  };
  ask(firstAnswer);
  const timer = setInterval(() => {
    if (!waiting) return ask(ping());
    const silent = performance.now() - askedAt;
    if (++beats >= BEATS_BEFORE_HANG && silent > HANG_MS) hung();
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
