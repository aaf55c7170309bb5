import { describe, expect, it } from 'vitest';
import { outputOf, PHOTO_CATEGORIES, type PhotoCategory } from './categories';
import {
  DEFAULT_THRESHOLD,
  surenessOf,
  type VerdictFacts,
  type VerdictRules,
  verdictOf,
} from './verdict';

const ONE: VerdictFacts = { found: true, garments: 1, scope: null };
const HALF: VerdictRules = { threshold: 0.5, noneOfThese: null, without: null };
const WITHOUT: PhotoCategory[] = ['Hat', 'Shorts', 'None of these'];
/** Sure of the second class, by far. */
const CLEAR = [0.1, 0.75, 0.15];

/** What the photo network says, all of the rest being T-shirt. */
function opinion(shares: Partial<Record<PhotoCategory, number>>): number[] {
  const rest = 1 - Object.values(shares).reduce((sum, share) => sum + share, 0);
  const all = { ...shares, 'T-shirt': rest };
  const of = (category: PhotoCategory) => (all as Record<string, number>)[category] ?? 0;
  expect(PHOTO_CATEGORIES.map((category) => outputOf(category))).toEqual([
    ...PHOTO_CATEGORIES.keys(),
  ]);
  return PHOTO_CATEGORIES.map(of);
}

function reason(probabilities: number[], facts = ONE, rules: Partial<VerdictRules> = {}) {
  return verdictOf(probabilities, facts, { ...HALF, ...rules }).reason;
}

describe('verdictOf', () => {
  it('is sure from the threshold on, and names the two most probable classes', () => {
    expect(verdictOf(CLEAR, ONE, HALF)).toEqual({
      ...{ label: 1, second: 2, isNone: false, reason: null, threshold: 0.5, outside: null },
    });
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
    expect(reason(CLEAR, { ...ONE, found: false, garments: 0 })).toBe('nothing-found');
    expect(reason(CLEAR, { ...ONE, garments: 2 })).toBe('several-garments');
    // Chosen by hand, without looking for a garment.
    expect(reason(CLEAR, { ...ONE, garments: 0 })).toBeNull();
  });

  it('gives every answer at 0, but never takes none of the classes for one', () => {
    const always = { threshold: 0 };
    expect(reason([0.34, 0.33, 0.33], { ...ONE, found: false, garments: 0 }, always)).toBeNull();
    expect(reason(CLEAR, ONE, { ...always, noneOfThese: 1 })).toBe('none-of-these');
    expect(reason([0.01, 0.75, 0.24], ONE, { noneOfThese: 0 })).toBeNull();
  });

  it('takes any number of classes, one among them', () => {
    expect(verdictOf([1], ONE, HALF)).toMatchObject({ label: 0, second: 0, reason: null });
    const many = Float32Array.from({ length: 40 }, (_, at) => (at === 17 ? 0.61 : 0.01));
    expect(verdictOf(many, ONE, { ...HALF, threshold: DEFAULT_THRESHOLD })).toMatchObject({
      label: 17,
      reason: null,
    });
  });
});

describe('a class that means none of the others', () => {
  const withNone = { ...HALF, noneOfThese: 2 };

  it('counts ten times beside a garment, and says so where the garment alone would do', () => {
    // 0.65 / (0.7 + 10 * 0.3) = 0.18, 0.75 / (0.95 + 0.5) = 0.52.
    expect(reason([0.05, 0.65, 0.3], ONE, withNone)).toBe('perhaps-none');
    expect(reason([0.2, 0.75, 0.05], ONE, withNone)).toBeNull();
    expect(reason([0.05, 0.65, 0.3], ONE, { ...withNone, threshold: 0 })).toBeNull();
    expect(reason([0.45, 0.3, 0.25], ONE, withNone)).toBe('low-confidence');
    // 0.7 / (0.89 + 1.1) = 0.35.
    expect(reason([0.19, 0.7, 0.11], ONE, { ...withNone, threshold: 0.58 })).toBe('perhaps-none');
    // So little of it that the answer is at the threshold: 0.75 / 1.045 = 0.718.
    expect(reason([0.245, 0.75, 0.005], ONE, { ...withNone, threshold: 0.745 })).toBe(
      'low-confidence',
    );
    expect(surenessOf([0.15, 0.75, 0.1], ONE, withNone)).toBeCloseTo(0.75 / 1.9, 10);
    expect(surenessOf([0.15, 0.75, 0.1], ONE, HALF)).toBe(0.75);
  });

  it('is not the reason where parts of the picture are garments of several kinds', () => {
    const none = [0.2, 0.1, 0.7];
    expect(reason(none, ONE, withNone)).toBe('none-of-these');
    expect(verdictOf(none, ONE, withNone).isNone).toBe(true);
    expect(reason(none, { ...ONE, garments: 2 }, withNone)).toBe('several-garments');
    expect(reason(none, { ...ONE, garments: 2 }, { ...withNone, threshold: 0 })).toBe(
      'none-of-these',
    );
  });

  it('is as sure as it is probable where it is the answer', () => {
    expect(surenessOf([0.2, 0.2, 0.6], ONE, withNone)).toBe(0.6);
  });
});

describe('the photo network beside another one', () => {
  const without = { ...HALF, without: WITHOUT };

  it('makes an answer unsure that lacks a class, whatever its confidence, and names the category', () => {
    const facts = { ...ONE, scope: opinion({ Shorts: 0.7, Hat: 0.1 }) };
    expect(verdictOf(CLEAR, facts, without)).toMatchObject({
      label: 1,
      reason: 'out-of-scope',
      outside: { category: 'Shorts' },
    });
    expect(verdictOf(CLEAR, facts, without).outside?.probability).toBeCloseTo(0.8, 10);
  });

  it('leaves answers alone where it sees a class that there is, was not asked or is left out', () => {
    expect(reason(CLEAR, { ...ONE, scope: opinion({ Shorts: 0.001 }) }, without)).toBeNull();
    expect(reason(CLEAR, ONE, without)).toBeNull();
    expect(reason(CLEAR, { ...ONE, scope: opinion({ Hat: 0.9 }) })).toBeNull();
    expect(
      reason(CLEAR, { ...ONE, scope: opinion({ Hat: 0.9 }) }, { ...without, threshold: 0 }),
    ).toBeNull();
  });

  it('lowers how sure an answer is, and never raises it', () => {
    const sureness = (scope: number[] | null) => surenessOf(CLEAR, { scope }, without);
    expect(sureness(null)).toBe(0.75);
    expect(sureness(opinion({}))).toBe(0.75);
    expect(sureness(opinion({ Hat: 0.4 }))).toBeCloseTo(0.6 / 4.6, 10);
    expect(sureness(opinion({ Hat: 1 }))).toBe(0);
  });
});
