/** What the worker tells about a run, written into the store and to storage. */
import type { Checkpoint } from '../domain/run';
import type { RunEvent } from '../protocol/events';
import { releaseRun } from './run-lock';
import { prune, store } from './run-saving';
import { changeRecord, useRun } from './run-state';

/** Latest weights of the present run: for recovery where storage is not to be had. */
let latest: Checkpoint | null = null;

/** Weights to continue a run from, or null when no epoch was completed. */
export function latestCheckpoint(runId: string): Checkpoint | null {
  return latest?.runId === runId ? latest : null;
}

/** Sets the weights that a continued run begins with. */
export function rememberCheckpoint(checkpoint: Checkpoint | null): void {
  latest = checkpoint;
}

/** Applies an event of the present run; events of others are late and dropped. */
export function applyEvent(event: RunEvent): void {
  const { record } = useRun.getState();
  if (!record || record.id !== event.runId) return;
  switch (event.type) {
    case 'prepared':
      prepared(event);
      break;
    case 'paused':
      useRun.setState({ status: 'paused' });
      break;
    case 'resumed':
      useRun.setState({ status: 'running' });
      break;
    case 'progress':
      progressed(event);
      break;
    case 'epoch':
      epochEnded(event);
      break;
    case 'finished':
      finished(event);
      break;
    case 'stopped':
      rememberCheckpoint(event.checkpoint);
      ended('stopped', event.checkpoint);
      break;
    case 'failed':
      useRun.setState({ failure: event.failure });
      ended('failed');
      break;
    default:
      event satisfies never;
  }
}

type EventOf<Type extends RunEvent['type']> = Extract<RunEvent, { type: Type }>;

function prepared(event: EventOf<'prepared'>): void {
  const { record, status } = useRun.getState();
  if (!record) return;
  const { trainingImages, validationImages, testImages, stepsPerEpoch } = event;
  useRun.getState().curve.cutAfter(event.step);
  const dataset = { ...record.dataset, trainingImages, validationImages, testImages };
  const changed = changeRecord({ dataset });
  useRun.setState({
    stepsPerEpoch,
    phase: 'training',
    status: status === 'preparing' ? 'running' : status,
  });
  if (changed) store(changed);
}

function progressed(event: EventOf<'progress'>): void {
  const { phase, epoch, fraction, imagesPerSecond, secondsLeft, points } = event;
  const { curve, points: before } = useRun.getState();
  curve.add(points);
  useRun.setState({
    phase,
    epoch,
    fraction,
    imagesPerSecond,
    secondsLeft,
    points: before + points.length,
  });
  mark(event);
}

const MARK = 'training progress';

/** For the browser's performance panel, and for `npm run bench`; only the last one is kept. */
function mark({ epoch, points }: EventOf<'progress'>): void {
  const last = points.at(-1);
  if (!last) return;
  performance.clearMarks(MARK);
  performance.mark(MARK, { detail: { epoch, step: last.step, seconds: last.seconds } });
}

function epochEnded({ record, checkpoint }: EventOf<'epoch'>): void {
  rememberCheckpoint(checkpoint);
  const history = [...(useRun.getState().record?.history ?? []), record];
  const changed = changeRecord({ history });
  if (changed) store(changed, checkpoint);
}

function finished({ runId, result, weights }: EventOf<'finished'>): void {
  const { record } = useRun.getState();
  changeRecord({ result });
  const last = record?.history.at(-1);
  const state = { weights, optimizer: [], step: last?.step ?? 0 };
  ended('finished', { runId, epoch: last?.epoch ?? 0, state });
}

function ended(status: 'finished' | 'stopped' | 'failed', checkpoint?: Checkpoint): void {
  const changed = changeRecord({ status });
  useRun.setState({ status, secondsLeft: null, imagesPerSecond: null });
  releaseRun();
  if (changed) store(changed, checkpoint);
  prune();
}
