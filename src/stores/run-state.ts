import { create } from 'zustand';
import type { Failure } from '../domain/failure';
import type { Checkpoint, RunRecord } from '../domain/run';
import type { RunPhase } from '../protocol/events';
import { StepCurve } from './step-curve';

/** Where the run stands, as the transport bar shows it. */
export type RunStatus =
  | 'idle'
  | 'preparing'
  | 'running'
  | 'paused'
  | 'finished'
  | 'stopped'
  | 'failed';

/** A run that was cut off and can go on. */
export interface Resumable {
  record: RunRecord;
  checkpoint: Checkpoint | null;
}

/** State of the present run. */
export interface RunState {
  status: RunStatus;
  /** Null while idle and until the worker has prepared. */
  record: RunRecord | null;
  phase: RunPhase;
  /** Epoch under way, counted from 1; 0 before the first. */
  epoch: number;
  /** Share of the phase done, 0 to 1. */
  fraction: number;
  stepsPerEpoch: number;
  imagesPerSecond: number | null;
  secondsLeft: number | null;
  /** Every step of this page's run. The object stays the same; `points` tells when it grew. */
  curve: StepCurve;
  /** Steps received; changes whenever the curve does. */
  points: number;
  /** Why the run failed. */
  failure: Failure | null;
  /** Storing went wrong; training goes on without. */
  storageFailure: Failure | null;
  /** The worker was lost and the run continued by itself from this many completed epochs. */
  recovered: { cause: Failure; epoch: number } | null;
  /** Share of a test after the run, 0 to 1; null when none is under way. */
  evaluating: number | null;
  /** Found in storage when the page was opened. */
  resumable: Resumable | null;
}

const IDLE = {
  status: 'idle',
  record: null,
  phase: 'preparing',
  epoch: 0,
  fraction: 0,
  stepsPerEpoch: 0,
  imagesPerSecond: null,
  secondsLeft: null,
  points: 0,
  failure: null,
  recovered: null,
  evaluating: null,
} as const satisfies Partial<RunState>;

/** The run, for components. Actions are in run.ts. */
export const useRun = create<RunState>(() => ({
  ...IDLE,
  curve: new StepCurve(),
  storageFailure: null,
  resumable: null,
}));

/** Back to no run; an offer to continue another one stays. */
export function clearRun(): void {
  useRun.setState({ ...IDLE, curve: new StepCurve() });
}

/** Changes the record of the present run and gives the new one; null when there is none. */
export function changeRecord(changes: Partial<RunRecord>): RunRecord | null {
  const { record } = useRun.getState();
  if (!record) return null;
  const changed = { ...record, ...changes };
  useRun.setState({ record: changed });
  return changed;
}

/** Whether a run is under way: preparing, training or paused. */
export function isActive(status: RunStatus): boolean {
  return status === 'preparing' || status === 'running' || status === 'paused';
}
