import { describe, expect, it } from 'vitest';
import { nextPeriod, periodOf, periodsOver, unitFor } from './periods';

describe('periodOf', () => {
  // Examples of ISO 8601 and of the calendar.
  it.each([
    ['2005-01-01', '2004-W53'],
    ['2005-01-02', '2004-W53'],
    ['2005-12-31', '2005-W52'],
    ['2007-01-01', '2007-W01'],
    ['2008-12-29', '2009-W01'],
    ['2010-01-03', '2009-W53'],
    ['2026-11-25', '2026-W48'],
    ['1969-12-29', '1970-W01'],
    ['1969-12-28', '1969-W52'],
  ])('puts %s into %s', (day, key) => {
    expect(periodOf(day, 'week').key).toBe(key);
  });

  it('knows first and last days', () => {
    expect(periodOf('2026-11-25', 'week')).toMatchObject({
      first: '2026-11-23',
      last: '2026-11-29',
    });
    expect(periodOf('2024-02-10', 'month')).toEqual({
      key: '2024-02',
      first: '2024-02-01',
      last: '2024-02-29',
    });
    expect(periodOf('2024-02-10', 'year').last).toBe('2024-12-31');
  });

  it('refuses what is no day', () => {
    expect(() => periodOf('2026-13-01', 'week')).toThrow(RangeError);
  });
});

describe('periodsOver', () => {
  it('has every month and week once, those without photos too', () => {
    const months = periodsOver(['2026-03-01', '2025-12-31', '2026-03-31'], 'month');
    expect(months.map(({ key }) => key)).toEqual(['2025-12', '2026-01', '2026-02', '2026-03']);
    const weeks = periodsOver(['2026-01-07', '2025-12-24'], 'week');
    expect(weeks.map(({ key }) => key)).toEqual(['2025-W52', '2026-W01', '2026-W02']);
    expect(periodsOver([], 'week')).toEqual([]);
    expect(periodsOver(['2025-05-05', '2027-01-01'], 'year').map(({ key }) => key)).toEqual([
      '2025',
      '2026',
      '2027',
    ]);
  });

  it('goes on into the next year', () => {
    expect(nextPeriod(periodOf('2026-12-03', 'month'), 'month').key).toBe('2027-01');
    expect(nextPeriod(periodOf('2026-12-31', 'week'), 'week').key).toBe('2027-W01');
  });
});

describe('unitFor', () => {
  it('takes weeks up to half a year, and stays readable whatever a camera says', () => {
    expect(unitFor('auto', [])).toBe('week');
    expect(unitFor('auto', ['2026-01-01', '2026-06-30'])).toBe('week');
    expect(unitFor('auto', ['2026-01-01', '2026-12-30'])).toBe('month');
    expect(unitFor('week', ['2024-01-01', '2026-12-30'])).toBe('week');
    expect(unitFor('month', ['2026-01-01', '2026-01-02'])).toBe('month');
    expect(unitFor('week', ['1980-01-01', '2026-01-02'])).toBe('year');
    expect(unitFor('week', ['2010-01-01', '2026-01-02'])).toBe('month');
  });
});
