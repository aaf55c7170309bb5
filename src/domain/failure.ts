import type { DataFault } from './own-data';
import type { CameraFault, PhotoFault } from './photo/fault';

/**
 * Everything that can go wrong in a way a person should hear about, as data: a code and the facts.
 * The interface chooses the words in the reader's language (src/i18n); nothing here is prose.
 */
export type Failure =
  /** No data set could be read at all: neither the packed one nor the starter sample. */
  | { code: 'dataset-missing'; dataset: string }
  /** The manifest is not one this version understands. `reason` is technical detail. */
  | { code: 'manifest-invalid'; file: string; reason: string }
  /** A file could not be fetched. `status` is the HTTP status, 0 when the request itself failed. */
  | { code: 'file-unreachable'; file: string; status: number }
  /** A file's decoded content does not match the SHA-256 in the manifest, or it cannot be decoded. */
  | { code: 'file-damaged'; file: string }
  /** The chosen backend cannot be started here; `detail` is null where there is none to start. */
  | { code: 'backend-unavailable'; backend: string; detail: string | null }
  /** The chosen backend did not answer its self-check in time. */
  | { code: 'backend-timeout'; backend: string; seconds: number }
  /** The chosen backend computes wrongly on this device: relative error of its gradients. */
  | { code: 'backend-wrong'; backend: string; error: number }
  /** No backend passed the self-check. */
  | { code: 'no-backend' }
  /** Loss became NaN or infinite at this step (counted from 1). */
  | { code: 'loss-not-finite'; step: number; epoch: number; learningRate: number }
  /** The GPU took the context away (driver reset, out of memory, laptop switched GPU). */
  | { code: 'gpu-lost'; backend: string }
  /** The worker died or no longer answers. */
  | { code: 'worker-lost'; cause: 'crash' | 'hang' }
  /**
   * The device could not give the memory asked for: so many bytes, where that is known, and `limit`
   * where they are more than there can ever be.
   */
  | { code: 'out-of-memory'; bytes?: number; limit?: number }
  /** IndexedDB is full. */
  | { code: 'storage-full' }
  /** IndexedDB is not there (private mode, blocked by the user). */
  | { code: 'storage-unavailable'; reason: string }
  /** An own data set is not in this browser's storage: removed, or of another browser. */
  | { code: 'own-dataset-missing'; dataset: string }
  /** What is stored of an own data set is not what was stored: it cannot be used any more. */
  | { code: 'own-dataset-damaged'; name: string }
  /** An own data set could not be stored: it is there until the page is closed. */
  | { code: 'dataset-not-stored'; name: string; reason: string }
  /** Files that do not become a data set; `file` is the one at fault. */
  | { code: 'data-refused'; file: string; fault: DataFault }
  /** A photo that is not answered. */
  | { code: 'photo-refused'; file: string; fault: PhotoFault }
  /** No picture from the webcam. */
  | { code: 'camera-failed'; fault: CameraFault }
  /** The weights of a stored run are no longer kept, or a shipped network is not on this server. */
  | { code: 'network-missing'; name: string }
  /** A stored or imported run record is of another version or not a record. */
  | { code: 'run-invalid'; reason: string }
  /** Anything else: a fault of ours. `detail` is the original message. */
  | { code: 'unexpected'; detail: string };

/** The code of a {@link Failure}. */
export type FailureCode = Failure['code'];

/** An error that carries a {@link Failure}; thrown inside one thread, sent as data between threads. */
export class AtelierError extends Error {
  readonly failure: Failure;

  constructor(failure: Failure, options?: ErrorOptions) {
    super(`${failure.code} ${JSON.stringify(failure)}`, options);
    this.name = 'AtelierError';
    this.failure = failure;
  }
}

/** The failure behind any thrown value; what is not ours becomes `unexpected` with its message. */
export function toFailure(thrown: unknown): Failure {
  if (thrown instanceof AtelierError) return thrown.failure;
  if (thrown instanceof RangeError && /alloc|memory|array buffer/i.test(thrown.message)) {
    return { code: 'out-of-memory' };
  }
  return {
    code: 'unexpected',
    detail: thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown),
  };
}

/** Whether a file is code of the app: each version has its own, by another name, and not those of others. */
export function isCodeFile(file: string): boolean {
  return file.endsWith('.wasm');
}

/** Whether a photo may be answered when it is tried again as it is: the fault was not its own. */
export function mayFareBetter(failure: Failure): boolean {
  if (failure.code !== 'photo-refused') return true;
  return failure.fault.code === 'too-slow';
}

/** Whether a failure to answer a photo says nothing of the next one, so that the others go on. */
export function isOfOnePhoto({ code }: Failure): boolean {
  switch (code) {
    case 'photo-refused':
    case 'worker-lost':
    case 'out-of-memory':
    case 'unexpected':
      return true;
    default:
      return false;
  }
}

/** Outcome of a call that crosses the thread, where thrown errors would lose their facts. */
export type Result<T> = { ok: true; value: T } | { ok: false; failure: Failure };
