/** Which part of a file holds its EXIF: it may stand behind the image, and exifr does not know every kind. */
import { imageKind } from './image-files';

/** In bytes from the start of a file: in JPEG, EXIF lies in the first segment, of at most 64 kB. */
const HEAD_BYTES = 131_072;
/** Photos have a few dozen boxes in HEIC and AVIF; exifr would gather any number. */
const MAX_BOXES = 1000;
/** Names of chunks and boxes, as numbers: a file may have millions. */
const NAMES = { webp: fourSigns('EXIF'), png: fourSigns('eXIf') };
const [BOXES, METADATA] = [fourSigns('ftyp'), fourSigns('meta')];
/** Before the EXIF part in JPEG, and by mistake of some writers in WebP. */
const JPEG_SIGNATURE = [...'Exif\0\0'].map((sign) => sign.charCodeAt(0));

type Bytes = Uint8Array<ArrayBuffer>;

/** What of a file is to be read for its EXIF; no bytes where there can be none. Nothing is copied. */
export function exifPart(bytes: Bytes): Bytes {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length >= 8 && view.getUint32(4) === BOXES) {
    return hasMetadataBox(view) ? bytes : bytes.subarray(0, 0);
  }
  return exifChunk(bytes, view) ?? bytes.subarray(0, HEAD_BYTES);
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
 * Whether exifr can follow the boxes of HEIC and AVIF (ISO/IEC 14496-12) to the one with the metadata, and
 * those in it. At a box without a length, as where a download was filled up with zeros, it stays for ever.
 */
function hasMetadataBox(view: DataView): boolean {
  let [at, isInside] = [0, false];
  for (let boxes = 0; at + 16 <= view.byteLength; boxes++) {
    const isLong = view.getUint32(at) === 1;
    const length = isLong ? Number(view.getBigUint64(at + 8)) : view.getUint32(at);
    // The last one may go on to the end of the file, and says so by 0.
    if (length === 0) return isInside;
    if (length < 8 || boxes === MAX_BOXES) return false;
    const isMetadata = !isInside && view.getUint32(at + 4) === METADATA;
    // Inside are four bytes of version and flags, and then boxes again.
    at += isMetadata ? (isLong ? 20 : 12) : length;
    isInside ||= isMetadata;
  }
  return isInside;
}

function fourSigns(name: string): number {
  return [...name].reduce((number, sign) => number * 256 + sign.charCodeAt(0), 0);
}
