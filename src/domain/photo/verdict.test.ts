import { describe, expect, it } from 'vitest';
import { DEFAULT_THRESHOLD, type VerdictFacts, type VerdictRules, verdictOf } from './verdict';

const ONE: VerdictFacts = { found: true, garments: 1 };
const HALF: VerdictRules = { threshold: 0.5, noneOfThese: null };
/** Sure of the second class, by far. */
const CLEAR = [0.1, 0.75, 0.15];

function reason(probabilities: number[], facts = ONE, rules: Partial<VerdictRules> = {}) {
  return verdictOf(probabilities, facts, { ...HALF, ...rules }).reason;
}

describe('verdictOf', () => {
  it('is sure from the threshold on, and names the two most probable classes', () => {
    expect(verdictOf(CLEAR, ONE, HALF)).toEqual({ label: 1, second: 2, reason: null });
    expect(reason(CLEAR, ONE, { threshold: 0.75 })).toBeNull();
    expect(reason(CLEAR, ONE, { threshold: 0.76 })).toBe('low-confidence');
    expect(reason([0.2, 0.3, 0.5])).toBeNull();
  });

  it('is not sure between two that are less than 0.05 apart, however probable', () => {
    expect(reason([0.51, 0.02, 0.47])).toBe('between-two');
    expect(reason([0.52, 0.02, 0.46])).toBeNull();
    expect(reason([0.33, 0.34, 0.33])).toBe('between-two');
    expect(reason([0.3, 0.4, 0.3])).toBe('low-confidence');
    expect(verdictOf([0.47, 0.02, 0.51], ONE, HALF)).toMatchObject({ label: 2, second: 0 });
  });

  it('is not sure where nothing was found, or several garments', () => {
    expect(reason(CLEAR, { found: false, garments: 0 })).toBe('nothing-found');
    expect(reason(CLEAR, { found: true, garments: 2 })).toBe('several-garments');
    // Chosen by hand, without looking for a garment.
    expect(reason(CLEAR, { found: true, garments: 0 })).toBeNull();
  });

  it('gives every answer at 0, but never takes none of the classes for one', () => {
    const always = { threshold: 0 };
    expect(reason([0.34, 0.33, 0.33], { found: false, garments: 0 }, always)).toBeNull();
    expect(reason(CLEAR, ONE, { ...always, noneOfThese: 1 })).toBe('none-of-these');
    expect(reason(CLEAR, ONE, { noneOfThese: 0 })).toBeNull();
  });

  it('takes any number of classes, one among them', () => {
    expect(verdictOf([1], ONE, HALF)).toEqual({ label: 0, second: 0, reason: null });
    const many = Float32Array.from({ length: 40 }, (_, at) => (at === 17 ? 0.61 : 0.01));
    expect(verdictOf(many, ONE, { ...HALF, threshold: DEFAULT_THRESHOLD })).toMatchObject({
      label: 17,
      reason: null,
    });
  });
});
