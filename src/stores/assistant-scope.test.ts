/** Photos answered with the photo network beside the network that is chosen. */
import { beforeEach, describe, expect, it, vi } from 'vitest';
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

describe('the photo network beside another one', () => {
  const opinion = Float32Array.of(0.25, 0.75);

  it('is asked about every photo, and its opinion is kept with the answer', async () => {
    [fake.without, fake.opinion] = [['Hat'], opinion];
    actions.addPhotos(files('a.jpg', 'b.jpg'));
    await end(1);
    await end(2);
    expect(store.getState().photos.map(({ result }) => result?.scope)).toEqual([opinion, opinion]);
  });

  it('rests once the screen is left and its batch is through', async () => {
    const close = actions.openAssistant();
    actions.addPhotos(files('a.jpg', 'b.jpg'));
    await end(1);
    const before = fake.rested;
    close();
    expect(fake.rested).toBe(before);
    await end(2);
    expect(fake.rested).toBe(before + 1);
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
