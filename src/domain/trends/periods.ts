/** Weeks, months and years as rows of a report. Days are `YYYY-MM-DD`: the same in every time zone. */

/** Lengths of a period. Weeks are those of ISO 8601: from Monday, the first has the year's first Thursday. */
export type PeriodUnit = 'week' | 'month' | 'year';
/** What a person may ask for; `auto` follows from how long a time the photos span. */
export const UNIT_CHOICES = ['auto', 'week', 'month'] as const;
/** One of {@link UNIT_CHOICES}. */
export type UnitChoice = (typeof UNIT_CHOICES)[number];

/** One period. */
export interface Period {
  /** `2026-W07`, `2026-02` or `2026`. */
  key: string;
  /** Its first and its last day. */
  first: string;
  last: string;
}

const DAY_MS = 86_400_000;
/** Up to half a year is shown by weeks. */
const MOST_WEEKS = 26;
/** A report of more rows cannot be read; one photo with a wrong date would make thousands. */
const MOST_PERIODS = 300;

/** The period that a day belongs to. */
export function periodOf(day: string, unit: PeriodUnit): Period {
  return periodFrom(startOf(dayNumber(day), unit), unit);
}

/** The period after another. */
export function nextPeriod({ last }: Period, unit: PeriodUnit): Period {
  return periodFrom(dayNumber(last) + 1, unit);
}

/** All periods from the first day to the last, those without a photo too; none without days. */
export function periodsOver(days: readonly string[], unit: PeriodUnit): Period[] {
  const [first, last] = span(days);
  if (first === null || last === null) return [];
  const periods = [periodOf(first, unit)];
  for (let at = periods[0]; at && at.last < last; ) {
    at = nextPeriod(at, unit);
    periods.push(at);
  }
  return periods;
}

/** The length of periods for these days: as chosen, unless that would give more rows than can be read. */
export function unitFor(choice: UnitChoice, days: readonly string[]): PeriodUnit {
  const [first, last] = span(days);
  const length = first && last ? dayNumber(last) - dayNumber(first) : 0;
  const weeks = length / 7;
  const months = length / 30.4;
  if (choice === 'week' && weeks <= MOST_PERIODS) return 'week';
  if (choice === 'auto' && weeks <= MOST_WEEKS) return 'week';
  return months <= MOST_PERIODS ? 'month' : 'year';
}

/** First and last of some days; null without any. */
export function span(days: readonly string[]): [string | null, string | null] {
  const sorted = [...days].sort();
  return [sorted[0] ?? null, sorted.at(-1) ?? null];
}

function periodFrom(start: number, unit: PeriodUnit): Period {
  const first = dayText(start);
  return { key: keyOf(start, unit), first, last: dayText(startAfter(start, unit) - 1) };
}

function keyOf(start: number, unit: PeriodUnit): string {
  switch (unit) {
    case 'week': {
      // A week belongs to the year of its Thursday.
      const thursday = start + 3;
      const year = dayText(thursday).slice(0, 4);
      const week = Math.floor((thursday - dayNumber(`${year}-01-01`)) / 7) + 1;
      return `${year}-W${String(week).padStart(2, '0')}`;
    }
    case 'month':
      return dayText(start).slice(0, 7);
    case 'year':
      return dayText(start).slice(0, 4);
    default:
      return unit satisfies never;
  }
}

function startOf(day: number, unit: PeriodUnit): number {
  // Day 0, 1 January 1970, was a Thursday.
  if (unit === 'week') return day - ((((day + 3) % 7) + 7) % 7);
  const text = dayText(day);
  return dayNumber(unit === 'month' ? `${text.slice(0, 7)}-01` : `${text.slice(0, 4)}-01-01`);
}

function startAfter(start: number, unit: PeriodUnit): number {
  if (unit === 'week') return start + 7;
  // Far enough to be in the next one, from its first day.
  return startOf(start + (unit === 'month' ? 31 : 366), unit);
}

/** Days since 1 January 1970. */
function dayNumber(day: string): number {
  const number = Date.parse(`${day}T00:00:00Z`) / DAY_MS;
  if (!Number.isInteger(number)) throw new RangeError(`${day} is no day`);
  return number;
}

function dayText(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}
