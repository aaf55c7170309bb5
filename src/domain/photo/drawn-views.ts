/** Backgrounds, and garments of Fashion-MNIST in colours in front of them, to learn from beside photos. */
import { IMAGE_PIXELS, IMAGE_SIDE } from '../dataset';
import {
  anyColor,
  type Canvas,
  type Color,
  mixed,
  noisy,
  paint,
  paintedAt,
  type Random,
  wave,
} from './canvas';

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
    return mixed(paintedAt(canvas, at), dressed, cover);
  });
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
