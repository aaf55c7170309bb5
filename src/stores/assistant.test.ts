import { beforeEach, describe, expect, it, vi } from 'vitest';
import { create } from 'zustand';
import type { Failure, Result } from '../domain/failure';
import { NO_ADJUSTMENTS, type PhotoAdjustments } from '../domain/photo/photo';
import type { PhotoAnswer } from '../protocol/inference';
import { type Asked, answerOf } from './assistant-testing';

const fake = vi.hoisted(() => ({
  asked: [] as unknown[],
  classified: [] as number[],
  /** Fails every call before it reaches the worker, as when no network is there. */
  failure: null as unknown,
}));
const asked = fake.asked as Asked[];

vi.mock('./networks', () => {
  const worker = {
    answerPhoto: (_: string, _id: string, file: File, adjustments: PhotoAdjustments) =>
      new Promise<Result<PhotoAnswer>>((resolve) => {
        fake.asked.push({
          id: file.name,
          adjustments,
          end: (label: number) => resolve({ ok: true, value: answerOf(label) }),
          fail: (failure: Failure) => resolve({ ok: false, failure }),
        });
      }),
    classify: async (_: string, pixels: Uint8Array) => {
      const count = pixels.length / 784;
      fake.classified.push(count);
      const value = Float32Array.from({ length: count * 10 }, (_, at) => (at % 10 === 9 ? 1 : 0));
      return { ok: true, value };
    },
  };
  return {
    useNetworks: create(() => ({ version: 0 })),
    listNetworks: async () => {},
    followRun: () => () => {},
    callNetwork: async (call: (remote: typeof worker, key: string) => Promise<Result<unknown>>) => {
      // The class as the code under test knows it: modules are fresh for every test.
      const { AtelierError } = await import('../domain/failure');
      if (fake.failure) throw new AtelierError(fake.failure as Failure);
      const result = await call(worker, 'network');
      if (!result.ok) throw new AtelierError(result.failure);
      return result.value;
    },
  };
});

let actions: typeof import('./assistant');
let store: typeof import('./assistant-state').useAssistant;
let networks: { setState(state: { version: number }): void };
beforeEach(async () => {
  vi.useRealTimers();
  asked.length = 0;
  fake.classified.length = 0;
  fake.failure = null;
  vi.resetModules();
  actions = await import('./assistant');
  store = (await import('./assistant-state')).useAssistant;
  networks = (await import('./networks')).useNetworks as unknown as typeof networks;
  networks.setState({ version: 0 });
});

function files(...names: string[]): File[] {
  return names.map((name) => new File(['x'], name));
}

function states() {
  return store.getState().photos.map(({ file, status }) => `${file.name} ${status}`);
}

function labels() {
  return store.getState().photos.map(({ result }) => result?.probabilities.indexOf(1) ?? null);
}

/** Ends the newest of the calls under way, once there are so many. */
async function end(calls: number, label = 0): Promise<void> {
  await vi.waitFor(() => expect(asked.length).toBe(calls));
  asked.at(-1)?.end(label);
  await settle();
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
}

const REFUSED: Failure = { code: 'photo-refused', file: 'b', fault: { code: 'damaged' } };

describe('the queue', () => {
  it('answers photos one after the other, and counts them', async () => {
    actions.addPhotos(files('a', 'b', 'c'));
    expect(store.getState().batch).toMatchObject({ total: 3, done: 0 });
    await end(1, 1);
    expect(store.getState().batch).toMatchObject({ total: 3, done: 1 });
    await end(2, 2);
    expect(asked.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    await end(3, 3);
    expect(store.getState().batch).toBeNull();
    expect(labels()).toEqual([1, 2, 3]);
    expect(store.getState().open?.id).toBe(store.getState().photos[0]?.id);
  });

  it('goes on after a photo that is refused', async () => {
    actions.addPhotos(files('a', 'b', 'c'));
    await end(1);
    await vi.waitFor(() => expect(asked.length).toBe(2));
    asked[1]?.fail(REFUSED);
    await end(3);
    expect(states()).toEqual(['a answered', 'b refused', 'c answered']);
    expect(store.getState().photos[1]?.failure).toEqual(REFUSED);
    expect(store.getState().batch).toBeNull();
  });

  it('keeps what is answered when cancelled, and answers the rest when asked', async () => {
    actions.addPhotos(files('a', 'b', 'c'));
    await end(1);
    actions.cancelPhotos();
    // The one under way is not thrown away.
    await end(2);
    expect(states()).toEqual(['a answered', 'b answered', 'c skipped']);
    expect(asked.length).toBe(2);
    actions.answerSkipped();
    await end(3);
    expect(states()[2]).toBe('c answered');
  });

  it('stops for a failure that is no photo’s fault, and goes on when tried again', async () => {
    fake.failure = { code: 'network-missing', name: 'x' };
    actions.addPhotos(files('a', 'b'));
    await vi.waitFor(() => expect(store.getState().failure).not.toBeNull());
    expect(states()).toEqual(['a waiting', 'b waiting']);
    fake.failure = null;
    actions.retryAnswers();
    await end(1);
    await end(2);
    expect(states()).toEqual(['a answered', 'b answered']);
  });

  it('gives up on a photo that kills the worker twice', async () => {
    const lost: Failure = { code: 'worker-lost', cause: 'crash' };
    actions.addPhotos(files('a', 'b'));
    await vi.waitFor(() => expect(asked.length).toBe(1));
    asked[0]?.fail(lost);
    await vi.waitFor(() => expect(asked.length).toBe(2));
    expect(asked[1]?.id).toBe('a');
    asked[1]?.fail(lost);
    await end(3);
    expect(states()).toEqual(['a refused', 'b answered']);
  });

  it('drops the answer to a photo that was removed, and selects the next one', async () => {
    actions.addPhotos(files('a', 'b'));
    await vi.waitFor(() => expect(asked.length).toBe(1));
    actions.removePhoto(store.getState().photos[0]?.id ?? '');
    asked[0]?.end(5);
    await end(2, 6);
    expect(states()).toEqual(['b answered']);
    expect(labels()).toEqual([6]);
    expect(store.getState().selectedId).toBe(store.getState().photos[0]?.id);
    expect(store.getState().batch).toBeNull();
  });

  it('forgets everything when cleared', async () => {
    actions.addPhotos(files('a', 'b'));
    await vi.waitFor(() => expect(asked.length).toBe(1));
    actions.clearPhotos();
    asked[0]?.end(1);
    await settle();
    expect(store.getState().photos).toEqual([]);
    expect(store.getState().open).toBeNull();
    expect(asked.length).toBe(1);
  });
});

describe('the selected photo', () => {
  it('comes before those that wait', async () => {
    actions.addPhotos(files('a', 'b', 'c'));
    await vi.waitFor(() => expect(asked.length).toBe(1));
    actions.selectPhoto(store.getState().photos[2]?.id ?? '');
    await end(1);
    await vi.waitFor(() => expect(asked.length).toBe(2));
    expect(asked[1]?.id).toBe('c');
  });

  it('is asked again for its steps, which are kept for no other', async () => {
    actions.addPhotos(files('a', 'b'));
    await end(1);
    await end(2);
    const [first, second] = store.getState().photos;
    actions.selectPhoto(second?.id ?? '');
    expect(store.getState().open).toBeNull();
    await end(3);
    expect(store.getState().open?.id).toBe(second?.id);
    expect(first?.result).not.toBeNull();
  });
});

describe('adjustments', () => {
  async function answered() {
    actions.addPhotos(files('a'));
    await end(1);
    return store.getState().photos[0]?.id ?? '';
  }

  it('wait for the answer under way, and only the newest of them is asked', async () => {
    const id = await answered();
    for (const left of [0.1, 0.2, 0.3]) {
      actions.adjustPhoto(id, { crop: { left, top: 0, width: 0.5, height: 0.5 } });
    }
    await vi.waitFor(() => expect(asked.length).toBe(2));
    await end(2);
    await end(3, 7);
    expect(asked.map(({ adjustments }) => adjustments.crop?.left)).toEqual([undefined, 0.1, 0.3]);
    expect(labels()).toEqual([7]);
  });

  it('are answered too when another photo was selected meanwhile', async () => {
    actions.addPhotos(files('a', 'b'));
    await end(1);
    await end(2);
    const [a, b] = store.getState().photos.map((photo) => photo.id);
    actions.adjustPhoto(a ?? '', { invert: 'yes' });
    await vi.waitFor(() => expect(asked.length).toBe(3));
    actions.adjustPhoto(a ?? '', { invert: 'no' });
    actions.selectPhoto(b ?? '');
    await end(3);
    await end(4);
    await end(5, 8);
    expect(asked.slice(3).map(({ id }) => id)).toEqual(['b', 'a']);
    expect(labels()).toEqual([8, 0]);
  });

  it('that give no answer leave the last one, with the reason', async () => {
    const id = await answered();
    actions.adjustPhoto(id, { crop: { left: 0, top: 0, width: 0.05, height: 0.05 } });
    await vi.waitFor(() => expect(asked.length).toBe(2));
    asked[1]?.fail(REFUSED);
    await settle();
    const { photos, open } = store.getState();
    expect(photos[0]).toMatchObject({ status: 'answered', failure: null });
    expect(open?.failure).toEqual(REFUSED);
    expect(open?.prepared).not.toBeNull();
    actions.resetPhoto(id);
    await end(3);
    expect(store.getState().open?.failure).toBeNull();
    expect(store.getState().photos[0]?.adjustments).toEqual(NO_ADJUSTMENTS);
  });

  it('keep strokes in their order, turn them with the photo, and take the last one back', async () => {
    const id = await answered();
    const marks = () => store.getState().photos[0]?.adjustments.marks;
    const [first, second] = [
      { x: 0.25, y: 0.125 },
      { x: 1, y: 0 },
    ];
    actions.markPhoto(id, { kind: 'garment', places: [first] });
    actions.markPhoto(id, { kind: 'background', places: [first, second] });
    actions.turnPhoto(id, 'right');
    const turned = { x: 0.875, y: 0.25 };
    expect(marks()).toEqual([
      { kind: 'garment', places: [turned] },
      { kind: 'background', places: [turned, { x: 1, y: 1 }] },
    ]);
    actions.turnPhoto(id, 'left');
    actions.unmarkPhoto(id);
    expect(marks()).toEqual([{ kind: 'garment', places: [first] }]);
    actions.resetPhoto(id);
    expect(marks()).toEqual([]);
  });

  it('turn the chosen part with the photo', async () => {
    const id = await answered();
    const crop = { left: 0.125, top: 0.25, width: 0.5, height: 0.25 };
    actions.adjustPhoto(id, { crop });
    actions.turnPhoto(id, 'right');
    expect(store.getState().photos[0]?.adjustments).toMatchObject({
      turns: 1,
      crop: { left: 0.5, top: 0.125, width: 0.25, height: 0.5 },
    });
    actions.turnPhoto(id, 'left');
    expect(store.getState().photos[0]?.adjustments).toMatchObject({ turns: 0, crop });
  });
});

describe('another network', () => {
  it('renews the selected answer at once and the others together, while the screen is open', async () => {
    const close = actions.openAssistant();
    actions.addPhotos(files('a', 'b', 'c'));
    for (const calls of [1, 2, 3]) await end(calls);
    networks.setState({ version: 1 });
    await vi.waitFor(() => expect(labels()).toEqual([9, 9, 9]));
    expect(fake.classified).toEqual([1, 2]);
    expect(asked.length).toBe(3);

    // The others are renewed once a second at most.
    networks.setState({ version: 2 });
    await vi.waitFor(() => expect(fake.classified).toEqual([1, 2, 1]));
    await vi.waitFor(() => expect(fake.classified).toEqual([1, 2, 1, 2]), 2000);

    close();
    networks.setState({ version: 3 });
    await settle();
    expect(fake.classified.length).toBe(4);
  });

  it('is tried after a failure', async () => {
    const close = actions.openAssistant();
    fake.failure = { code: 'network-missing', name: 'x' };
    actions.addPhotos(files('a'));
    await vi.waitFor(() => expect(store.getState().failure).not.toBeNull());
    fake.failure = null;
    networks.setState({ version: 1 });
    await end(1);
    expect(states()).toEqual(['a answered']);
    close();
  });
});
