import { describe, expect, it } from 'vitest';
import { dosTime } from './archive';

/** By APPNOTE.TXT 4.4.6: 7 bits of years since 1980, 4 of the month, 5 of the day; 5, 6 and 5 of the time. */
const dos = (year: number, month: number, day: number, time = 0) =>
  ((((year - 1980) << 9) | (month << 5) | day) * 65536 + time) >>> 0;

describe('dosTime', () => {
  it('is local time', () => {
    const time = (13 << 11) | (7 << 5) | (58 >> 1);
    const date = new Date(dosTime(dos(2024, 5, 6, time)));
    expect(date.getTime()).toBe(new Date(2024, 4, 6, 13, 7, 58).getTime());
  });

  it('reads years past the sign bit', () => {
    expect(new Date(dosTime(dos(2050, 12, 31))).getFullYear()).toBe(2050);
  });

  it('is 0 for no date at all', () => {
    expect(dosTime(0)).toBe(0);
    expect(dosTime(dos(2024, 13, 1))).toBe(0);
  });
});
