import { describe, expect, it } from 'vitest';
import { type SteadyAnswer, steadied } from './steady';

/** A frame that is all of one grey, at a time. */
function frame(at: number, probabilities: number[], grey = 100): SteadyAnswer {
  return {
    networkId: 'one',
    pixels: new Uint8Array(9).fill(grey),
    probabilities: Float32Array.from(probabilities),
    scope: null,
    at,
  };
}

describe('steadied', () => {
  it('begins with the first frame as it is', () => {
    const first = frame(0, [0.2, 0.8]);
    expect(steadied(null, first)).toBe(first);
  });

  it('holds what the photo network says as the answer is held, once it was asked for both', () => {
    const asked = (at: number, ...scope: number[]) => ({
      ...frame(at, [1, 0]),
      scope: Float32Array.from(scope),
    });
    const held = steadied(asked(0, 1, 0), asked(500, 0, 1)).scope;
    expect(held?.[0]).toBeCloseTo(Math.exp(-1), 6);
    expect(steadied(frame(0, [1, 0]), asked(500, 0, 1)).scope).toEqual(Float32Array.of(0, 1));
    expect(steadied(asked(0, 1, 0), frame(500, [1, 0])).scope).toBeNull();
  });

  it('lets a frame of half a second ago count 1 / e, at any rate', () => {
    const before = frame(0, [1, 0]);
    const once = steadied(before, frame(500, [0, 1]));
    expect(once.probabilities[0]).toBeCloseTo(Math.exp(-1), 6);
    expect(once.at).toBe(500);
    let often = before;
    for (let at = 100; at <= 500; at += 100) often = steadied(often, frame(at, [0, 1]));
    expect(often.probabilities[0]).toBeCloseTo(Math.exp(-1), 6);
    const sum = often.probabilities.reduce((left, right) => left + right, 0);
    expect(sum).toBeCloseTo(1, 6);
  });

  it('begins anew when the scene changes, or another network answers', () => {
    const before = frame(0, [1, 0], 100);
    expect(steadied(before, frame(100, [0, 1], 129)).probabilities[0]).toBeGreaterThan(0.5);
    expect([...steadied(before, frame(100, [0, 1], 130)).probabilities]).toEqual([0, 1]);
    const other = { ...frame(100, [0, 1]), networkId: 'other' };
    expect(steadied(before, other)).toBe(other);
    const larger = { ...frame(100, [0, 1]), pixels: new Uint8Array(16).fill(100) };
    expect(steadied(before, larger)).toBe(larger);
  });
});
