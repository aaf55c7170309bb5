/** What pictures to learn from are painted with: squares of RGB bytes, colours, and shapes. */
import type { SquarePhoto } from './training-view';

/** Gives numbers in [0, 1). */
export type Random = () => number;
/** Meant to be 0 to 255; what is beyond is cut off where it is painted. */
export type Color = [red: number, green: number, blue: number];
/** A place on a canvas, in pixels. */
export type Point = readonly [column: number, row: number];

/** Where a square picture of RGB bytes is written. */
export interface Canvas {
  side: number;
  data: Uint8Array;
  /** First byte. */
  from: number;
}

/** Gives every pixel the colour that is said; null leaves it. */
export function paint(
  canvas: Canvas,
  colorAt: (column: number, row: number, at: number) => Color | null,
): void {
  paintPart(canvas, 0, 0, canvas.side, canvas.side, colorAt);
}

/** As {@link paint}, but from a pixel up to another, as far as they are on the canvas. */
function paintPart(
  { side, data, from }: Canvas,
  left: number,
  top: number,
  right: number,
  bottom: number,
  colorAt: (column: number, row: number, at: number) => Color | null,
): void {
  const [endColumn, endRow] = [Math.min(side, right), Math.min(side, bottom)];
  for (let row = Math.max(0, top); row < endRow; row++) {
    for (let column = Math.max(0, left); column < endColumn; column++) {
      const at = from + (row * side + column) * 3;
      const color = colorAt(column, row, at);
      if (!color) continue;
      for (let channel = 0; channel < 3; channel++) {
        data[at + channel] = Math.min(255, Math.max(0, color[channel] as number));
      }
    }
  }
}

/** Fills a convex polygon whose corners follow one another, either way round. */
export function fillPolygon(
  canvas: Canvas,
  corners: readonly Point[],
  colorAt: (column: number, row: number) => Color,
): void {
  const [columns, rows] = [corners.map(([x]) => x), corners.map(([, y]) => y)];
  const edges = corners.map(([x, y], at) => {
    const [nextX, nextY] = corners[(at + 1) % corners.length] as Point;
    return [x, y, nextX - x, nextY - y] as const;
  });
  paintPart(
    canvas,
    Math.floor(Math.min(...columns)),
    Math.floor(Math.min(...rows)),
    Math.ceil(Math.max(...columns)),
    Math.ceil(Math.max(...rows)),
    (column, row) => {
      let [left, right] = [false, false];
      for (const [x, y, across, down] of edges) {
        const turn = across * (row + 0.5 - y) - down * (column + 0.5 - x);
        left ||= turn > 0;
        right ||= turn < 0;
      }
      return left && right ? null : colorAt(column, row);
    },
  );
}

/** Fills an ellipse by its middle, its radii in pixels, and its turn in radians. */
export function fillEllipse(
  canvas: Canvas,
  [x, y]: Point,
  [across, down]: Point,
  angle: number,
  colorAt: (column: number, row: number) => Color | null,
): void {
  const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
  const reach = Math.max(across, down);
  paintPart(
    canvas,
    Math.floor(x - reach),
    Math.floor(y - reach),
    Math.ceil(x + reach) + 1,
    Math.ceil(y + reach) + 1,
    (column, row) => {
      const u = (cosine * (column - x) + sine * (row - y)) / across;
      const v = (cosine * (row - y) - sine * (column - x)) / down;
      return u * u + v * v < 1 ? colorAt(column, row) : null;
    },
  );
}

/** A colour of any brightness; half of them are nearly grey. */
export function anyColor(random: Random): Color {
  const grey = 255 * random();
  const strength = random() < 0.5 ? 0.15 : 1;
  const channel = () => grey + (255 * random() - grey) * strength;
  return [channel(), channel(), channel()];
}

/** Between two colours; share 0 gives the first. */
export function mixed(first: Color, second: Color, share: number): Color {
  return first.map((value, at) => value + ((second[at] as number) - value) * share) as Color;
}

/** Every channel multiplied. */
export function scaled(color: Color, factor: number): Color {
  return [color[0] * factor, color[1] * factor, color[2] * factor];
}

/** The same step, at most half of `grain` up or down, for all channels. */
export function noisy(color: Color, grain: number, random: Random): Color {
  if (grain === 0) return color;
  const noise = (random() - 0.5) * grain;
  return [color[0] + noise, color[1] + noise, color[2] + noise];
}

/** 0 to 1 and back in each period. */
export function wave(at: number): number {
  return 0.5 + 0.5 * Math.sin(2 * Math.PI * at);
}

/** The colour of a photo's pixel, or of the nearest where there is none. */
export function pixelOf({ side, data }: SquarePhoto, x: number, y: number): Color {
  const column = Math.min(side - 1, Math.max(0, Math.floor(x)));
  const row = Math.min(side - 1, Math.max(0, Math.floor(y)));
  const at = (row * side + column) * 3;
  return [data[at] as number, data[at + 1] as number, data[at + 2] as number];
}

/** What is painted at a byte. */
export function paintedAt({ data }: Canvas, at: number): Color {
  return [data[at] as number, data[at + 1] as number, data[at + 2] as number];
}
