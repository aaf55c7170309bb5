/**
 * The main thread's half of the workers: one trains, one applies networks, one asks the photo network beside
 * another one, one compares images while that is looked at, and every backend is checked in one of its own.
 */
import * as Comlink from 'comlink';
import type { BackendCheck, BackendId } from '../domain/backend';
import type { TrainingApi } from '../protocol/api';
import type { InferenceApi } from '../protocol/inference';
import type { ReferenceApi } from '../protocol/references';
import type { LossCause } from './life';
import { type ProxyCallback, type Remote, startWorker, WorkerLink } from './worker-link';

/** The worker that trains, as seen from here. */
export type RemoteWorker = Remote<TrainingApi>;

/** A backend that has said nothing for this long is not going to. */
const CHECK_TIMEOUT_SECONDS = 60;

const training = new WorkerLink<TrainingApi>();
const inference = new WorkerLink<InferenceApi>();
const references = new WorkerLink<ReferenceApi>();
const scope = new WorkerLink<InferenceApi>();

/**
 * Calls the worker that trains, starting it if there is none.
 * @throws AtelierError `worker-lost` when it dies or hangs before the answer
 */
export function callWorker<T>(
  call: (worker: RemoteWorker, proxy: ProxyCallback) => Promise<T>,
): Promise<T> {
  return training.call(call);
}

/** Calls back whenever the training worker was started, before its first call. */
export function onWorkerStarted(listener: (worker: RemoteWorker) => void): void {
  training.onStarted(listener);
}

/** Calls back whenever the training worker was lost; pending calls fail at the same time. */
export function onWorkerLost(listener: (cause: LossCause) => void): void {
  training.onLost(listener);
}

/** Ends the training worker, as after a lost GPU context; pending calls fail. */
export function endWorker(): void {
  training.end();
}

/**
 * Calls the worker that applies networks, starting it if there is none.
 * @throws AtelierError `worker-lost` when it dies or hangs before the answer
 */
export function callInference<T>(
  call: (worker: Remote<InferenceApi>, proxy: ProxyCallback) => Promise<T>,
): Promise<T> {
  return inference.call(call);
}

/** Calls back whenever the worker that applies networks was lost, and its networks with it. */
export function onInferenceLost(listener: (cause: LossCause) => void): void {
  inference.onLost(listener);
}

/**
 * Calls the worker that compares images, starting it if there is none.
 * @throws AtelierError `worker-lost` when it dies, hangs or is ended before the answer
 */
export function callReferences<T>(call: (worker: Remote<ReferenceApi>) => Promise<T>): Promise<T> {
  return references.call(call);
}

/** Calls back whenever the worker that compares images was lost, and the known images with it. */
export function onReferencesLost(listener: (cause: LossCause) => void): void {
  references.onLost(listener);
}

/** Ends the worker that compares images, and frees its memory; pending calls fail. */
export function endReferences(): void {
  references.end();
}

/**
 * Calls the worker that asks the photo network whether photos are in another network's scope, starting it
 * if there is none.
 * @throws AtelierError `worker-lost` when it dies, hangs or is ended before the answer
 */
export function callScope<T>(call: (worker: Remote<InferenceApi>) => Promise<T>): Promise<T> {
  return scope.call(call);
}

/** Calls back whenever that worker was lost, and the network with it. */
export function onScopeLost(listener: (cause: LossCause) => void): void {
  scope.onLost(listener);
}

/** Ends that worker, and frees its memory; pending calls fail. */
export function endScope(): void {
  scope.end();
}

/** Hands memory over to a worker with the value that holds it, rather than copying it. */
export function handOver<T>(value: T, memory: Transferable[]): T {
  return Comlink.transfer(value, memory);
}

/**
 * Checks a backend in a worker of its own, so that one that crashes or hangs harms nothing.
 * @param skipsSoftwareGpu whether one whose GPU is emulated is not tried
 */
export async function checkBackend(
  backend: BackendId,
  skipsSoftwareGpu: boolean,
): Promise<BackendCheck> {
  const worker = startWorker<TrainingApi>(() => {});
  try {
    const check = worker.remote.checkBackend(backend, skipsSoftwareGpu);
    return await Promise.race([check, worker.lost, timeout(backend)]);
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
