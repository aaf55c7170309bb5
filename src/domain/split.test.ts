import { describe, expect, it } from 'vitest';
import { mix, shuffle } from './random';
import {
  epochOrder,
  indicesByClass,
  largestRemainder,
  stratifiedSplit,
  validationCount,
} from './split';

/** `count` labels, all classes alike, in no particular order. */
function balancedLabels(count: number): Uint8Array {
  return Uint8Array.from(
    shuffle(
      Array.from({ length: count }, (_, index) => index % 10),
      mix(99),
    ),
  );
}

function countsByClass(labels: Uint8Array, indices: Uint32Array): number[] {
  const counts = new Array<number>(10).fill(0);
  for (const index of indices) {
    const label = labels[index] as number;
    counts[label] = (counts[label] ?? 0) + 1;
  }
  return counts;
}

function isAscending(values: Uint32Array): boolean {
  return values.every((value, index) => index === 0 || value > (values[index - 1] as number));
}

describe('stratifiedSplit', () => {
  const labels = balancedLabels(60_000);

  it('takes 5,000 of 60,000 by default: 500 of each class', () => {
    const { training, validation } = stratifiedSplit(labels, 1 / 12, 42);
    expect(validation.length).toBe(5000);
    expect(training.length).toBe(55_000);
    expect(countsByClass(labels, validation)).toEqual(new Array(10).fill(500));
    expect(countsByClass(labels, training)).toEqual(new Array(10).fill(5500));
  });

  it('puts every image in exactly one part, each part in ascending order', () => {
    const { training, validation } = stratifiedSplit(labels, 1 / 12, 42);
    expect(new Set([...training, ...validation]).size).toBe(60_000);
    expect(isAscending(training)).toBe(true);
    expect(isAscending(validation)).toBe(true);
    expect(validation.at(-1)).toBeLessThan(60_000);
  });

  it('is the same for the same seed and another for another seed', () => {
    const some = balancedLabels(600);
    expect(stratifiedSplit(some, 0.2, 1)).toEqual(stratifiedSplit(some, 0.2, 1));
    expect(stratifiedSplit(some, 0.2, 1)).not.toEqual(stratifiedSplit(some, 0.2, 2));
  });

  it('picks from all over the data, not from its beginning', () => {
    const { validation } = stratifiedSplit(labels, 1 / 12, 42);
    const mean = validation.reduce((sum, index) => sum + index, 0) / validation.length;
    expect(Math.abs(mean - 30_000)).toBeLessThan(1000);
  });

  it('keeps the proportions of unequal classes and the exact total', () => {
    // 60, 30 and 10 images; a fifth is 20 of 100.
    const unequal = Uint8Array.from({ length: 100 }, (_, index) => {
      if (index < 60) return 0;
      return index < 90 ? 4 : 9;
    });
    const { validation } = stratifiedSplit(unequal, 0.2, 3);
    expect(countsByClass(unequal, validation)).toEqual([12, 0, 0, 0, 6, 0, 0, 0, 0, 2]);
  });

  it('adds up exactly where no class divides evenly', () => {
    const uneven = Uint8Array.from({ length: 73 }, (_, index) => index % 10);
    for (const fraction of [0.1, 1 / 12, 0.33, 0.5]) {
      const { training, validation } = stratifiedSplit(uneven, fraction, 1);
      expect(validation.length).toBe(Math.round(73 * fraction));
      expect(training.length).toBe(73 - validation.length);
      const counts = countsByClass(uneven, validation);
      expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
    }
  });

  it('holds nothing out for the fraction 0', () => {
    const { training, validation } = stratifiedSplit(balancedLabels(50), 0, 1);
    expect(validation.length).toBe(0);
    expect([...training]).toEqual(Array.from({ length: 50 }, (_, index) => index));
  });

  it('copes with no images and with one', () => {
    expect(stratifiedSplit(new Uint8Array(), 0.5, 1)).toEqual({
      training: new Uint32Array(),
      validation: new Uint32Array(),
    });
    expect(stratifiedSplit(Uint8Array.of(3), 0.5, 1).training).toEqual(Uint32Array.of(0));
  });
});

describe('validationCount', () => {
  it('rounds, and always leaves an image to train on', () => {
    expect(validationCount(60_000, 1 / 12)).toBe(5000);
    expect(validationCount(6000, 1 / 12)).toBe(500);
    expect(validationCount(7, 0.5)).toBe(4);
    expect(validationCount(10, 0.04)).toBe(0);
    expect(validationCount(1, 0.5)).toBe(0);
    expect(validationCount(0, 0.5)).toBe(0);
  });
});

describe('epochOrder', () => {
  const training = Uint32Array.from({ length: 500 }, (_, index) => index * 3);

  it('is a permutation of the training images and leaves the split alone', () => {
    const before = training.slice();
    const order = epochOrder(training, 42, 0);
    expect(training).toEqual(before);
    expect(order).not.toEqual(training);
    expect(order.slice().sort()).toEqual(training);
  });

  it('differs from epoch to epoch and from seed to seed, and repeats for both the same', () => {
    const orders = [epochOrder(training, 42, 0), epochOrder(training, 42, 1)];
    orders.push(epochOrder(training, 43, 0));
    expect(new Set(orders.map(String)).size).toBe(3);
    expect(epochOrder(training, 42, 1)).toEqual(orders[1]);
  });
});

describe('indicesByClass', () => {
  it('lists ten classes, their positions ascending, also those without images', () => {
    const byClass = indicesByClass(Uint8Array.of(2, 0, 2, 9, 2));
    expect(byClass).toEqual([[1], [], [0, 2, 4], [], [], [], [], [], [], [3]]);
  });
});

describe('largestRemainder', () => {
  it('shares by hand-computed cases', () => {
    // Exact shares 4.7, 1.6, 1.55, 1.3, 0.6, 0.25: the floors make 7; 0.7, 0.6 and 0.6 get the rest.
    expect(largestRemainder([94, 32, 31, 26, 12, 5], 10)).toEqual([5, 2, 1, 1, 1, 0]);
    // Exact 1.5 each of two: the tie goes to the lower index.
    expect(largestRemainder([5, 5], 3)).toEqual([2, 1]);
    // Exact 0.75, 0.75, 1.5.
    expect(largestRemainder([1, 1, 2], 3)).toEqual([1, 1, 1]);
    expect(largestRemainder([10, 0, 30], 4)).toEqual([1, 0, 3]);
  });

  it('gives nothing to nobody', () => {
    expect(largestRemainder([0, 0], 5)).toEqual([0, 0]);
    expect(largestRemainder([3, 3], 0)).toEqual([0, 0]);
  });

  it('adds up for every total and never gives a group more than it has', () => {
    const sizes = [6000, 5999, 17, 1, 0, 250];
    const sum = 12_267;
    for (let total = 0; total <= sum; total += 13) {
      const shares = largestRemainder(sizes, total);
      expect(shares.reduce((left, right) => left + right, 0)).toBe(total);
      expect(shares.every((share, index) => share <= (sizes[index] as number))).toBe(true);
    }
  });
});
