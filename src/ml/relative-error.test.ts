import { describe, expect, it } from 'vitest';
import { relativeError } from './relative-error';

describe('relativeError', () => {
  const of = (...values: number[]) => Float32Array.from(values);

  it('is the length of the difference by the length of what was expected', () => {
    expect(relativeError(of(3, 4), of(3, 4))).toBe(0);
    // |(0.3, 0.4)| / |(3, 4)|
    expect(relativeError(of(3, 4), of(3.3, 4.4))).toBeCloseTo(0.1, 6);
    expect(relativeError(of(3, 4), of(0, 0))).toBe(1);
  });

  it('is not a number where a value is not, or is missing', () => {
    expect(relativeError(of(1, 2), of(1, Number.NaN))).toBeNaN();
    expect(relativeError(of(1, 2), of(1))).toBeNaN();
  });

  it('is 0 for nothing expected and nothing given, and huge for something given', () => {
    expect(relativeError(of(0, 0), of(0, 0))).toBe(0);
    expect(relativeError(of(0, 0), of(0, 1e-6))).toBeGreaterThan(1e6);
  });
});
