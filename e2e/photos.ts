/** Photos for browser tests: garments drawn in the page, files that are not what they say, a webcam. */
import { utimesSync, writeFileSync } from 'node:fs';
import { deflateSync } from 'node:zlib';
import type { Page } from '@playwright/test';

/** A file as Playwright hands it to a file input. */
export interface TestFile {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

/** Outlines on a field of 100 x 100, each as its silhouette. */
export const OUTLINES = {
  trousers: [30, 8, 70, 8, 76, 94, 56, 94, 50, 34, 44, 94, 24, 94],
  coat: [36, 6, 64, 6, 92, 26, 84, 80, 72, 78, 73, 94, 27, 94, 28, 78, 16, 80, 8, 26],
  bag: [14, 40, 86, 40, 92, 90, 8, 90],
  tShirt: [
    ...[36, 10, 44, 16, 56, 16, 64, 10, 94, 26, 86, 46, 72, 40, 73, 92],
    ...[27, 92, 28, 40, 14, 46, 6, 26],
  ],
  dress: [38, 4, 44, 14, 56, 14, 62, 4, 68, 10, 62, 40, 82, 96, 18, 96, 38, 40, 32, 10],
  /** Nothing to wear. */
  star: [50, 5, 61, 38, 95, 38, 68, 58, 79, 92, 50, 72, 21, 92, 32, 58, 5, 38, 39, 38],
} as const;

/** What can be drawn. */
export type Garment = keyof typeof OUTLINES;

/** A garment of a drawn photo: where its field lies, in pixels, and how large a step of it is. */
interface Placed {
  garment: Garment;
  left: number;
  top: number;
  scale: number;
}

/** CSS colours of a drawn photo. */
export interface DrawnColors {
  ground: string;
  garment: string;
}

const NAVY_ON_PALE: DrawnColors = { ground: '#e9e4d8', garment: '#27364f' };

/** A garment on a plain background, drawn by the browser and encoded by it; 300 x 360 pixels times scale. */
export async function photoOf(
  page: Page,
  garment: Garment,
  name = `${garment}.png`,
  type: 'image/png' | 'image/jpeg' = 'image/png',
  scale = 1,
  colors = NAVY_ON_PALE,
): Promise<TestFile> {
  const garments = [{ garment, left: 30, top: 60, scale: 2.4 }];
  return drawnPhoto(page, { garments, name, type, size: scale, colors });
}

/** A coat, and trousers much smaller beside it. */
export async function photoOfTwo(page: Page, name = 'two.png'): Promise<TestFile> {
  const coat = { garment: 'coat', left: 0, top: 90, scale: 1.8 } as const;
  const trousers = { garment: 'trousers', left: 185, top: 150, scale: 1.1 } as const;
  const garments = [coat, trousers];
  return drawnPhoto(page, { garments, name, type: 'image/png', size: 1, colors: NAVY_ON_PALE });
}

/** A T-shirt, and trousers of about its size beside it. */
export async function photoOfOutfit(page: Page, name = 'outfit.png'): Promise<TestFile> {
  const tShirt = { garment: 'tShirt', left: 0, top: 100, scale: 1.5 } as const;
  const trousers = { garment: 'trousers', left: 155, top: 100, scale: 1.5 } as const;
  const garments = [tShirt, trousers];
  return drawnPhoto(page, { garments, name, type: 'image/png', size: 1, colors: NAVY_ON_PALE });
}

/** What a drawn photo shows, and how it is encoded. */
interface Drawing {
  garments: readonly Placed[];
  name: string;
  type: 'image/png' | 'image/jpeg';
  /** 1 for 300 x 360 pixels. */
  size: number;
  colors: DrawnColors;
}

async function drawnPhoto(
  page: Page,
  { garments, name, type, size, colors }: Drawing,
): Promise<TestFile> {
  const shapes = garments.map((one) => ({ ...one, points: [...OUTLINES[one.garment]] }));
  const base64 = await page.evaluate(
    async ({ shapes, type, size, colors }) => {
      const canvas = new OffscreenCanvas(300 * size, 360 * size);
      const context = canvas.getContext('2d');
      if (!context) throw new Error('no canvas');
      context.fillStyle = colors.ground;
      context.fillRect(0, 0, canvas.width, canvas.height);
      context.fillStyle = colors.garment;
      for (const { points, left, top, scale } of shapes) {
        context.setTransform(scale * size, 0, 0, scale * size, left * size, top * size);
        context.beginPath();
        for (let at = 0; at < points.length; at += 2) {
          context.lineTo(points[at] ?? 0, points[at + 1] ?? 0);
        }
        context.fill();
      }
      const blob = await canvas.convertToBlob({ type });
      const bytes = new Uint8Array(await blob.arrayBuffer());
      return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
    },
    { shapes, type, size, colors },
  );
  return { name, mimeType: type, buffer: Buffer.from(base64, 'base64') };
}

/** Writes a file as if it had been taken on a day, which is where the app takes the date from without EXIF. */
export function writeDated(path: string, { buffer }: TestFile, day: Date): void {
  writeFileSync(path, buffer);
  utimesSync(path, day, day);
}

/** A file that is not answered, and words of the reason. */
export interface BadFile {
  file: TestFile;
  reason: RegExp;
}

/** Files that must be refused, each for its own reason, whatever their names say. */
export function badFiles(png: TestFile, jpeg: TestFile): BadFile[] {
  return [
    bad('nothing.png', Buffer.alloc(0), /file is empty/),
    bad('letter.jpg', Buffer.from('Dear Sir or Madam, this is text.'.repeat(9)), /not a picture/),
    bad('drawing.svg', Buffer.from(SVG), /SVG drawings are not opened/),
    bad('drawing.png', Buffer.from(SVG), /SVG drawings are not opened/),
    bad('dot.png', onePixel(), /1 × 1 pixels are too few/),
    bad('half.jpg', jpeg.buffer.subarray(0, jpeg.buffer.length / 2), /damaged/),
    bad('half.png', png.buffer.subarray(0, png.buffer.length / 2), /damaged/),
    bad('huge.png', pngHeader(100_000, 100_000), /million pixels/),
    bad('camera.png', pngHeader(10_000, 10_000), /has 100 million pixels/),
    bad('phone.heic', heic(), /HEIC|HEIF/),
  ];
}

const SVG =
  '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="300"><script>alert(1)</script></svg>';

function bad(name: string, buffer: Buffer, reason: RegExp): BadFile {
  return { file: { name, mimeType: 'image/png', buffer }, reason };
}

/** A PNG file of one white pixel. */
function onePixel(): Buffer {
  return Buffer.concat([
    pngStart(1, 1),
    chunk('IDAT', deflateSync(Buffer.from([0, 255, 255, 255]))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** The start of a PNG file that says how large it is, and next to nothing of its pixels. */
function pngHeader(width: number, height: number): Buffer {
  const start = deflateSync(Buffer.alloc(1000));
  return Buffer.concat([
    pngStart(width, height),
    chunk('IDAT', start),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function pngStart(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // 8 bits each of red, green and blue.
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
  return Buffer.concat([signature, chunk('IHDR', header)]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** The check sum of PNG chunks. */
function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

/** The start of a HEIC file as phones write it: `ftyp` with its brand, and an empty rest. */
function heic(): Buffer {
  const brands = Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1');
  return Buffer.concat([brands, Buffer.from('\0\0\0\x08meta', 'latin1'), Buffer.alloc(200)]);
}

/**
 * Writes a film for Chromium's fake camera: two seconds of dark trousers, then two of a dark bag, on
 * a bright background.
 */
export function writeWebcamFilm(path: string): void {
  const [width, height, rate] = [320, 240, 20];
  const shots: Garment[] = ['trousers', 'bag'];
  const frames = shots.flatMap((garment) => {
    const points = OUTLINES[garment];
    const luma = Buffer.alloc(width * height, 220);
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        if (isInside(points, ((x - 60) / 200) * 100, ((y - 20) / 200) * 100)) {
          luma[y * width + x] = 50;
        }
      }
    }
    const chroma = Buffer.alloc((width * height) / 2, 128);
    const frame = Buffer.concat([Buffer.from('FRAME\n'), luma, chroma]);
    return Array.from({ length: 2 * rate }, () => frame);
  });
  const header = Buffer.from(`YUV4MPEG2 W${width} H${height} F${rate}:1 Ip A1:1 C420jpeg\n`);
  writeFileSync(path, Buffer.concat([header, ...frames]));
}

/** Whether a place lies in an outline: a ray to its left crosses it an odd number of times. */
export function isInside(points: readonly number[], x: number, y: number): boolean {
  let inside = false;
  for (let at = 0; at < points.length; at += 2) {
    const next = (at + 2) % points.length;
    const [x1, y1, x2, y2] = [points[at], points[at + 1], points[next], points[next + 1]].map(
      Number,
    ) as [number, number, number, number];
    if (y1 > y !== y2 > y && x < x1 + ((y - y1) / (y2 - y1)) * (x2 - x1)) inside = !inside;
  }
  return inside;
}
