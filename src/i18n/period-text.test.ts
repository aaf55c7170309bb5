import { describe, expect, it } from 'vitest';
import { periodOf } from '../domain/trends/periods';
import { daysText, periodText, shortPeriodText } from './period-text';

/** Locale data put narrow spaces around the dash. */
const plain = (text: string) => text.replace(/\s/g, ' ');

describe('periodText', () => {
  it('names periods in the reader’s language', () => {
    const week = periodOf('2026-11-25', 'week');
    expect(plain(periodText(week, 'week', 'en-US'))).toBe('Nov 23 – 29, 2026');
    expect(plain(periodText(week, 'week', 'ko-KR'))).toMatch(
      /^2026\. 11\. 23\. ?~ ?2026\. 11\. 29\.$/,
    );
    expect(periodText(periodOf('2026-11-25', 'month'), 'month', 'en-US')).toBe('Nov 2026');
    expect(periodText(periodOf('2026-11-25', 'year'), 'year', 'en-US')).toBe('2026');
  });

  it('names them shortly', () => {
    const week = periodOf('2026-11-25', 'week');
    expect(shortPeriodText(week, 'week', 'en-US')).toBe('Nov 23');
    expect(shortPeriodText(periodOf('2026-11-25', 'month'), 'month', 'en-US')).toBe('Nov 2026');
    expect(shortPeriodText(week, 'week', 'ko-KR')).toBe('11월 23일');
  });

  it('writes a single day once', () => {
    expect(daysText('2026-01-01', '2026-01-01', 'en-US')).toBe('Jan 1, 2026');
  });
});
