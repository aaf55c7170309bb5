/** Judges a file by its content before the browser is asked to decode it. */
import { disableTypes, imageSize } from 'image-size';
import type { PhotoFault } from '../../domain/photo/fault';
import { largestPicture } from './box-file';
import { type ImageKind, imageKind, isCutOff, os2Sides } from './image-files';
import { jpegSides } from './jpeg-file';
import { isSvg } from './svg';

/** In millions: 256 MB when decoded. */
export const MAX_MEGAPIXELS = 64;
/** In pixels, of the shorter side. */
export const MIN_PHOTO_SIDE = 8;

/** Kinds that every browser decodes: if one fails, the file is damaged. */
const ALWAYS_DECODED: readonly string[] = ['jpeg', 'png', 'gif', 'webp', 'bmp', 'ico', 'avif'];

/** Kinds of whose brands image-size knows some only: it knows no animated AVIF, for one. */
const OF_BOXES: readonly string[] = ['avif', 'heic', 'heif'];

// TGA has no signature: any file that begins with zeros would pass for one.
disableTypes(['tga', 'svg']);

/** Whether every browser decodes this kind: if it fails, the file is damaged. */
export function isDecodedEverywhere(format: string): boolean {
  return ALWAYS_DECODED.includes(format);
}

/** Whether a file is no picture of any kind, by its first bytes. */
export function isForeign(head: Uint8Array): boolean {
  return imageKind(head) === null && !isSvg(head) && readHeader(head, null) === null;
}

/** What a file is, by its bytes; why it is not decoded, if it is not. */
export interface Examination {
  fault: PhotoFault | null;
  /** Its kind, as in `heic`. */
  format: string;
  /** Sides in pixels by its header, upright where EXIF says how; null where they are not known. */
  sides: { width: number; height: number } | null;
}

/** Judges a whole file by its bytes. */
export function examine(bytes: Uint8Array): Examination {
  const kind = imageKind(bytes);
  if (!kind && isSvg(bytes)) return { fault: { code: 'svg' }, format: 'svg', sides: null };
  const header = readHeader(bytes, kind);
  const format = kind ?? header?.type ?? '';
  return { fault: findFault(bytes, kind, header), format, sides: header };
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
  return isDecodedEverywhere(kind) ? { code: 'damaged' } : { code: 'format', format: kind };
}

/** Null when the bytes are no picture, or one with a damaged header. */
function readHeader(bytes: Uint8Array, kind: ImageKind | null): Header | null {
  const sides = kind ? ownSides(kind, bytes) : undefined;
  if (sides !== undefined) return sides && { ...sides, type: kind };
  try {
    const { width, height, type = null } = imageSize(bytes);
    return { width, height, type };
  } catch {
    // image-size throws on what it does not know, and beyond the end of what it does.
    const largest = kind && OF_BOXES.includes(kind) ? largestPicture(bytes) : null;
    return largest && { ...largest, type: kind };
  }
}

/**
 * Sides of what image-size reads wrongly, or not at all: it refuses JPEGs for what stands in their EXIF, and
 * copies them. Undefined for all else.
 */
function ownSides(kind: ImageKind, bytes: Uint8Array): ReturnType<typeof jpegSides> | undefined {
  if (kind === 'jpeg') return jpegSides(bytes);
  return kind === 'bmp' ? (os2Sides(bytes) ?? undefined) : undefined;
}
