import type { LearningRateChange } from '../../domain/schedule';

/** The switches of a running training, set by the interface and read by the loop between steps. */
export class RunControl {
  #paused: boolean;
  #stopped = false;
  #stepsAllowed = 0;
  #wake: (() => void) | null = null;
  readonly #changes: LearningRateChange[];
  readonly #onWait: (waiting: boolean) => void;
  /** Steps handed to the trainer so far; a new learning rate holds from here on. */
  stepsPlanned = 0;

  /**
   * @param changes learning rate changes so far; kept and added to
   * @param onWait told whenever the loop begins or ends waiting
   */
  constructor(
    paused: boolean,
    changes: readonly LearningRateChange[],
    onWait: (waiting: boolean) => void,
  ) {
    this.#paused = paused;
    this.#changes = [...changes];
    this.#onWait = onWait;
  }

  /** Whether the run is to end now. */
  get stopped(): boolean {
    return this.#stopped;
  }

  /** Whether the loop may only make single steps. */
  get paused(): boolean {
    return this.#paused;
  }

  /** All learning rate changes so far, oldest first. */
  get learningRateChanges(): readonly LearningRateChange[] {
    return this.#changes;
  }

  /** The loop waits before its next step. */
  pause(): void {
    this.#paused = true;
  }

  /** The loop goes on. */
  resume(): void {
    this.#paused = false;
    this.#stepsAllowed = 0;
    this.#wakeLoop();
  }

  /** The loop makes one more step; pauses it first if need be. */
  step(): void {
    this.#paused = true;
    this.#stepsAllowed++;
    this.#wakeLoop();
  }

  /** The loop ends before its next step. */
  stop(): void {
    this.#stopped = true;
    this.#wakeLoop();
  }

  /** Sets the base learning rate of all steps not yet planned. */
  changeLearningRate(learningRate: number): LearningRateChange {
    const change = { step: this.stepsPlanned, learningRate };
    if (this.#changes.at(-1)?.step === change.step) this.#changes.pop();
    this.#changes.push(change);
    return change;
  }

  /**
   * Waits while paused. Gives how many steps may be made before asking again: `wanted` while
   * running, 1 for a single step, 0 when the run was stopped.
   */
  async gate(wanted: number): Promise<number> {
    await this.waitWhilePaused();
    if (this.#stopped) return 0;
    if (!this.#paused) return wanted;
    this.#stepsAllowed--;
    return 1;
  }

  /** Waits until the run goes on, is to make a step, or is stopped. */
  async waitWhilePaused(): Promise<void> {
    while (this.#paused && this.#stepsAllowed === 0 && !this.#stopped) {
      this.#onWait(true);
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      this.#onWait(false);
    }
  }

  #wakeLoop(): void {
    this.#wake?.();
    this.#wake = null;
  }
}
