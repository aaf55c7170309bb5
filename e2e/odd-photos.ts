/** Photos of kinds that no canvas writes, made byte by byte: deep, transparent, moving, for print, turned. */
import { encode } from 'fast-png';
import { isInside, OUTLINES, type TestFile } from './photos';

const SIDE = 120;
/** Dark trousers on a pale ground. */
const GARMENT = 40;
const GROUND = 225;

/** Whether trousers cover a pixel of the square picture. */
function covers(at: number): boolean {
  const [x, y] = [at % SIDE, Math.floor(at / SIDE)];
  return isInside(OUTLINES.trousers, (x / SIDE) * 100, (y / SIDE) * 100);
}

const pixels = Array.from({ length: SIDE ** 2 }, (_, at) => covers(at));

/** A PNG of 16 bits a channel. */
export function deepPng(name = 'deep.png'): TestFile {
  const data = Uint16Array.from(
    pixels.flatMap((isGarment) => Array(3).fill((isGarment ? GARMENT : GROUND) * 257)),
  );
  const png = encode({ width: SIDE, height: SIDE, data, depth: 16, channels: 3 });
  return { name, mimeType: 'image/png', buffer: Buffer.from(png) };
}

/** A PNG with nothing around the garment. */
export function transparentPng(name = 'cut-out.png'): TestFile {
  const data = Uint8Array.from(
    pixels.flatMap((isGarment) => [GARMENT, GARMENT, GARMENT, isGarment ? 255 : 0]),
  );
  const png = encode({ width: SIDE, height: SIDE, data, channels: 4 });
  return { name, mimeType: 'image/png', buffer: Buffer.from(png) };
}

/** A GIF of two pictures: trousers, then nothing. */
export function movingGif(name = 'moving.gif'): TestFile {
  const shot = (isGarment: (at: number) => boolean) => [
    ...[0x21, 0xf9, 4, 0, 10, 0, 0, 0],
    ...[0x2c, 0, 0, 0, 0, SIDE, 0, SIDE, 0, 0],
    ...lzw(Array.from(pixels, (_, at) => (isGarment(at) ? 1 : 0))),
  ];
  const colors = [GROUND, GARMENT].flatMap((grey) => [grey, grey, grey]);
  const header = [...Buffer.from('GIF89a'), SIDE, 0, SIDE, 0, 0x80, 0, 0, ...colors];
  const bytes = [...header, ...shot(covers), ...shot(() => false), 0x3b];
  return { name, mimeType: 'image/gif', buffer: Buffer.from(bytes) };
}

/**
 * Colour numbers as GIF packs them, without packing: codes of 3 bits, and a clear code before the code
 * table grows to need more.
 */
function lzw(values: number[]): number[] {
  const [clear, end, bits] = [4, 5, 3];
  const codes = values.flatMap((value, at) => (at % 2 === 0 ? [clear, value] : [value]));
  codes.push(end);
  const bytes: number[] = [];
  let held = 0;
  let count = 0;
  for (const code of codes) {
    held |= code << count;
    count += bits;
    for (; count >= 8; count -= 8, held >>= 8) bytes.push(held & 255);
  }
  bytes.push(held & 255);
  const blocks = [2];
  for (let at = 0; at < bytes.length; at += 255) {
    const block = bytes.slice(at, at + 255);
    blocks.push(block.length, ...block);
  }
  return [...blocks, 0];
}

/** Inks in the corners of {@link printJpeg}: top left and right, bottom left and right. */
const CORNERS = ['MY', 'CY', 'CM', 'K'];
/** DC value of a block of 255s: 8 times their distance from the middle, 128. Its negative is that of 1s. */
const FULL = 1016;

/**
 * The smallest JPEG in the four inks of printing (ITU T.81) with a picture: 16 x 16 pixels, whose corners
 * are red and green, and below blue and black. By Adobe's marker nothing is converted; as Adobe's programs
 * do, it stores how much light is left over by cyan, magenta, yellow, and black.
 */
export function printJpeg(name = 'print.jpg'): TestFile {
  const segment = (marker: number, content: number[]) => [
    ...[0xff, marker, 0, content.length + 2],
    ...content,
  ];
  const codes = (table: number, lengths: number[], values: number[]) =>
    segment(0xc4, [table, ...lengths, ...Array(16 - lengths.length).fill(0), ...values]);
  const inks = [1, 2, 3, 4];
  const bytes = [
    ...[0xff, 0xd8],
    ...segment(0xee, [...Buffer.from('Adobe'), 0, 100, 0, 0, 0, 0, 0]),
    ...segment(0xdb, [0, ...Array(64).fill(1)]),
    ...segment(0xc0, [8, 0, 16, 0, 16, 4, ...inks.flatMap((ink) => [ink, 0x11, 0])]),
    // Differences of DC values: 0 for none, 10 for one of 10 bits, 110 for one of 11. AC values: all 0.
    ...codes(0x00, [1, 1, 1], [0, 10, 11]),
    ...codes(0x10, [1], [0]),
    ...segment(0xda, [4, ...inks.flatMap((ink) => [ink, 0]), 0, 63, 0]),
    ...packed(cornerBlocks()),
    ...[0xff, 0xd9],
  ];
  return { name, mimeType: 'image/jpeg', buffer: Buffer.from(bytes) };
}

/** A block of 8 x 8 pixels for each corner and ink, as binary digits: its difference to the corner before. */
function cornerBlocks(): string {
  const before = { C: 0, M: 0, Y: 0, K: 0 };
  let digits = '';
  for (const corner of CORNERS) {
    for (const ink of ['C', 'M', 'Y', 'K'] as const) {
      const value = corner.includes(ink) ? -FULL : FULL;
      const difference = value - before[ink];
      before[ink] = value;
      const size = Math.abs(difference).toString(2).length;
      // Negative ones as their complement (T.81, F.1.2.1).
      const bits = difference < 0 ? difference + 2 ** size - 1 : difference;
      const code =
        difference === 0
          ? '0'
          : `${size === 10 ? '10' : '110'}${bits.toString(2).padStart(size, '0')}`;
      // And the end of the block.
      digits += `${code}0`;
    }
  }
  return digits;
}

/** Binary digits as bytes of a scan: ones fill the last, and a zero follows each that would begin a marker. */
function packed(digits: string): number[] {
  const bytes = digits.match(/.{1,8}/g) ?? [];
  return bytes.flatMap((byte) => {
    const value = Number.parseInt(byte.padEnd(8, '1'), 2);
    return value === 0xff ? [value, 0] : [value];
  });
}

/** Trousers of 64 x 64 pixels, drawn and written by Pillow 12: its format is beyond a few lines here. */
const AVIF = [
  'AAAAIGZ0eXBhdmlmAAAAAGF2aWZtaWYxbWlhZk1BMUIAAADrbWV0YQAAAAAAAAAhaGRscgAAAAAAAAAAcGljdAAA',
  'AAAAAAAAAAAAAAAAAAAOcGl0bQAAAAAAAQAAAB5pbG9jAAAAAEQAAAEAAQAAAAEAAAETAAAAfgAAAChpaW5mAAAA',
  'AAABAAAAGmluZmUCAAAAAAEAAGF2MDFDb2xvcgAAAABqaXBycAAAAEtpcGNvAAAAFGlzcGUAAAAAAAAAQAAAAEAA',
  'AAAQcGl4aQAAAAADCAgIAAAADGF2MUOBAAwAAAAAE2NvbHJuY2x4AAEADQAGgAAAABdpcG1hAAAAAAAAAAEAAQQB',
  'AoMEAAAAhm1kYXQSAAoJGBV//bICGg0IMm8cR4eF3FlgABY6ABDX/y/3yxUlzd9lZmeWnz30Gi7+4u6I3CrmDzOp',
  'U2Cf6WcUzQ4ilPsubAvl9JZk/6WGqAk7QCs/FNCffmoZ5YYfw39HizauJecjUY2S5tNwoOz6UJCJDhr/5RY5t7pM',
  '0x6DpmQ=',
];

/** An AVIF picture. */
export function avif(name = 'new.avif'): TestFile {
  return { name, mimeType: 'image/avif', buffer: Buffer.from(AVIF.join(''), 'base64') };
}

/**
 * The JPEG as a camera writes it, with the moment it was taken (EXIF 2.32).
 * @param orientation how it was held; 6, sideways: the picture is to be turned clockwise
 */
export function fromCamera(jpeg: TestFile, date: string, name: string, orientation = 6): TestFile {
  const long = (value: number) => [24, 16, 8, 0].map((shift) => (value >>> shift) & 255);
  const text = [...Buffer.from(date, 'latin1'), 0];
  // Orientation, and the way to the EXIF part, where DateTimeOriginal lies.
  const held = [0x01, 0x12, 0, 3, ...long(1), 0, orientation, 0, 0];
  const pointer = [0x87, 0x69, 0, 4, ...long(1), ...long(38)];
  const taken = [0x90, 0x03, 0, 2, ...long(text.length), ...long(56)];
  const tiff = [
    ...[...Buffer.from('MM'), 0, 42, ...long(8)],
    ...[0, 2, ...held, ...pointer, ...long(0)],
    ...[0, 1, ...taken, ...long(0)],
    ...text,
  ];
  const exif = [...Buffer.from('Exif'), 0, 0, ...tiff];
  const marker = Buffer.from([0xff, 0xe1, 0, exif.length + 2, ...exif]);
  const buffer = Buffer.concat([jpeg.buffer.subarray(0, 2), marker, jpeg.buffer.subarray(2)]);
  return { name, mimeType: 'image/jpeg', buffer };
}

/** The same picture with other bytes: what lies behind its end is not looked at. */
export function another(photo: TestFile, number: number, name: string): TestFile {
  return { ...photo, name, buffer: Buffer.concat([photo.buffer, Buffer.from(String(number))]) };
}
