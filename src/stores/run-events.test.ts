import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { RunEvent, StepPoint } from '../protocol/events';
import { applyEvent, latestCheckpoint, rememberCheckpoint } from './run-events';
import { releaseRun } from './run-lock';
import { prune, store } from './run-saving';
import { clearRun, useRun } from './run-state';
import { checkpointAt, epochRecord, runRecord } from './testing';

vi.mock('./run-saving', () => ({ store: vi.fn(), prune: vi.fn() }));
vi.mock('./run-lock', () => ({ releaseRun: vi.fn() }));

beforeEach(() => {
  vi.clearAllMocks();
  clearRun();
  rememberCheckpoint(null);
  useRun.setState({ status: 'preparing', record: runRecord() });
});

type Untold<Event> = Event extends RunEvent ? Omit<Event, 'runId'> : never;

function tell(event: Untold<RunEvent>, runId = 'run-1'): void {
  applyEvent({ runId, ...event } as RunEvent);
}

function tellEpoch(epoch: number): void {
  tell({ type: 'epoch', record: epochRecord(epoch), checkpoint: checkpointAt(epoch) });
}

function points(from: number, to: number): StepPoint[] {
  return Array.from({ length: to - from + 1 }, (_, index) => ({
    step: from + index,
    loss: 1,
    accuracy: 0.5,
    seconds: 1,
    learningRate: 1e-3,
  }));
}

const prepared = {
  type: 'prepared',
  trainingImages: 5500,
  validationImages: 500,
  testImages: 1000,
  stepsPerEpoch: 172,
  step: 0,
} as const;

const progress = {
  type: 'progress',
  phase: 'training',
  epoch: 2,
  fraction: 0.25,
  imagesPerSecond: 900,
  secondsLeft: 12,
} as const;

describe('prepared', () => {
  it('starts the run and puts the split into its record, stored', () => {
    tell(prepared);
    const { status, phase, stepsPerEpoch, record } = useRun.getState();
    expect({ status, phase, stepsPerEpoch }).toEqual({
      status: 'running',
      phase: 'training',
      stepsPerEpoch: 172,
    });
    expect(record?.dataset).toMatchObject({
      id: 'starter',
      trainingImages: 5500,
      validationImages: 500,
    });
    expect(store).toHaveBeenCalledWith(record);
  });

  it('leaves a run paused that is paused already', () => {
    tell({ type: 'paused' });
    tell(prepared);
    expect(useRun.getState().status).toBe('paused');
  });
});

describe('paused and resumed', () => {
  it('follow each other', () => {
    tell(prepared);
    tell({ type: 'paused' });
    expect(useRun.getState().status).toBe('paused');
    tell({ type: 'resumed' });
    expect(useRun.getState().status).toBe('running');
  });
});

describe('progress', () => {
  it('shows where the run stands and adds to the curve', () => {
    tell(prepared);
    tell({ ...progress, points: points(1, 3) });
    tell({ ...progress, fraction: 0.5, points: points(4, 5) });
    const {
      phase,
      epoch,
      fraction,
      imagesPerSecond,
      secondsLeft,
      curve,
      points: count,
    } = useRun.getState();
    expect({ phase, epoch, fraction, imagesPerSecond, secondsLeft, count }).toEqual({
      phase: 'training',
      epoch: 2,
      fraction: 0.5,
      imagesPerSecond: 900,
      secondsLeft: 12,
      count: 5,
    });
    expect(curve.points.map(({ step }) => step)).toEqual([1, 2, 3, 4, 5]);
  });

  it('is not stored: only epochs are', () => {
    tell({ ...progress, points: points(1, 3) });
    expect(store).not.toHaveBeenCalled();
  });
});

describe('epoch', () => {
  it('adds to the history and stores record and weights together', () => {
    tell(prepared);
    tellEpoch(1);
    tellEpoch(2);
    const { record } = useRun.getState();
    expect(record?.history).toEqual([epochRecord(1), epochRecord(2)]);
    expect(vi.mocked(store).mock.lastCall).toEqual([record, checkpointAt(2)]);
    expect(record?.status).toBe('running');
  });

  it('is where a lost run would continue', () => {
    expect(latestCheckpoint('run-1')).toBeNull();
    tellEpoch(1);
    tellEpoch(2);
    expect(latestCheckpoint('run-1')).toEqual(checkpointAt(2));
    expect(latestCheckpoint('run-2')).toBeNull();
  });
});

describe('finished', () => {
  const result = { loss: 0.3, accuracy: 0.9, confusion: [[9, 1]], seconds: 1 };
  const { weights } = checkpointAt(2).state;

  it('keeps result and weights in the record and in storage', () => {
    tell(prepared);
    tellEpoch(1);
    tellEpoch(2);
    tell({ type: 'finished', result, weights });
    const { status, record, secondsLeft, imagesPerSecond } = useRun.getState();
    expect({ status, secondsLeft, imagesPerSecond }).toEqual({
      status: 'finished',
      secondsLeft: null,
      imagesPerSecond: null,
    });
    expect(record).toMatchObject({ status: 'finished', result });
    expect(vi.mocked(store).mock.lastCall).toEqual([
      record,
      { runId: 'run-1', epoch: 2, state: { weights, optimizer: [], step: 20 } },
    ]);
    expect(releaseRun).toHaveBeenCalled();
    expect(prune).toHaveBeenCalled();
  });

  it('may come without a result, when the test was stopped', () => {
    tell({ type: 'finished', result: null, weights });
    expect(useRun.getState().record).toMatchObject({ status: 'finished', result: null });
  });
});

describe('stopped', () => {
  it('keeps the weights reached', () => {
    tell(prepared);
    tellEpoch(1);
    tell({ type: 'stopped', checkpoint: checkpointAt(1) });
    const { status, record } = useRun.getState();
    expect(status).toBe('stopped');
    expect(record?.status).toBe('stopped');
    expect(vi.mocked(store).mock.lastCall).toEqual([record, checkpointAt(1)]);
    expect(releaseRun).toHaveBeenCalled();
  });
});

describe('failed', () => {
  it('says why, and lets the weights of the last good epoch stand', () => {
    tell(prepared);
    tellEpoch(1);
    const failure = { code: 'loss-not-finite', step: 14, epoch: 2, learningRate: 1 } as const;
    tell({ type: 'failed', failure });
    const { status, record, failure: shown } = useRun.getState();
    expect(status).toBe('failed');
    expect(shown).toEqual(failure);
    expect(record).toMatchObject({ status: 'failed', history: [epochRecord(1)] });
    // The record alone: what is stored as weights is not touched.
    expect(vi.mocked(store).mock.lastCall?.[1]).toBeUndefined();
    expect(releaseRun).toHaveBeenCalled();
  });
});

describe('events of another run', () => {
  it('are late and change nothing', () => {
    tell(prepared);
    const before = useRun.getState();
    vi.clearAllMocks();
    tell({ type: 'paused' }, 'run-0');
    tell({ ...progress, points: points(1, 3) }, 'run-0');
    tell({ type: 'stopped', checkpoint: checkpointAt(5, 'run-0') }, 'run-0');
    expect(useRun.getState()).toEqual(before);
    expect(store).not.toHaveBeenCalled();
    expect(latestCheckpoint('run-0')).toBeNull();
  });

  it('are those of any run once the run is forgotten', () => {
    clearRun();
    tell({ type: 'paused' });
    tellEpoch(1);
    expect(useRun.getState().status).toBe('idle');
    expect(store).not.toHaveBeenCalled();
  });
});
