/** The answers when another network is chosen, or newer weights come. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { bestOf } from '../domain/results-csv';
import type { PhotoItem } from './assistant-state';
import {
  actions,
  asked,
  CLASSES,
  end,
  type FakeNetwork,
  fail,
  fake,
  fakeNetworks,
  fakePreferences,
  fakeScopeCheck,
  files,
  labels,
  networkOf,
  networks,
  REFUSED,
  settle,
  startAfresh,
  states,
  store,
} from './assistant-testing';

vi.mock('./scope-check', () => fakeScopeCheck);
vi.mock('./preferences', () => fakePreferences);
vi.mock('./networks', () => fakeNetworks);

beforeEach(startAfresh);

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
  it('that was chosen for a moment stops no answer by having closed the one before', async () => {
    const missing = { code: 'network-missing', name: 'network' } as const;
    actions.addPhotos(files('a'));
    await vi.waitFor(() => expect(asked.length).toBe(1));
    // Another one was opened, and then the first one again.
    fake.openings += 2;
    await fail(1, missing);
    expect(store.getState().failure).toBeNull();
    await vi.waitFor(() => expect(asked.length).toBe(2));
    // Now it is missing in earnest.
    await fail(2, missing);
    expect(store.getState().failure).toEqual(missing);
    expect(asked.length).toBe(2);
  });

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
