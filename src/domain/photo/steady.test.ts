import { describe, expect, it } from 'vitest';
import { type AnsweredFrame, type SteadyAnswer, steadied } from './steady';
import { verdictOf } from './verdict';

/** A frame that is all of one grey, at a time. */
function frame(at: number, probabilities: number[], grey = 100): AnsweredFrame {
  return {
    networkId: 'one',
    pixels: new Uint8Array(9).fill(grey),
    probabilities: Float32Array.from(probabilities),
    scope: null,
    found: true,
    garments: 1,
    at,
  };
}

/** The answer after some frames. */
function answerAfter(...frames: AnsweredFrame[]): SteadyAnswer {
  const [first, ...others] = frames as [AnsweredFrame, ...AnsweredFrame[]];
  return others.reduce(steadied, steadied(null, first));
}

/** What is said to each frame of a film that shows no garment of which one is sure. */
function reasons(frames: readonly AnsweredFrame[]): Set<string | null> {
  const rules = { threshold: 0.5, noneOfThese: null, without: null };
  let steady: SteadyAnswer | null = null;
  const said = new Set<string | null>();
  for (const each of frames) {
    steady = steadied(steady, each);
    said.add(verdictOf(steady.probabilities, steady, rules).reason);
  }
  return said;
}

describe('steadied', () => {
  it('begins with the first frame as it is', () => {
    const first = frame(0, [0.2, 0.8]);
    expect(steadied(null, first)).toMatchObject(first);
  });

  it('holds what the photo network says as the answer is held, once it was asked for both', () => {
    const asked = (at: number, ...scope: number[]) => ({
      ...frame(at, [1, 0]),
      scope: Float32Array.from(scope),
    });
    const held = answerAfter(asked(0, 1, 0), asked(500, 0, 1)).scope;
    expect(held?.[0]).toBeCloseTo(Math.exp(-1), 6);
    expect(answerAfter(frame(0, [1, 0]), asked(500, 0, 1)).scope).toEqual(Float32Array.of(0, 1));
    expect(answerAfter(asked(0, 1, 0), frame(500, [1, 0])).scope).toBeNull();
  });

  it('lets a frame of half a second ago count 1 / e, at any rate', () => {
    const before = answerAfter(frame(0, [1, 0]));
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
    const before = answerAfter(frame(0, [1, 0], 100));
    expect(steadied(before, frame(100, [0, 1], 129)).probabilities[0]).toBeGreaterThan(0.5);
    expect([...steadied(before, frame(100, [0, 1], 130)).probabilities]).toEqual([0, 1]);
    const other = { ...frame(100, [0, 1]), networkId: 'other' };
    expect(steadied(before, other)).toEqual(answerAfter(other));
    const larger = { ...frame(100, [0, 1]), pixels: new Uint8Array(16).fill(100) };
    expect(steadied(before, larger)).toEqual(answerAfter(larger));
  });
});

describe('what was found, steadied', () => {
  /** At a rate of frames: the first and then those in turns, the whole picture being another than the garment. */
  function inTurns(perSecond: number, ...facts: Partial<AnsweredFrame>[]): AnsweredFrame[] {
    return Array.from({ length: 60 }, (_, number) => {
      const now = facts[number % facts.length];
      const grey = now?.found === false ? 220 : 60;
      return { ...frame((number * 1000) / perSecond, [0.9, 0.1], grey), ...now };
    });
  }
  const NOT_FOUND = { found: false, garments: 0 };
  const FOUND = { found: true, garments: 1 };
  const SEVERAL = { found: true, garments: 2 };

  it.each([15, 7, 2])(
    'stays as it was while a garment is told from its background in every other frame, %i a second',
    (perSecond) => {
      expect(reasons(inTurns(perSecond, FOUND, NOT_FOUND))).toEqual(new Set([null]));
      expect(reasons(inTurns(perSecond, NOT_FOUND, FOUND))).toEqual(new Set(['nothing-found']));
      expect(reasons(inTurns(perSecond, FOUND, SEVERAL))).toEqual(new Set([null]));
      expect(reasons(inTurns(perSecond, SEVERAL, FOUND))).toEqual(new Set(['several-garments']));
    },
  );

  it('follows what most frames say, within a second', () => {
    const rest = inTurns(15, NOT_FOUND).map((each) => ({ ...each, at: each.at + 100 }));
    const lost = [frame(0, [0.9, 0.1]), ...rest];
    expect(answerAfter(...lost.slice(0, 6)).found).toBe(true);
    expect(answerAfter(...lost.slice(0, 15))).toMatchObject({ found: false, garments: 0 });
    const more = inTurns(15, { found: true, garments: 3 });
    expect(answerAfter(...inTurns(15, FOUND).slice(0, 1), ...more.slice(1, 6)).garments).toBe(1);
    expect(answerAfter(...inTurns(15, FOUND).slice(0, 1), ...more.slice(1, 15)).garments).toBe(3);
  });

  it('begins anew with the scene', () => {
    const before = answerAfter(...inTurns(15, NOT_FOUND).slice(0, 9));
    const other = { ...frame(1000, [0.1, 0.9], 20), ...NOT_FOUND };
    expect(steadied(before, other)).toEqual(answerAfter(other));
    const garment = { ...frame(1000, [0.9, 0.1]), ...SEVERAL };
    const shown = answerAfter(garment);
    expect(shown).toMatchObject({ found: true, garments: 2 });
    // Another garment: what the frames with the first one say counts no more.
    expect(steadied(shown, { ...frame(1100, [0.1, 0.9], 200), ...FOUND }).garments).toBe(1);
  });
});
