/** Measures training time without the pauses. */
export class Stopwatch {
  #elapsed: number;
  #startedAt: number | null = null;

  /** @param seconds where to continue */
  constructor(seconds = 0) {
    this.#elapsed = seconds;
  }

  /** Seconds measured so far. */
  get seconds(): number {
    const running = this.#startedAt === null ? 0 : (performance.now() - this.#startedAt) / 1000;
    return this.#elapsed + running;
  }

  /** Starts or goes on; no effect while running. */
  start(): void {
    this.#startedAt ??= performance.now();
  }

  /** Holds; no effect while held. */
  hold(): void {
    this.#elapsed = this.seconds;
    this.#startedAt = null;
  }
}
