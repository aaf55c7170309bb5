/** From a file that a person gives to pixels. The browser decodes; what it gets is checked before. */
import { disableTypes, imageSize } from 'image-size';
import { AtelierError } from '../../domain/failure';
import type { PhotoFault } from '../../domain/photo/fault';
import type { PixelImage } from '../../domain/photo/photo';
import { fittedSides } from '../../domain/photo/pixels';
import { type ImageKind, imageKind, isCutOff, isSvg } from './image-files';

/** A photo as pixels. */
export interface DecodedPhoto {
  /** Upright, sRGB, at most {@link PHOTO_SIDE} on its long side. */
  image: PixelImage;
  /** Sides of the photo as it was taken, upright, in pixels. */
  width: number;
  height: number;
}

/** A file to decode: of a {@link File} only its bytes and its name are looked at. */
export type PhotoFile = Blob & { readonly name: string };

/** Long side of a decoded photo, in pixels: many times what the network sees, and quick to look at. */
export const PHOTO_SIDE = 512;
/** In bytes: above it a file is not read. */
export const MAX_FILE_BYTES = 100_000_000;
/** In millions: 256 MB when decoded. */
export const MAX_MEGAPIXELS = 64;
/** In pixels, of the shorter side. */
export const MIN_PHOTO_SIDE = 8;

/** Kinds that every browser decodes: if one fails, the file is damaged. */
const ALWAYS_DECODED: readonly string[] = ['jpeg', 'png', 'gif', 'webp', 'bmp', 'ico', 'avif'];

// TGA has no signature: any file that begins with zeros would pass for one.
disableTypes(['tga', 'svg']);

/**
 * Decodes a photo. What it is, its content says, not its name; its size is read from its header
 * before anything is decoded.
 * @throws AtelierError `photo-refused` with the reason
 */
export async function decodePhoto(file: PhotoFile): Promise<DecodedPhoto> {
  if (file.size === 0) throw refusal(file, { code: 'empty' });
  if (file.size > MAX_FILE_BYTES) {
    throw refusal(file, { code: 'file-too-large', bytes: file.size, limit: MAX_FILE_BYTES });
  }
  const { fault, format } = examine(await bytesOf(file));
  if (fault) throw refusal(file, fault);
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' });
  } catch (thrown) {
    const damaged = ALWAYS_DECODED.includes(format);
    throw refusal(file, damaged ? { code: 'damaged' } : { code: 'format', format }, thrown);
  }
  try {
    const { width, height } = bitmap;
    return { image: bitmapPixels(bitmap, PHOTO_SIDE), width, height };
  } finally {
    bitmap.close();
  }
}

async function bytesOf(file: PhotoFile): Promise<Uint8Array> {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch (thrown) {
    if (!(thrown instanceof DOMException)) throw thrown;
    throw refusal(file, { code: 'unreadable' }, thrown);
  }
}

/** Pixels of a bitmap, scaled down to a long side where it is larger. */
export function bitmapPixels(bitmap: ImageBitmap, longSide: number): PixelImage {
  const { width: fullWidth, height: fullHeight } = bitmap;
  const side = Math.min(longSide, Math.max(fullWidth, fullHeight));
  const [width, height] = fittedSides(fullWidth, fullHeight, side);
  const context = new OffscreenCanvas(width, height).getContext('2d', {
    colorSpace: 'srgb',
    // The canvas stays in main memory, where its pixels are wanted.
    willReadFrequently: true,
  });
  if (!context) throw new Error('no 2d canvas in this worker');
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, width, height);
  return { width, height, data: context.getImageData(0, 0, width, height).data };
}

/** What a file is, by its bytes; why it is not decoded, if it is not. */
interface Examination {
  fault: PhotoFault | null;
  /** Its kind, as in `heic`. */
  format: string;
}

function examine(bytes: Uint8Array): Examination {
  const kind = imageKind(bytes);
  if (!kind && isSvg(bytes)) return { fault: { code: 'svg' }, format: 'svg' };
  const header = readHeader(bytes);
  const format = kind ?? header?.type ?? '';
  return { fault: findFault(bytes, kind, header), format };
}

/** Sides in pixels, as the header has them (turned upright), and the kind by image-size. */
interface Header {
  width: number;
  height: number;
  type: string | null;
}

function findFault(
  bytes: Uint8Array,
  kind: ImageKind | null,
  header: Header | null,
): PhotoFault | null {
  if (!header && !kind) return { code: 'not-an-image' };
  // Without its size nothing is decoded: it could be of any size.
  if (!header) return withoutSize(kind as ImageKind);
  const { width, height } = header;
  if (width * height > MAX_MEGAPIXELS * 1e6) {
    const megapixels = (width * height) / 1e6;
    return { code: 'too-many-pixels', megapixels, limit: MAX_MEGAPIXELS };
  }
  if (Math.min(width, height) < MIN_PHOTO_SIDE) {
    return { code: 'too-small', width, height, minimum: MIN_PHOTO_SIDE };
  }
  return kind && isCutOff(kind, bytes) ? { code: 'damaged' } : null;
}

function withoutSize(kind: ImageKind): PhotoFault {
  return ALWAYS_DECODED.includes(kind) ? { code: 'damaged' } : { code: 'format', format: kind };
}

/** Null when the bytes are no picture, or one with a damaged header. */
function readHeader(bytes: Uint8Array): Header | null {
  try {
    const { width, height, orientation = 1, type = null } = imageSize(bytes);
    // EXIF orientations 5 to 8 lie on their side.
    return orientation > 4 ? { width: height, height: width, type } : { width, height, type };
  } catch {
    // image-size throws on what it does not know, and beyond the end of what it does.
    return null;
  }
}

function refusal(file: PhotoFile, fault: PhotoFault, cause?: unknown): AtelierError {
  return new AtelierError({ code: 'photo-refused', file: file.name, fault }, { cause });
}
