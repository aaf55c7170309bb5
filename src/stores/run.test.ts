import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { endWorker } from '../client/worker-client';
import { AtelierError, type Failure, type Result } from '../domain/failure';
import type { TestResult } from '../domain/run';
import { defaultSettings, type TrainingSettings } from '../domain/settings';
import type { RunRequest } from '../protocol/api';
import type { RunEvent } from '../protocol/events';
import { listRuns, loadCheckpoint } from '../storage/runs';
import { resolveBackend } from './backend';
import { loadDataset, useDataset } from './dataset';
import {
  changeLearningRate,
  continueRun,
  discardResumable,
  evaluateRun,
  pauseRun,
  resetRun,
  resumeRun,
  startRun,
  stepRun,
  stopRun,
} from './run';
import { holdRun, isHeld, releaseRun } from './run-lock';
import { store } from './run-saving';
import { clearRun, useRun } from './run-state';
import { checkpointAt, epochRecord, runRecord } from './testing';

/** A training that the worker was asked for; the test tells its events and its end. */
interface Training {
  request: RunRequest;
  tell(event: RunEvent): void;
  end(result?: Result<null>): void;
  fail(cause: 'crash' | 'hang'): void;
}

const fake = vi.hoisted(() => ({
  trainings: [] as Training[],
  calls: [] as [name: string, ...args: unknown[]][],
  answers: {} as Record<string, unknown>,
  lossListeners: [] as ((cause: 'crash' | 'hang') => void)[],
}));

vi.mock('../client/worker-client', () => {
  const train = (request: RunRequest, tell: (event: RunEvent) => void) =>
    new Promise<Result<null>>((resolve, reject) => {
      fake.trainings.push({
        request,
        tell,
        end: (result = { ok: true, value: null }) => resolve(result),
        fail: (cause) => reject(new AtelierError({ code: 'worker-lost', cause })),
      });
    });
  const other = (name: string) => {
    return async (...args: unknown[]) => {
      fake.calls.push([name, ...args]);
      const answer = fake.answers[name];
      return typeof answer === 'function' ? answer(...args) : answer;
    };
  };
  const remote = new Proxy(
    {},
    { get: (_, name) => (name === 'train' ? train : other(String(name))) },
  );
  return {
    callWorker: (call: (worker: unknown, proxy: unknown) => unknown) =>
      call(remote, (callback: unknown) => callback),
    endWorker: vi.fn(),
    onWorkerLost: (listener: (cause: 'crash' | 'hang') => void) => {
      fake.lossListeners.push(listener);
    },
  };
});
vi.mock('../storage/runs', () => ({ listRuns: vi.fn(), loadCheckpoint: vi.fn() }));
vi.mock('./run-saving', () => ({ store: vi.fn(async () => {}), prune: vi.fn(async () => {}) }));
vi.mock('./run-lock', () => ({
  holdRun: vi.fn(),
  releaseRun: vi.fn(),
  isHeld: vi.fn(async () => false),
}));
vi.mock('./backend', () => ({ resolveBackend: vi.fn() }));
vi.mock('./dataset', async () => {
  const { create } = await import('zustand');
  return { loadDataset: vi.fn(async () => {}), useDataset: create(() => ({})) };
});

const SETTINGS: TrainingSettings = { ...defaultSettings(), dataset: 'starter', epochs: 5 };
const IMAGES = { count: 6000, images: new Uint8Array(), labels: new Uint8Array() };
const DATASET = {
  id: 'starter',
  fingerprint: 'f'.repeat(64),
  classes: [],
  train: IMAGES,
  test: { ...IMAGES, count: 1000 },
} as const;

beforeEach(() => {
  vi.clearAllMocks();
  vi.stubGlobal('navigator', { userAgent: 'a browser', hardwareConcurrency: 2 });
  fake.trainings = [];
  fake.calls = [];
  fake.answers = {};
  vi.mocked(resolveBackend).mockResolvedValue('wasm');
  useDataset.setState({
    dataset: { ...DATASET, name: null, classes: [] },
    requested: 'starter',
    failure: null,
  });
  clearRun();
  useRun.setState({ resumable: null, storageFailure: null });
});
afterEach(async () => {
  await resetRun();
  vi.unstubAllGlobals();
});

function state() {
  return useRun.getState();
}

/** Resolves once the worker was asked for so many trainings, with the last one. */
async function training(count = 1): Promise<Training> {
  await vi.waitFor(() => expect(fake.trainings.length).toBe(count));
  return fake.trainings[count - 1] as Training;
}

function tellPrepared({ request, tell }: Training): void {
  tell({
    runId: request.runId,
    type: 'prepared',
    trainingImages: 5500,
    validationImages: 500,
    testImages: 1000,
    stepsPerEpoch: 10,
    step: request.checkpoint?.state.step ?? 0,
  });
}

function tellEpoch({ request, tell }: Training, epoch: number): void {
  const { runId } = request;
  tell({
    runId,
    type: 'epoch',
    record: epochRecord(epoch),
    checkpoint: checkpointAt(epoch, runId),
  });
}

function tellLoss(cause: 'crash' | 'hang'): void {
  for (const listener of fake.lossListeners) listener(cause);
}

/** A run under way with so many epochs done. */
async function running(epochs = 0): Promise<Training> {
  void startRun(SETTINGS);
  const run = await training();
  tellPrepared(run);
  for (let epoch = 1; epoch <= epochs; epoch++) tellEpoch(run, epoch);
  return run;
}

describe('startRun', () => {
  it('asks the worker for a fresh run, and records everything about it', async () => {
    const done = startRun(SETTINGS);
    expect(state().status).toBe('preparing');
    const run = await training();
    const { record } = state();
    expect(record).toMatchObject({
      format: 'atelier-run',
      version: 1,
      status: 'running',
      dataset: { id: 'starter', fingerprint: DATASET.fingerprint, testImages: 1000 },
      model: { spec: { id: 's3-cnn' }, parameters: 804_554 },
      settings: SETTINGS,
      backend: 'wasm',
      device: { userAgent: 'a browser', cores: 2 },
      history: [],
      result: null,
    });
    expect(record?.id).toMatch(/^[0-9a-f]{16}$/);
    expect(Date.parse(record?.createdAt ?? '')).toBeGreaterThan(Date.now() - 60_000);
    expect(run.request).toEqual({
      runId: record?.id,
      settings: SETTINGS,
      backend: 'wasm',
      checkpoint: null,
      history: [],
      learningRateChanges: [],
      start: 'running',
    });
    expect(holdRun).toHaveBeenCalledWith(record?.id);
    tellPrepared(run);
    expect(state().status).toBe('running');
    run.end();
    await done;
  });

  it('can begin with a single step', async () => {
    void startRun(SETTINGS, 'oneStep');
    expect((await training()).request.start).toBe('oneStep');
  });

  it('records the starter sample when it stepped in for the full set', async () => {
    useDataset.setState({ requested: 'fashion-mnist' });
    void startRun({ ...SETTINGS, dataset: 'fashion-mnist' });
    expect((await training()).request.settings.dataset).toBe('starter');
    expect(state().record?.settings.dataset).toBe('starter');
  });

  it('says why when there are no images', async () => {
    const failure: Failure = { code: 'file-damaged', file: 'train-0.png' };
    useDataset.setState({ dataset: null, failure });
    await startRun(SETTINGS);
    expect(state()).toMatchObject({ status: 'failed', failure });
    expect(fake.trainings).toEqual([]);
  });

  it('says why when no backend works', async () => {
    vi.mocked(resolveBackend).mockRejectedValueOnce(new AtelierError({ code: 'no-backend' }));
    await startRun(SETTINGS);
    expect(state()).toMatchObject({ status: 'failed', failure: { code: 'no-backend' } });
  });

  it('says why when the worker refuses', async () => {
    const done = startRun(SETTINGS);
    (await training()).end({ ok: false, failure: { code: 'out-of-memory' } });
    await done;
    expect(state()).toMatchObject({ status: 'failed', failure: { code: 'out-of-memory' } });
  });

  it('is given up by a reset while its images are loading', async () => {
    let ready = () => {};
    vi.mocked(loadDataset).mockImplementationOnce(
      () =>
        new Promise((resolve) => {
          ready = resolve;
        }),
    );
    const done = startRun(SETTINGS);
    await resetRun();
    ready();
    await done;
    expect(state().status).toBe('idle');
    expect(fake.trainings).toEqual([]);
  });

  it('forgets the failure, the curve and the offer of before', async () => {
    const curve = state().curve;
    curve.add([{ step: 1, loss: 1, accuracy: 0, seconds: 0, learningRate: 1 }]);
    useRun.setState({
      failure: { code: 'no-backend' },
      resumable: { record: runRecord(), checkpoint: null },
    });
    await running();
    expect(state().failure).toBeNull();
    expect(state().resumable).toBeNull();
    expect(state().curve.points).toEqual([]);
  });
});

describe('the transport bar', () => {
  it('asks the worker, naming the run', async () => {
    const { request } = await running();
    const { runId } = request;
    await pauseRun();
    await stepRun();
    await resumeRun();
    await stopRun();
    expect(fake.calls).toEqual([
      ['pause', runId],
      ['step', runId],
      ['resume', runId],
      ['stop', runId],
    ]);
  });

  it('asks nothing when there is no run', async () => {
    for (const action of [pauseRun, stepRun, resumeRun, stopRun, evaluateRun, resetRun]) {
      await action();
    }
    await changeLearningRate(1);
    expect(fake.calls).toEqual([]);
  });

  it('gives a run up by Stop while it is being prepared', async () => {
    void startRun(SETTINGS);
    const { request } = await training();
    await stopRun();
    expect(fake.calls).toEqual([['reset', request.runId]]);
    expect(state().status).toBe('idle');
  });

  it('forgets a run by Reset, stored as stopped if it was under way', async () => {
    const { request } = await running(1);
    await resetRun();
    expect(fake.calls).toEqual([['reset', request.runId]]);
    expect(vi.mocked(store).mock.lastCall?.[0]).toMatchObject({
      id: request.runId,
      status: 'stopped',
      history: [epochRecord(1)],
    });
    expect(state()).toMatchObject({ status: 'idle', record: null });
    expect(releaseRun).toHaveBeenCalled();
  });

  it('drops what a forgotten run still tells', async () => {
    const run = await running();
    await resetRun();
    tellEpoch(run, 1);
    expect(state()).toMatchObject({ status: 'idle', record: null });
  });
});

describe('changeLearningRate', () => {
  it('records the change at the step that the worker names, and stores it', async () => {
    await running();
    fake.answers = {
      setLearningRate: (_: string, learningRate: number) => ({ step: 12, learningRate }),
    };
    await changeLearningRate(0.5);
    await changeLearningRate(0.25);
    expect(state().record?.learningRateChanges).toEqual([{ step: 12, learningRate: 0.25 }]);
    fake.answers = { setLearningRate: () => ({ step: 20, learningRate: 1 }) };
    await changeLearningRate(1);
    expect(state().record?.learningRateChanges.map(({ step }) => step)).toEqual([12, 20]);
    expect(vi.mocked(store).mock.lastCall?.[0]).toEqual(state().record);
  });

  it('records nothing when the worker knows no such run', async () => {
    await running();
    fake.answers = { setLearningRate: null };
    await changeLearningRate(0.5);
    expect(state().record?.learningRateChanges).toEqual([]);
  });
});

describe('evaluateRun', () => {
  const result: TestResult = { loss: 0.4, accuracy: 0.8, confusion: [[1]], seconds: 1 };

  it('measures an ended run, with progress, and keeps the result', async () => {
    const run = await running(1);
    run.tell({ runId: run.request.runId, type: 'stopped', checkpoint: checkpointAt(1) });
    const shares: unknown[] = [];
    fake.answers = {
      evaluate: async (_: string, onProgress: (share: number) => void) => {
        shares.push(state().evaluating);
        onProgress(0.5);
        shares.push(state().evaluating);
        return { ok: true, value: result };
      },
    };
    await evaluateRun();
    expect(shares).toEqual([0, 0.5]);
    expect(state().evaluating).toBeNull();
    expect(state().record?.result).toEqual(result);
    expect(vi.mocked(store).mock.lastCall?.[0].result).toEqual(result);
  });

  it('leaves the record alone when it was stopped on the way', async () => {
    await running(1);
    fake.answers = { evaluate: { ok: true, value: null } };
    await evaluateRun();
    expect(state().record?.result).toBeNull();
  });

  it('says why when it fails', async () => {
    await running(1);
    fake.answers = { evaluate: { ok: false, failure: { code: 'out-of-memory' } } };
    await evaluateRun();
    expect(state()).toMatchObject({ failure: { code: 'out-of-memory' }, evaluating: null });
  });
});

describe('a run that was cut off', () => {
  const cutOff = runRecord({ history: [epochRecord(1), epochRecord(2)] });

  /** A page just opened: it looks for such a run once. */
  async function openPage() {
    vi.resetModules();
    const { findResumable } = await import('./run');
    const { useRun } = await import('./run-state');
    const { AtelierError } = await import('../domain/failure');
    return { findResumable, AtelierError, found: () => useRun.getState() };
  }

  it('is offered: the newest that has not ended, with its weights', async () => {
    const { findResumable, found } = await openPage();
    const records = [
      runRecord({ id: 'done', status: 'finished' }),
      cutOff,
      runRecord({ id: 'older' }),
    ];
    vi.mocked(listRuns).mockResolvedValue({ records, failures: [] });
    vi.mocked(loadCheckpoint).mockResolvedValue(checkpointAt(2));
    await findResumable();
    expect(found().resumable).toEqual({ record: cutOff, checkpoint: checkpointAt(2) });
    expect(loadCheckpoint).toHaveBeenCalledWith('run-1');
  });

  it('is not offered while another tab has it under way', async () => {
    const { findResumable, found } = await openPage();
    const records = [cutOff, runRecord({ id: 'older' })];
    vi.mocked(listRuns).mockResolvedValue({ records, failures: [] });
    vi.mocked(isHeld).mockImplementation(async (id) => id === 'run-1');
    await findResumable();
    expect(found().resumable?.record.id).toBe('older');
  });

  it('is not offered when there is none, which a record that cannot be read is told of', async () => {
    const { findResumable, found } = await openPage();
    const unreadable: Failure = { code: 'run-invalid', reason: 'version 9' };
    vi.mocked(listRuns).mockResolvedValue({ records: [], failures: [unreadable] });
    await findResumable();
    expect(found()).toMatchObject({ resumable: null, storageFailure: unreadable });
  });

  it('is not offered when storage is not to be had, which is told', async () => {
    const { findResumable, AtelierError, found } = await openPage();
    const blocked: Failure = { code: 'storage-unavailable', reason: 'private mode' };
    vi.mocked(listRuns).mockRejectedValue(new AtelierError(blocked));
    await findResumable();
    expect(found()).toMatchObject({ resumable: null, storageFailure: blocked });
  });

  it('goes on from its last epoch, on its own backend', async () => {
    useRun.setState({ resumable: { record: cutOff, checkpoint: checkpointAt(2) } });
    void continueRun(cutOff, checkpointAt(2));
    const { request } = await training();
    expect(resolveBackend).toHaveBeenCalledWith('wasm');
    expect(request).toEqual({
      runId: 'run-1',
      settings: cutOff.settings,
      backend: 'wasm',
      checkpoint: checkpointAt(2),
      history: cutOff.history,
      learningRateChanges: [],
      start: 'running',
    });
    expect(state()).toMatchObject({ resumable: null, epoch: 2, record: { id: 'run-1' } });
  });

  it('starts over when it was cut off before its first epoch', async () => {
    void continueRun(runRecord(), null);
    expect((await training()).request).toMatchObject({ checkpoint: null, history: [] });
  });

  it('forgets epochs that its weights do not have', async () => {
    void continueRun(cutOff, checkpointAt(1));
    const run = await training();
    expect(run.request.history).toEqual([epochRecord(1)]);
    tellPrepared(run);
    tellEpoch(run, 2);
    expect(state().record?.history).toEqual([epochRecord(1), epochRecord(2)]);
  });

  it('is not continued on other images than it began with', async () => {
    const record = runRecord({ dataset: { ...cutOff.dataset, fingerprint: 'other' } });
    await continueRun(record, checkpointAt(2));
    expect(state()).toMatchObject({
      status: 'failed',
      failure: { code: 'run-invalid', reason: 'dataset.fingerprint' },
    });
    expect(fake.trainings).toEqual([]);
  });

  it('is stored as stopped when the offer is declined', async () => {
    useRun.setState({ resumable: { record: cutOff, checkpoint: null } });
    await discardResumable();
    expect(state().resumable).toBeNull();
    expect(store).toHaveBeenCalledWith({ ...cutOff, status: 'stopped' });
  });
});

describe('a lost worker', () => {
  /** The worker is lost: calls fail and the listeners are told, as worker-client does it. */
  function lose(run: Training, cause: 'crash' | 'hang' = 'crash'): void {
    run.fail(cause);
    tellLoss(cause);
  }

  it('has its run continued by itself from the last epoch, and told', async () => {
    const first = await running(2);
    const { record } = state();
    lose(first, 'hang');
    const second = await training(2);
    expect(second.request).toEqual({
      ...first.request,
      checkpoint: checkpointAt(2, first.request.runId),
      history: [epochRecord(1), epochRecord(2)],
    });
    expect(state()).toMatchObject({
      status: 'preparing',
      failure: null,
      record,
      recovered: { cause: { code: 'worker-lost', cause: 'hang' }, epoch: 2 },
    });
    tellPrepared(second);
    expect(state().status).toBe('running');
  });

  it('stays paused if it was', async () => {
    const first = await running(1);
    first.tell({ runId: first.request.runId, type: 'paused' });
    lose(first);
    expect((await training(2)).request.start).toBe('paused');
  });

  it('continues with the learning rate that was set', async () => {
    const first = await running(1);
    fake.answers = { setLearningRate: () => ({ step: 12, learningRate: 0.5 }) };
    await changeLearningRate(0.5);
    lose(first);
    const { request } = await training(2);
    expect(request.learningRateChanges).toEqual([{ step: 12, learningRate: 0.5 }]);
  });

  it('starts over when no epoch was completed', async () => {
    lose(await running());
    expect((await training(2)).request).toMatchObject({ checkpoint: null, history: [] });
  });

  it('lost again without a new epoch fails, and is offered again', async () => {
    lose(await running(1));
    const second = await training(2);
    tellPrepared(second);
    lose(second);
    expect(state()).toMatchObject({
      status: 'failed',
      failure: { code: 'worker-lost', cause: 'crash' },
    });
    expect(state().resumable?.checkpoint?.epoch).toBe(1);
    expect(releaseRun).toHaveBeenCalled();
    expect(fake.trainings.length).toBe(2);
  });

  it('lost again after a new epoch is continued again', async () => {
    lose(await running(1));
    const second = await training(2);
    tellPrepared(second);
    tellEpoch(second, 2);
    lose(second);
    expect((await training(3)).request.checkpoint?.epoch).toBe(2);
  });

  it('harms nothing when no run is under way', async () => {
    const run = await running(1);
    run.tell({ runId: run.request.runId, type: 'stopped', checkpoint: checkpointAt(1) });
    run.end();
    tellLoss('crash');
    expect(state().status).toBe('stopped');
    expect(fake.trainings.length).toBe(1);
  });

  it('with the GPU gone is ended first, since it would never answer', async () => {
    const first = await running(1);
    const failure = { code: 'gpu-lost', backend: 'webgl' } as const;
    first.tell({ runId: first.request.runId, type: 'failed', failure });
    expect(endWorker).toHaveBeenCalledTimes(1);
    expect((await training(2)).request.checkpoint?.epoch).toBe(1);
    expect(state().recovered).toEqual({ cause: failure, epoch: 1 });
  });

  // The steps after the epoch are made again; the curve must not show them twice.
  it('leaves one point a step in the curve', async () => {
    const first = await running(1);
    const points = (from: number, to: number) =>
      Array.from({ length: to - from + 1 }, (_, index) => ({
        step: from + index,
        loss: 1,
        accuracy: 0.5,
        seconds: from + index,
        learningRate: 1e-3,
      }));
    const progress = (run: Training, from: number, to: number) =>
      run.tell({
        runId: run.request.runId,
        type: 'progress',
        phase: 'training',
        points: points(from, to),
        epoch: 2,
        fraction: 0.5,
        imagesPerSecond: 1,
        secondsLeft: 1,
      });
    progress(first, 1, 15);
    lose(first);
    const second = await training(2);
    tellPrepared(second);
    progress(second, 11, 18);
    expect(state().curve.points.map(({ step }) => step)).toEqual(
      Array.from({ length: 18 }, (_, index) => index + 1),
    );
  });
});
