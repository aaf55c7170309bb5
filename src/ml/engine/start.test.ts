import { afterEach, describe, expect, it, vi } from 'vitest';
import { NO_SIMD } from '../../domain/backend';
import { AtelierError } from '../../domain/failure';
import { TINY_LINEAR } from '../testing';
import { hasSimd, loadKernels, startEngine, usualThreads } from './start';

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe('a browser', () => {
  it('with vector instructions, as Node, is found to have them', () => {
    expect(hasSimd()).toBe(true);
  });

  it('without them is told so, before anything is fetched', async () => {
    vi.spyOn(WebAssembly, 'validate').mockReturnValue(false);
    const job = { model: TINY_LINEAR, loss: 'crossEntropy', optimizer: 'sgd', seed: 1 } as const;
    const failure = { code: 'backend-unavailable', backend: 'engine', detail: NO_SIMD };
    await expect(startEngine(job, 1)).rejects.toMatchObject({ failure });
  });

  it('gives one thread where memory cannot be shared, else its cores, but no more than eight', () => {
    const threads = (crossOriginIsolated: boolean, hardwareConcurrency: number) => {
      vi.stubGlobal('crossOriginIsolated', crossOriginIsolated);
      vi.stubGlobal('navigator', { hardwareConcurrency });
      return usualThreads();
    };
    expect([threads(false, 4), threads(true, 4), threads(true, 1)]).toEqual([1, 4, 1]);
    expect(threads(true, 32)).toBe(8);
  });
});

describe('kernels that do not come', () => {
  const failureOf = async (fetching: () => Promise<Response>): Promise<unknown> => {
    vi.stubGlobal('fetch', fetching);
    const thrown: unknown = await loadKernels().catch((reason: unknown) => reason);
    return thrown instanceof AtelierError ? thrown.failure : thrown;
  };
  const file = expect.stringMatching(/^kernels.*\.wasm$/);
  const answer = (body: BodyInit, status: number) => async () => new Response(body, { status });

  it('are told by name: gone with a new version, or the connection is', async () => {
    const gone = { code: 'file-unreachable', file, status: 404 };
    expect(await failureOf(answer('', 404))).toEqual(gone);
    const offline = () => Promise.reject(new TypeError('Failed to fetch'));
    expect(await failureOf(offline)).toEqual({ ...gone, status: 0 });
    const cutOff = new ReadableStream({ start: (stream) => stream.error(new TypeError('reset')) });
    expect(await failureOf(answer(cutOff, 200))).toEqual({ ...gone, status: 0 });
  });

  it('are told to be damaged where the server gives a page in their place', async () => {
    const damaged = { code: 'file-damaged', file };
    expect(await failureOf(answer('<!doctype html>', 200))).toEqual(damaged);
  });

  it('are fetched again when asked for again', async () => {
    await failureOf(answer('', 404));
    const empty = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
    vi.stubGlobal('fetch', answer(empty, 200));
    expect(await loadKernels()).toBeInstanceOf(WebAssembly.Module);
  });
});
