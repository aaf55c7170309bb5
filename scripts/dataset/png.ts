/** Writes 8-bit grey PNG files: the smallest part of the format that holds a sprite sheet. */
import { constants, crc32, deflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** PNG filter 2: each pixel as the difference to the one above it. */
const FILTER_UP = 2;

/**
 * A PNG file (8-bit greyscale, no colour profile, no gamma: nothing by which a decoder could change
 * a value) of an image. Format: https://www.w3.org/TR/png-3/
 *
 * Rows are filtered "up" and compressed by run lengths and Huffman codes only. Measured on a sheet
 * of 10,000 clothes (2,800 x 2,800): 4.21 MB and about 80 ms to decode by fast-png, against 4.42 MB
 * and 70 ms unfiltered at level 9 (which takes 18 times as long to write), and 4.04 MB and 125 ms
 * with the "Paeth" filter.
 *
 * @param pixels width x height bytes, row-major.
 */
export function encodeGreyPng(width: number, height: number, pixels: Uint8Array): Uint8Array {
  if (pixels.length !== width * height) {
    throw new RangeError(`${width} x ${height} pixels need as many bytes, not ${pixels.length}`);
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 8; // bits a sample; the zeros after it: grey, deflate, adaptive, not interlaced
  const data = deflateSync(filterUp(width, height, pixels), {
    level: 9,
    memLevel: 9,
    strategy: constants.Z_RLE,
  });
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('IDAT', data),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Each row behind its filter's number, as PNG wants it. */
function filterUp(width: number, height: number, pixels: Uint8Array): Uint8Array {
  const rows = new Uint8Array(height * (width + 1));
  let to = 0;
  for (let from = 0; from < pixels.length; from++) {
    if (from % width === 0) rows[to++] = FILTER_UP;
    const above = from < width ? 0 : (pixels[from - width] as number);
    rows[to++] = (pixels[from] as number) - above; // the array keeps it modulo 256
  }
  return rows;
}

function chunk(type: string, data: Uint8Array): Buffer {
  const bytes = Buffer.alloc(12 + data.length);
  bytes.writeUInt32BE(data.length, 0);
  bytes.write(type, 4, 'latin1');
  bytes.set(data, 8);
  bytes.writeUInt32BE(crc32(bytes.subarray(4, 8 + data.length)), 8 + data.length);
  return bytes;
}
