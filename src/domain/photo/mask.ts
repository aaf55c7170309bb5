/** Which pixels of a picture belong to the garment. */
import { between } from '../heat-map';
import type { Mask } from './photo';
import type { PixelBox } from './pixels';

/** The smallest box around all ones; null when there are none. */
export function boundingBox({ width, height, data }: Mask): PixelBox | null {
  let [left, right, top, bottom] = [width, -1, height, -1];
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) {
      if (!data[at]) continue;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = y;
    }
  }
  return right < 0 ? null : { left, top, width: right - left + 1, height: bottom - top + 1 };
}

/** A part of a mask; the box lies within it. */
export function cutMask(mask: Mask, { left, top, width, height }: PixelBox): Mask {
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const from = (top + y) * mask.width + left;
    data.set(mask.data.subarray(from, from + width), y * width);
  }
  return { width, height, data };
}

/**
 * Without the parts (8-connected) smaller than a share of the largest one's area.
 * @param isKept says of a pixel whether the part that it belongs to stays, however small
 */
export function largestParts(
  mask: Mask,
  share: number,
  isKept: (at: number) => boolean = () => false,
): Mask {
  const { names, areas } = parts(mask, 1, true);
  const limit = areas.reduce((left, right) => Math.max(left, right), 0) * share;
  const kept = new Set(names.filter((_, at) => isKept(at)));
  const data = mask.data.map((_, at) => {
    const name = names[at] as number;
    return name > 0 && ((areas[name] as number) >= limit || kept.has(name)) ? 1 : 0;
  });
  return { ...mask, data };
}

/** With the holes (4-connected) filled whose area is below a share of the mask's own. */
export function withoutHoles(mask: Mask, share: number): Mask {
  const { names, areas, atEdge } = parts(mask, 0, false);
  const limit = mask.data.reduce((sum, value) => sum + value, 0) * share;
  const data = mask.data.map((value, at) => {
    const name = names[at] as number;
    return name > 0 && !atEdge[name] && (areas[name] as number) < limit ? 1 : value;
  });
  return { ...mask, data };
}

/** A connected part (8-connected) of a mask. */
export interface MaskPart {
  /** Pixels in it. */
  area: number;
  /** The smallest box around it. */
  box: PixelBox;
}

/** The connected parts of a mask, the largest first. */
export function maskParts(mask: Mask): MaskPart[] {
  const { areas, boxes } = parts(mask, 1, true);
  return boxes
    .map((box, at) => ({ area: areas[at + 1] as number, box }))
    .sort((one, other) => other.area - one.area);
}

/** Both parts of a pair have at least this share of the other's area, width and height. */
const PAIR = 0.5;

/**
 * How many separate garments a mask shows: one for each part, but two parts that are alike in size and
 * shape are a pair, as shoes are. Two shirts side by side are one by this too.
 */
export function garmentCount(mask: Mask): number {
  const found = maskParts(mask);
  const [first, second] = found;
  return found.length === 2 && first && second && areAlike(first, second) ? 1 : found.length;
}

function areAlike(one: MaskPart, other: MaskPart): boolean {
  const sides = [
    [one.area, other.area],
    [one.box.width, other.box.width],
    [one.box.height, other.box.height],
  ];
  return sides.every((pair) => Math.min(...pair) >= PAIR * Math.max(...pair));
}

/** The mask at another size: between its pixels it runs smoothly, and half or more counts as 1. */
export function resizedMask(mask: Mask, width: number, height: number): Mask {
  const data = new Uint8Array(width * height);
  const rows = widened(mask, width);
  for (let y = 0, at = 0; y < height; y++) {
    const [upper, lower, down] = between(y, height, mask.height);
    for (let x = 0; x < width; x++, at++) {
      const above = rows[upper * width + x] as number;
      const below = rows[lower * width + x] as number;
      data[at] = above * (1 - down) + below * down >= 0.5 ? 1 : 0;
    }
  }
  return { width, height, data };
}

/** Rows of a mask at another width: as many as before, of values between 0 and 1. */
function widened(mask: Mask, width: number): Float64Array {
  const rows = new Float64Array(mask.height * width);
  for (let x = 0; x < width; x++) {
    const [left, right, across] = between(x, width, mask.width);
    for (let y = 0; y < mask.height; y++) {
      rows[y * width + x] =
        (mask.data[y * mask.width + left] as number) * (1 - across) +
        (mask.data[y * mask.width + right] as number) * across;
    }
  }
  return rows;
}

/** Connected parts of the pixels of one value, by name 1, 2, 3; other pixels have name 0. */
interface Parts {
  names: Uint32Array;
  /** Pixels of each, by name. */
  areas: number[];
  /** Whether it reaches the picture's edge, by name. */
  atEdge: boolean[];
  /** The smallest box around each, by name - 1. */
  boxes: PixelBox[];
}

function parts(mask: Mask, value: number, diagonal: boolean): Parts {
  const result: Parts = {
    names: new Uint32Array(mask.data.length),
    areas: [0],
    atEdge: [false],
    boxes: [],
  };
  for (let at = 0; at < mask.data.length; at++) {
    if (mask.data[at] === value && result.names[at] === 0) flood(mask, at, diagonal, result);
  }
  return result;
}

/** Names all that is connected with a pixel. */
function flood({ width, height, data }: Mask, start: number, diagonal: boolean, result: Parts) {
  const { names, areas, atEdge, boxes } = result;
  const name = areas.length;
  const value = data[start];
  const pending = [start];
  names[start] = name;
  let area = 0;
  let left = width;
  let right = 0;
  let top = height;
  let bottom = 0;
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    area++;
    const x = at % width;
    const y = (at - x) / width;
    if (x < left) left = x;
    if (x > right) right = x;
    if (y < top) top = y;
    if (y > bottom) bottom = y;
    for (let row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row++) {
      for (let column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column++) {
        if (!diagonal && column !== x && row !== y) continue;
        const other = row * width + column;
        if (data[other] !== value || names[other] !== 0) continue;
        names[other] = name;
        pending.push(other);
      }
    }
  }
  areas.push(area);
  atEdge.push(left === 0 || top === 0 || right === width - 1 || bottom === height - 1);
  boxes.push({ left, top, width: right - left + 1, height: bottom - top + 1 });
}
