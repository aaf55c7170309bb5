import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AtelierError, type Failure } from '../domain/failure';
import type { TestResult } from '../domain/run';
import { resolveBackend } from './backend';
import { loadDataset, useDataset } from './dataset';
import {
  changeLearningRate,
  evaluateRun,
  pauseRun,
  resetRun,
  resumeRun,
  startRun,
  stepRun,
  stopRun,
} from './run';
import { holdRun, releaseRun } from './run-lock';
import { store } from './run-saving';
import { useRun } from './run-state';
import {
  beginWithoutRun,
  DATASET,
  endRun,
  fake,
  running,
  SETTINGS,
  state,
  tellEpoch,
  tellPrepared,
  training,
} from './run-testing';
import { checkpointAt, epochRecord, runRecord } from './testing';

vi.mock('../client/worker-client', async () => (await import('./run-testing')).fakeWorkerClient);
vi.mock('../storage/runs', async () => (await import('./run-testing')).fakeStorage);
vi.mock('./run-saving', async () => (await import('./run-testing')).fakeSaving);
vi.mock('./run-lock', async () => (await import('./run-testing')).fakeLock);
vi.mock('./backend', async () => (await import('./run-testing')).fakeBackend);
vi.mock('./dataset', async () => (await import('./run-testing')).fakeDataset);

beforeEach(beginWithoutRun);
afterEach(endRun);

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
