/** When a photo was taken, as far as that is known. */

/** A calendar day, and what says so. */
export interface CaptureDate {
  /** `YYYY-MM-DD` as the camera's clock had it: a day is a day in every time zone. */
  day: string;
  /** `exif`: written by the camera; `file`: when the file was last changed, which may be a copy's day. */
  source: 'exif' | 'file';
}
