/** Answers photos and frames of the webcam. */
import type { PhotoAdjustments } from '../../domain/photo/photo';
import { fittedSides, resized } from '../../domain/photo/pixels';
import { preparePhoto } from '../../domain/photo/prepare';
import type { PhotoAnswer } from '../../protocol/inference';
import { bitmapPixels, type DecodedPhoto, decodePhoto } from './decode';
import { classify } from './networks';

/** Decoded photos that are kept; each takes up to 1 MB. */
const KEPT_PHOTOS = 8;
/** Long side of a frame while it is looked at, in pixels: ten a second have to be answered. */
const FRAME_SIDE = 256;
/** Long side of a thumbnail, in pixels. */
const THUMBNAIL_SIDE = 96;

/** By photo id, the least recently used first. Kept as promises: adjusting does not wait for decoding. */
const decoded = new Map<string, Promise<DecodedPhoto>>();

/** Reads and answers a photo. Throws AtelierError `photo-refused` or `network-missing`. */
export async function answerPhoto(
  key: string,
  photoId: string,
  file: File,
  adjustments: PhotoAdjustments,
): Promise<PhotoAnswer> {
  const started = performance.now();
  return answer(key, await decodedPhoto(photoId, file), adjustments, started);
}

/** Answers a frame of the webcam, and closes it. Throws AtelierError `network-missing`. */
export async function answerFrame(
  key: string,
  frame: ImageBitmap,
  adjustments: PhotoAdjustments,
): Promise<PhotoAnswer> {
  const started = performance.now();
  try {
    const { width, height } = frame;
    const photo = { image: bitmapPixels(frame, FRAME_SIDE), width, height };
    return await answer(key, photo, adjustments, started);
  } finally {
    frame.close();
  }
}

async function answer(
  key: string,
  { image, width, height }: DecodedPhoto,
  adjustments: PhotoAdjustments,
  started: number,
): Promise<PhotoAnswer> {
  // Every step makes a picture of its own: all may be handed over, and the kept photo stays.
  const prepared = preparePhoto(image, adjustments);
  const probabilities = await classify(key, prepared.pixels);
  const upright = prepared.steps[0]?.image ?? image;
  const sides = fittedSides(upright.width, upright.height, THUMBNAIL_SIDE);
  return {
    prepared,
    probabilities,
    thumbnail: resized(upright, ...sides),
    width,
    height,
    milliseconds: performance.now() - started,
  };
}

function decodedPhoto(photoId: string, file: File): Promise<DecodedPhoto> {
  const photo = decoded.get(photoId) ?? decodePhoto(file);
  // Put last, as the most recently used.
  decoded.delete(photoId);
  decoded.set(photoId, photo);
  for (const oldest of decoded.keys()) {
    if (decoded.size <= KEPT_PHOTOS) break;
    decoded.delete(oldest);
  }
  // A file that was refused is read again when it is asked for again.
  photo.catch(() => {
    if (decoded.get(photoId) === photo) decoded.delete(photoId);
  });
  return photo;
}
