/** From a file that a person gives to pixels. The browser decodes; what it gets is checked before. */
import { AtelierError } from '../../domain/failure';
import { inTime, PATIENCE_SECONDS } from '../../domain/intake/deadline';
import type { PhotoFault } from '../../domain/photo/fault';
import type { PixelImage } from '../../domain/photo/photo';
import { fittedSides } from '../../domain/photo/pixels';
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

/** Ends when the picture before is decoded at its full size: one at a time, as each may take hundreds of megabytes. */
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
  return decodedInTurn(name, stored ?? new Blob([bytes]), examined);
}

/** A large JPEG, decoded small; null where there is nothing to gain, or the browser cannot. */
async function scaledBitmap(
  name: string,
  bytes: Uint8Array<ArrayBuffer>,
  { format, sides }: Examination,
): Promise<ImageBitmap | null> {
  const scaled = format === 'jpeg' && sides ? scaledSides(sides, PHOTO_SIDE) : null;
  return scaled && decodedInTime(name, decodeScaledJpeg(bytes, scaled));
}

function decodedInTurn(name: string, blob: Blob, examined: Examination): Promise<DecodedPhoto> {
  const photo = decoding.then(() => decodedBlob(name, blob, examined));
  decoding = photo.catch(() => {});
  return photo;
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

function decodedInTime<T extends ImageBitmap | null>(name: string, work: Promise<T>): Promise<T> {
  return inTime(
    work,
    () => refusal(name, { code: 'too-slow', step: 'decode', seconds: PATIENCE_SECONDS }),
    (late) => late?.close(),
  );
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

/** Pixels of a bitmap, scaled down to a long side where it is larger. */
export function bitmapPixels(bitmap: ImageBitmap, longSide: number): PixelImage {
  const { width: fullWidth, height: fullHeight } = bitmap;
  const side = Math.min(longSide, Math.max(fullWidth, fullHeight));
  const [width, height] = fittedSides(fullWidth, fullHeight, side);
  const context = sizedContext(width, height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, width, height);
  return { width, height, data: context.getImageData(0, 0, width, height).data };
}

/** One canvas for all: its memory is the browser's, which frees that of many only now and then. */
let canvas: OffscreenCanvas | null = null;

/** An empty canvas of these sides, to be drawn on and read at once: the next caller empties it again. */
export function sizedContext(width: number, height: number): OffscreenCanvasRenderingContext2D {
  canvas ??= new OffscreenCanvas(width, height);
  canvas.width = width;
  canvas.height = height;
  // The canvas stays in main memory, where its pixels are wanted.
  const context = canvas.getContext('2d', { colorSpace: 'srgb', willReadFrequently: true });
  if (!context) throw new Error('no 2d canvas in this worker');
  return context;
}
