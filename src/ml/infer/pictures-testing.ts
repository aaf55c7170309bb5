/** Files of pictures for tests, as far as it is looked at them before they are decoded. */
import { ascii, long } from './testing';

const little = (value: number) => long(value).reverse();

/** A PNG's chunks without an image. */
export function png(width: number, height: number, end = true): number[] {
  const header = [...long(13), ...ascii('IHDR'), ...long(width), ...long(height), 8, 6, 0, 0, 0];
  const data = [...long(2), ...ascii('IDAT'), 1, 2, 0, 0, 0, 0];
  const tail = [...long(0), ...ascii('IEND'), 0, 0, 0, 0];
  return [...[0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10], ...header, ...long(0), ...data].concat(
    end ? tail : [],
  );
}

/** A JPEG's markers without an image; its EXIF part holds the end marker of a thumbnail. */
export function jpeg(
  width: number,
  height: number,
  { end = true, orientation = 1 } = {},
): number[] {
  const tiff = [
    ...ascii('MM'),
    0,
    42,
    ...long(8),
    0,
    1,
    1,
    18,
    0,
    3,
    ...long(1),
    0,
    orientation,
    0,
    0,
  ];
  const exif = [...ascii('Exif'), 0, 0, ...tiff, ...long(0), 0xff, 0xd8, 0xff, 0xd9];
  const frame = [8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 17, 0];
  const scan = [0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 12, 34, 0xff, 0, 0xff, 0xd0, 56];
  return [
    ...[0xff, 0xd8, 0xff, 0xe1, 0, exif.length + 2, ...exif],
    ...[0xff, 0xc0, 0, frame.length + 2, ...frame, ...scan],
    ...(end ? [0xff, 0xd9] : []),
  ];
}

/** The boxes of a HEIC or AVIF, by its brand, that tell its sides. */
export function heic(brand: string, width: number, height: number): number[] {
  const box = (name: string, content: number[]) => [
    ...long(content.length + 8),
    ...ascii(name),
    ...content,
  ];
  const sizes = box('ipco', box('ispe', [...long(0), ...long(width), ...long(height)]));
  const meta = box('meta', [...long(0), ...box('iprp', sizes)]);
  return [...box('ftyp', [...ascii(brand), ...long(0), ...ascii('mif1')]), ...meta];
}

/** A GIF of 40 x 30 pixels, whole or without its trailer. */
export const gif = (end: boolean) => [
  ...ascii('GIF89a'),
  // Two colours for all; a comment with the sign of the end in it; a picture of two bytes.
  ...[40, 0, 30, 0, 0x80, 0, 0, 0, 0, 0, 255, 255, 255],
  ...[0x21, 0xfe, 2, 0x3b, 0x3b, 0],
  ...[0x2c, 0, 0, 0, 0, 40, 0, 30, 0, 0, 2, 2, 0x3b, 7, 0],
  ...(end ? [0x3b] : []),
];

/** The head of a WebP of 40 x 30 pixels that lacks so many bytes. */
export const webp = (missing: number) => {
  const content = [...ascii('WEBPVP8L'), ...little(6), 0x2f, 39, 0x40, 7, 0, 0];
  return [...ascii('RIFF'), ...little(content.length + missing), ...content];
};

/** A BMP of 40 x 30 pixels with the header of OS/2. */
export const os2Bmp = [
  ...ascii('BM'),
  ...[...little(60), ...little(0), ...little(26), ...little(12), 40, 0, 30, 0, 1, 0, 24, 0],
  ...new Array(34).fill(0),
];

/** A JPEG of 40 x 30 pixels with a part before its first one. */
export const jpegBegunWith = (...part: number[]) => [0xff, 0xd8, ...part, ...jpeg(40, 30).slice(2)];

/** A part of a JPEG that holds EXIF. */
export const exifPart = (...tiff: number[]) => {
  const content = [...ascii('Exif'), 0, 0, ...tiff];
  return [0xff, 0xe1, 0, content.length + 2, ...content];
};

/** A BMP of 40 x 30 pixels that lacks so many bytes. */
export const bmp = (missing: number) => [
  ...ascii('BM'),
  ...little(60 + missing),
  ...[...little(0), ...little(54), ...little(40), ...little(40), ...little(30)],
  ...new Array(34).fill(0),
];
