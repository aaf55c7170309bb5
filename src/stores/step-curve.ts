import type { StepPoint } from '../protocol/events';

/** Above this many points every second one is dropped: far more than a screen has pixels. */
const MAX_POINTS = 16_384;

/** The steps of a run, thinned evenly as they grow, so that a run of days stays drawable. */
export class StepCurve {
  readonly points: StepPoint[] = [];
  #stride = 1;

  /** Adds points in order of their steps. */
  add(points: readonly StepPoint[]): void {
    for (const point of points) {
      if (point.step % this.#stride === 0) this.points.push(point);
      if (this.points.length > MAX_POINTS) this.#thin();
    }
  }

  /** Forgets all steps after `step`: a continued run makes them again. */
  cutAfter(step: number): void {
    const kept = this.points.filter((point) => point.step <= step);
    this.points.splice(0, this.points.length, ...kept);
  }

  #thin(): void {
    this.#stride *= 2;
    const kept = this.points.filter(({ step }) => step % this.#stride === 0);
    this.points.splice(0, this.points.length, ...kept);
  }
}
