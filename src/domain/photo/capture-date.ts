/** When a photo was taken, as far as that is known. */

/** A calendar day, and what says so. */
export interface CaptureDate {
  /** `YYYY-MM-DD` as the camera's clock had it: a day is a day in every time zone. */
  day: string;
  /** `exif`: written by the camera or scanner; `file`: when the file was last changed, which may be a copy's day. */
  source: 'exif' | 'file';
}

/** Digital cameras are younger; an earlier day is a clock that was never set. */
const FIRST_YEAR = 1990;
const DAY_MS = 86_400_000;
/** EXIF 2.32, DateTimeOriginal and DateTimeDigitized: `YYYY:MM:DD HH:MM:SS`. Some programs write other signs between. */
const EXIF_DATE = /^(\d{4})[:\-/.](\d{2})[:\-/.](\d{2})(?:\D|$)/;

/**
 * The day a photo was taken: by its camera, else by its file, else null.
 * @param exif the moments that stand in the file, the first that is a date counts: DateTimeOriginal, then
 *   DateTimeDigitized, which is later only where a photo on film or paper was scanned
 * @param lastModified of the file, in milliseconds since 1970
 * @param now the same, of the present: what lies more than a day ahead is no date
 */
export function captureDate(
  exif: readonly string[],
  lastModified: number,
  now: number,
): CaptureDate | null {
  for (const moment of exif) {
    const [, year, month, day] = EXIF_DATE.exec(moment.trim()) ?? [];
    const taken = dayOf(Number(year), Number(month), Number(day), now);
    if (taken) return { day: taken, source: 'exif' };
  }
  // A file's time is a moment; the day it fell on is that of the person's own calendar.
  const changed = new Date(lastModified);
  const filed = dayOf(changed.getFullYear(), changed.getMonth() + 1, changed.getDate(), now);
  return filed ? { day: filed, source: 'file' } : null;
}

/** `YYYY-MM-DD`, if there is such a day and a photo may be of it. */
function dayOf(year: number, month: number, day: number, now: number): string | null {
  // By UTC throughout, only to count days: no day is missing there or twice as long.
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  const today = new Date(now);
  const latest = Date.UTC(today.getFullYear(), today.getMonth(), today.getDate()) + DAY_MS;
  if (year < FIRST_YEAR || date.getTime() > latest) return null;
  return date.toISOString().slice(0, 10);
}
