import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { inTime, PATIENCE_SECONDS } from './deadline';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Work that ends when the test says so. */
function openWork() {
  let end = { resolve: (_: number) => {}, reject: (_: Error) => {} };
  const promise = new Promise<number>((resolve, reject) => {
    end = { resolve, reject };
  });
  return { promise, ...end };
}

const tooLate = () => new Error('too late');

describe('inTime', () => {
  it('gives what was done in time, or why it was not, and leaves no timer behind', async () => {
    const discard = vi.fn();
    expect(await inTime(Promise.resolve(7), tooLate, discard)).toBe(7);
    const fault = new Error('damaged');
    await expect(inTime(Promise.reject(fault), tooLate, discard)).rejects.toBe(fault);
    expect(vi.getTimerCount()).toBe(0);
    expect(discard).not.toHaveBeenCalled();
  });

  it('waits to the deadline and no longer, and frees what comes later', async () => {
    const discard = vi.fn();
    const work = openWork();
    const settled = vi.fn();
    const outcome = inTime(work.promise, tooLate, discard).catch(settled);
    await vi.advanceTimersByTimeAsync(PATIENCE_SECONDS * 1000 - 1);
    expect(settled).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(settled).toHaveBeenCalledExactlyOnceWith(new Error('too late'));
    expect(vi.getTimerCount()).toBe(0);
    work.resolve(7);
    await outcome;
    await vi.advanceTimersByTimeAsync(0);
    expect(discard).toHaveBeenCalledExactlyOnceWith(7);
  });

  it('passes over a failure that comes later', async () => {
    const work = openWork();
    const outcome = inTime(work.promise, tooLate).catch((thrown: unknown) => thrown);
    await vi.advanceTimersByTimeAsync(PATIENCE_SECONDS * 1000);
    work.reject(new Error('gone'));
    expect(await outcome).toEqual(new Error('too late'));
  });
});
