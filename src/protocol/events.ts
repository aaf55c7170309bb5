import type { Failure } from '../domain/failure';
import type { Checkpoint, EpochRecord, TestResult } from '../domain/run';
import type { NamedArray } from '../domain/tensors';

/** One gradient step, as measured before the weights were updated. */
export interface StepPoint {
  /** Counted from 1 over the whole run. */
  step: number;
  /** Mean loss of the batch. */
  loss: number;
  /** Share of the batch classified rightly, 0 to 1. */
  accuracy: number;
  /** Seconds of training since the run began, pauses left out. */
  seconds: number;
  learningRate: number;
}

/** What the loop is doing. */
export type RunPhase = 'preparing' | 'training' | 'validating' | 'testing';

/** What a running training tells the interface; at most four a second. */
export type RunEvent = { runId: string } & (
  | {
      type: 'prepared';
      trainingImages: number;
      validationImages: number;
      testImages: number;
      stepsPerEpoch: number;
      /** Where the step counter stands: 0, or the checkpoint's. */
      step: number;
    }
  | { type: 'paused' }
  | { type: 'resumed' }
  | {
      type: 'progress';
      phase: RunPhase;
      /** Steps since the last event; empty while validating or testing. */
      points: StepPoint[];
      /** Epoch under way, counted from 1. */
      epoch: number;
      /** Share of the phase done, 0 to 1: of the epoch's steps, or of the images measured. */
      fraction: number;
      /** Training images per second over the last seconds; null before it can be told. */
      imagesPerSecond: number | null;
      /** Until the last epoch ends, at the present speed; null before it can be told. */
      secondsLeft: number | null;
    }
  | { type: 'epoch'; record: EpochRecord; checkpoint: Checkpoint }
  | { type: 'finished'; result: TestResult | null; weights: NamedArray[] }
  | { type: 'stopped'; checkpoint: Checkpoint }
  | { type: 'failed'; failure: Failure }
);
