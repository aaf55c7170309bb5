import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Failure } from '../domain/failure';
import {
  actions,
  asked,
  end,
  fail,
  fake,
  fakeNetworks,
  fakePreferences,
  fakeScopeCheck,
  files,
  labels,
  REFUSED,
  settle,
  startAfresh,
  states,
  store,
  TAKEN,
} from './assistant-testing';

vi.mock('./scope-check', () => fakeScopeCheck);
vi.mock('./preferences', () => fakePreferences);
vi.mock('./networks', () => fakeNetworks);

beforeEach(startAfresh);

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

  it('opens a photo that is selected a moment after it was answered as the last one before a pause', async () => {
    actions.addPhotos(files('a', 'b', 'c', 'd'));
    await vi.waitFor(() => expect(asked.length).toBe(2));
    actions.pausePhotos();
    await end(1);
    await end(2);
    const second = store.getState().photos[1];
    expect(second?.status).toBe('waiting');
    actions.selectPhoto(second?.id ?? '');
    await end(3);
    expect(store.getState().open?.id).toBe(second?.id);
    expect(states()).toEqual(['a answered', 'b answered', 'c waiting', 'd waiting']);
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

  it.each<Failure>([
    { code: 'network-missing', name: 'x' },
    { code: 'file-unreachable', file: 'kernels.wasm', status: 404 },
  ])('stops for what is no photo’s fault, and goes on when tried again: $code', async (failure) => {
    fake.failure = failure;
    actions.addPhotos(files('a', 'b'));
    await vi.waitFor(() => expect(store.getState().failure).toEqual(failure));
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
