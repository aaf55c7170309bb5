import { beforeEach, expect, it, vi } from 'vitest';
import { AtelierError } from '../domain/failure';
import { pruneCheckpoints, saveCheckpoint, saveRun } from '../storage/runs';
import { prune, store } from './run-saving';
import { useRun } from './run-state';
import { checkpointAt, runRecord } from './testing';

vi.mock('../storage/runs', () => ({
  saveRun: vi.fn(async () => {}),
  saveCheckpoint: vi.fn(async () => {}),
  pruneCheckpoints: vi.fn(async () => {}),
}));

beforeEach(() => {
  vi.clearAllMocks();
  useRun.setState({ storageFailure: null });
});

const full = new AtelierError({ code: 'storage-full' });

it('stores a record alone, or with its weights', async () => {
  await store(runRecord());
  expect(saveRun).toHaveBeenCalledWith(runRecord());
  await store(runRecord(), checkpointAt(1));
  expect(saveCheckpoint).toHaveBeenCalledWith(runRecord(), checkpointAt(1));
  await prune();
  expect(pruneCheckpoints).toHaveBeenCalledWith(20);
});

it('writes one after the other, so that an older record never replaces a newer one', async () => {
  const order: string[] = [];
  vi.mocked(saveCheckpoint).mockImplementationOnce(async () => {
    order.push('first begins');
    await new Promise((resolve) => setTimeout(resolve, 5));
    order.push('first ends');
  });
  vi.mocked(saveRun).mockImplementationOnce(async () => void order.push('second'));
  store(runRecord(), checkpointAt(1));
  await store(runRecord({ status: 'stopped' }));
  expect(order).toEqual(['first begins', 'first ends', 'second']);
});

it('tells when storing fails, and never rejects', async () => {
  vi.mocked(saveCheckpoint).mockRejectedValueOnce(full);
  await expect(store(runRecord(), checkpointAt(1))).resolves.toBeUndefined();
  expect(useRun.getState().storageFailure).toEqual({ code: 'storage-full' });
});

it('goes on after a failed write, and takes the complaint back when one goes well', async () => {
  vi.mocked(saveRun).mockRejectedValueOnce(full);
  await store(runRecord());
  await store(runRecord());
  expect(saveRun).toHaveBeenCalledTimes(2);
  expect(useRun.getState().storageFailure).toBeNull();
});

// At the end of a run prune follows at once, and deleting works on a full disk.
it('keeps complaining of an unsaved run when old weights are deleted after it', async () => {
  vi.mocked(saveCheckpoint).mockRejectedValueOnce(full);
  store(runRecord({ status: 'finished' }), checkpointAt(1));
  await prune();
  expect(useRun.getState().storageFailure).toEqual({ code: 'storage-full' });
});
