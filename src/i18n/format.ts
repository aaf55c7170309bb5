/** Numbers and spans of time as text, in the habits of one language. */

/** Unit words of a language; each is put after its number as it stands, space included. */
export interface UnitWords {
  hour: string;
  minute: string;
  second: string;
  millisecond: string;
}

/** Formatting functions of one language. */
export interface Formats {
  /** A whole number: 70,000. */
  count: (value: number) => string;
  /** A number with exactly so many digits after the point. */
  decimal: (value: number, digits: number) => string;
  /** A number as short as four significant digits allow: learning rates and the like. */
  short: (value: number) => string;
  /** A share between 0 and 1 in percent, with one digit after the point unless said otherwise. */
  percent: (share: number, digits?: number) => string;
  /** A measured time: 34.2 ms, 1.8 s, 48 s, 2 min 5 s. */
  seconds: (seconds: number) => string;
  /** A span of time in whole seconds: 45 s, 2 min 5 s, 1 h 12 min. */
  duration: (seconds: number) => string;
}

/** Formats for a locale and its unit words. */
export function formatsFor(locale: string, units: UnitWords): Formats {
  const count = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const short = new Intl.NumberFormat(locale, {
    maximumSignificantDigits: 4,
    maximumFractionDigits: 12,
  });
  const fixed = new Map<number, Intl.NumberFormat>();
  const decimal = (value: number, digits: number) => {
    const format = fixed.get(digits) ?? fixedDigits(locale, digits);
    fixed.set(digits, format);
    return format.format(value);
  };
  const duration = (seconds: number) => spanText(Math.max(0, Math.round(seconds)), units);
  return {
    count: (value) => count.format(value),
    decimal,
    short: (value) => short.format(value),
    percent: (share, digits = 1) => `${decimal(share * 100, digits)}%`,
    seconds: (seconds) => {
      if (seconds < 0.1) return `${decimal(seconds * 1000, 1)}${units.millisecond}`;
      if (seconds < 9.95) return `${decimal(seconds, 1)}${units.second}`;
      return duration(seconds);
    },
    duration,
  };
}

function fixedDigits(locale: string, digits: number): Intl.NumberFormat {
  return new Intl.NumberFormat(locale, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}

/** Two units at most: who waits an hour does not count seconds. */
function spanText(seconds: number, units: UnitWords): string {
  if (seconds < 60) return `${seconds}${units.second}`;
  if (seconds < 3600) {
    return `${Math.floor(seconds / 60)}${units.minute} ${seconds % 60}${units.second}`;
  }
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)}${units.hour} ${minutes % 60}${units.minute}`;
}
