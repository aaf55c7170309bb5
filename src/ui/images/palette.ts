/** Colours for values 0 to 255 as canvas pixels: 32 bits, in the byte order of this device. */
export type Palette = Uint32Array;

/** 0 black to 255 white. */
export const GREY: Palette = paletteOf((value) => [value, value, value]);

/** A palette from a function that gives red, green and blue (0 to 255) for each of the 256 values. */
export function paletteOf(colour: (value: number) => readonly [number, number, number]): Palette {
  const bytes = new Uint8ClampedArray(256 * 4);
  for (let value = 0; value < 256; value++) {
    bytes.set(colour(value), value * 4);
    bytes[value * 4 + 3] = 255;
  }
  return new Uint32Array(bytes.buffer);
}
