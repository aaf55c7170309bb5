/** Intervals of shares and of their differences, at 95 %. */

/** Both ends of an interval. */
export interface Interval {
  low: number;
  high: number;
}

/** 97.5 % of a standard normal distribution lie below: ends of 95 % intervals. */
const Z = 1.959963984540054;

/**
 * Wilson's score interval of a share (Wilson 1927, https://doi.org/10.1080/01621459.1927.10502953):
 * within [0, 1], and sensible for few photos and for shares of 0 and 1.
 * @param count photos that have it, of `total`; estimates need not be whole
 * @throws RangeError when there is no photo, or more have it than there are
 */
export function wilson(count: number, total: number): Interval {
  if (!(total > 0 && count >= 0 && count <= total)) throw new RangeError(`${count} of ${total}`);
  const share = count / total;
  const middle = share + (Z * Z) / (2 * total);
  const reach = Z * Math.sqrt((share * (1 - share) + (Z * Z) / (4 * total)) / total);
  const scale = 1 + (Z * Z) / total;
  return {
    // Exactly 0 and 1 at the ends, where rounding would leave a speck.
    low: count === 0 ? 0 : (middle - reach) / scale,
    high: count === total ? 1 : (middle + reach) / scale,
  };
}

/** A part of a sample. */
export interface Part {
  count: number;
  total: number;
}

/**
 * Interval of the difference `after - before` of two shares: Newcombe's hybrid score interval without
 * continuity correction (Newcombe 1998, method 10,
 * https://doi.org/10.1002/(SICI)1097-0258(19980430)17:8%3C873::AID-SIM779%3E3.0.CO;2-I).
 * @throws RangeError when either has no photo
 */
export function differenceInterval(before: Part, after: Part): Interval {
  const first = wilson(before.count, before.total);
  const second = wilson(after.count, after.total);
  const from = before.count / before.total;
  const to = after.count / after.total;
  return {
    low: to - from - Math.hypot(to - second.low, first.high - from),
    high: to - from + Math.hypot(second.high - to, from - first.low),
  };
}
