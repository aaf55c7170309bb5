/** From a file that a person gives to pixels. The browser decodes; what it gets is checked before. */
import { AtelierError } from '../../domain/failure';
import { inTime, PATIENCE_SECONDS } from '../../domain/intake/deadline';
import type { PhotoFault } from '../../domain/photo/fault';
import type { PixelImage } from '../../domain/photo/photo';
import { bitmapPixels } from './drawing';
import { type Examination, examine, isDecodedEverywhere } from './examine';
import type { OpenedPhoto } from './open-photo';
import { refusal } from './refusal';
import { decodeScaledJpeg, type Sides, scaledSides } from './scaled-jpeg';

/** A photo as pixels. */
export interface DecodedPhoto {
  /** Upright, sRGB, at most {@link PHOTO_SIDE} on its long side. */
  image: PixelImage;
  /** Sides of the photo as it was taken, upright, in pixels. */
  width: number;
  height: number;
}

/** Long side of a decoded photo, in pixels: many times what the network sees, and quick to look at. */
export const PHOTO_SIDE = 512;

/** In millions; about what phones take. */
const LARGE_MEGAPIXELS = 20;

/** Ends when the picture before is decoded that took turns. */
let decoding: Promise<unknown> = Promise.resolve();

/**
 * Decodes a photo. What it is, its content says, not its name; its size is read from its header
 * before anything is decoded.
 * @throws AtelierError `photo-refused` with the reason
 */
export async function decodePhoto({ name, bytes, stored }: OpenedPhoto): Promise<DecodedPhoto> {
  const examined = examine(bytes);
  if (examined.fault) throw refusal(name, examined.fault);
  const scaled = await scaledBitmap(name, bytes, examined);
  if (scaled) return readAndClosed(scaled, examined.sides ?? scaled);
  // What is called here knows nothing of the bytes, which may be 100 MB: they go while the browser decodes.
  return wholePhoto(name, stored ?? new Blob([bytes]), examined);
}

/** A large JPEG, decoded small; null where there is nothing to gain, or the browser cannot. */
async function scaledBitmap(
  name: string,
  bytes: Uint8Array<ArrayBuffer>,
  { format, sides }: Examination,
): Promise<ImageBitmap | null> {
  const scaled = format === 'jpeg' && sides ? scaledSides(sides, PHOTO_SIDE) : null;
  if (!scaled || !sides) return null;
  const decode = () => {
    const end = new AbortController();
    const bitmap = decodeScaledJpeg(bytes, scaled, end.signal);
    return decodedInTime(name, bitmap, () => end.abort());
  };
  // Of progressive ones decoders keep all frequencies, up to 6 bytes a pixel, however small the picture gets.
  const isLarge = sides.width * sides.height > LARGE_MEGAPIXELS * 1e6;
  return isLarge ? inTurn(decode) : decode();
}

/** One at a time, as each may take hundreds of megabytes. */
function wholePhoto(name: string, blob: Blob, examined: Examination): Promise<DecodedPhoto> {
  return inTurn(() => decodedBlob(name, blob, examined));
}

function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const mine = decoding.then(work);
  decoding = mine.catch(() => {});
  return mine;
}

async function decodedBlob(
  name: string,
  blob: Blob,
  { format, sides }: Examination,
): Promise<DecodedPhoto> {
  const smaller = format === 'jpeg' && sides ? shrinking(sides) : null;
  let bitmap: ImageBitmap;
  try {
    const options: ImageBitmapOptions = { imageOrientation: 'from-image', ...smaller };
    bitmap = await decodedInTime(name, createImageBitmap(blob, options));
  } catch (thrown) {
    if (thrown instanceof AtelierError) throw thrown;
    const fault: PhotoFault = isDecodedEverywhere(format)
      ? { code: 'damaged' }
      : { code: 'format', format };
    throw refusal(name, fault, thrown);
  }
  return readAndClosed(bitmap, smaller && sides ? sides : bitmap);
}

/** Ends the wait for a picture that never comes; `end` frees what it holds, where that can be done. */
function decodedInTime<T extends ImageBitmap | null>(
  name: string,
  work: Promise<T>,
  end = () => {},
): Promise<T> {
  const tooSlow = () => {
    end();
    return refusal(name, { code: 'too-slow', step: 'decode', seconds: PATIENCE_SECONDS });
  };
  return inTime(work, tooSlow, (late) => late?.close());
}

/** Its pixels; it is closed. */
function readAndClosed(bitmap: ImageBitmap, { width, height }: Sides): DecodedPhoto {
  try {
    return { image: bitmapPixels(bitmap, PHOTO_SIDE), width, height };
  } finally {
    bitmap.close();
  }
}

/**
 * Has the browser scale a large photo down where it decodes it, beside this thread. The longer side
 * says it all: should the header be wrong about how the photo lies, its proportions stay right.
 */
function shrinking({ width, height }: Sides): ImageBitmapOptions | null {
  if (Math.max(width, height) <= PHOTO_SIDE) return null;
  const side = width >= height ? { resizeWidth: PHOTO_SIDE } : { resizeHeight: PHOTO_SIDE };
  return { ...side, resizeQuality: 'high' };
}
