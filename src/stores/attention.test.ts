import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { create } from 'zustand';
import type { Failure } from '../domain/failure';

/** A question to the worker, answered by the test. */
interface Question {
  pixels: Uint8Array;
  label: number;
  answer: (value: unknown) => void;
  fail: (thrown: unknown) => void;
}

const fake = vi.hoisted(() => ({
  questions: [] as Question[],
  /** The network that is open when the worker is asked. */
  opened: 'network',
}));

vi.mock('./networks', () => ({
  useNetworks: create(() => ({ version: 0, id: 'network' })),
  chosenNetwork: ({ id }: { id: string }) => ({ id }),
  callNetwork: async (call: (worker: unknown, key: string) => Promise<{ value: unknown }>) => {
    const gradCam = (_: string, pixels: Uint8Array, label: number) =>
      new Promise((answer, fail) => {
        const end = (value: unknown) => answer({ ok: true, value });
        fake.questions.push({ pixels, label, answer: end, fail });
      });
    return (await call({ gradCam }, fake.opened)).value;
  },
}));

let store: typeof import('./attention');
const stops: (() => void)[] = [];
let networks: { setState(state: { version: number; id?: string }): void };
beforeEach(async () => {
  vi.resetModules();
  fake.questions = [];
  fake.opened = 'network';
  store = await import('./attention');
  networks = (await import('./networks')).useNetworks as unknown as typeof networks;
  networks.setState({ version: 0, id: 'network' });
});
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

/** Watches to the end of the test, or until told otherwise. */
function watch(pixels: Uint8Array, label: number): () => void {
  const stop = store.watchAttention({ networkId: 'network', pixels, label });
  stops.push(stop);
  return stop;
}

const settle = () => new Promise((resolve) => setTimeout(resolve));
const image = (value: number) => new Uint8Array(4).fill(value);
const asked = () => fake.questions.map(({ pixels, label }) => [pixels[0], label]);

/** Answers the newest question by a map that only says which class it is of. */
async function answer(): Promise<void> {
  const question = fake.questions.at(-1);
  question?.answer({ label: question.label });
  await settle();
}

describe('watching where a network looked', () => {
  it('asks about an image and a class, and of the newest while one is under way', async () => {
    const first = image(1);
    watch(first, 3)();
    watch(first, 4)();
    watch(first, 5);
    expect(asked()).toEqual([[1, 3]]);
    await answer();
    expect(asked()).toEqual([
      [1, 3],
      [1, 5],
    ]);
    await answer();
    const { seen } = store.useAttention.getState();
    expect(seen).toEqual({ networkId: 'network', pixels: first, activation: { label: 5 } });
    expect(seen?.pixels).toBe(first);
  });

  it('does not show an answer about an image that is gone', async () => {
    watch(image(1), 0)();
    watch(image(2), 0);
    await answer();
    expect(store.useAttention.getState().seen).toBeNull();
    await answer();
    expect(store.useAttention.getState().seen?.pixels[0]).toBe(2);
  });

  it('follows other weights, but only while watched', async () => {
    const stop = watch(image(1), 0);
    await answer();
    networks.setState({ version: 1 });
    expect(asked()).toHaveLength(2);
    await answer();
    stop();
    networks.setState({ version: 2 });
    await settle();
    expect(asked()).toHaveLength(2);
  });

  it('asks no other network than the one that the image is for', async () => {
    watch(image(1), 0);
    await answer();
    networks.setState({ version: 1, id: 'other' });
    await settle();
    expect(asked()).toHaveLength(1);
    networks.setState({ version: 0, id: 'network' });
    await settle();
    expect(asked()).toHaveLength(1);
  });

  it('asks not the one that was chosen while that was opened, and later asks the right one', async () => {
    fake.opened = 'other';
    watch(image(1), 0);
    networks.setState({ version: 1, id: 'other' });
    await settle();
    expect(asked()).toHaveLength(0);
    fake.opened = 'network';
    networks.setState({ version: 0, id: 'network' });
    await settle();
    expect(asked()).toHaveLength(1);
    await answer();
    expect(store.useAttention.getState()).toMatchObject({
      seen: { activation: {} },
      failure: null,
    });
  });

  it('says why there is no answer, and asks again with other weights', async () => {
    watch(image(1), 0);
    const failure: Failure = { code: 'network-missing', name: 'network' };
    const { AtelierError } = await import('../domain/failure');
    fake.questions[0]?.fail(new AtelierError(failure));
    await settle();
    expect(store.useAttention.getState().failure).toEqual(failure);
    expect(asked()).toHaveLength(1);
    networks.setState({ version: 1 });
    await answer();
    expect(store.useAttention.getState()).toMatchObject({
      failure: null,
      seen: { activation: {} },
    });
  });
});
