import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { create } from 'zustand';
import type { Failure, Result } from '../domain/failure';
import { NO_ADJUSTMENTS, type PhotoAdjustments } from '../domain/photo/photo';
import { bestOf } from '../domain/results-csv';
import type { PhotoSource } from '../protocol/inference';
import type { PhotoItem } from './assistant-state';
import { type Asked, answerOf, summaryOf } from './assistant-testing';

interface FakeNetwork {
  id: string;
  record: { model: { spec: { inputShape: number[] } }; dataset: { classes: string[] } };
}

const fake = vi.hoisted(() => ({
  asked: [] as unknown[],
  read: [] as string[],
  /** Names of photos that were decoded while they were read. */
  awaited: [] as string[],
  /** Whether the app is to choose a network for photos. */
  isForPhotos: false,
  /** How often the worker was asked to get ready. */
  readied: 0,
  classified: [] as number[],
  /** Fails every call before it reaches the worker, as when no network is there. */
  failure: null as unknown,
  /** The network that is chosen, where the state has none; null: none is known yet. */
  network: null as FakeNetwork | null,
  /** Opens the network for a call, and gives its key; null: it is open. */
  open: null as (() => string) | null,
  /** What the photo network is asked about; null: it is not asked. */
  without: null as string[] | null,
  /** What it says; null where it cannot be asked. */
  opinion: null as Float32Array | null,
}));
const asked = fake.asked as Asked[];
const CLASSES = Array.from({ length: 10 }, (_, at) => `class ${at}`);
const TAKEN = { day: '2024-05-06', source: 'exif' } as const;

/** The photo network beside the one that answers; a test says what it sees. */
vi.mock('./scope-check', () => ({
  presentWithout: () => fake.without,
  scopeSide: () => fake.without && 96,
  scopeOpinion: async (pixels: Uint8Array | null) => pixels && fake.opinion,
  openScopeAhead: () => {},
  restScope: () => {},
  retryScope: () => {},
}));

vi.mock('./preferences', () => ({ usePreferences: create(() => ({ checksScope: true })) }));

vi.mock('./networks', () => {
  const ask =
    <T>(answer: (label: number, scopeSide: number | null) => T) =>
    (
      _: string,
      _id: string,
      { file }: PhotoSource,
      adjustments: PhotoAdjustments,
      scopeSide: number | null,
    ) =>
      new Promise<Result<T>>((resolve) => {
        fake.asked.push({
          id: file.name,
          adjustments,
          end: (label: number) => resolve({ ok: true, value: answer(label, scopeSide) }),
          fail: (failure: Failure) => resolve({ ok: false, failure }),
        });
      });
  const chosen = (state: { network: unknown }) =>
    (state.network ?? fake.network) as FakeNetwork | null;
  const useNetworks = create(() => ({ version: 0, network: null as unknown }));
  const worker = {
    // Photos of the same name have the same bytes here.
    getReadyForPhotos: async () => {
      fake.readied++;
      return { ok: true, value: null };
    },
    readPhoto: async (_: string, { file }: PhotoSource, isAwaited: boolean) => {
      fake.read.push(file.name);
      if (isAwaited) fake.awaited.push(file.name);
      return { ok: true, value: { fingerprint: file.name, taken: TAKEN } };
    },
    answerPhoto: ask(answerOf),
    summarizePhoto: ask(summaryOf),
    answerPixels: async (_: string, pixels: Uint8Array) => {
      const count = pixels.length / 784;
      fake.classified.push(count);
      const value = Float32Array.from({ length: count * 10 }, (_, at) => (at % 10 === 9 ? 1 : 0));
      return { ok: true, value };
    },
  };
  return {
    useNetworks,
    listNetworks: async () => {},
    followRun: () => () => {},
    preferPhotoNetwork: () => {
      fake.isForPhotos = true;
      return () => {
        fake.isForPhotos = false;
      };
    },
    chosenNetwork: chosen,
    callNetwork: async (call: (remote: typeof worker, key: string) => Promise<Result<unknown>>) => {
      // The class as the code under test knows it: modules are fresh for every test.
      const { AtelierError } = await import('../domain/failure');
      if (fake.failure) throw new AtelierError(fake.failure as Failure);
      const key = fake.open?.() ?? chosen(useNetworks.getState())?.id ?? '';
      const result = await call(worker, key);
      if (!result.ok) throw new AtelierError(result.failure);
      return result.value;
    },
  };
});

let actions: typeof import('./assistant') & typeof import('./assistant-intake');
let store: typeof import('./assistant-state').useAssistant;
let networks: { setState(state: { version?: number; network?: FakeNetwork | null }): void };
beforeEach(async () => {
  vi.useRealTimers();
  asked.length = 0;
  fake.read.length = 0;
  fake.awaited.length = 0;
  fake.readied = 0;
  fake.classified.length = 0;
  fake.failure = null;
  fake.network = networkOf(CLASSES, [28, 28, 1]);
  fake.open = null;
  fake.without = null;
  fake.opinion = null;
  vi.resetModules();
  actions = { ...(await import('./assistant')), ...(await import('./assistant-intake')) };
  store = (await import('./assistant-state')).useAssistant;
  networks = (await import('./networks')).useNetworks as unknown as typeof networks;
  networks.setState({ version: 0, network: null });
});

function networkOf(classes: string[], inputShape: number[], id = 'network'): FakeNetwork {
  return { id, record: { model: { spec: { inputShape } }, dataset: { classes } } };
}

function files(...names: string[]): File[] {
  return names.map((name) => new File(['x'], name));
}

function states() {
  return store.getState().photos.map(({ file, status }) => `${file.name} ${status}`);
}

function labels() {
  return store.getState().photos.map(({ result }) => result?.probabilities.indexOf(1) ?? null);
}

/** Ends a call, counted from 1, once it is made. */
async function end(call: number, label = 0): Promise<void> {
  await vi.waitFor(() => expect(asked.length).toBeGreaterThanOrEqual(call));
  asked[call - 1]?.end(label);
  await settle();
}

async function fail(call: number, failure: Failure): Promise<void> {
  await vi.waitFor(() => expect(asked.length).toBeGreaterThanOrEqual(call));
  asked[call - 1]?.fail(failure);
  await settle();
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 40; turn++) await Promise.resolve();
}

const REFUSED: Failure = { code: 'photo-refused', file: 'b', fault: { code: 'damaged' } };

describe('the queue', () => {
  it('answers photos in order, two at a time, and counts them', async () => {
    actions.addPhotos(files('a', 'b', 'c'));
    expect(store.getState().batch).toMatchObject({ total: 3, done: 0 });
    await vi.waitFor(() => expect(asked.map(({ id }) => id)).toEqual(['a', 'b']));
    await end(1, 1);
    expect(store.getState().batch).toMatchObject({ total: 3, done: 1 });
    await end(2, 2);
    expect(asked.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    await end(3, 3);
    expect(store.getState().batch).toBeNull();
    expect(labels()).toEqual([1, 2, 3]);
    expect(store.getState().open?.id).toBe(store.getState().photos[0]?.id);
  });

  it('reads each photo once, in order, before it is answered, and keeps its day', async () => {
    actions.addPhotos(files('a', 'b'));
    await end(1);
    await end(2);
    actions.selectPhoto(store.getState().photos[1]?.id ?? '');
    await end(3);
    expect(fake.read).toEqual(['a', 'b']);
    // The first one of all is shown at once: somebody waits for it.
    expect(fake.awaited).toEqual(['a']);
    expect(store.getState().photos.map(({ taken }) => taken)).toEqual([TAKEN, TAKEN]);
  });

  it('changes the state seldom where many are answered, and misses none', async () => {
    const changes = vi.fn();
    const names = Array.from({ length: 50 }, (_, at) => `photo ${at}`);
    actions.addPhotos(files(...names));
    const stop = store.subscribe(({ photos }, before) => {
      if (photos !== before.photos) changes();
    });
    for (let call = 1; call <= names.length; call++) await end(call, call % 10);
    stop();
    expect(changes.mock.calls.length).toBeLessThan(names.length / 2);
    expect(labels()).toEqual(names.map((_, at) => (at + 1) % 10));
    expect(store.getState().batch).toBeNull();
  });

  it('goes on after a photo that is refused', async () => {
    actions.addPhotos(files('a', 'b', 'c'));
    await end(1);
    await fail(2, REFUSED);
    await end(3);
    expect(states()).toEqual(['a answered', 'b refused', 'c answered']);
    expect(store.getState().photos[1]?.failure).toEqual(REFUSED);
    expect(store.getState().batch).toBeNull();
  });

  it('keeps what is answered when cancelled, and answers the rest when asked', async () => {
    actions.addPhotos(files('a', 'b', 'c', 'd'));
    await end(1);
    await vi.waitFor(() => expect(asked.length).toBe(3));
    actions.cancelPhotos();
    // Those under way are not thrown away.
    await end(2);
    await end(3);
    expect(states()).toEqual(['a answered', 'b answered', 'c answered', 'd skipped']);
    expect(asked.length).toBe(3);
    actions.answerSkipped();
    await end(4);
    expect(states()[3]).toBe('d answered');
  });

  it('begins no photo while paused, but answers one that is selected', async () => {
    actions.addPhotos(files('a', 'b', 'c', 'd'));
    await vi.waitFor(() => expect(asked.length).toBe(2));
    actions.pausePhotos();
    await end(1);
    await end(2);
    expect(asked.length).toBe(2);
    actions.selectPhoto(store.getState().photos[3]?.id ?? '');
    await end(3);
    expect(states()).toEqual(['a answered', 'b answered', 'c waiting', 'd answered']);
    expect(store.getState().batch).toMatchObject({ total: 4, done: 3 });
    actions.resumePhotos();
    await end(4);
    expect(states()[2]).toBe('c answered');
    expect(store.getState().batch).toBeNull();
  });

  it('does not count the time that it was paused', async () => {
    actions.addPhotos(files('a', 'b', 'c'));
    const { startedAt = 0 } = store.getState().batch ?? {};
    const now = vi.spyOn(performance, 'now').mockReturnValue(startedAt + 1000);
    actions.pausePhotos();
    now.mockReturnValue(startedAt + 61_000);
    actions.resumePhotos();
    expect(store.getState().batch).toMatchObject({ startedAt: startedAt + 60_000, pausedAt: null });
    now.mockRestore();
    for (const call of [1, 2, 3]) await end(call);
  });

  it('stops for a failure that is no photo’s fault, and goes on when tried again', async () => {
    fake.failure = { code: 'network-missing', name: 'x' };
    actions.addPhotos(files('a', 'b'));
    await vi.waitFor(() => expect(store.getState().failure).not.toBeNull());
    // Both under way fail.
    await settle();
    expect(states()).toEqual(['a waiting', 'b waiting']);
    fake.failure = null;
    actions.retryAnswers();
    await end(1);
    await end(2);
    await vi.waitFor(() => expect(states()).toEqual(['a answered', 'b answered']));
  });

  it.each(['crash', 'hang'] as const)(
    'gives up on the photo by which a worker is lost twice in a %s, not on the one beside it',
    async (cause) => {
      const lost: Failure = { code: 'worker-lost', cause };
      actions.addPhotos(files('a', 'b', 'c'));
      await vi.waitFor(() => expect(asked.length).toBe(2));
      await fail(1, lost);
      await fail(2, lost);
      // Each is now tried alone.
      await vi.waitFor(() => expect(asked.length).toBe(3));
      expect(asked[2]?.id).toBe('a');
      await fail(3, lost);
      await vi.waitFor(() => expect(asked.length).toBe(4));
      expect(asked[3]?.id).toBe('b');
      await end(4);
      await end(5);
      expect(states()).toEqual(['a refused', 'b answered', 'c answered']);
    },
  );

  it('drops the answer to a photo that was removed, and selects the next one', async () => {
    actions.addPhotos(files('a', 'b'));
    await vi.waitFor(() => expect(asked.length).toBe(2));
    actions.removePhoto(store.getState().photos[0]?.id ?? '');
    asked[0]?.end(5);
    await end(2, 6);
    expect(states()).toEqual(['b answered']);
    expect(labels()).toEqual([6]);
    expect(store.getState().selectedId).toBe(store.getState().photos[0]?.id);
    expect(store.getState().batch).toBeNull();
  });

  it('tries two at a time again once the photo that killed the worker is removed', async () => {
    actions.addPhotos(files('a', 'b', 'c', 'd'));
    await vi.waitFor(() => expect(asked.length).toBe(2));
    actions.removePhoto(store.getState().photos[0]?.id ?? '');
    await fail(1, { code: 'worker-lost', cause: 'crash' });
    await end(2);
    // Beside the next one the selected one, for its steps.
    await vi.waitFor(() => expect(asked.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'b']));
  });

  it('has one network answer a batch, also when the screen is left on the way', async () => {
    let close = actions.openAssistant();
    actions.addPhotos(files('a', 'b', 'c'));
    await end(1);
    close();
    expect(fake.isForPhotos).toBe(true);
    // Back, and away again.
    close = actions.openAssistant();
    await end(2);
    close();
    expect(fake.isForPhotos).toBe(true);
    await end(3);
    await vi.waitFor(() => expect(store.getState().batch).toBeNull());
    expect(fake.isForPhotos).toBe(false);
    actions.openAssistant()();
    expect(fake.isForPhotos).toBe(false);
  });

  it('is tried again with a photo that was not answered, when asked to', async () => {
    actions.addPhotos(files('a'));
    for (const call of [1, 2]) await fail(call, { code: 'worker-lost', cause: 'crash' });
    expect(states()).toEqual(['a refused']);
    actions.retryPhoto(store.getState().photos[0]?.id ?? '');
    expect(store.getState().batch).toMatchObject({ total: 1, done: 0 });
    await end(3, 7);
    await vi.waitFor(() => expect(states()).toEqual(['a answered']));
    expect(labels()).toEqual([7]);
    expect(store.getState().photos[0]?.failure).toBeNull();
  });

  it('goes on behind a photo that did not come in time, which can be tried again', async () => {
    const fault = { code: 'too-slow', step: 'read', seconds: 30 } as const;
    actions.addPhotos(files('a', 'b'));
    await fail(1, { code: 'photo-refused', file: 'a', fault });
    await end(2);
    await vi.waitFor(() => expect(states()).toEqual(['a refused', 'b answered']));
    actions.retryPhoto(store.getState().photos[0]?.id ?? '');
    await end(3, 7);
    await vi.waitFor(() => expect(states()).toEqual(['a answered', 'b answered']));
  });

  it('forgets everything when cleared', async () => {
    actions.addPhotos(files('a', 'b'));
    await vi.waitFor(() => expect(asked.length).toBe(2));
    actions.clearPhotos();
    await end(1);
    await end(2);
    expect(store.getState().photos).toEqual([]);
    expect(store.getState().open).toBeNull();
    expect(asked.length).toBe(2);
  });
});

describe('the selected photo', () => {
  it('comes before those that wait', async () => {
    actions.addPhotos(files('a', 'b', 'c', 'd'));
    await vi.waitFor(() => expect(asked.length).toBe(2));
    actions.selectPhoto(store.getState().photos[3]?.id ?? '');
    await end(1);
    await vi.waitFor(() => expect(asked.length).toBe(3));
    expect(asked[2]?.id).toBe('d');
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

describe('duplicates', () => {
  const originals = () =>
    store.getState().photos.map(({ duplicateOf }) => {
      const original = store.getState().photos.findIndex(({ id }) => id === duplicateOf);
      return original < 0 ? null : original;
    });

  it('are not answered, and say which photo they repeat', async () => {
    actions.addPhotos(files('a', 'b', 'a', 'a'));
    await end(1);
    await end(2);
    await vi.waitFor(() => expect(store.getState().batch).toBeNull());
    expect(states()).toEqual(['a answered', 'b answered', 'a duplicate', 'a duplicate']);
    expect(originals()).toEqual([null, null, 0, 0]);
    expect(asked.length).toBe(2);
  });

  it('are found among photos that were added before', async () => {
    actions.addPhotos(files('a'));
    await end(1);
    actions.addPhotos(files('a'));
    await vi.waitFor(() => expect(states()).toEqual(['a answered', 'a duplicate']));
  });

  it('are answered when a person wants it', async () => {
    actions.addPhotos(files('a', 'a'));
    await end(1);
    await vi.waitFor(() => expect(store.getState().batch).toBeNull());
    actions.keepDuplicate(store.getState().photos[1]?.id ?? '');
    await end(2, 4);
    expect(states()).toEqual(['a answered', 'a answered']);
    expect(labels()).toEqual([0, 4]);
    expect(fake.read.length).toBe(2);
  });

  it('take the place of the first when that is removed', async () => {
    actions.addPhotos(files('a', 'a', 'a'));
    await end(1);
    await vi.waitFor(() => expect(store.getState().batch).toBeNull());
    actions.removePhoto(store.getState().photos[0]?.id ?? '');
    await end(2, 3);
    await vi.waitFor(() => expect(states()).toEqual(['a answered', 'a duplicate']));
    expect(originals()).toEqual([null, 0]);
    expect(labels()).toEqual([3, null]);
  });

  it('are no duplicates of what was cleared', async () => {
    actions.addPhotos(files('a'));
    await end(1);
    actions.clearPhotos();
    actions.addPhotos(files('a'));
    await end(2);
    expect(states()).toEqual(['a answered']);
  });
});

describe('a correction', () => {
  it('is kept beside the answer, survives other networks, and is taken back', async () => {
    const close = actions.openAssistant();
    actions.addPhotos(files('a'));
    await end(1, 2);
    const id = store.getState().photos[0]?.id ?? '';
    expect(store.getState().photos[0]?.correctedClass).toBeNull();
    actions.correctPhoto(id, 5);
    expect(labels()).toEqual([2]);
    networks.setState({ version: 1 });
    await vi.waitFor(() => expect(labels()).toEqual([9]));
    expect(store.getState().photos[0]?.correctedClass).toBe(5);
    actions.correctPhoto(id, null);
    expect(store.getState().photos[0]?.correctedClass).toBeNull();
    close();
  });
});

describe('what a person said', () => {
  it('means the same beside a network with other classes, and is back with the first one', async () => {
    const [first, second] = [
      networkOf(['Shirt', 'Coat', 'Hat'], []),
      networkOf(['Coat', 'Bag'], []),
    ];
    networks.setState({ network: first });
    actions.addPhotos(files('a', 'b', 'c'));
    const ids = store.getState().photos.map(({ id }) => id);
    actions.correctPhoto(ids[0] ?? '', 1);
    actions.correctPhoto(ids[1] ?? '', 2);
    const said = () => store.getState().photos.map(({ correctedClass }) => correctedClass);
    expect(said()).toEqual([1, 2, null]);
    networks.setState({ network: second });
    expect(said()).toEqual([0, null, null]);
    networks.setState({ network: networkOf(['Bag', 'Outerwear'], []) });
    expect(said()).toEqual([1, null, null]);
    networks.setState({ network: first });
    expect(said()).toEqual([1, 2, null]);
  });
});

describe('a network', () => {
  it('is opened before a photo comes, and another one as soon as it is chosen', async () => {
    const close = actions.openAssistant();
    await vi.waitFor(() => expect(fake.readied).toBe(1));
    networks.setState({ version: 1 });
    await vi.waitFor(() => expect(fake.readied).toBe(2));
    close();
  });

  it('that cannot be opened ahead is told of with the first photo', async () => {
    fake.failure = { code: 'network-missing', name: 'x' };
    const close = actions.openAssistant();
    await settle();
    expect(store.getState().failure).toBeNull();
    actions.addPhotos(files('a'));
    await vi.waitFor(() => expect(store.getState().failure).toEqual(fake.failure));
    close();
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

  it('that takes other images has the photos prepared anew', async () => {
    const close = actions.openAssistant();
    actions.addPhotos(files('a', 'b'));
    for (const calls of [1, 2]) await end(calls);
    // 768 bytes, where the answers so far have 784.
    fake.network = networkOf([], [16, 16, 3]);
    networks.setState({ version: 1 });
    await vi.waitFor(() => expect(asked.map(({ id }) => id)).toEqual(['a', 'b', 'a', 'b']));
    expect(fake.classified).toEqual([]);
    // As the fake worker goes on answering for the other network.
    fake.network = networkOf([], [28, 28, 1]);
    for (const calls of [3, 4]) await end(calls);
    expect(states()).toEqual(['a answered', 'b answered']);
    close();
  });

  it('that takes other images has also those prepared anew that were answered before a pause', async () => {
    const close = actions.openAssistant();
    actions.addPhotos(files('a', 'b', 'c', 'd'));
    await end(1);
    await vi.waitFor(() => expect(asked.length).toBe(3));
    actions.pausePhotos();
    for (const calls of [2, 3]) await end(calls);
    await vi.waitFor(() => expect(states()).toContain('c answered'));
    fake.network = networkOf([], [16, 16, 3]);
    networks.setState({ version: 1 });
    const anew = () => asked.slice(3).map(({ id }) => id);
    await vi.waitFor(() => expect(anew()).toEqual(['a', 'b']));
    // As the fake worker goes on answering for the other network.
    fake.network = networkOf([], [28, 28, 1]);
    await end(4);
    await settle();
    expect(fake.classified).toEqual([]);
    expect(states()).toContain('d waiting');
    expect(anew()).not.toContain('d');
    close();
  });

  it('that is chosen while the last one is opened is not given pixels for that', async () => {
    fake.network = networkOf([], [28, 28, 1]);
    const close = actions.openAssistant();
    actions.addPhotos(files('a'));
    await end(1);
    fake.open = () => {
      // It takes other images.
      fake.network = networkOf([], [16, 16, 3], 'other');
      networks.setState({ version: 2 });
      return 'other';
    };
    networks.setState({ version: 1 });
    await vi.waitFor(() => expect(asked.map(({ id }) => id)).toEqual(['a', 'a']));
    expect(fake.classified).toEqual([]);
    expect(store.getState().failure).toBeNull();
    close();
  });

  it('has photos read anew of which the pixels were not kept', async () => {
    const close = actions.openAssistant();
    actions.addPhotos(files('a', 'b'));
    for (const calls of [1, 2]) await end(calls);
    const [opened, other] = store.getState().photos;
    const withoutPixels = { ...other, result: other?.result && { ...other.result, pixels: null } };
    store.setState({ photos: [opened, withoutPixels] as PhotoItem[] });
    networks.setState({ version: 1 });
    await vi.waitFor(() => expect(asked.map(({ id }) => id)).toEqual(['a', 'b', 'b']));
    await end(3, 4);
    await vi.waitFor(() => expect(labels()).toEqual([9, 4]));
    expect(fake.classified).toEqual([1]);
    close();
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

describe('an answer of another network', () => {
  const [grey, other, color] = [
    networkOf(CLASSES, [28, 28, 1], 'grey'),
    networkOf(['hat', 'bag'], [28, 28, 1], 'other'),
    networkOf(['hat', 'bag'], [16, 16, 3], 'color'),
  ];
  const photo = (at = 0) => store.getState().photos[at] as PhotoItem;
  /** What each photo may be read as: the network that answered, and its best class. */
  const shown = () =>
    store
      .getState()
      .photos.map(({ result }) => result && [result.networkId, bestOf(result.probabilities)]);
  let version = 0;
  const choose = (network: FakeNetwork) => networks.setState({ network, version: ++version });
  let close = () => {};
  beforeEach(async () => {
    version = 0;
    choose(grey);
    close = actions.openAssistant();
    actions.addPhotos(files('a', 'b'));
    await end(1, 3);
    await end(2, 4);
    expect(shown()).toEqual([
      ['grey', 3],
      ['grey', 4],
    ]);
  });
  afterEach(() => close());

  it('is gone in the moment another one is chosen, and only the picture is left', async () => {
    const { isToAnswerAnew, pictureOf } = await import('./assistant-state');
    const pictures = store.getState().photos.map(pictureOf);
    choose(color);
    expect(shown()).toEqual([null, null]);
    expect(store.getState().photos.every(isToAnswerAnew)).toBe(true);
    expect(store.getState().photos.map(pictureOf)).toEqual(pictures);
    expect(states()).toEqual(['a answered', 'b answered']);
    await vi.waitFor(() => expect(asked).toHaveLength(4));
    await end(3, 1);
    expect(shown()).toEqual([['color', 1], null]);
    await end(4, 0);
    expect(shown()).toEqual([
      ['color', 1],
      ['color', 0],
    ]);
    expect(store.getState().photos.some(isToAnswerAnew)).toBe(false);
  });

  it('is back when its own network is chosen again before another one has answered', async () => {
    const before = store.getState().photos.map(({ result }) => result);
    choose(color);
    networks.setState({ network: grey, version: 1 });
    expect(store.getState().photos.map(({ result }) => result)).toEqual(before);
    // What the other one says all the same is nothing that this one says.
    await vi.waitFor(() => expect(asked.length).toBeGreaterThan(2));
    for (const question of asked.slice(2)) question.end(1);
    await settle();
    expect(store.getState().photos.some(({ result }) => result?.networkId === 'color')).toBe(false);
  });

  it('that comes late is not shown, and is asked for anew', async () => {
    actions.adjustPhoto(photo().id, { rotation: 5 });
    await vi.waitFor(() => expect(asked).toHaveLength(3));
    choose(color);
    await end(3, 7);
    expect(shown()[0]).toBeNull();
    await vi.waitFor(() => expect(asked.length).toBeGreaterThanOrEqual(5));
    expect(asked.slice(3).map(({ id }) => id)).toContain('a');
    for (const question of asked.slice(3)) question.end(1);
    await vi.waitFor(() => expect(shown()[0]).toEqual(['color', 1]));
  });

  it('of the same kind of images is renewed, at once, with the pixels that are there', async () => {
    choose(other);
    expect(shown()).toEqual([null, null]);
    await vi.waitFor(() =>
      expect(shown()).toEqual([
        ['other', 9],
        ['other', 9],
      ]),
    );
    expect(asked).toHaveLength(2);
    choose(grey);
    // Nobody waits for the second that lies between renewals of a network that is trained.
    await settle();
    expect(shown()).toEqual([
      ['grey', 9],
      ['grey', 9],
    ]);
  });

  it('is asked for where the one that was asked is closed before it answers', async () => {
    choose(color);
    await vi.waitFor(() => expect(asked).toHaveLength(4));
    choose(grey);
    await fail(3, { code: 'network-missing', name: 'color' });
    expect(store.getState().failure).toBeNull();
    expect(photo()).toMatchObject({ status: 'answered', failure: null });
    expect(shown()[0]?.[0]).toBe('grey');
  });

  it('that cannot be given is told, and asked of the next network', async () => {
    choose(color);
    await vi.waitFor(() => expect(asked).toHaveLength(4));
    await fail(3, REFUSED);
    await end(4, 1);
    expect(states()).toEqual(['a refused', 'b answered']);
    expect(photo()).toMatchObject({ failure: REFUSED, result: null });
    choose(grey);
    expect(photo()).toMatchObject({ status: 'answered', failure: null });
    expect(shown()).toEqual([['grey', 3], null]);
  });
});

describe('the photo network beside another one', () => {
  const opinion = Float32Array.of(0.25, 0.75);

  it('is asked about every photo, and its opinion is kept with the answer', async () => {
    [fake.without, fake.opinion] = [['Hat'], opinion];
    actions.addPhotos(files('a.jpg', 'b.jpg'));
    await end(1);
    await end(2);
    expect(store.getState().photos.map(({ result }) => result?.scope)).toEqual([opinion, opinion]);
  });

  it('is not asked where a person does not want it', async () => {
    fake.opinion = opinion;
    actions.addPhotos(files('a.jpg'));
    await end(1);
    expect(store.getState().photos[0]?.result?.scope).toBeNull();
  });

  it('that cannot be asked leaves the answer as it is', async () => {
    fake.without = ['Hat'];
    actions.addPhotos(files('a.jpg'));
    await end(1, 4);
    expect(labels()).toEqual([4]);
    expect(store.getState().photos[0]?.result?.scope).toBeNull();
  });

  it('is asked about an earlier answer once, where the photo is gone since', async () => {
    const stop = actions.openAssistant();
    actions.addPhotos(files('a.jpg'));
    await end(1, 4);
    const before = asked.length;
    fake.without = ['Hat'];
    networks.setState({ version: 1 });
    await fail(before + 1, REFUSED);
    await settle();
    expect(asked).toHaveLength(before + 1);
    expect(states()).toEqual(['a.jpg answered']);
    stop();
  });

  it('is asked about answers from before it was wanted, once', async () => {
    const stop = actions.openAssistant();
    actions.addPhotos(files('a.jpg', 'b.jpg'));
    await end(1);
    await end(2);
    const before = asked.length;
    [fake.without, fake.opinion] = [['Hat'], opinion];
    networks.setState({ version: 1 });
    await end(before + 1);
    await end(before + 2);
    expect(store.getState().photos.map(({ result }) => result?.scope)).toEqual([opinion, opinion]);
    expect(asked).toHaveLength(before + 2);
    stop();
  });
});
