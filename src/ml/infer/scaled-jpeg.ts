/**
 * Decodes large JPEGs at a fraction of their size: of each block of 8 x 8 pixels only as many frequencies are
 * turned back as the picture needs, which takes a fraction of the time and of the memory
 * (docs/decisions/0018-many-photos.md). The browser does it, where it has WebCodecs' ImageDecoder
 * (https://www.w3.org/TR/webcodecs/#imagedecoder-interface).
 */

import { bitmapOfFrame } from './drawing';
import { decodesUpright } from './upright-decoder';

/** Sides of a picture in pixels, upright. */
export interface Sides {
  width: number;
  height: number;
}

/** Eighths of a side at which decoders are fast (libjpeg-turbo has SIMD for these). */
const EIGHTHS: readonly number[] = [1, 2, 4];
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
 * @param signal ends the work, and frees what the decoder holds
 * @returns null where this browser cannot, or it was ended
 */
export async function decodeScaledJpeg(
  bytes: Uint8Array<ArrayBuffer>,
  sides: Sides,
  signal: AbortSignal,
): Promise<ImageBitmap | null> {
  if (!(await decodesUpright()) || signal.aborted) return null;
  let decoder: ImageDecoder | null = null;
  const close = () => decoder?.close();
  signal.addEventListener('abort', close);
  try {
    const { width: desiredWidth, height: desiredHeight } = sides;
    decoder = new ImageDecoder({ type: 'image/jpeg', data: bytes, desiredWidth, desiredHeight });
    const { image } = await decoder.decode();
    return await bitmapOfFrame(image);
  } catch {
    // Whether it is damaged, or this way has its limits, the usual way tells.
    return null;
  } finally {
    signal.removeEventListener('abort', close);
    close();
  }
}
