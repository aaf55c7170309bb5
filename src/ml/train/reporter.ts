import type { RunEvent, RunPhase, StepPoint } from '../../protocol/events';

/**
 * At most four events a second: each has the page drawn anew, which takes processor time from the
 * training, and figures that change faster cannot be read.
 */
const INTERVAL_MS = 250;
/** The speed shown is the mean over this many of the last seconds. */
const SPEED_WINDOW_SECONDS = 3;

/** Where the loop stands, for progress and time left. */
export interface Position {
  phase: RunPhase;
  /** Epoch under way, counted from 1. */
  epoch: number;
  /** Share of the phase done, 0 to 1. */
  fraction: number;
  /** Training images still to come in the whole run. */
  imagesLeft: number;
}

/** Collects steps and tells the interface about them in batches. */
export class Reporter {
  readonly #runId: string;
  readonly #send: (event: RunEvent) => void;
  #points: StepPoint[] = [];
  #speed: { seconds: number; images: number }[] = [];
  #images = 0;
  #position: Position | null = null;
  #sentAt = 0;

  constructor(runId: string, send: (event: RunEvent) => void) {
    this.#runId = runId;
    this.#send = send;
  }

  /** Notes a step; sends when it is time. */
  step(point: StepPoint, images: number, position: Position): void {
    this.#points.push(point);
    this.#images += images;
    this.#speed.push({ seconds: point.seconds, images: this.#images });
    while ((this.#speed[1]?.seconds ?? Infinity) < point.seconds - SPEED_WINDOW_SECONDS) {
      this.#speed.shift();
    }
    this.progress(position);
  }

  /** Notes where the loop stands; sends when it is time. */
  progress(position: Position): void {
    this.#position = position;
    if (performance.now() - this.#sentAt >= INTERVAL_MS) this.flush();
  }

  /** Sends where the loop stands now; nothing before the first step. */
  flush(): void {
    if (!this.#position) return;
    const { phase, epoch, fraction, imagesLeft } = this.#position;
    const imagesPerSecond = this.#imagesPerSecond();
    this.#send({
      runId: this.#runId,
      type: 'progress',
      phase,
      points: this.#points,
      epoch,
      fraction,
      imagesPerSecond,
      secondsLeft: imagesPerSecond && imagesLeft / imagesPerSecond,
    });
    this.#points = [];
    this.#sentAt = performance.now();
  }

  #imagesPerSecond(): number | null {
    const first = this.#speed[0];
    const last = this.#speed.at(-1);
    if (!first || !last || last.seconds <= first.seconds) return null;
    return (last.images - first.images) / (last.seconds - first.seconds);
  }
}
