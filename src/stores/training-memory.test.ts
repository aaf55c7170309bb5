import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Result } from '../domain/failure';
import { defaultSettings } from '../domain/settings';

/** A question to the worker, answered by the test. */
interface Question {
  batchSize: number;
  backend: string;
  answer: (value: unknown) => void;
  fail: (thrown: unknown) => void;
}

const fake = vi.hoisted(() => ({
  asked: [] as Question[],
}));
vi.mock('../client/worker-client', () => ({
  callWorker: (call: (worker: unknown) => unknown) =>
    call({
      memoryNeeded: ({ batchSize }: { batchSize: number }, backend: string) =>
        new Promise((answer, fail) => {
          fake.asked.push({ batchSize, backend, answer, fail });
        }),
    }),
}));

let store: typeof import('./training-memory');
beforeEach(async () => {
  vi.resetModules();
  fake.asked = [];
  store = await import('./training-memory');
});

const state = () => store.useTrainingMemory.getState();
const ask = (batchSize: number) =>
  store.askTrainingMemory({ ...defaultSettings(), batchSize }, 'engine');
const bytes = (value: number | null): Result<number | null> => ({ ok: true, value });

describe('askTrainingMemory', () => {
  it('tells the bytes, or why they cannot be had', async () => {
    const first = ask(32);
    fake.asked[0]?.answer(bytes(23e6));
    await first;
    expect(fake.asked[0]).toMatchObject({ batchSize: 32, backend: 'engine' });
    expect(state()).toEqual({ bytes: 23e6, failure: null });
    const failure = { code: 'out-of-memory', bytes: 2e9, limit: 1e9 };
    const second = ask(1024);
    fake.asked[1]?.answer({ ok: false, failure });
    await second;
    expect(state()).toEqual({ bytes: null, failure });
  });

  it('keeps to the last question, whichever answer comes last', async () => {
    const asked = [ask(32), ask(64)];
    fake.asked[1]?.answer(bytes(2));
    fake.asked[0]?.answer(bytes(1));
    await Promise.all(asked);
    expect(state().bytes).toBe(2);
  });

  it('knows nothing where the worker was lost', async () => {
    const { AtelierError } = await import('../domain/failure');
    const asked = ask(32);
    fake.asked[0]?.fail(new AtelierError({ code: 'worker-lost', cause: 'crash' }));
    await asked;
    expect(state()).toEqual({ bytes: null, failure: null });
    const other = ask(32);
    fake.asked[1]?.fail(new RangeError('a fault of ours'));
    await expect(other).rejects.toThrow('a fault of ours');
  });
});
