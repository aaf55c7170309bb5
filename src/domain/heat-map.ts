/** Making a coarse map of places smooth, to lie over a picture. */

/** Values over a picture, row by row. */
export interface HeatMap {
  width: number;
  height: number;
  values: Float32Array | Uint8Array;
}

/**
 * The map at another size: bilinear between the centres of its cells, and level beyond the outermost
 * ones, so that each cell stays over the part of the picture that it is about.
 */
export function smoothed(map: HeatMap, width: number, height: number): HeatMap {
  const values = new Float32Array(width * height);
  const columns = Array.from({ length: width }, (_, x) => between(x, width, map.width));
  for (let y = 0, at = 0; y < height; y++) {
    const [upper, lower, down] = between(y, height, map.height);
    for (let x = 0; x < width; x++, at++) {
      const [left, right, across] = columns[x] as [number, number, number];
      const row = (start: number) =>
        (map.values[start * map.width + left] as number) * (1 - across) +
        (map.values[start * map.width + right] as number) * across;
      values[at] = row(upper) * (1 - down) + row(lower) * down;
    }
  }
  return { width, height, values };
}

/** The two old cells whose centres lie around a new one's, and the share of the second. */
export function between(
  cell: number,
  count: number,
  oldCount: number,
): [first: number, second: number, share: number] {
  const place = Math.min(oldCount - 1, Math.max(0, ((cell + 0.5) * oldCount) / count - 0.5));
  const first = Math.floor(place);
  return [first, Math.min(oldCount - 1, first + 1), place - first];
}
