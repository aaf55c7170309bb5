import { describe, expect, it } from 'vitest';
import { captureDate } from './capture-date';

const NOW = new Date(2026, 10, 25, 12).getTime();
const filed = (year: number, month: number, day: number, hour = 12) =>
  new Date(year, month - 1, day, hour).getTime();

describe('captureDate', () => {
  it('takes the day of the camera before that of the file', () => {
    expect(captureDate(['2024:02:29 23:59:59'], filed(2025, 1, 1), NOW)).toEqual({
      day: '2024-02-29',
      source: 'exif',
    });
  });

  it.each([
    ['2024-05-06T10:00:00', '2024-05-06'],
    ['2024/05/06 10:00', '2024-05-06'],
    [' 2024:05:06', '2024-05-06'],
    ['1990:01:01 00:00:00', '1990-01-01'],
    // A camera a time zone ahead of here may have tomorrow already.
    ['2026:11:26 01:00:00', '2026-11-26'],
  ])('reads %j', (exif, day) => {
    expect(captureDate([exif], 0, NOW)).toEqual({ day, source: 'exif' });
  });

  it.each([
    '0000:00:00 00:00:00',
    '    :  :     :  :  ',
    '',
    '1989:12:31 10:00:00',
    '2026:11:27 00:00:00',
    '2023:02:29 10:00:00',
    '2024:13:01 10:00:00',
    '2024:05:061',
    'yesterday',
  ])('does not believe %j, and goes on to the file', (exif) => {
    const file = { day: '2020-03-04', source: 'file' };
    expect(captureDate([exif], filed(2020, 3, 4), NOW)).toEqual(file);
    expect(captureDate([exif], 0, NOW)).toBeNull();
  });

  it('goes on to the moment of digitizing where the first one is no date, and then to the file', () => {
    const [original, digitized] = ['2024:05:06 10:00:00', '2025:01:02 10:00:00'];
    const day = (...exif: string[]) => captureDate(exif, filed(2020, 3, 4), NOW);
    expect(day(original, digitized)).toEqual({ day: '2024-05-06', source: 'exif' });
    expect(day('0000:00:00 00:00:00', digitized)).toEqual({ day: '2025-01-02', source: 'exif' });
    expect(day(digitized)).toEqual({ day: '2025-01-02', source: 'exif' });
    expect(day('', '    :  :     :  :  ')).toEqual({ day: '2020-03-04', source: 'file' });
  });

  it('has the day of a file by the calendar of here, at both ends of the day', () => {
    expect(captureDate([], filed(2024, 5, 6, 0), NOW)?.day).toBe('2024-05-06');
    expect(captureDate([], filed(2024, 5, 6, 23), NOW)?.day).toBe('2024-05-06');
  });

  it('has none for a file of the future, of before 1990, or of no time', () => {
    expect(captureDate([], filed(2026, 11, 27), NOW)).toBeNull();
    expect(captureDate([], filed(1989, 12, 31), NOW)).toBeNull();
    expect(captureDate([], Number.NaN, NOW)).toBeNull();
  });
});
