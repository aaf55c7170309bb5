/** A grid whose pixels are linked to their eight neighbours and to two terminals. */
export interface GridGraph {
  /** In pixels. */
  width: number;
  height: number;
  /** One value a pixel: above 0 the price of parting it from the source, below 0 from the sink. */
  terminals: Float32Array;
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
