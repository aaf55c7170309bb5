import { describe, expect, it } from 'vitest';
import { accuracy, classMetrics, confusionMatrix, meanMetrics } from './metrics';

describe('confusionMatrix', () => {
  it('counts true classes in rows and predictions in columns', () => {
    const labels = Uint8Array.of(0, 0, 0, 1, 1, 2);
    const predictions = Uint8Array.of(0, 1, 1, 1, 1, 0);
    expect(confusionMatrix(labels, predictions, 3)).toEqual([
      [1, 2, 0],
      [0, 2, 0],
      [1, 0, 0],
    ]);
  });

  it('has a row and a column for every class, used or not', () => {
    const matrix = confusionMatrix(Uint8Array.of(9), Uint8Array.of(0), 10);
    expect(matrix.length).toBe(10);
    expect(matrix.every((row) => row.length === 10)).toBe(true);
    expect(matrix[9]?.[0]).toBe(1);
    expect(confusionMatrix(new Uint8Array(), new Uint8Array(), 2)).toEqual([
      [0, 0],
      [0, 0],
    ]);
  });

  it('refuses lists of different length and values that are no class', () => {
    expect(() => confusionMatrix(Uint8Array.of(1), Uint8Array.of(1, 1), 3)).toThrow(RangeError);
    expect(() => confusionMatrix(Uint8Array.of(3), Uint8Array.of(1), 3)).toThrow(RangeError);
    expect(() => confusionMatrix(Uint8Array.of(1), Uint8Array.of(3), 3)).toThrow(RangeError);
  });
});

describe('accuracy', () => {
  it('is the share on the diagonal', () => {
    expect(
      accuracy([
        [1, 2, 0],
        [0, 2, 0],
        [1, 0, 0],
      ]),
    ).toBe(0.5);
    expect(
      accuracy([
        [3, 0],
        [0, 5],
      ]),
    ).toBe(1);
  });

  it('is 0 where there are no images', () => {
    expect(accuracy([])).toBe(0);
    expect(
      accuracy([
        [0, 0],
        [0, 0],
      ]),
    ).toBe(0);
  });
});

describe('classMetrics', () => {
  it('agrees with figures computed by hand', () => {
    // Class 0: 8 of 10 found, 12 called so. Class 1: 5 of 10, 6 called so. Class 2: 9 of 10, 12.
    const figures = classMetrics([
      [8, 0, 2],
      [4, 5, 1],
      [0, 1, 9],
    ]);
    expect(figures).toEqual([
      { precision: 8 / 12, recall: 0.8, f1: 16 / 22, support: 10 },
      { precision: 5 / 6, recall: 0.5, f1: 10 / 16, support: 10 },
      { precision: 9 / 12, recall: 0.9, f1: 18 / 22, support: 10 },
    ]);
    // F1 is the harmonic mean of the other two.
    for (const { precision, recall, f1 } of figures) {
      const p = precision as number;
      const r = recall as number;
      expect(f1).toBeCloseTo((2 * p * r) / (p + r), 12);
    }
  });

  it('says null where a figure would divide by nothing', () => {
    expect(
      classMetrics([
        // Class 0: three images, none called so. Class 1: no images, but called so.
        // Class 2: neither. Class 3: all right.
        [0, 3, 0, 0],
        [0, 0, 0, 0],
        [0, 0, 0, 0],
        [0, 0, 0, 4],
      ]),
    ).toEqual([
      { precision: null, recall: 0, f1: 0, support: 3 },
      { precision: 0, recall: null, f1: 0, support: 0 },
      { precision: null, recall: null, f1: null, support: 0 },
      { precision: 1, recall: 1, f1: 1, support: 4 },
    ]);
  });
});

it('means over classes leave out what cannot be told, and add the supports up', () => {
  const mean = meanMetrics([
    { precision: 0.5, recall: 1, f1: 0.6, support: 3 },
    { precision: null, recall: 0, f1: 0, support: 2 },
  ]);
  expect(mean.precision).toBe(0.5);
  expect(mean.recall).toBe(0.5);
  expect(mean.f1).toBeCloseTo(0.3, 12);
  expect(mean.support).toBe(5);
});
