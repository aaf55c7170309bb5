import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { AtelierError } from '../../domain/failure';
import { CATALOGUE } from '../../domain/models/catalogue';
import type { ModelSpec } from '../../domain/models/layers';
import { photoResnet } from '../../domain/models/photo-resnet';
import { imageBytes } from '../../domain/models/shapes';
import { randomStream } from '../../domain/random';
import type { Engine } from '../engine/engine';
import { startEngine } from '../engine/start';
import { engineInTurns } from '../engine/testing/in-turns';
import { TfNetwork } from '../models/build';
import { initialWeights } from '../models/initial-weights';
import { relativeError } from '../relative-error';
import { startInNode } from '../testing';
import { agreeingEngine, tfjsLogits } from './answering-engine';

vi.mock('../engine/start', () => ({ startEngine: vi.fn() }));

beforeAll(() => startInNode('cpu'));
afterEach(() => {
  network?.dispose();
  network = null;
});

let network: TfNetwork | null = null;

/** The engine for a network of random weights, once `start` has given it. */
async function engineBy(
  start: typeof startEngine,
  spec: ModelSpec = CATALOGUE['s3-dense'],
): Promise<Engine | null> {
  vi.mocked(startEngine).mockImplementation(start);
  const weights = initialWeights(spec, 1);
  network = new TfNetwork(spec, { seed: 0, step: 0 });
  network.writeWeights(weights);
  return agreeingEngine(network, spec, weights);
}

const inTurns: typeof startEngine = async (job, threads = 1) => engineInTurns(job, threads);

/** Noise, which no two images share. */
function noise(spec: ModelSpec, count: number): Uint8Array<ArrayBuffer> {
  const random = randomStream(3);
  return Uint8Array.from({ length: count * imageBytes(spec) }, () => Math.floor(256 * random()));
}

describe('our engine', () => {
  // More images than it has room for at a time, and a number that leaves some of the room empty.
  it.each([
    [CATALOGUE['s3-cnn'], 7],
    [CATALOGUE['s1-cnn'], 7],
    [photoResnet(32, 12), 5],
  ])('gives the logits that tfjs gives (%#)', async (spec, count) => {
    const engine = await engineBy(inTurns, spec);
    const images = noise(spec, count);
    const expected = await tfjsLogits(network as TfNetwork, spec, images);
    const actual = engine?.logits(images) ?? new Float32Array();
    expect(actual.length).toBe(expected.length);
    expect(relativeError(expected, actual)).toBeLessThan(1e-5);
    expect(engine?.logits(new Uint8Array())).toEqual(new Float32Array());
  });

  it('is left out where the browser or the network does not allow it', async () => {
    const unavailable = { code: 'backend-unavailable', backend: 'engine', detail: null } as const;
    for (const reason of [
      new AtelierError(unavailable),
      new AtelierError({ code: 'out-of-memory' }),
      new RangeError('no such layer'),
    ]) {
      expect(await engineBy(() => Promise.reject(reason))).toBeNull();
    }
  });

  it('is left out where it computes something else', async () => {
    const spoiled: typeof startEngine = async (job, threads) => {
      const engine = await inTurns(job, threads);
      const logits = engine.logits.bind(engine);
      engine.logits = (images) => logits(images).map((score) => score * 1.01);
      return engine;
    };
    expect(await engineBy(spoiled)).toBeNull();
  });

  it('that cannot be loaded is told', async () => {
    const file = 'kernels.wasm';
    const reason = new AtelierError({ code: 'file-unreachable', file, status: 404 });
    await expect(engineBy(() => Promise.reject(reason))).rejects.toBe(reason);
  });
});
