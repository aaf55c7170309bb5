/** The edge of a mask, to be drawn over a picture. */
import type { Mask } from './photo';

/**
 * Every edge between garment and background, and where the garment meets the picture's end, as an SVG
 * path in pixels of the mask: straight runs along the sides of pixels.
 */
export function outlinePath({ width, height, data }: Mask): string {
  const isInside = (x: number, y: number) =>
    x >= 0 && y >= 0 && x < width && y < height && data[y * width + x] === 1;
  const across = runs(height + 1, width, (y, x) => isInside(x, y) !== isInside(x, y - 1));
  const down = runs(width + 1, height, (x, y) => isInside(x, y) !== isInside(x - 1, y));
  return [
    ...across.map(([y, from, length]) => `M${from} ${y}h${length}`),
    ...down.map(([x, from, length]) => `M${x} ${from}v${length}`),
  ].join('');
}

/** Runs of cells that are edges, line by line: the line, the first cell, how many. */
function runs(
  lines: number,
  cells: number,
  isEdge: (line: number, cell: number) => boolean,
): [line: number, from: number, length: number][] {
  const found: [number, number, number][] = [];
  for (let line = 0; line < lines; line++) {
    let from = -1;
    for (let cell = 0; cell <= cells; cell++) {
      const isOn = cell < cells && isEdge(line, cell);
      if (isOn && from < 0) from = cell;
      if (isOn || from < 0) continue;
      found.push([line, from, cell - from]);
      from = -1;
    }
  }
  return found;
}
