import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { create } from 'zustand';
import { answerFrames } from './webcam-frames';

const fake = vi.hoisted(() => ({ asked: [] as string[] }));

vi.mock('../client/worker-client', () => ({ handOver: (value: unknown) => value }));
vi.mock('./scope-check', () => ({ scopeSide: () => null, scopeOpinion: async () => null }));
vi.mock('./networks', async () => {
  const useNetworks = create(() => ({ id: 'one' }));
  const answerFrame = async (key: string) => {
    fake.asked.push(key);
    const prepared = { pixels: new Uint8Array(4), steps: [], found: true, garments: 1 };
    const probabilities = key === 'one' ? Float32Array.of(1, 0) : Float32Array.of(0, 1);
    return { prepared, probabilities, scopePixels: null };
  };
  return {
    useNetworks,
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
