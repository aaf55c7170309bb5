/** Which part of a file holds its EXIF: it may stand behind the image, and exifr does not know every kind. */
import { imageKind } from './image-files';

/** In bytes from the start of a file: in JPEG, EXIF lies in the first segment, of at most 64 kB. */
const HEAD_BYTES = 131_072;
/** Photos have a few dozen boxes in HEIC and AVIF; exifr would gather any number. */
const MAX_BOXES = 1000;
/** Names of chunks and boxes, as numbers: a file may have millions. */
const NAMES = { webp: fourSigns('EXIF'), png: fourSigns('eXIf'), metadata: fourSigns('meta') };
/** How EXIF begins, with the low byte of numbers first or last (TIFF 6.0). */
const BEGINNINGS = [fourSigns('II*\0'), fourSigns('MM\0*')];
/** Before the EXIF part in JPEG, and by mistake of some writers in WebP. */
const JPEG_SIGNATURE = [...'Exif\0\0'].map((sign) => sign.charCodeAt(0));

type Bytes = Uint8Array<ArrayBuffer>;

/** What of a file is to be read for its EXIF; no bytes where there can be none. Nothing is copied. */
export function exifPart(bytes: Bytes): Bytes {
  const nothing = bytes.subarray(0, 0);
  // Two bytes of 0 are all by which exifr takes a file for HEIC or AVIF.
  const isBoxes = bytes[0] === 0 && bytes[1] === 0;
  if (isBoxes) return hasMetadataBox(viewOf(bytes)) ? bytes : nothing;
  const chunk = exifChunk(bytes, viewOf(bytes));
  if (!chunk) return bytes.subarray(0, HEAD_BYTES);
  // Anything else exifr would take for a file of any kind.
  return chunk.length >= 4 && BEGINNINGS.includes(viewOf(chunk).getUint32(0)) ? chunk : nothing;
}

function viewOf({ buffer, byteOffset, byteLength }: Bytes): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}

/** What the chunk for EXIF in WebP and PNG holds, before or after the image; null without one, and in other kinds. */
function exifChunk(bytes: Bytes, view: DataView): Bytes | null {
  switch (imageKind(bytes)) {
    case 'webp':
      return unsigned(webpChunk(bytes, view));
    case 'png':
      return pngChunk(bytes, view);
    default:
      return null;
  }
}

/** RIFF: name, length of the content with the low byte first, content, filled up to an even length. */
function webpChunk(bytes: Bytes, view: DataView): Bytes | null {
  for (let at = 12; at + 8 <= bytes.length; ) {
    const [start, length] = [at + 8, view.getUint32(at + 4, true)];
    if (view.getUint32(at) === NAMES.webp) return bytes.subarray(start, start + length);
    at = start + length + (length % 2);
  }
  return null;
}

/** PNG: length of the content with the high byte first, name, content, checksum of four bytes. */
function pngChunk(bytes: Bytes, view: DataView): Bytes | null {
  for (let at = 8; at + 8 <= bytes.length; ) {
    const [start, length] = [at + 8, view.getUint32(at)];
    if (view.getUint32(at + 4) === NAMES.png) return bytes.subarray(start, start + length);
    at = start + length + 4;
  }
  return null;
}

function unsigned(chunk: Bytes | null): Bytes | null {
  const isSigned = JPEG_SIGNATURE.every((sign, at) => chunk?.[at] === sign);
  return chunk && isSigned ? chunk.subarray(JPEG_SIGNATURE.length) : chunk;
}

/**
 * Whether exifr can follow the boxes of HEIC and AVIF (ISO/IEC 14496-12) to the one with the metadata, and from
 * there to the end of the file, as it does. It goes on for ever at a length of 0, as where a download was filled up
 * with zeros, and at one of 64 bits that it reads as negative.
 */
function hasMetadataBox(view: DataView): boolean {
  let [at, isInside] = [view.byteLength < 4 ? 0 : view.getUint32(0), false];
  for (let boxes = 0; at + 16 <= view.byteLength; boxes++) {
    const isLong = view.getUint32(at) === 1;
    const length = isLong ? longLength(view, at + 8) : view.getUint32(at);
    // The last one may go on to the end of the file, and says so by 0.
    if (length === 0) return isInside;
    if (length < 0 || boxes === MAX_BOXES) return false;
    const isMetadata = !isInside && view.getUint32(at + 4) === NAMES.metadata;
    // Inside are four bytes of version and flags, and then boxes again.
    at += isMetadata ? (isLong ? 20 : 12) : length;
    isInside ||= isMetadata;
  }
  return isInside;
}

/** A length of 64 bits; negative where it is beyond 31, which no file here is. */
function longLength(view: DataView, at: number): number {
  return view.getUint32(at) === 0 ? view.getInt32(at + 4) : -1;
}

function fourSigns(name: string): number {
  return [...name].reduce((number, sign) => number * 256 + sign.charCodeAt(0), 0);
}
