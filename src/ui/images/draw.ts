import { IMAGE_SIDE } from '../../domain/dataset';
import type { Palette } from './palette';

/** Pixel values of one image, row by row: bytes, or floats with a range of their own. */
export type PixelValues = Uint8Array | Float32Array;

/** Which values are the palette's first and last colour. */
export interface ValueRange {
  minimum: number;
  maximum: number;
}

/** Bytes as they are in the data set. */
export const BYTE_RANGE: ValueRange = { minimum: 0, maximum: 255 };

/**
 * Writes one image into a strip of canvas pixels.
 * @param strip pixels of the canvas, `stripWidth` a row
 * @param left first column to write
 */
export function writeImage(
  strip: Uint32Array,
  stripWidth: number,
  left: number,
  values: PixelValues,
  palette: Palette,
  range: ValueRange = BYTE_RANGE,
): void {
  const scale = 255 / (range.maximum - range.minimum);
  for (let row = 0; row < IMAGE_SIDE; row++) {
    const from = row * IMAGE_SIDE;
    const to = row * stripWidth + left;
    for (let column = 0; column < IMAGE_SIDE; column++) {
      const value = ((values[from + column] as number) - range.minimum) * scale + 0.5;
      strip[to + column] = palette[value < 0 ? 0 : value > 255 ? 255 : value | 0] as number;
    }
  }
}

/** Draws images side by side, `gap` transparent pixels between, at one canvas pixel per image pixel. */
export function drawStrip(
  canvas: HTMLCanvasElement,
  images: readonly PixelValues[],
  palette: Palette,
  gap: number,
  range: ValueRange = BYTE_RANGE,
): void {
  const width = Math.max(1, images.length * (IMAGE_SIDE + gap) - gap);
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== IMAGE_SIDE) canvas.height = IMAGE_SIDE;
  const context = canvas.getContext('2d');
  if (!context) return;
  const data = new ImageData(width, IMAGE_SIDE);
  const strip = new Uint32Array(data.data.buffer);
  images.forEach((image, position) => {
    writeImage(strip, width, position * (IMAGE_SIDE + gap), image, palette, range);
  });
  context.putImageData(data, 0, 0);
}
