/** Moving over a grid of images by keys, as the ARIA pattern for grids describes. */

/** What moving depends on. */
export interface GridShape {
  /** Images in all. */
  count: number;
  columns: number;
  /** Whole rows in view. */
  pageRows: number;
}

/** The key and whether Ctrl or Cmd was held. */
export interface GridKey {
  key: string;
  withControl: boolean;
}

/**
 * Position after a key, or null when the key does not move. Left and right run on into the neighbouring
 * row; up and down stop at the edges, but down from the last full row reaches a shorter last row.
 */
export function moveInGrid(position: number, pressed: GridKey, shape: GridShape): number | null {
  const { count, columns } = shape;
  if (count === 0) return null;
  const last = count - 1;
  const rowStart = position - (position % columns);
  const page = columns * Math.max(1, shape.pageRows);
  switch (pressed.key) {
    case 'ArrowRight':
      return Math.min(last, position + 1);
    case 'ArrowLeft':
      return Math.max(0, position - 1);
    case 'ArrowDown':
      return below(position, columns, shape);
    case 'ArrowUp':
      return above(position, columns, columns);
    case 'PageDown':
      return below(position, page, shape);
    case 'PageUp':
      return above(position, page, columns);
    case 'Home':
      return pressed.withControl ? 0 : rowStart;
    case 'End':
      return pressed.withControl ? last : Math.min(last, rowStart + columns - 1);
    default:
      return null;
  }
}

function below(position: number, distance: number, { count, columns }: GridShape): number {
  const last = count - 1;
  const lastRow = last - (last % columns);
  if (position >= lastRow) return position;
  return Math.min(last, position + distance, lastRow + (position % columns));
}

function above(position: number, distance: number, columns: number): number {
  return Math.max(position - distance, position % columns);
}
