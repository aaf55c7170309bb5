import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { onContextLost, startBackend } from '../backends/start';
import { beginWithoutSession, endSessions, Observed, upTo, wholeRun } from './session-testing';

vi.mock('../backends/start', async () => {
  const { startInNode } = await import('../testing');
  return { startBackend: vi.fn(startInNode), onContextLost: vi.fn() };
});
vi.mock('../../domain/models/catalogue', async () => {
  const { TINY_CATALOGUE } = await import('../testing');
  return { CATALOGUE: TINY_CATALOGUE };
});

beforeEach(beginWithoutSession);
afterEach(endSessions);

describe('a run that fails', () => {
  it('at a loss that is not finite names the step, and keeps the epochs before', async () => {
    // Raw pixels and a huge rate: the numbers grow beyond all bounds within a few steps.
    const run = await wholeRun({
      model: 's3-dense',
      learningRate: 10,
      optimizer: 'sgd',
      loss: 'hinge',
      epochs: 50,
      validationFraction: 0,
    });
    const [failed] = run.of('failed');
    expect(run.events.at(-1)).toBe(failed);
    const failure = failed?.failure;
    if (failure?.code !== 'loss-not-finite') throw new Error(`failed by ${failure?.code}`);
    expect(failure.learningRate).toBe(10);
    expect(failure.epoch).toBe(Math.ceil(failure.step / 8));
    // Every step before the bad one was told of, finite.
    expect(run.steps).toEqual(upTo(failure.step - 1));
    expect(run.history.length).toBe(failure.epoch - 1);
    expect(run.of('finished')).toEqual([]);
  });

  // Finite weights can be so large that the loss of the test images is not finite. Such a result
  // cannot be exported (JSON has no NaN), and a stored record with it cannot be read again.
  it('never hands over a test result that is not finite', async () => {
    const run = await wholeRun(
      {
        model: 's3-dense',
        learningRate: 10,
        optimizer: 'sgd',
        loss: 'hinge',
        epochs: 1,
        batchSize: 120,
        validationFraction: 0,
      },
      { learningRateChanges: [{ step: 0, learningRate: 1e32 }] },
    );
    expect(run.of('finished')).toEqual([]);
    expect(run.of('failed')[0]?.failure.code).toBe('loss-not-finite');
  });

  it('because its backend does not start says so', async () => {
    vi.mocked(startBackend).mockRejectedValueOnce(new TypeError('no adapter'));
    const run = await wholeRun();
    expect(run.events).toEqual([
      {
        runId: 'run-1',
        type: 'failed',
        failure: { code: 'unexpected', detail: 'TypeError: no adapter' },
      },
    ]);
  });

  it('because its checkpoint is of another network says so', async () => {
    const state = { weights: [], optimizer: [], step: 7 };
    const run = await wholeRun({}, { checkpoint: { runId: 'run-1', epoch: 1, state } });
    expect(run.of('failed')[0]?.failure.code).toBe('unexpected');
  });

  it('because the GPU is gone says so at once', async () => {
    const run = new Observed({}, { start: 'paused' });
    void run.session.train();
    await run.told('paused');
    const [backend, lost] = vi.mocked(onContextLost).mock.lastCall ?? [];
    expect(backend).toBe('cpu');
    lost?.();
    expect(run.of('failed')).toEqual([
      { runId: 'run-1', type: 'failed', failure: { code: 'gpu-lost', backend: 'cpu' } },
    ]);
  });
});
