/** What photos have on garments and product pictures lack: patterns, prints, folds, uneven light, grain. */
import { IMAGE_PIXELS, IMAGE_SIDE } from '../dataset';

type Random = () => number;

/**
 * Mostly a pattern or a print; always light from one side, and mostly grain.
 * @param values brightness of the 784 pixels of a view, in the range of bytes but not held to it
 * @param random numbers in [0, 1)
 */
export function paintTexture(values: Float32Array, random: Random): void {
  if (random() < 0.7) paintPattern(values, random);
  paintShade(values, random);
  paintGrain(values, random);
}

/** Stripes, blots as of folds, or one print. */
function paintPattern(values: Float32Array, random: Random): void {
  const kind = random();
  if (kind < 0.3) paintStripes(values, random);
  else if (kind < 0.7) paintBlots(values, 2 + Math.floor(random() * 5), 20 + 90 * random(), random);
  else paintPrint(values, random);
}

/** Light from one side. */
function paintShade(values: Float32Array, random: Random): void {
  const [right, down] = [(random() - 0.5) * 0.04, (random() - 0.5) * 0.04];
  let at = 0;
  for (let y = 0; y < IMAGE_SIDE; y++) {
    for (let x = 0; x < IMAGE_SIDE; x++, at++) {
      values[at] = (values[at] as number) * (1 + right * (x - 13.5) + down * (y - 13.5));
    }
  }
}

/** Each pixel a little off. */
function paintGrain(values: Float32Array, random: Random): void {
  const size = 30 * random() * random();
  if (size < 2) return;
  // One number is drawn for the whole view, and the rest by a cheaper generator.
  let state = Math.floor(random() * 4294967296) | 1;
  for (let at = 0; at < IMAGE_PIXELS; at++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    values[at] = (values[at] as number) + size * (state / 2147483648);
  }
}

function paintStripes(values: Float32Array, random: Random): void {
  const angle = random() < 0.6 ? Math.PI / 2 : random() * Math.PI;
  const period = 2.5 + 7 * random();
  const size = (10 + 70 * random()) * (random() < 0.5 ? -1 : 1);
  const [right, down] = [Math.cos(angle) / period, Math.sin(angle) / period];
  const start = random();
  let at = 0;
  for (let y = 0; y < IMAGE_SIDE; y++) {
    for (let x = 0; x < IMAGE_SIDE; x++, at++) {
      const phase = right * x + down * y + start;
      if (phase - Math.floor(phase) < 0.5) values[at] = (values[at] as number) + size;
    }
  }
}

/** Random values on a grid of cells, and between them linearly. */
function paintBlots(values: Float32Array, cells: number, size: number, random: Random): void {
  const side = cells + 1;
  const grid = Array.from({ length: side * side }, () => (random() - 0.5) * size);
  const step = cells / IMAGE_SIDE;
  let at = 0;
  for (let y = 0; y < IMAGE_SIDE; y++) {
    const row = Math.floor(y * step);
    const down = y * step - row;
    for (let x = 0; x < IMAGE_SIDE; x++, at++) {
      const column = Math.floor(x * step);
      const right = x * step - column;
      const corner = row * side + column;
      const upper = (grid[corner] as number) * (1 - right) + (grid[corner + 1] as number) * right;
      const lower =
        (grid[corner + side] as number) * (1 - right) + (grid[corner + side + 1] as number) * right;
      values[at] = (values[at] as number) + upper * (1 - down) + lower * down;
    }
  }
}

/** A rectangle of another brightness about the middle. */
function paintPrint(values: Float32Array, random: Random): void {
  const [width, height] = [3 + Math.floor(random() * 9), 3 + Math.floor(random() * 9)];
  const left = Math.floor(5 + random() * (18 - width));
  const top = Math.floor(5 + random() * (18 - height));
  const size = (30 + 120 * random()) * (random() < 0.5 ? -1 : 1);
  for (let y = top; y < top + height; y++) {
    for (let x = left; x < left + width; x++) {
      const at = y * IMAGE_SIDE + x;
      values[at] = (values[at] as number) + size;
    }
  }
}
