import { nextTask } from '../../../domain/next-task';
import type { ImportProgress } from '../../../protocol/inference';

/** Work goes on for so long before messages are looked at: cancelling is then felt as immediate. */
const SLICE_MS = 30;
/** Progress is told no more often. */
const TELL_MS = 100;

/** Thrown inside an import that was cancelled, and caught by it. */
export class Cancelled extends Error {}

/** An import under way: how far it is, and whether it is still wanted. */
export class ImportJob {
  readonly #onProgress: (progress: ImportProgress) => void;
  readonly #totalBytes: number;
  readonly #abort = new AbortController();
  #sliceStart = performance.now();
  #toldAt = 0;
  /** Bytes of the files read so far, as they lie on disk. */
  bytes = 0;
  /** Images read so far. */
  images = 0;

  constructor(totalBytes: number, onProgress: (progress: ImportProgress) => void) {
    this.#totalBytes = totalBytes;
    this.#onProgress = onProgress;
  }

  /** Has reads that are under way end too. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  cancel(): void {
    this.#abort.abort();
  }

  /** Tells how far it is. */
  tell(): void {
    this.#toldAt = performance.now();
    const { bytes, images } = this;
    this.#onProgress({ bytes, totalBytes: this.#totalBytes, images });
  }

  /**
   * To be called every few milliseconds of work: tells progress and lets messages in when it is time.
   * @throws Cancelled
   */
  async breathe(): Promise<void> {
    const now = performance.now();
    if (now - this.#toldAt >= TELL_MS) this.tell();
    if (now - this.#sliceStart >= SLICE_MS) {
      await nextTask();
      this.#sliceStart = performance.now();
    }
    if (this.#abort.signal.aborted) throw new Cancelled();
  }
}
