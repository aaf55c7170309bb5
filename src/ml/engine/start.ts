/** The engine in a browser: which kernels, how many threads. */
import { NO_SIMD } from '../../domain/backend';
import { IMAGE_PIXELS } from '../../domain/dataset';
import { AtelierError } from '../../domain/failure';
import { type Helper, hireCrew } from './crew';
import { DistanceTable, distanceMemory } from './distances';
import { Engine } from './engine';
import { fetchBytes, fileName } from './fetch-bytes';
import plain from './generated/kernels.wasm?url';
import relaxed from './generated/kernels-relaxed.wasm?url';
import { type EngineJob, engineBytes, engineMemory } from './job';
import type { ThreadStart } from './thread';

/** More threads than this have not been measured; batches are too small to share further. */
const MAX_THREADS = 8;

/** A module that makes a vector, and does nothing else. */
const SIMD_PROBE = Uint8Array.of(
  ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00, 0x01, 0x05, 0x01, 0x60, 0x00, 0x01, 0x7b],
  ...[0x03, 0x02, 0x01, 0x00, 0x0a, 0x08, 0x01, 0x06, 0x00, 0x41, 0x00, 0xfd, 0x0f, 0x0b],
);

/** A module that multiplies and adds by relaxed SIMD, and does nothing else. */
const RELAXED_PROBE = Uint8Array.of(
  ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00, 0x01, 0x05, 0x01, 0x60, 0x00, 0x01, 0x7b],
  ...[0x03, 0x02, 0x01, 0x00, 0x0a, 0x13, 0x01, 0x11, 0x00, 0x41, 0x00, 0xfd, 0x0f, 0x41, 0x00],
  ...[0xfd, 0x0f, 0x41, 0x00, 0xfd, 0x0f, 0xfd, 0x85, 0x02, 0x0b],
);

/** Whether kernels run here at all. */
export function hasSimd(): boolean {
  return WebAssembly.validate(SIMD_PROBE);
}

/** Whether kernels with relaxed SIMD run here. */
export function hasRelaxedSimd(): boolean {
  return WebAssembly.validate(RELAXED_PROBE);
}

/** Threads to use: all cores where memory can be shared, else this one. */
export function usualThreads(): number {
  if (!globalThis.crossOriginIsolated) return 1;
  return Math.max(1, Math.min(navigator.hardwareConcurrency, MAX_THREADS));
}

/** Bytes that {@link startEngine} takes for a job. Throws AtelierError `out-of-memory`. */
export function startingBytes(job: EngineJob): number {
  return engineBytes(job, usualThreads());
}

let kernels: Promise<WebAssembly.Module> | null = null;

/**
 * An engine with its threads. Throws RangeError for a network that the engine cannot train, AtelierError
 * `out-of-memory`, or what {@link loadKernels} does.
 * @param kernels other than those for this browser
 */
export async function startEngine(
  job: EngineJob,
  threads = usualThreads(),
  kernels: WebAssembly.Module | null = null,
): Promise<Engine> {
  const module = kernels ?? (await loadKernels());
  const memory = engineMemory(job, threads);
  return new Engine(job, memory, await hireCrew(module, memory, threads, startHelper));
}

/**
 * Distances to these images on all cores. Throws AtelierError `out-of-memory`, or what {@link loadKernels} does.
 * @param references N x 784 bytes; a copy is kept
 */
export async function startDistances(
  references: Uint8Array,
  threads = usualThreads(),
): Promise<DistanceTable> {
  const module = await loadKernels();
  const memory = distanceMemory(references.length / IMAGE_PIXELS);
  return new DistanceTable(
    references,
    memory,
    await hireCrew(module, memory, threads, startHelper),
  );
}

/**
 * The compiled kernels for this browser; asked for again after they could not be had.
 * @throws AtelierError `backend-unavailable` where it has no SIMD; `file-unreachable` or `file-damaged` naming the file
 */
export function loadKernels(): Promise<WebAssembly.Module> {
  kernels ??= fetchKernels();
  kernels.catch(() => {
    kernels = null;
  });
  return kernels;
}

async function fetchKernels(): Promise<WebAssembly.Module> {
  if (!hasSimd()) {
    throw new AtelierError({ code: 'backend-unavailable', backend: 'engine', detail: NO_SIMD });
  }
  const address = hasRelaxedSimd() ? relaxed : plain;
  const bytes = await fetchBytes(address);
  try {
    return await WebAssembly.compile(bytes);
  } catch (thrown) {
    if (WebAssembly.validate(bytes)) throw thrown;
    // Some servers answer with a page in place of a file that is not there any more.
    throw new AtelierError({ code: 'file-damaged', file: fileName(address) }, { cause: thrown });
  }
}

function startHelper(
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
  thread: number,
): Promise<Helper> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./thread.ts', import.meta.url), { type: 'module' });
    worker.onmessage = () => resolve(worker);
    worker.onerror = (event) => reject(new Error(event.message || 'a thread did not start'));
    worker.postMessage({ module, memory, thread } satisfies ThreadStart);
  });
}
