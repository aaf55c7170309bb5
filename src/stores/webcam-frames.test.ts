import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { create } from 'zustand';
import { AtelierError } from '../domain/failure';
import { answerFrames, takeStill } from './webcam-frames';

const fake = vi.hoisted(() => ({
  asked: [] as string[],
  /** Side of the photo network's picture, of each question and as it is to be. */
  askedSides: [] as (number | null)[],
  scopeSide: null as number | null,
  /** What a frame shows: what the first network answers to it. */
  shown: [1, 0],
  /** What happens to the first question: the network is not there, or not any more as another was chosen. */
  isMissing: false,
  whenAsked: () => {},
  openings: 0,
  /** Whether a garment is found in every other frame only, beginning with the first. */
  flickers: false,
  /** What the photo network says. */
  opinion: async (): Promise<Float32Array | null> => null,
}));

vi.mock('../client/worker-client', () => ({ handOver: (value: unknown) => value }));
vi.mock('./scope-check', () => ({
  scopeSide: () => fake.scopeSide,
  scopeOpinion: () => fake.opinion(),
}));
vi.mock('./networks', async () => {
  const useNetworks = create(() => ({ id: 'one' }));
  const answerFrame = async (
    key: string,
    _frame: unknown,
    _adjust: unknown,
    side: number | null,
  ) => {
    fake.asked.push(key);
    fake.askedSides.push(side);
    if (fake.isMissing) {
      fake.isMissing = false;
      fake.whenAsked();
      throw new AtelierError({ code: 'network-missing', name: key });
    }
    const found = !fake.flickers || fake.asked.length % 2 === 1;
    const prepared = { pixels: new Uint8Array(4), steps: [], found, garments: Number(found) };
    const probabilities = Float32Array.from(key === 'one' ? fake.shown : [0, 1]);
    return { prepared, probabilities, scopePixels: null };
  };
  return {
    useNetworks,
    networkOpenings: () => fake.openings,
    chosenNetwork: ({ id }: { id: string }) => ({ id }),
    callNetwork: (call: (worker: unknown, key: string) => unknown) =>
      call({ answerFrame }, useNetworks.getState().id),
  };
});

const VIDEO = { readyState: 4, videoWidth: 8 } as HTMLVideoElement;
/** Longer than between two frames. */
const FRAMES_MS = 300;

let stop = () => {};
beforeEach(() => {
  fake.asked = [];
  fake.isMissing = false;
  fake.whenAsked = () => {};
  fake.askedSides = [];
  fake.scopeSide = null;
  fake.shown = [1, 0];
  fake.flickers = false;
  fake.opinion = async () => null;
  vi.stubGlobal('HTMLMediaElement', { HAVE_CURRENT_DATA: 2 });
  vi.stubGlobal('createImageBitmap', async () => ({ close: () => {} }));
});
afterEach(() => {
  stop();
  vi.unstubAllGlobals();
});

it('answers a picture that is held once more when another network is chosen, and only by that one', async () => {
  const { freezeWebcam, useWebcam } = await import('./webcam');
  const { useNetworks } = await import('./networks');
  useWebcam.setState({ status: 'on' });
  const steady = () => useWebcam.getState().steady;
  stop = answerFrames(VIDEO);
  await vi.waitFor(() => expect(steady()?.networkId).toBe('one'));
  freezeWebcam(true);
  await new Promise((resolve) => setTimeout(resolve, FRAMES_MS));
  const held = fake.asked.length;
  (useNetworks as unknown as { setState(state: { id: string }): void }).setState({ id: 'other' });
  await vi.waitFor(() => expect(steady()?.networkId).toBe('other'));
  // No share of what the network before said.
  expect(steady()?.probabilities).toEqual(Float32Array.of(0, 1));
  await new Promise((resolve) => setTimeout(resolve, FRAMES_MS));
  expect(fake.asked.slice(held)).toEqual(['other']);
});

it('looks at one more frame while the photo network says its part, and shows them in their order', async () => {
  const { useWebcam } = await import('./webcam');
  useWebcam.setState({ status: 'on', isFrozen: false, steady: null });
  const says: ((opinion: Float32Array) => void)[] = [];
  fake.opinion = () => new Promise((resolve) => says.push(resolve));
  stop = answerFrames(VIDEO);
  await vi.waitFor(() => expect(fake.asked).toHaveLength(2));
  await new Promise((resolve) => setTimeout(resolve, FRAMES_MS));
  // Nor is the photo network asked about the second before it has answered the first.
  expect([fake.asked.length, says.length]).toEqual([2, 1]);
  expect(useWebcam.getState().steady).toBeNull();
  says[0]?.(Float32Array.of(1));
  await vi.waitFor(() => expect(says).toHaveLength(2));
  expect(useWebcam.getState().steady?.scope).toEqual(Float32Array.of(1));
  stop();
  says[1]?.(Float32Array.of(0));
  await new Promise((resolve) => setTimeout(resolve));
  // Nothing is shown any more once it was stopped.
  expect(useWebcam.getState().steady?.scope).toEqual(Float32Array.of(1));
});

it('answers the picture that is held by itself, whatever the frames before it showed', async () => {
  const { freezeWebcam, useWebcam } = await import('./webcam');
  const { useNetworks } = await import('./networks');
  (useNetworks as unknown as { setState(state: { id: string }): void }).setState({ id: 'one' });
  useWebcam.setState({ status: 'on', isFrozen: false, steady: null });
  const shares = () => [...(useWebcam.getState().steady?.probabilities ?? [])];
  stop = answerFrames(VIDEO);
  await vi.waitFor(() => expect(shares()).toEqual([1, 0]));
  fake.shown = [0.5, 0.5];
  freezeWebcam(true);
  await vi.waitFor(() => expect(shares()).toEqual([0.5, 0.5]));
  const asked = fake.asked.length;
  await new Promise((resolve) => setTimeout(resolve, FRAMES_MS));
  expect(fake.asked.length).toBe(asked);
  freezeWebcam(false);
  fake.shown = [1, 0];
  await vi.waitFor(() => expect(fake.asked.length).toBeGreaterThan(asked + 1));
  // The frames that follow are steadied again.
  expect(shares()[0]).toBeGreaterThan(0.5);
  expect(shares()[0]).toBeLessThan(1);
});

it('holds what was found while frames differ in it, and not the picture that is held', async () => {
  const { freezeWebcam, useWebcam } = await import('./webcam');
  useWebcam.setState({ status: 'on', isFrozen: false, answer: null, steady: null });
  fake.flickers = true;
  const found: { raw: boolean; steady: boolean }[] = [];
  const unsubscribe = useWebcam.subscribe(({ answer, steady }) => {
    if (answer && steady) found.push({ raw: answer.prepared.found, steady: steady.found });
  });
  stop = answerFrames(VIDEO);
  await vi.waitFor(() => expect(found.length).toBeGreaterThan(4));
  expect(new Set(found.map(({ raw }) => raw)).size).toBe(2);
  expect(found.every(({ steady }) => steady)).toBe(true);
  freezeWebcam(true);
  await new Promise((resolve) => setTimeout(resolve, FRAMES_MS));
  unsubscribe();
  const { answer, steady } = useWebcam.getState();
  expect(steady?.found).toBe(answer?.prepared.found);
});

it('answers a picture that is held once more when the photo network is to be asked too, and when not', async () => {
  const { freezeWebcam, useWebcam } = await import('./webcam');
  useWebcam.setState({ status: 'on', isFrozen: false, steady: null });
  stop = answerFrames(VIDEO);
  await vi.waitFor(() => expect(useWebcam.getState().steady).not.toBeNull());
  freezeWebcam(true);
  await new Promise((resolve) => setTimeout(resolve, FRAMES_MS));
  const held = fake.asked.length;
  for (const side of [96, null]) {
    fake.scopeSide = side;
    await vi.waitFor(() => expect(fake.askedSides.at(-1)).toBe(side));
    await new Promise((resolve) => setTimeout(resolve, FRAMES_MS));
  }
  expect(fake.askedSides.slice(held)).toEqual([96, null]);
});

describe('a network that is missing', () => {
  /** Whether that was shown before the first answer. */
  async function isShown(whenAsked: () => void): Promise<boolean> {
    const { useWebcam } = await import('./webcam');
    useWebcam.setState({ status: 'on', isFrozen: false, steady: null, failure: null });
    Object.assign(fake, { isMissing: true, whenAsked });
    let wasShown = false;
    const unsubscribe = useWebcam.subscribe(({ failure }) => {
      wasShown ||= failure?.code === 'network-missing';
    });
    stop = answerFrames(VIDEO);
    await vi.waitFor(() => expect(useWebcam.getState().steady).not.toBeNull(), 3000);
    unsubscribe();
    return wasShown;
  }

  it('is told, unless it was closed for another one that is chosen now, or was for a while', async () => {
    expect(await isShown(() => {})).toBe(true);
    stop();
    const { useNetworks } = await import('./networks');
    const set = (id: string) =>
      (useNetworks as unknown as { setState(state: { id: string }): void }).setState({ id });
    set('one');
    expect(await isShown(() => set('other'))).toBe(false);
    stop();
    expect(await isShown(() => fake.openings++)).toBe(false);
  });
});

it('takes a still once there is a frame, not an empty one before', async () => {
  const drawImage = vi.fn();
  vi.stubGlobal('document', {
    createElement: () => ({
      getContext: () => ({ drawImage }),
      toBlob: (give: (blob: Blob) => void) => give(new Blob(['x'])),
    }),
  });
  const video = Object.assign(new EventTarget(), { readyState: 0, videoWidth: 0 });
  const still = takeStill(video as unknown as HTMLVideoElement);
  await new Promise((resolve) => setTimeout(resolve));
  expect(drawImage).not.toHaveBeenCalled();
  Object.assign(video, { readyState: 2, videoWidth: 8 }).dispatchEvent(new Event('loadeddata'));
  expect((await still).size).toBe(1);
  expect(drawImage).toHaveBeenCalledOnce();
});
