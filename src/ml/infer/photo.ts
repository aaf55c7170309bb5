/** Answers photos and frames of the webcam. */
import { atTemperature } from '../../domain/calibration';
import { IMAGE_PIXELS } from '../../domain/dataset';
import { classCount } from '../../domain/models/shapes';
import {
  COLOR_HYPOTHESIS_COUNT,
  HYPOTHESIS_COUNT,
  hypothesesOf,
  meanProbabilities,
  withMirrored,
} from '../../domain/photo/hypotheses';
import type { PhotoAdjustments, PixelImage, PreparedPhoto } from '../../domain/photo/photo';
import { fittedSides, resized } from '../../domain/photo/pixels';
import { preparePhoto } from '../../domain/photo/prepare';
import { colorPixels } from '../../domain/photo/prepare-color';
import { preparePhotoFor, takesColor } from '../../domain/photo/prepare-for';
import type {
  FrameAnswer,
  PhotoAnswer,
  PhotoReading,
  PhotoSource,
  PhotoSummary,
} from '../../protocol/inference';
import { type DecodedPhoto, decodePhoto } from './decode';
import { bitmapPixels, sizedContext } from './drawing';
import { withGarments } from './garments';
import { classify, openedNetwork } from './networks';
import { type OpenedPhoto, openPhoto, readingOf } from './open-photo';
import { RecentlyUsed } from './recently-used';

/** Decoded photos that are kept; each takes up to 1 MB. */
const KEPT_PHOTOS = 8;
/** Photos that were read and not answered yet: as many as the page has under way. */
const KEPT_READINGS = 2;
/** In bytes: a larger file is read again rather than kept. */
const MAX_KEPT_BYTES = 20_000_000;
/** Long side of a frame while it is looked at, in pixels: fifteen a second are asked for. */
const FRAME_SIDE = 256;
/** Long side of a thumbnail, in pixels. */
const THUMBNAIL_SIDE = 96;

/** By photo id. Kept as promises: adjusting does not wait for decoding. */
const decoded = new RecentlyUsed<Promise<DecodedPhoto>>(KEPT_PHOTOS);
const opened = new RecentlyUsed<OpenedPhoto>(KEPT_READINGS);
/** Ends when the large file before is read, or decoded, and gone from memory. */
let large: Promise<unknown> = Promise.resolve();

/**
 * Reads a photo to its end. Throws AtelierError `photo-refused`.
 * @param isAwaited whether to decode it meanwhile: it is known to be the next that is answered
 */
export async function readPhoto(
  photoId: string,
  source: PhotoSource,
  isAwaited: boolean,
): Promise<PhotoReading> {
  return inTurn(source, async () => {
    const photo = await openPhoto(source);
    if (photo.bytes.length <= MAX_KEPT_BYTES) opened.keep(photoId, photo);
    if (isAwaited) void keptPhoto(photoId, source);
    return readingOf(photo, source.file.lastModified);
  });
}

/** Answers a photo. Throws AtelierError `photo-refused` or `network-missing`. */
export async function answerPhoto(
  key: string,
  photoId: string,
  source: PhotoSource,
  adjustments: PhotoAdjustments,
  scopeSide: number | null,
): Promise<PhotoAnswer> {
  const started = performance.now();
  const photo = await keptPhoto(photoId, source);
  const answered = await answer(key, photo, { adjustments, scopeSide }, started);
  return { ...answered, thumbnail: await thumbnailOf(answered) };
}

/** Answers a photo of which only the answer is kept. Throws as {@link answerPhoto} does. */
export async function summarizePhoto(
  key: string,
  photoId: string,
  source: PhotoSource,
  adjustments: PhotoAdjustments,
  scopeSide: number | null,
): Promise<PhotoSummary> {
  const photo = await (decoded.get(photoId) ?? decodedPhoto(photoId, source));
  const answered = await answer(key, photo, { adjustments, scopeSide }, performance.now());
  const { prepared, probabilities, scopePixels } = answered;
  const { pixels, found, garments } = prepared;
  const isColor = takesColor(openedNetwork(key).spec);
  return {
    thumbnail: await thumbnailOf(answered),
    inputBytes: pixels.length,
    pixels: isColor ? null : pixels,
    found,
    garments,
    probabilities,
    scopePixels,
  };
}

/**
 * A photo as images of Fashion-MNIST are, whatever the network that answers takes: 784 bytes.
 * Throws AtelierError `photo-refused`.
 */
export async function garmentPixels(
  photoId: string,
  source: PhotoSource,
  adjustments: PhotoAdjustments,
): Promise<Uint8Array<ArrayBuffer>> {
  const { image } = await keptPhoto(photoId, source);
  return preparePhoto(image, adjustments).pixels;
}

/** Answers a frame of the webcam, and closes it. Throws AtelierError `network-missing`. */
export async function answerFrame(
  key: string,
  frame: ImageBitmap,
  adjustments: PhotoAdjustments,
  scopeSide: number | null,
): Promise<FrameAnswer> {
  const started = performance.now();
  try {
    const { width, height } = frame;
    const photo = { image: bitmapPixels(frame, FRAME_SIDE), width, height };
    return await answer(key, photo, { adjustments, scopeSide }, started);
  } finally {
    frame.close();
  }
}

/**
 * Probabilities of N photos that were prepared already, N x classes: means over several widths for grey
 * networks, over a photo and its mirror image for others. Throws AtelierError `network-missing`.
 * @param pixels one photo after the other, as many bytes each as the network takes
 */
export async function answerPixels(
  key: string,
  pixels: Uint8Array,
): Promise<Float32Array<ArrayBuffer>> {
  const { spec, photoTemperature } = openedNetwork(key);
  if (takesColor(spec)) {
    const [side] = spec.inputShape;
    const answers = await classify(key, withMirrored(pixels, side));
    return meanProbabilities(answers, pixels.length / (side * side * 3), COLOR_HYPOTHESIS_COUNT);
  }
  const images = pixels.length / IMAGE_PIXELS;
  const answers = await classify(key, hypothesesOf(pixels));
  const means = meanProbabilities(answers, images, HYPOTHESIS_COUNT);
  return photoTemperature === 1 ? means : atTemperature(means, classCount(spec), photoTemperature);
}

/** How a photo is read, and whether the photo network's picture of it is made too. */
interface Reading {
  adjustments: PhotoAdjustments;
  scopeSide: number | null;
}

async function answer(
  key: string,
  { image, width, height }: DecodedPhoto,
  { adjustments, scopeSide }: Reading,
  started: number,
): Promise<FrameAnswer> {
  // Every step makes a picture of its own: all may be handed over, and the kept photo stays.
  const { spec } = openedNetwork(key);
  const read = preparePhotoFor(spec, image, adjustments);
  const probabilities = await answerPixels(key, read.pixels);
  const prepared = takesColor(spec) ? await withGarments(key, read, probabilities) : read;
  const milliseconds = performance.now() - started;
  const scopePixels =
    scopeSide === null ? null : colorPixels(uprightOf(prepared), adjustments, scopeSide);
  return { prepared, probabilities, width, height, milliseconds, scopePixels };
}

/** The whole photo, on white and upright. */
function uprightOf({ steps }: PreparedPhoto): PixelImage {
  return steps[0]?.image as PixelImage;
}

/** As JPEG: five thousand of them as pixels would be 184 MB. */
async function thumbnailOf({ prepared }: FrameAnswer): Promise<Uint8Array<ArrayBuffer>> {
  const upright = uprightOf(prepared);
  const sides = fittedSides(upright.width, upright.height, THUMBNAIL_SIDE);
  const { width, height, data } = resized(upright, ...sides);
  const context = sizedContext(width, height);
  context.putImageData(new ImageData(data, width, height), 0, 0);
  // The picture is taken at once; only its encoding is waited for.
  const jpeg = await context.canvas.convertToBlob({ type: 'image/jpeg', quality: 0.8 });
  return new Uint8Array(await jpeg.arrayBuffer());
}

function keptPhoto(photoId: string, source: PhotoSource): Promise<DecodedPhoto> {
  const photo = decoded.get(photoId) ?? decodedPhoto(photoId, source);
  decoded.keep(photoId, photo);
  // A file that was refused is read again when it is asked for again.
  photo.catch(() => decoded.drop(photoId, photo));
  return photo;
}

function decodedPhoto(photoId: string, source: PhotoSource): Promise<DecodedPhoto> {
  return inTurn(source, async () => {
    const read = opened.take(photoId) ?? (await openPhoto(source));
    return decodePhoto(read);
  });
}

/** Does work with a file at once, but with large ones one after the other: only one of them is in memory. */
function inTurn<T>({ file, packing }: PhotoSource, work: () => Promise<T>): Promise<T> {
  if ((packing?.bytes ?? file.size) <= MAX_KEPT_BYTES) return work();
  const mine = large.then(work);
  large = mine.catch(() => {});
  return mine;
}
