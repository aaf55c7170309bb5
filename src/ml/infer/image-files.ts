/** What a file is by its first bytes, and whether it goes on to its end. Nothing is decoded here. */

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
      // The trailer, and after it nothing but padding.
      return bytes[bytes.findLastIndex((byte) => byte !== 0)] !== 0x3b;
    case 'webp':
      return uint32(bytes, 4, true) + 8 > bytes.length;
    case 'bmp':
      return uint32(bytes, 2, true) > bytes.length;
    default:
      return false;
  }
}

/**
 * Walks from marker to marker, so that neither the end of a thumbnail inside nor what phones append
 * (a second picture, a film) counts as this picture's end.
 */
function hasJpegEnd(bytes: Uint8Array): boolean {
  for (let at = bytes.indexOf(0xff, 2); at >= 0; at = bytes.indexOf(0xff, at)) {
    const marker = bytes[at + 1];
    if (marker === undefined) return false;
    if (marker === 0xd9) return true;
    if (marker === 0xff) at += 1;
    // 00: a data byte FF; 01 and D0 to D8: markers without content.
    else if (marker <= 0x01 || (marker >= 0xd0 && marker <= 0xd8)) at += 2;
    else at += 2 + (((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0));
  }
  return false;
}

/** Walks from chunk to chunk (length, name, content, check sum) to IEND. */
function hasPngEnd(bytes: Uint8Array): boolean {
  for (let at = 8; at + 12 <= bytes.length; at += 12 + uint32(bytes, at, false)) {
    if (latin1(bytes, at + 4, at + 8) === 'IEND') return true;
  }
  return false;
}

function latin1(bytes: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...bytes.subarray(from, to));
}

/** An unsigned 32-bit number; 0 where the file is too short for it. */
function uint32(bytes: Uint8Array, at: number, littleEndian: boolean): number {
  if (at + 4 > bytes.length) return 0;
  return new DataView(bytes.buffer, bytes.byteOffset + at, 4).getUint32(0, littleEndian);
}
