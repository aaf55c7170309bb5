import { describe, expect, it } from 'vitest';
import { categoryOf, surenessOf, toReview } from './review';

const photo = (probabilities: number[] | null, correctedClass: number | null = null) => ({
  result: probabilities && { probabilities },
  correctedClass,
});

describe('categoryOf', () => {
  it('is what a person said, else the answer, else nothing', () => {
    expect(categoryOf(photo([0.2, 0.8], 0))).toBe(0);
    expect(categoryOf(photo([0.2, 0.8]))).toBe(1);
    expect(categoryOf(photo(null))).toBeNull();
  });
});

describe('surenessOf', () => {
  it('is the share of the answer, not of what a person said', () => {
    expect(surenessOf(photo([0.2, 0.8], 0))).toBe(0.8);
    expect(surenessOf(photo(null))).toBe(0);
  });
});

describe('toReview', () => {
  it('has the least sure first, without those that are said or not answered', () => {
    const sure = photo([0.9, 0.1]);
    const unsure = photo([0.4, 0.6]);
    const said = photo([0.5, 0.5], 1);
    expect(toReview([sure, photo(null), said, unsure])).toEqual([unsure, sure]);
  });

  it('keeps the order of equals', () => {
    const [first, second] = [photo([0.6, 0.4]), photo([0.4, 0.6])];
    const [one, other] = toReview([first, second]);
    expect(one).toBe(first);
    expect(other).toBe(second);
  });
});
