import { afterEach, describe, expect, it, vi } from 'vitest';
import { NO_SIMD } from '../../domain/backend';
import { TINY_LINEAR } from '../testing';
import { hasSimd, startEngine, usualThreads } from './start';

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
