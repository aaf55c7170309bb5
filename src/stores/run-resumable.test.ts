import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Failure } from '../domain/failure';
import { listRuns, loadCheckpoint } from '../storage/runs';
import { resolveBackend } from './backend';
import { continueRun, discardResumable } from './run';
import { isHeld } from './run-lock';
import { store } from './run-saving';
import { useRun } from './run-state';
import {
  beginWithoutRun,
  endRun,
  fake,
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
