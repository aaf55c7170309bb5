import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { endWorker } from '../client/worker-client';
import { changeLearningRate } from './run';
import { releaseRun } from './run-lock';
import {
  beginWithoutRun,
  endRun,
  fake,
  running,
  state,
  type Training,
  tellEpoch,
  tellLoss,
  tellPrepared,
  training,
} from './run-testing';
import { checkpointAt, epochRecord } from './testing';

vi.mock('../client/worker-client', async () => (await import('./run-testing')).fakeWorkerClient);
vi.mock('../storage/runs', async () => (await import('./run-testing')).fakeStorage);
vi.mock('./run-saving', async () => (await import('./run-testing')).fakeSaving);
vi.mock('./run-lock', async () => (await import('./run-testing')).fakeLock);
vi.mock('./backend', async () => (await import('./run-testing')).fakeBackend);
vi.mock('./dataset', async () => (await import('./run-testing')).fakeDataset);

beforeEach(beginWithoutRun);
afterEach(endRun);

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
