/**
 * Sprite sheets: many 28 x 28 images side by side in one grey image, left to right, top to bottom.
 * {@link tileImages} and {@link untileImages} are each other's inverse; what is left of the last
 * row is black and ignored.
 */
import { IMAGE_PIXELS, IMAGE_SIDE } from './dataset';

/** A sheet of images before it becomes a PNG. */
export interface SpriteSheet {
  /** columns x 28, in pixels. */
  width: number;
  /** rows x 28, in pixels. */
  height: number;
  /** width x height bytes, row-major, 0 black to 255 white. */
  pixels: Uint8Array;
}

/**
 * Lays images out on a sheet of `columns` images a row.
 * @param images at least count x 784 bytes, image after image.
 * @throws RangeError when counts are not positive whole numbers or there are too few bytes.
 */
export function tileImages(images: Uint8Array, count: number, columns: number): SpriteSheet {
  checkCounts(count, columns);
  if (images.length < count * IMAGE_PIXELS) {
    throw new RangeError(
      `${count} images need ${count * IMAGE_PIXELS} bytes, not ${images.length}`,
    );
  }
  const width = columns * IMAGE_SIDE;
  const height = Math.ceil(count / columns) * IMAGE_SIDE;
  const pixels = new Uint8Array(width * height);
  for (let row = 0; row < count * IMAGE_SIDE; row++) {
    const start = row * IMAGE_SIDE;
    pixels.set(images.subarray(start, start + IMAGE_SIDE), sheetPosition(row, columns));
  }
  return { width, height, pixels };
}

/**
 * Copies the images of a sheet, in image order, into `target` (which may be shared memory).
 * @param pixels the sheet, row-major, one byte a pixel.
 * @param width pixels in one row of the sheet; must be columns x 28.
 * @param targetOffset position of the first byte written; count x 784 bytes are.
 * @throws RangeError when the sheet does not have exactly the size of `count` images, or they do
 *   not fit into `target`.
 */
export function untileImages(
  pixels: Uint8Array | Uint8ClampedArray,
  width: number,
  count: number,
  columns: number,
  target: Uint8Array,
  targetOffset: number,
): void {
  checkCounts(count, columns);
  const expected = columns * IMAGE_SIDE * Math.ceil(count / columns) * IMAGE_SIDE;
  if (width !== columns * IMAGE_SIDE || pixels.length !== expected) {
    const found = `${pixels.length} pixels, ${width} wide`;
    throw new RangeError(`${count} images in ${columns} columns: the sheet has ${found}`);
  }
  if (targetOffset < 0 || targetOffset + count * IMAGE_PIXELS > target.length) {
    throw new RangeError(`${count} images at ${targetOffset} do not fit in ${target.length} bytes`);
  }
  let to = targetOffset;
  for (let row = 0; row < count * IMAGE_SIDE; row++) {
    const from = sheetPosition(row, columns);
    // Byte by byte: for 28 bytes this is no slower than making a view for TypedArray.set, and
    // leaves no garbage (280,000 views a sheet).
    for (let x = 0; x < IMAGE_SIDE; x++) target[to++] = pixels[from + x] as number;
  }
}

/** Where in the sheet a row of 28 pixels starts; rows are counted through all images, 28 each. */
function sheetPosition(row: number, columns: number): number {
  const image = Math.floor(row / IMAGE_SIDE);
  const sheetRow = Math.floor(image / columns) * IMAGE_SIDE + (row % IMAGE_SIDE);
  return (sheetRow * columns + (image % columns)) * IMAGE_SIDE;
}

function checkCounts(count: number, columns: number): void {
  if (!Number.isInteger(count) || count < 1 || !Number.isInteger(columns) || columns < 1) {
    throw new RangeError(`a sheet of ${count} images in ${columns} columns cannot be`);
  }
}
