import type { ScheduleId, TrainingSettings } from './settings';

/** The base learning rate was set to `learningRate` before the step `step` (counted from 0). */
export interface LearningRateChange {
  step: number;
  learningRate: number;
}

/** Share of a one-cycle run spent warming up. */
const WARM_UP = 0.3;
/** One-cycle (Smith and Topin 2018) starts at peak / 25, PyTorch's default, and ends at peak / 10,000. */
const START_DIVISOR = 25;
const END_DIVISOR = 1e4;
/** Step schedule: divide by ten after each third of the run (as He et al. 2015 did twice). */
const STEP_FACTOR = 0.1;

/**
 * Factor in (0, 1] by which a schedule multiplies the base learning rate.
 * @param progress share of all training steps done, 0 to below 1
 */
export function scheduleFactor(schedule: ScheduleId, progress: number): number {
  switch (schedule) {
    case 'constant':
      return 1;
    case 'step':
      return STEP_FACTOR ** Math.min(2, Math.floor(progress * 3));
    case 'cosine':
      return cosineBetween(1, 1 / END_DIVISOR, progress);
    case 'oneCycle':
      return progress < WARM_UP
        ? cosineBetween(1 / START_DIVISOR, 1, progress / WARM_UP)
        : cosineBetween(1, 1 / END_DIVISOR, (progress - WARM_UP) / (1 - WARM_UP));
    default:
      return schedule satisfies never;
  }
}

/**
 * Learning rate of a step (counted from 0): the schedule's factor times the base, which is the
 * setting or, after a change during the run, the latest change before or at this step.
 */
export function learningRateAt(
  step: number,
  totalSteps: number,
  settings: Pick<TrainingSettings, 'learningRate' | 'schedule'>,
  changes: readonly LearningRateChange[],
): number {
  const base = changes.findLast((change) => change.step <= step)?.learningRate;
  return (base ?? settings.learningRate) * scheduleFactor(settings.schedule, step / totalSteps);
}

/** Half a cosine wave from `from` at 0 to `to` at 1. */
function cosineBetween(from: number, to: number, progress: number): number {
  return to + ((from - to) * (1 + Math.cos(Math.PI * progress))) / 2;
}
