import type { Period, PeriodUnit } from '../domain/trends/periods';

/** A period in words: "Nov 23 – 29, 2026", "Nov 2026", "2026". */
export function periodText({ key, first, last }: Period, unit: PeriodUnit, locale: string): string {
  switch (unit) {
    case 'week':
      return daysText(first, last, locale);
    case 'month':
      return new Intl.DateTimeFormat(locale, {
        year: 'numeric',
        month: 'short',
        timeZone: 'UTC',
      }).format(dateOf(first));
    case 'year':
      return key;
    default:
      return unit satisfies never;
  }
}

/** The same where there is little room: a week by its first day, without the year. */
export function shortPeriodText({ key, first }: Period, unit: PeriodUnit, locale: string): string {
  if (unit === 'year') return key;
  return new Intl.DateTimeFormat(locale, {
    ...(unit === 'week' ? { day: 'numeric' } : { year: 'numeric' }),
    month: 'short',
    timeZone: 'UTC',
  }).format(dateOf(first));
}

/** Some days in words, from the first (`YYYY-MM-DD`) to the last. */
export function daysText(first: string, last: string, locale: string): string {
  // Days know no time zone: UTC on both ways keeps them.
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' });
  return format.formatRange(dateOf(first), dateOf(last));
}

function dateOf(day: string): Date {
  return new Date(`${day}T00:00:00Z`);
}
