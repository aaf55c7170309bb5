import { describe, expect, it } from 'vitest';
import { mixtureShares } from './mixture';

describe('mixtureShares', () => {
  it('is Rogan and Gladen’s estimate for two classes', () => {
    // Screening 150 cows for brucellosis, 23 positive, sensitivity 96 %, specificity 89 %: 5.1 % (the
    // worked example of Messam and others 2008 and of R's epiR).
    const rates = [
      [0.96, 0.04],
      [0.11, 0.89],
    ];
    const [ill] = mixtureShares(rates, [23, 127]) ?? [];
    expect(ill).toBeCloseTo((23 / 150 + 0.89 - 1) / (0.96 + 0.89 - 1), 4);
    expect(ill).toBeCloseTo(0.051, 3);
    // Fewer positives than false alarms: 0, where the formula would be below.
    expect(mixtureShares(rates, [6, 145])?.[0]).toBeLessThan(1e-3);
  });

  it('finds the shares that answers were made of, for many classes', () => {
    const rates = [
      [0.6, 0.3, 0.1],
      [0.2, 0.7, 0.1],
      [0.3, 0.1, 0.6],
    ];
    const truth = [0.5, 0.2, 0.3];
    const seen = [0, 1, 2].map((column) =>
      truth.reduce((sum, share, row) => sum + share * (rates[row]?.[column] ?? 0), 0),
    );
    mixtureShares(rates, seen)?.forEach((share, row) => {
      expect(share).toBeCloseTo(truth[row] ?? -1, 4);
    });
  });

  it('passes over answers that no category gives, and says when nothing is left', () => {
    const rates = [
      [1, 0, 0],
      [0, 1, 0],
    ];
    expect(mixtureShares(rates, [3, 1, 50])).toEqual([0.75, 0.25]);
    expect(mixtureShares(rates, [0, 0, 50])).toBeNull();
  });
});
