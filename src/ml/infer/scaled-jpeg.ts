/**
 * Decodes large JPEGs at a fraction of their size: of each block of 8 x 8 pixels only as many frequencies are
 * turned back as the picture needs, which takes a fraction of the time and of the memory
 * (docs/results/photos.md). The browser does it, where it has WebCodecs' ImageDecoder
 * (https://www.w3.org/TR/webcodecs/#imagedecoder-interface).
 */

/** Sides of a picture in pixels, upright. */
export interface Sides {
  width: number;
  height: number;
}

/** Eighths of a side at which decoders are fast (libjpeg-turbo has SIMD for these). */
const EIGHTHS: readonly number[] = [1, 2, 4];
/** By how much the proportions of what was decoded may differ from those of the photo: by rounding. */
const ROUNDING = 0.02;

/**
 * The sides at which a JPEG is decoded so that its long side has at least so many pixels.
 * @returns null where it is not large enough for that to save anything
 */
export function scaledSides({ width, height }: Sides, longSide: number): Sides | null {
  const long = Math.max(width, height);
  const eighths = EIGHTHS.find((count) => (long * count) / 8 >= longSide);
  if (!eighths) return null;
  return { width: Math.ceil((width * eighths) / 8), height: Math.ceil((height * eighths) / 8) };
}

/**
 * Decodes a JPEG at about these sides, upright. What it gives has to be closed.
 * @param sides by {@link scaledSides}
 * @returns null where this browser cannot, or what it gives has other proportions than these sides
 */
export async function decodeScaledJpeg(
  bytes: Uint8Array<ArrayBuffer>,
  sides: Sides,
): Promise<ImageBitmap | null> {
  if (!('ImageDecoder' in globalThis)) return null;
  let decoder: ImageDecoder | null = null;
  try {
    const { width: desiredWidth, height: desiredHeight } = sides;
    decoder = new ImageDecoder({ type: 'image/jpeg', data: bytes, desiredWidth, desiredHeight });
    const { image } = await decoder.decode();
    return await uprightBitmap(image, sides);
  } catch {
    // Whether it is damaged, or this way has its limits, the usual way tells.
    return null;
  } finally {
    decoder?.close();
  }
}

/**
 * Closes the frame. Where a frame itself is drawn, Chromium keeps its pixels until some later time: two hundred
 * photos were 400 MB.
 */
async function uprightBitmap(frame: VideoFrame, sides: Sides): Promise<ImageBitmap | null> {
  try {
    return isUpright(frame, sides) ? await createImageBitmap(frame) : null;
  } finally {
    frame.close();
  }
}

/**
 * Whether EXIF's orientation was heeded, as far as proportions tell: browsers came to do so one after the other. A half
 * turn or mirroring that was ignored is not noticed, nor is any of a square picture.
 */
function isUpright({ displayWidth, displayHeight }: VideoFrame, { width, height }: Sides): boolean {
  const ratio = (displayWidth * height) / (displayHeight * width);
  return Math.abs(Math.log(ratio)) < ROUNDING;
}
