import { describe, expect, it } from 'vitest';
import { outputOf, PHOTO_CATEGORIES } from './photo/categories';
import { categoryOf, confidenceOf, toReview } from './review';

const ALONE = { threshold: 0.3, noneOfThese: null, without: null };
const photo = (
  probabilities: number[] | null,
  correctedClass: number | null = null,
  scope: number[] | null = null,
) => ({
  result: probabilities && { probabilities, scope, found: true, garments: 1 },
  correctedClass,
  correctedName: correctedClass === null ? null : 'Coat',
});

describe('categoryOf', () => {
  it('is what a person said, else the answer, else nothing', () => {
    expect(categoryOf(photo([0.2, 0.8], 0))).toBe(0);
    expect(categoryOf(photo([0.2, 0.8]))).toBe(1);
    expect(categoryOf(photo(null))).toBeNull();
  });
});

describe('confidenceOf', () => {
  it('is the share of the answer, not of what a person said', () => {
    expect(confidenceOf(photo([0.2, 0.8], 0))).toBe(0.8);
    expect(confidenceOf(photo(null))).toBe(0);
  });
});

describe('toReview', () => {
  it('has the least sure first, without those that are said or not answered', () => {
    const sure = photo([0.9, 0.1]);
    const unsure = photo([0.4, 0.6]);
    const said = photo([0.5, 0.5], 1);
    expect(toReview([sure, photo(null), said, unsure], ALONE)).toEqual([unsure, sure]);
  });

  it('counts what the photo network says a class is missing for, where it is asked', () => {
    const hat = PHOTO_CATEGORIES.map((_, output) => (output === outputOf('Hat') ? 1 : 0));
    const [clear, outside] = [photo([0.8, 0.2]), photo([0.9, 0.1], null, hat)];
    expect(toReview([clear, outside], { ...ALONE, without: ['Hat'] })).toEqual([outside, clear]);
    expect(toReview([clear, outside], ALONE)).toEqual([clear, outside]);
  });

  it('does not ask again where a person named what the network has no class for', () => {
    const hat = { ...photo([0.5, 0.5]), correctedName: 'Hat' };
    expect(toReview([hat], ALONE)).toEqual([]);
  });

  it('has before the others what is not sure for another reason than its probability', () => {
    const facts = { probabilities: [0.9, 0.1], scope: null, found: true, garments: 2 };
    const several = { ...photo(null), result: facts };
    const [clear, unclear] = [photo([0.6, 0.4]), photo([0.2, 0.25, 0.55])];
    const rules = { ...ALONE, threshold: 0.58 };
    expect(toReview([clear, several, unclear], rules)).toEqual([unclear, several, clear]);
  });

  it('keeps the order of equals', () => {
    const [first, second] = [photo([0.6, 0.4]), photo([0.4, 0.6])];
    const [one, other] = toReview([first, second], ALONE);
    expect(one).toBe(first);
    expect(other).toBe(second);
  });
});
