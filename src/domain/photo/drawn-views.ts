/**
 * Pictures to learn from beside photos: garments of Fashion-MNIST in colours on backgrounds, and
 * pictures of nothing to wear. A network that has only ever seen garments calls everything one.
 */
import { IMAGE_PIXELS, IMAGE_SIDE } from '../dataset';
import type { SquarePhoto } from './training-view';

type Random = () => number;
type Color = [red: number, green: number, blue: number];

/** Where a square picture of RGB bytes is written. */
export interface Canvas {
  side: number;
  data: Uint8Array;
  /** First byte. */
  from: number;
}

/**
 * A background: one colour running into another, stripes, checks or grain.
 */
export function drawBackground(canvas: Canvas, random: Random): void {
  const [first, second] = [anyColor(random), anyColor(random)];
  const angle = random() * 2 * Math.PI;
  const [right, down] = [Math.cos(angle), Math.sin(angle)];
  const kind = random();
  const period = (0.05 + 0.4 * random()) * canvas.side;
  const grain = random() < 0.6 ? random() * 40 : 0;
  paint(canvas, (column, row) => {
    const along = right * column + down * row;
    const across = right * row - down * column;
    const share =
      kind < 0.5
        ? (along / canvas.side + 1.4) / 2.8
        : kind < 0.75
          ? wave(along / period)
          : wave(along / period) > 0.5 === wave(across / period) > 0.5
            ? 1
            : 0;
    return noisy(mixed(first, second, share), grain, random);
  });
}

/**
 * A garment of Fashion-MNIST in one colour with its own shading, somewhere on a background. Its images
 * are negatives of product photos: what is bright there was dark.
 * @param image its first of 784 bytes
 */
export function drawGarment(
  images: Uint8Array,
  image: number,
  canvas: Canvas,
  random: Random,
): void {
  drawBackground(canvas, random);
  const color = anyColor(random);
  const isNegative = random() < 0.7;
  const contrast = 0.3 + 0.7 * random();
  const size = (0.55 + 0.4 * random()) * canvas.side;
  const left = random() * (canvas.side - size);
  const top = random() * (canvas.side - size);
  const mirror = random() < 0.5;
  const scale = IMAGE_SIDE / size;
  paint(canvas, (column, row, at) => {
    const x = (column - left + 0.5) * scale - 0.5;
    const y = (row - top + 0.5) * scale - 0.5;
    const value = sampled(images, image, mirror ? IMAGE_SIDE - 1 - x : x, y);
    // Garments are bright on black; their dark rims run into the background.
    const cover = Math.min(1, value / 40);
    if (cover === 0) return null;
    const shade = ((isNegative ? 255 - value : value) / 255 - 0.5) * contrast + 0.5;
    const dressed = color.map((channel) => channel * (0.35 + 1.1 * shade)) as Color;
    const behind: Color = [
      canvas.data[at] as number,
      canvas.data[at + 1] as number,
      canvas.data[at + 2] as number,
    ];
    return mixed(behind, dressed, cover);
  });
}

/** Nothing to wear: a bare background, shapes, lines like writing, or a photo cut up and mixed. */
export function drawNothing(photos: readonly SquarePhoto[], canvas: Canvas, random: Random): void {
  const kind = random();
  const photo = photos[Math.floor(random() * photos.length)];
  if (photo && kind < 0.35) drawPieces(photo, canvas, random);
  else if (photo && kind < 0.5) drawCorner(photo, canvas, random);
  else drawBackground(canvas, random);
  if (kind >= 0.6) drawThings(canvas, random, kind < 0.8);
}

/** A few shapes, or many letters. */
function drawThings(canvas: Canvas, random: Random, areShapes: boolean): void {
  const count = 1 + Math.floor(random() * (areShapes ? 5 : 30));
  for (let thing = 0; thing < count; thing++) {
    if (areShapes) drawShape(canvas, random);
    else drawLetter(canvas, random);
  }
}

/** Pieces of a photo in another order: its colours and textures without its garment. */
function drawPieces(photo: SquarePhoto, canvas: Canvas, random: Random): void {
  const count = 3 + Math.floor(random() * 4);
  const pieces = Array.from({ length: count * count }, () => Math.floor(random() * count * count));
  const piece = canvas.side / count;
  const step = photo.side / canvas.side;
  paint(canvas, (column, row) => {
    const [across, down] = [Math.floor(column / piece), Math.floor(row / piece)];
    const source = pieces[down * count + across] ?? 0;
    const x = (column - across * piece + (source % count) * piece) * step;
    const y = (row - down * piece + Math.floor(source / count) * piece) * step;
    return pixelOf(photo, x, y);
  });
}

/** A small part of a photo's corner, grown large: mostly floor, wall or sheet. */
function drawCorner(photo: SquarePhoto, canvas: Canvas, random: Random): void {
  const size = photo.side * (0.08 + 0.1 * random());
  const left = random() < 0.5 ? 0 : photo.side - size;
  const top = random() < 0.5 ? 0 : photo.side - size;
  const step = size / canvas.side;
  paint(canvas, (column, row) => pixelOf(photo, left + column * step, top + row * step));
}

/** A filled ellipse, rectangle or triangle. */
function drawShape(canvas: Canvas, random: Random): void {
  const { side } = canvas;
  const color = anyColor(random);
  const [x0, y0] = [random() * side, random() * side];
  const [width, height] = [side * (0.1 + 0.4 * random()), side * (0.1 + 0.4 * random())];
  const angle = random() * Math.PI;
  const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
  const kind = Math.floor(random() * 3);
  paint(canvas, (column, row) => {
    const u = (cosine * (column - x0) + sine * (row - y0)) / width;
    const v = (cosine * (row - y0) - sine * (column - x0)) / height;
    const isInside =
      kind === 0
        ? u * u + v * v < 1
        : kind === 1
          ? Math.max(Math.abs(u), Math.abs(v)) < 1
          : v > -1 && v < 1 - 2 * Math.abs(u);
    return isInside ? color : null;
  });
}

/** A few short strokes close together, as of a letter. */
function drawLetter(canvas: Canvas, random: Random): void {
  const { side } = canvas;
  const color: Color = random() < 0.7 ? [15, 15, 15] : anyColor(random);
  const size = side * (0.05 + 0.08 * random());
  const [left, top] = [random() * (side - size), random() * (side - size)];
  for (let stroke = 0; stroke < 3; stroke++) {
    const isUpright = random() < 0.5;
    const offset = Math.round(random() * size);
    for (let along = 0; along < size; along++) {
      const column = Math.floor(left + (isUpright ? offset : along));
      const row = Math.floor(top + (isUpright ? along : offset));
      if (column < side && row < side)
        canvas.data.set(color, canvas.from + (row * side + column) * 3);
    }
  }
}

/** Gives every pixel the colour that is said; null leaves it. */
function paint(
  { side, data, from }: Canvas,
  colorAt: (column: number, row: number, at: number) => Color | null,
): void {
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const at = from + (row * side + column) * 3;
      const color = colorAt(column, row, at);
      if (!color) continue;
      for (let channel = 0; channel < 3; channel++) {
        data[at + channel] = Math.min(255, Math.max(0, color[channel] as number));
      }
    }
  }
}

/** Bytes of all brightnesses; greys, near white and near black more often than by chance. */
function anyColor(random: Random): Color {
  const grey = 255 * random();
  const strength = random() < 0.5 ? 0.15 : 1;
  const channel = () => grey + (255 * random() - grey) * strength;
  return [channel(), channel(), channel()];
}

function mixed(first: Color, second: Color, share: number): Color {
  return first.map((value, at) => value + ((second[at] as number) - value) * share) as Color;
}

function noisy(color: Color, grain: number, random: Random): Color {
  if (grain === 0) return color;
  const noise = (random() - 0.5) * grain;
  return [color[0] + noise, color[1] + noise, color[2] + noise];
}

/** 0 to 1 and back in each period. */
function wave(at: number): number {
  return 0.5 + 0.5 * Math.sin(2 * Math.PI * at);
}

/** Between the four pixels around a place; 0 beyond the image. */
function sampled(images: Uint8Array, image: number, x: number, y: number): number {
  const [column, row] = [Math.floor(x), Math.floor(y)];
  const [right, down] = [x - column, y - row];
  const at = (c: number, r: number) =>
    c < 0 || r < 0 || c >= IMAGE_SIDE || r >= IMAGE_SIDE
      ? 0
      : (images[image * IMAGE_PIXELS + r * IMAGE_SIDE + c] as number);
  const upper = at(column, row) * (1 - right) + at(column + 1, row) * right;
  const lower = at(column, row + 1) * (1 - right) + at(column + 1, row + 1) * right;
  return upper * (1 - down) + lower * down;
}

function pixelOf({ side, data }: SquarePhoto, x: number, y: number): Color {
  const column = Math.min(side - 1, Math.max(0, Math.floor(x)));
  const row = Math.min(side - 1, Math.max(0, Math.floor(y)));
  const at = (row * side + column) * 3;
  return [data[at] as number, data[at + 1] as number, data[at + 2] as number];
}
