import { describe, expect, it } from 'vitest';
import { FASHION_CLASSES } from '../dataset';
import { outputOf, PHOTO_CATEGORIES, type PhotoCategory } from './categories';
import { categoriesWithoutClass, outsideScope, scopeSureness, shareBesideNone } from './scope';

const WITHOUT: PhotoCategory[] = ['Shorts', 'Skirt', 'Hat', 'None of these'];

/** Probabilities by category; those that are not given are 0. */
function opinion(shares: Partial<Record<PhotoCategory, number>>): Float32Array {
  const all = new Float32Array(PHOTO_CATEGORIES.length);
  for (const [category, share] of Object.entries(shares)) {
    all[outputOf(category as PhotoCategory)] = share;
  }
  return all;
}

describe('categoriesWithoutClass', () => {
  it('are what Fashion-MNIST lacks, for networks with its classes', () => {
    expect(new Set(categoriesWithoutClass(FASHION_CLASSES))).toEqual(new Set(WITHOUT));
  });

  it('are not known for other classes, nor for the same in another order', () => {
    expect(categoriesWithoutClass(['cat', 'dog'])).toBeNull();
    expect(categoriesWithoutClass([...FASHION_CLASSES].reverse())).toBeNull();
    expect(categoriesWithoutClass([...FASHION_CLASSES, 'Hat'])).toBeNull();
    expect(categoriesWithoutClass(PHOTO_CATEGORIES)).toBeNull();
  });
});

describe('outsideScope', () => {
  it('adds up what there is no class for, and names the most probable of it', () => {
    const seen = opinion({ Trousers: 0.5, Shorts: 0.25, Skirt: 0.125, Hat: 0.125 });
    expect(outsideScope(seen, WITHOUT)).toEqual({ probability: 0.5, category: 'Shorts' });
  });

  it('is never more than certain', () => {
    expect(outsideScope(opinion({ Hat: 0.75, Shorts: 0.2500001 }), WITHOUT).probability).toBe(1);
  });
});

it('shareBesideNone is what is left where none of these is ten times as frequent', () => {
  // Shares 0.6, 0.3 and 0.1 become 0.6, 0.3 and 1, divided by their sum.
  expect(shareBesideNone(0.6, 0.1)).toBeCloseTo(0.6 / 1.9, 12);
  expect(shareBesideNone(0.6, 0)).toBe(0.6);
});

describe('scopeSureness', () => {
  it('falls from certainty that there is a class to certainty that there is none', () => {
    const at = (probability: number) => scopeSureness({ probability });
    expect([at(0), at(1)]).toEqual([1, 0]);
    // Ten times the odds: one in eleven is as likely outside as inside.
    expect(at(1 / 11)).toBeCloseTo(0.5, 10);
    expect(at(0.5)).toBeLessThan(at(0.1));
  });
});
