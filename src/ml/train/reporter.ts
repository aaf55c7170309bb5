import type { RunEvent, RunPhase, StepPoint } from '../../protocol/events';

/**
 * At most four events a second: each has the page drawn anew, which takes processor time from the
 * training, and figures that change faster cannot be read.
 */
const INTERVAL_MS = 250;
/** The speed shown is the mean over this many of the last seconds. */
const SPEED_WINDOW_SECONDS = 3;
/** Where it stood is kept this often: small networks make a thousand steps a second. */
const SPEED_MARK_SECONDS = 0.05;

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
  /** Where it stood in the last seconds, oldest first. */
  #marks: { seconds: number; images: number }[] = [];
  #seconds = 0;
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
    this.#seconds = point.seconds;
    this.#images += images;
    this.#mark();
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

  #mark(): void {
    const marks = this.#marks;
    const due = (marks.at(-1)?.seconds ?? -Infinity) + SPEED_MARK_SECONDS;
    if (this.#seconds >= due) marks.push({ seconds: this.#seconds, images: this.#images });
    const windowStart = this.#seconds - SPEED_WINDOW_SECONDS;
    while ((marks[1]?.seconds ?? Infinity) < windowStart) marks.shift();
  }

  #imagesPerSecond(): number | null {
    const first = this.#marks[0];
    if (!first || this.#seconds <= first.seconds) return null;
    return (this.#images - first.images) / (this.#seconds - first.seconds);
  }
}
