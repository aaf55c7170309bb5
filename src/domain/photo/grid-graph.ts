/** A grid whose pixels are linked to their eight neighbours. */
export interface GridLinks {
  /** In pixels. */
  width: number;
  height: number;
  /**
   * Eight values a pixel, 0 or more: the price of having it with the source and that neighbour with
   * the sink, in the order of {@link NEIGHBOURS}. Links out of the grid are ignored.
   */
  links: Float32Array;
}

/** Steps (x, y) to the neighbours of a pixel. The way back from neighbour d is neighbour 7 - d. */
export const NEIGHBOURS = [
  [-1, -1],
  [0, -1],
  [1, -1],
  [-1, 0],
  [1, 0],
  [-1, 1],
  [0, 1],
  [1, 1],
] as const;
