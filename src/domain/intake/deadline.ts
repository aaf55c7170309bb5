/** Ends the wait for what the browser may never answer: reading a file, decoding a picture. */

const BEAT_MS = 5000;
const BEATS = 6;

/**
 * In seconds, what reading or decoding one photo may take: the largest file comes in time at 3.4 MB a
 * second, and few are as large. What takes longer mostly never comes: a placeholder of a cloud without a
 * connection, a network drive that went away.
 */
export const PATIENCE_SECONDS = (BEATS * BEAT_MS) / 1000;

/**
 * The outcome of work that is done within {@link PATIENCE_SECONDS}. Counted in beats: a computer that
 * slept meanwhile is late by one of them, whatever the clock says.
 * @param late the error that is thrown when it is not done by then
 * @param discard frees what comes all the same, later
 */
export function inTime<T>(
  work: Promise<T>,
  late: () => Error,
  discard: (value: T) => void = () => {},
): Promise<T> {
  return new Promise((resolve, reject) => {
    let left = BEATS;
    const timer = setInterval(() => {
      if (--left > 0) return;
      clearInterval(timer);
      reject(late());
    }, BEAT_MS);
    work.then(
      (value) => {
        clearInterval(timer);
        if (left > 0) resolve(value);
        else discard(value);
      },
      (thrown: unknown) => {
        clearInterval(timer);
        // After the deadline this changes nothing: what came too late has been refused.
        reject(thrown);
      },
    );
  });
}
