/** What the tests of this folder share: hand-made pictures. */
import type { PixelImage } from './photo';
import { blank } from './pixels';

/** A colour: red, green, blue and alpha, 0 to 255. */
export type Color = readonly [number, number, number, number];

/** A picture with a colour for each place. */
export function painted(
  width: number,
  height: number,
  color: (x: number, y: number) => Color,
): PixelImage {
  const image = blank(width, height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) image.data.set(color(x, y), (y * width + x) * 4);
  }
  return image;
}

/** The red of each pixel. */
export function reds({ data }: PixelImage): number[] {
  return Array.from({ length: data.length / 4 }, (_, pixel) => data[pixel * 4] as number);
}

/** An opaque grey. */
export function shade(value: number): Color {
  return [value, value, value, 255];
}
