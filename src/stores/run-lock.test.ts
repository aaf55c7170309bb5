import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { holdRun, isHeld, releaseRun } from './run-lock';

/** The locks of a browser, shared by its tabs. */
const held = new Map<string, Promise<unknown>>();

beforeEach(() => {
  held.clear();
  const request = async (name: string, _: LockOptions, work: () => Promise<unknown>) => {
    const done = work();
    held.set(name, done);
    await done;
    if (held.get(name) === done) held.delete(name);
  };
  const query = async () => ({ held: [...held.keys()].map((name) => ({ name })) });
  vi.stubGlobal('navigator', { locks: { request, query } });
});
afterEach(() => {
  releaseRun();
  vi.unstubAllGlobals();
});

function settle(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

describe('the lock of a run', () => {
  it('is held from its start to its end', async () => {
    expect(await isHeld('a')).toBe(false);
    holdRun('a');
    expect(await isHeld('a')).toBe(true);
    expect(await isHeld('b')).toBe(false);
    releaseRun();
    await settle();
    expect(await isHeld('a')).toBe(false);
  });

  it('gives way to that of the next run', async () => {
    holdRun('a');
    holdRun('b');
    await settle();
    expect(await isHeld('a')).toBe(false);
    expect(await isHeld('b')).toBe(true);
  });

  it('may be released when there is none', () => {
    releaseRun();
    expect(releaseRun).not.toThrow();
  });

  it('is never held where the browser has no locks', async () => {
    vi.stubGlobal('navigator', {});
    expect(() => holdRun('a')).not.toThrow();
    expect(await isHeld('a')).toBe(false);
  });
});
