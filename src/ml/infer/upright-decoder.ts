/** Whether the browser's ImageDecoder turns pictures as their EXIF part says: browsers came to do so one after the other. */
import { bitmapOfFrame, bitmapPixels, sizedContext } from './drawing';

/** Of the picture that is tried, in pixels. */
const SIDE = 16;
/** Turns and mirrors: the first stored row is the right side, the first column the bottom (EXIF 2.32, 4.6.4 A). */
const ORIENTATION = 7;
/** An EXIF part (APP1) that has this orientation and nothing else. */
const EXIF_PART = [
  ...[0xff, 0xe1, 0, 34, ...[...'Exif\0\0MM'].map((sign) => sign.charCodeAt(0)), 0, 42, 0, 0, 0, 8],
  ...[0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, ORIENTATION, 0, 0, 0, 0, 0, 0],
];

let answer: Promise<boolean> | null = null;

/** Whether there is an ImageDecoder that gives pictures upright; found out once, by a tiny one. */
export function decodesUpright(): Promise<boolean> {
  // What it fails with does not matter: photos are decoded the usual way then.
  answer ??= 'ImageDecoder' in globalThis ? isTurned().catch(() => false) : Promise.resolve(false);
  return answer;
}

/** The quarter that is black, stored at the top left, has to come out at the bottom right. */
async function isTurned(): Promise<boolean> {
  const data = withExif(await blackQuarter());
  const decoder = new ImageDecoder({ type: 'image/jpeg', data });
  try {
    const { image } = await decoder.decode();
    const bitmap = await bitmapOfFrame(image);
    const pixels = bitmapPixels(bitmap, SIDE).data;
    bitmap.close();
    const isDark = (x: number, y: number) => (pixels[(y * SIDE + x) * 4] as number) < 128;
    return isDark(12, 12) && !isDark(4, 4) && !isDark(12, 4) && !isDark(4, 12);
  } finally {
    decoder.close();
  }
}

async function blackQuarter(): Promise<Uint8Array> {
  const context = sizedContext(SIDE, SIDE);
  context.fillStyle = 'white';
  context.fillRect(0, 0, SIDE, SIDE);
  context.fillStyle = 'black';
  context.fillRect(0, 0, SIDE / 2, SIDE / 2);
  const jpeg = await context.canvas.convertToBlob({ type: 'image/jpeg' });
  return new Uint8Array(await jpeg.arrayBuffer());
}

/** The same JPEG with the EXIF part behind its first marker. */
function withExif(jpeg: Uint8Array): Uint8Array<ArrayBuffer> {
  return Uint8Array.from([...jpeg.subarray(0, 2), ...EXIF_PART, ...jpeg.subarray(2)]);
}
