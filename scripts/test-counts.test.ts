import { describe, expect, it } from 'vitest';
import { playwrightCounts, vitestCounts } from './test-counts';

describe('vitestCounts', () => {
  it('reads passed and failed tests', () => {
    const report = { numPassedTests: 5, numFailedTests: 2, success: false };
    expect(vitestCounts(report)).toEqual({ passed: 5, failed: 2 });
    expect(vitestCounts({ numPassedTests: 5, numFailedTests: 0, success: true })).toEqual({
      passed: 5,
      failed: 0,
    });
  });

  it('counts a file that does not load as a failure', () => {
    const report = { numPassedTests: 5, numFailedTests: 0, success: false };
    expect(vitestCounts(report)).toEqual({ passed: 5, failed: 1 });
  });
});

describe('playwrightCounts', () => {
  it('reads expected, flaky and unexpected tests', () => {
    const report = { stats: { expected: 7, flaky: 1, unexpected: 2, skipped: 3 }, errors: [] };
    expect(playwrightCounts(report)).toEqual({ passed: 8, failed: 2 });
  });

  it('counts errors outside of tests as a failure', () => {
    const report = { stats: { expected: 0, flaky: 0, unexpected: 0 }, errors: [{}] };
    expect(playwrightCounts(report)).toEqual({ passed: 0, failed: 1 });
  });

  it('refuses what is no report', () => {
    expect(() => playwrightCounts({})).toThrow('stats.expected');
    expect(() => vitestCounts({})).toThrow('numPassedTests');
  });
});
