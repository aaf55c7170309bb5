/** Ends of scales for shares, so that halves of them are round too. */
const ENDS = [0.1, 0.2, 0.4, 0.6, 0.8];

/** The end of a scale, 0 to 1, that has room for all of these shares. */
export function scaleEnd(shares: readonly number[]): number {
  const largest = Math.max(0, ...shares);
  return ENDS.find((end) => end >= largest) ?? 1;
}
