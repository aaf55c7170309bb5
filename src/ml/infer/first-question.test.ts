import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AtelierError } from '../../domain/failure';
import { CATALOGUE } from '../../domain/models/catalogue';
import type { NetworkRequest } from '../../domain/network';
import type { Engine } from '../engine/engine';
import { startEngine } from '../engine/start';
import { engineInTurns } from '../engine/testing/in-turns';
import { initialWeights } from '../models/initial-weights';
import { bandImages } from '../testing';
import { classify, closeNetwork, getReadyToAnswer, openNetwork } from './networks';

vi.mock('../backends/start', async () => ({
  startBackend: (await import('../testing')).startInNode,
}));
vi.mock('../engine/start', () => ({ startEngine: vi.fn() }));

/** Engines that were started, in order. */
const engines: Engine[] = [];
/** Lets the engines come that are being started; they come at once unless a test says otherwise. */
let gate: Promise<void>;

beforeEach(() => {
  engines.length = 0;
  gate = Promise.resolve();
  vi.mocked(startEngine).mockReset();
  vi.mocked(startEngine).mockImplementation(async (job, threads = 1) => {
    await gate;
    const engine = engineInTurns(job, threads);
    vi.spyOn(engine, 'dispose');
    engines.push(engine);
    return engine;
  });
});
afterEach(() => closeNetwork('a'));

function request(seed: number): NetworkRequest {
  const spec = CATALOGUE['s3-dense'];
  return { key: 'a', spec, seed, temperature: 1, weights: initialWeights(spec, seed) };
}

const { images } = bandImages(1, 1);

/** The answer of a network of its own. */
async function answerOf(seed: number): Promise<Float32Array> {
  await openNetwork({ ...request(seed), key: 'alone' });
  const answer = await classify('alone', images);
  closeNetwork('alone');
  return answer;
}

/** Keeps engines from being there until it is called. */
function holdBack(): () => void {
  let letCome = () => {};
  gate = new Promise((resolve) => {
    letCome = resolve;
  });
  return letCome;
}

describe('the engine of a network', () => {
  it('is made with the first question, not where nobody asks one', async () => {
    await openNetwork(request(1));
    expect(startEngine).not.toHaveBeenCalled();
    await classify('a', images);
    await classify('a', images);
    expect(startEngine).toHaveBeenCalledOnce();
  });

  it('is made before the first question where that is known to come', async () => {
    await openNetwork(request(1));
    await getReadyToAnswer('a');
    expect(engines).toHaveLength(1);
  });

  it('is made once for questions that come together', async () => {
    await openNetwork(request(1));
    const answers = await Promise.all([classify('a', images), classify('a', images)]);
    expect(startEngine).toHaveBeenCalledOnce();
    expect(answers[0]).toEqual(answers[1]);
  });

  it('answers with the weights that came while it was made', async () => {
    const expected = await answerOf(2);
    await openNetwork(request(1));
    const letCome = holdBack();
    const first = classify('a', images);
    await openNetwork(request(2));
    const second = classify('a', images);
    letCome();
    await first;
    await second;
    expect(await classify('a', images)).toEqual(expected);
    expect(await second).toEqual(expected);
  });

  it('goes where the network is closed while it is made', async () => {
    await openNetwork(request(1));
    const letCome = holdBack();
    const answer = classify('a', images);
    closeNetwork('a');
    letCome();
    await answer;
    await vi.waitFor(() => expect(engines[0]?.dispose).toHaveBeenCalledOnce());
  });

  it('is asked for again after it could not be loaded', async () => {
    await openNetwork(request(1));
    const file = 'kernels.wasm';
    const offline = new AtelierError({ code: 'file-unreachable', file, status: 0 });
    vi.mocked(startEngine).mockRejectedValueOnce(offline);
    await expect(classify('a', images)).rejects.toBe(offline);
    expect(await classify('a', images)).toEqual(await answerOf(1));
  });
});
