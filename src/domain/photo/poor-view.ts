/** Views as of a poor camera, so that grey or coarse pictures are looked at for what they show. */
import { LUMINANCE } from './training-view';

/** Fewest and most pixels a side that a coarse view is made of. */
const COARSE = { fewest: 20, most: 48 };

/**
 * Takes the colours of a view away, or its detail, or both.
 * @param data side x side x 3 bytes from `from` on are changed
 * @param random numbers in [0, 1)
 */
export function makePoor(data: Uint8Array, from: number, side: number, random: () => number): void {
  const kind = random();
  const cells = Math.round(COARSE.fewest + (COARSE.most - COARSE.fewest) * random());
  if (kind < 2 / 3) takeColors(data, from, side);
  if (kind >= 1 / 3 && cells < side) takeDetail(data, from, side, cells);
}

function takeColors(data: Uint8Array, from: number, side: number): void {
  const [red, green, blue] = LUMINANCE;
  for (let at = from; at < from + side * side * 3; at += 3) {
    const grey =
      red * (data[at] as number) +
      green * (data[at + 1] as number) +
      blue * (data[at + 2] as number);
    data.fill(Math.round(grey), at, at + 3);
  }
}

/** Means over cells, and between their middles linearly. */
function takeDetail(data: Uint8Array, from: number, side: number, cells: number): void {
  const means = cellMeans(data, from, side, cells);
  const step = cells / side;
  const near = (place: number) => {
    const at = Math.min(cells - 1, Math.max(0, (place + 0.5) * step - 0.5));
    const first = Math.min(Math.floor(at), cells - 2);
    return [first, at - first] as const;
  };
  let at = from;
  for (let row = 0; row < side; row++) {
    const [top, down] = near(row);
    for (let column = 0; column < side; column++) {
      const [left, right] = near(column);
      const corner = (top * cells + left) * 3;
      for (let channel = 0; channel < 3; channel++, at++) {
        const mean = (cell: number) => means[corner + channel + cell * 3] as number;
        const upper = mean(0) * (1 - right) + mean(1) * right;
        const lower = mean(cells) * (1 - right) + mean(cells + 1) * right;
        data[at] = Math.round(upper * (1 - down) + lower * down);
      }
    }
  }
}

/** Red, green and blue of each cell: of the pixels whose middles lie in it. */
function cellMeans(data: Uint8Array, from: number, side: number, cells: number): Float32Array {
  const sums = new Float32Array(cells * cells * 3);
  const counts = new Float32Array(cells * cells);
  const cellOf = (place: number) => Math.floor(((place + 0.5) * cells) / side);
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const cell = cellOf(row) * cells + cellOf(column);
      counts[cell] = (counts[cell] as number) + 1;
      for (let channel = 0; channel < 3; channel++) {
        const value = data[from + (row * side + column) * 3 + channel] as number;
        sums[cell * 3 + channel] = (sums[cell * 3 + channel] as number) + value;
      }
    }
  }
  return sums.map((sum, at) => sum / (counts[Math.floor(at / 3)] as number));
}
