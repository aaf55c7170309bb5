/** What a file is by its first bytes, and whether it goes on to its end. Nothing is decoded here. */
import { hasJpegEnd } from './jpeg-file';

/** Kinds of pictures told from each other here; the names are common file extensions. */
export type ImageKind =
  | 'jpeg'
  | 'png'
  | 'gif'
  | 'webp'
  | 'bmp'
  | 'avif'
  | 'heic'
  | 'heif'
  | 'jxl'
  | 'jp2'
  | 'tiff'
  | 'psd'
  | 'ico';

/** Signatures at the start of a file: bytes as Latin-1 text. */
const SIGNATURES: readonly (readonly [ImageKind, string])[] = [
  ['jpeg', '\xff\xd8\xff'],
  ['png', '\x89PNG\r\n\x1a\n'],
  ['gif', 'GIF87a'],
  ['gif', 'GIF89a'],
  ['bmp', 'BM'],
  ['jxl', '\xff\x0a'],
  ['jxl', '\0\0\0\x0cJXL '],
  ['jp2', '\0\0\0\x0cjP  '],
  ['tiff', 'II*\0'],
  ['tiff', 'MM\0*'],
  ['tiff', 'II+\0'],
  ['tiff', 'MM\0+'],
  ['psd', '8BPS'],
  ['ico', '\0\0\x01\0'],
];

/** Main brands of the box format that HEIC and AVIF share (ISO/IEC 23008-12, AV1 Image Format). */
const BRANDS: ReadonlyMap<string, ImageKind> = new Map([
  ['avif', 'avif'],
  ['avis', 'avif'],
  ['heic', 'heic'],
  ['heix', 'heic'],
  ['heim', 'heic'],
  ['heis', 'heic'],
  ['hevc', 'heic'],
  ['hevx', 'heic'],
  ['hevm', 'heic'],
  ['hevs', 'heic'],
  ['mif1', 'heif'],
  ['msf1', 'heif'],
]);

/** The kind of a picture by its signature; null for anything else. */
export function imageKind(bytes: Uint8Array): ImageKind | null {
  const start = latin1(bytes, 0, 12);
  if (start.startsWith('RIFF') && start.endsWith('WEBP')) return 'webp';
  if (start.slice(4, 8) === 'ftyp') return BRANDS.get(start.slice(8)) ?? null;
  return SIGNATURES.find(([, signature]) => start.startsWith(signature))?.[0] ?? null;
}

/**
 * Whether a picture's file ends before the picture does. Browsers decode such files as far as they
 * go and show the rest grey. False for kinds of which it is not known here.
 */
export function isCutOff(kind: ImageKind, bytes: Uint8Array): boolean {
  switch (kind) {
    case 'jpeg':
      return !hasJpegEnd(bytes);
    case 'png':
      return !hasPngEnd(bytes);
    case 'gif':
      return !hasGifEnd(bytes);
    case 'webp':
      return uint32(bytes, 4, true) + 8 > bytes.length;
    case 'bmp':
      return uint32(bytes, 2, true) > bytes.length;
    default:
      return false;
  }
}

/** Sides of a BMP of OS/2 and Windows 2, whose header of 12 bytes has them in 16 bits; null for later ones. */
export function os2Sides(bytes: Uint8Array): { width: number; height: number } | null {
  if (bytes.length < 26 || uint32(bytes, 14, true) !== 12) return null;
  const header = new DataView(bytes.buffer, bytes.byteOffset);
  return { width: header.getUint16(18, true), height: header.getUint16(20, true) };
}

/** Walks from chunk to chunk (length, name, content, check sum) to IEND. */
function hasPngEnd(bytes: Uint8Array): boolean {
  for (let at = 8; at + 12 <= bytes.length; at += 12 + uint32(bytes, at, false)) {
    if (latin1(bytes, at + 4, at + 8) === 'IEND') return true;
  }
  return false;
}

/** Walks from block to block to the trailer (GIF89a, 12 to 27); what stands behind that does not matter. */
function hasGifEnd(bytes: Uint8Array): boolean {
  let at = 13 + colorTableBytes(bytes[10]);
  while (at < bytes.length) {
    switch (bytes[at]) {
      case 0x3b:
        return true;
      case 0x21:
        // An extension: its kind, and its blocks.
        at = behindBlocks(bytes, at + 2);
        break;
      case 0x2c:
        // An image: nine bytes with its place, its colours, how it is packed, and its blocks.
        at = behindBlocks(bytes, at + 11 + colorTableBytes(bytes[at + 9]));
        break;
      case 0:
        // Padding, which does not belong there and does no harm.
        at += 1;
        break;
      default:
        return false;
    }
  }
  return false;
}

/** Of the table of colours that follows a GIF's flags, three bytes each; 0 without one. */
function colorTableBytes(flags = 0): number {
  return flags & 0x80 ? 3 << ((flags & 7) + 1) : 0;
}

/** Behind blocks of data in a GIF, each after its length, which an empty one ends. */
function behindBlocks(bytes: Uint8Array, from: number): number {
  let at = from;
  for (let length = bytes[at]; length; length = bytes[at]) at += 1 + length;
  return at + 1;
}

function latin1(bytes: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...bytes.subarray(from, to));
}

/** An unsigned 32-bit number; 0 where the file is too short for it. */
function uint32(bytes: Uint8Array, at: number, littleEndian: boolean): number {
  if (at + 4 > bytes.length) return 0;
  return new DataView(bytes.buffer, bytes.byteOffset + at, 4).getUint32(0, littleEndian);
}
