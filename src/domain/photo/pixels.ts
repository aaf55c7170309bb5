/** Plain work on pictures: each function makes a new one and leaves its input as it was. */
import type { PixelImage, Region } from './photo';

/** A picture of these sides, transparent black; at least 1 x 1. */
export function blank(width: number, height: number): PixelImage {
  return { width, height, data: new Uint8ClampedArray(width * height * 4) };
}

/** The picture as it looks on white paper: every pixel opaque. */
export function onWhite(image: PixelImage): PixelImage {
  const result = blank(image.width, image.height);
  const { data } = image;
  for (let at = 0; at < data.length; at += 4) {
    const alpha = (data[at + 3] as number) / 255;
    const white = 255 * (1 - alpha);
    result.data[at] = (data[at] as number) * alpha + white;
    result.data[at + 1] = (data[at + 1] as number) * alpha + white;
    result.data[at + 2] = (data[at + 2] as number) * alpha + white;
    result.data[at + 3] = 255;
  }
  return result;
}

/** The picture turned clockwise by quarter turns. */
export function turned(image: PixelImage, turns: 0 | 1 | 2 | 3): PixelImage {
  const { width, height } = image;
  const result = turns % 2 === 0 ? blank(width, height) : blank(height, width);
  const from = new Uint32Array(image.data.buffer, image.data.byteOffset, width * height);
  const to = new Uint32Array(result.data.buffer);
  // Where the source's first pixel goes, and how far one column and one row further lie.
  const [start, column, row] = {
    0: [0, 1, width],
    1: [height - 1, height, -1],
    2: [width * height - 1, -1, -width],
    3: [height * (width - 1), -height, 1],
  }[turns] as [number, number, number];
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0, target = start + y * row; x < width; x++, at++, target += column) {
      to[target] = from[at] as number;
    }
  }
  return result;
}

/** A part of a picture in whole pixels. */
export interface PixelBox {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** The pixels that a region covers, rounded outwards, within the picture and at least 1 x 1. */
export function pixelBox(region: Region, width: number, height: number): PixelBox {
  const [left, columns] = pixelRange(region.left, region.width, width);
  const [top, rows] = pixelRange(region.top, region.height, height);
  return { left, top, width: columns, height: rows };
}

function pixelRange(start: number, length: number, side: number): [from: number, count: number] {
  // Shares such as 3 / 7 do not come back as whole pixels exactly.
  const from = Math.min(side - 1, Math.max(0, Math.floor(start * side + 1e-6)));
  const to = Math.min(side, Math.max(from + 1, Math.ceil((start + length) * side - 1e-6)));
  return [from, to - from];
}

/** A box as shares of the sides of the picture that it lies in: the other way round from {@link pixelBox}. */
export function regionOf(
  box: PixelBox,
  { width, height }: { readonly width: number; readonly height: number },
): Region {
  return {
    left: box.left / width,
    top: box.top / height,
    width: box.width / width,
    height: box.height / height,
  };
}

/** A part of a picture; the box lies within it. */
export function cut(image: PixelImage, box: PixelBox): PixelImage {
  const result = blank(box.width, box.height);
  for (let y = 0; y < box.height; y++) {
    const from = ((box.top + y) * image.width + box.left) * 4;
    result.data.set(image.data.subarray(from, from + box.width * 4), y * box.width * 4);
  }
  return result;
}

/** Luma of an opaque colour by ITU-R BT.601, 0 to 255: what Pillow and OpenCV call grey. */
export function luma(red: number, green: number, blue: number): number {
  return 0.299 * red + 0.587 * green + 0.114 * blue;
}

/** The picture in grey ({@link luma}); alpha stays. */
export function grey(image: PixelImage): PixelImage {
  const result = blank(image.width, image.height);
  const { data } = image;
  for (let at = 0; at < data.length; at += 4) {
    const value = luma(data[at] as number, data[at + 1] as number, data[at + 2] as number);
    result.data[at] = value;
    result.data[at + 1] = value;
    result.data[at + 2] = value;
    result.data[at + 3] = data[at + 3] as number;
  }
  return result;
}

/** The sides of a picture whose long side is `longSide` pixels; the short one is at least 1. */
export function fittedSides(
  width: number,
  height: number,
  longSide: number,
): [width: number, height: number] {
  const scale = longSide / Math.max(width, height);
  return [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
}

/**
 * An opaque picture at another size. A new pixel is the mean of the area it covers, so that nothing
 * is skipped when a picture gets much smaller and the mean brightness stays.
 */
export function resized(image: PixelImage, width: number, height: number): PixelImage {
  const rows = resizedRows(image, width);
  const result = blank(width, height);
  const { starts, cells, shares } = coverage(image.height, height);
  const sums = new Float32Array(width * 3);
  for (let y = 0, at = 0; y < height; y++) {
    sums.fill(0);
    for (let part = starts[y] as number; part < (starts[y + 1] as number); part++) {
      const share = shares[part] as number;
      const from = (cells[part] as number) * sums.length;
      for (let value = 0; value < sums.length; value++) {
        sums[value] = (sums[value] as number) + share * (rows[from + value] as number);
      }
    }
    for (let value = 0; value < sums.length; value += 3, at += 4) {
      result.data[at] = sums[value] as number;
      result.data[at + 1] = sums[value + 1] as number;
      result.data[at + 2] = sums[value + 2] as number;
      result.data[at + 3] = 255;
    }
  }
  return result;
}

/** Rows at another width, not rounded yet: height x width x 3 values, red, green and blue. */
function resizedRows({ width: oldWidth, height, data }: PixelImage, width: number): Float32Array {
  const result = new Float32Array(width * height * 3);
  const { starts, cells, shares } = coverage(oldWidth, width);
  // Plain loops over numbers: every photo is made smaller several times.
  for (let y = 0, to = 0; y < height; y++) {
    const row = y * oldWidth;
    for (let x = 0; x < width; x++, to += 3) {
      let red = 0;
      let green = 0;
      let blue = 0;
      for (let part = starts[x] as number; part < (starts[x + 1] as number); part++) {
        const share = shares[part] as number;
        const from = (row + (cells[part] as number)) * 4;
        red += share * (data[from] as number);
        green += share * (data[from + 1] as number);
        blue += share * (data[from + 2] as number);
      }
      result[to] = red;
      result[to + 1] = green;
      result[to + 2] = blue;
    }
  }
  return result;
}

/** What each of the new cells on a line covers of the old ones. */
interface Coverage {
  /** Where the parts of each new cell begin in the other arrays, and where those of the last one end. */
  starts: Uint32Array;
  /** The old cell of each part. */
  cells: Uint32Array;
  /** The part as a share of the new cell; those of one add up to 1. */
  shares: Float64Array;
}

/** A line of `from` cells covered by `to` new ones. */
function coverage(from: number, to: number): Coverage {
  const step = from / to;
  const starts = new Uint32Array(to + 1);
  // Each border between cells, old or new, ends a part.
  const cells = new Uint32Array(from + to);
  const shares = new Float64Array(from + to);
  let count = 0;
  for (let index = 0; index < to; index++) {
    const [left, right] = [index * step, (index + 1) * step];
    for (let cell = Math.floor(left); cell < Math.min(from, Math.ceil(right - 1e-9)); cell++) {
      const share = (Math.min(right, cell + 1) - Math.max(left, cell)) / (right - left);
      if (share <= 0) continue;
      cells[count] = cell;
      shares[count++] = share;
    }
    starts[index + 1] = count;
  }
  return { starts, cells, shares };
}

/** The bytes of several pictures, one after the other. */
export function joinedBytes(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
