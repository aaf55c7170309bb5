/** Where a garment of Fashion-MNIST lies in a photo-like view: turned, stretched, alone or in a pair. */
import { IMAGE_SIDE } from '../dataset';
import type { Affine } from './affine';

type Random = () => number;

/** Where a garment is in its image. */
export interface GarmentOutline {
  /** First and last column of it in each row; `first > last` where the row is empty. */
  first: Int16Array;
  last: Int16Array;
  /** First and last column of all. */
  left: number;
  right: number;
  /** Mean brightness of its pixels. */
  mean: number;
}

/** How a garment may be placed. */
export interface PlacementOptions {
  /** Largest turn in degrees, either way. */
  rotation: number;
  /** How far sides lean and stretch, mostly across: 0.4 is up to half as wide again. */
  stretch: number;
  /** Share that is mirrored. */
  flip: number;
  /** Share of the view's side that the garment's longer side takes. */
  fill: number;
}

/** From a place in the image, from its middle, to one in the view. */
type Placement = Affine;

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

const MIDDLE = (IMAGE_SIDE - 1) / 2;

const OUTLINE: GarmentOutline = {
  first: new Int16Array(IMAGE_SIDE),
  last: new Int16Array(IMAGE_SIDE),
  left: 0,
  right: 0,
  mean: 0,
};

/** Outline of what is at least as bright as `rim`; null where nothing is. The next call writes it anew. */
export function outlineOf(images: Uint8Array, from: number, rim: number): GarmentOutline | null {
  const { first, last } = OUTLINE;
  let [sum, count] = [0, 0];
  OUTLINE.left = IMAGE_SIDE;
  OUTLINE.right = -1;
  for (let y = 0; y < IMAGE_SIDE; y++) {
    let [left, right] = [IMAGE_SIDE, -1];
    for (let x = 0; x < IMAGE_SIDE; x++) {
      const value = images[from + y * IMAGE_SIDE + x] as number;
      if (value < rim) continue;
      if (left === IMAGE_SIDE) left = x;
      right = x;
      sum += value;
      count++;
    }
    first[y] = left;
    last[y] = right;
    OUTLINE.left = Math.min(OUTLINE.left, left);
    OUTLINE.right = Math.max(OUTLINE.right, right);
  }
  OUTLINE.mean = count > 0 ? sum / count : 0;
  return count > 0 ? OUTLINE : null;
}

/** Draws one garment, turned a little, its longer side as long as wanted, in the middle. */
export function placeSingle(
  images: Uint8Array,
  from: number,
  outline: GarmentOutline,
  { rotation, stretch, flip, fill }: PlacementOptions,
  random: Random,
  target: Float32Array,
): void {
  const placement = turned(rotation, stretch, random() < flip ? -1 : 1, random);
  const box = emptyBox();
  widen(box, outline, placement);
  target.fill(0);
  draw(images, from, fitted(placement, box, fill), target);
}

/**
 * Draws two shoes that mirror each other or are turned alike, one beside or above the other.
 * @param isFromAbove whether they are seen from above, toes up: then they lie any way round
 */
export function placePair(
  images: Uint8Array,
  from: number,
  outline: GarmentOutline,
  { rotation, stretch, fill, isFromAbove }: PlacementOptions & { isFromAbove: boolean },
  random: Random,
  target: Float32Array,
): void {
  const one = rotatedBy((random() - 0.5) * 30, 0.9 + 0.3 * random(), 1);
  const other = random() < 0.8 ? mirrored(one) : one;
  const [boxOne, boxOther] = [boxOf(outline, [one]), boxOf(outline, [other])];
  const gap = random() * 5 - 2;
  const isBeside = isFromAbove || random() < 0.4;
  const off = (random() - 0.5) * 8;
  const right = isBeside ? boxOne.right + gap - boxOther.left : off;
  const down = isBeside ? off : boxOne.bottom + gap - boxOther.top;
  const turn = turned(isFromAbove && random() < 0.4 ? 180 : rotation, stretch, 1, random);
  const moved = { ...other, x0: other.x0 + right, y0: other.y0 + down };
  const both = [joined(one, turn), joined(moved, turn)];
  const box = boxOf(outline, both);
  target.fill(0);
  for (const placement of both) draw(images, from, fitted(placement, box, fill), target);
}

/** Leaning and stretched at random, mirrored or not, then turned. */
function turned(rotation: number, stretch: number, mirror: number, random: Random): Placement {
  const angle = (2 * random() - 1) * rotation;
  const factor = Math.exp((random() - 0.3) * 1.4 * stretch);
  const placement = rotatedBy(angle, factor, mirror);
  const lean = (2 * random() - 1) * 0.5 * stretch;
  return joined({ xx: 1, xy: lean, yx: 0, yy: 1, x0: 0, y0: 0 }, placement);
}

/** Stretched across, mirrored, then turned by some degrees. */
function rotatedBy(degrees: number, stretch: number, mirror: number): Placement {
  const angle = (degrees * Math.PI) / 180;
  const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
  const across = stretch * mirror;
  return { xx: cosine * across, xy: -sine, yx: sine * across, yy: cosine, x0: 0, y0: 0 };
}

function mirrored({ xx, xy, yx, yy, x0, y0 }: Placement): Placement {
  return { xx: -xx, xy: -xy, yx, yy, x0: -x0, y0 };
}

/** One, then the other. */
function joined(one: Placement, then: Placement): Placement {
  return {
    xx: then.xx * one.xx + then.xy * one.yx,
    xy: then.xx * one.xy + then.xy * one.yy,
    yx: then.yx * one.xx + then.yy * one.yx,
    yy: then.yx * one.xy + then.yy * one.yy,
    x0: then.xx * one.x0 + then.xy * one.y0 + then.x0,
    y0: then.yx * one.x0 + then.yy * one.y0 + then.y0,
  };
}

function boxOf(outline: GarmentOutline, placements: readonly Placement[]): Box {
  const box = emptyBox();
  for (const placement of placements) widen(box, outline, placement);
  return box;
}

function emptyBox(): Box {
  return { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
}

/** Widens a box so that the placed garment lies in it. */
function widen(box: Box, { first, last }: GarmentOutline, placement: Placement): void {
  const { xx, xy, yx, yy, x0, y0 } = placement;
  for (let row = 0; row < IMAGE_SIDE; row++) {
    if ((first[row] as number) > (last[row] as number)) continue;
    const y = row - MIDDLE;
    for (const column of [first[row] as number, last[row] as number]) {
      const x = column - MIDDLE;
      const [right, down] = [xx * x + xy * y + x0, yx * x + yy * y + y0];
      if (right < box.left) box.left = right;
      if (right > box.right) box.right = right;
      if (down < box.top) box.top = down;
      if (down > box.bottom) box.bottom = down;
    }
  }
}

/** Moved and scaled so that the box lies in the middle of the view, its longer side filling a share. */
function fitted(placement: Placement, box: Box, fill: number): Placement {
  const length = Math.max(box.right - box.left, box.bottom - box.top) + 1;
  const scale = (IMAGE_SIDE * fill) / length;
  const { xx, xy, yx, yy, x0, y0 } = placement;
  return {
    xx: xx * scale,
    xy: xy * scale,
    yx: yx * scale,
    yy: yy * scale,
    x0: (x0 - (box.left + box.right) / 2) * scale,
    y0: (y0 - (box.top + box.bottom) / 2) * scale,
  };
}

/** Draws an image where it was placed, between its pixels linearly; the brighter of two stays. */
function draw(
  images: Uint8Array,
  from: number,
  { xx, xy, yx, yy, x0, y0 }: Placement,
  target: Float32Array,
): void {
  const area = xx * yy - xy * yx;
  // Back from the view to the image.
  const [ix, jx, iy, jy] = [yy / area, -xy / area, -yx / area, xx / area];
  const startX = MIDDLE - ix * (MIDDLE + x0) - jx * (MIDDLE + y0);
  const startY = MIDDLE - iy * (MIDDLE + x0) - jy * (MIDDLE + y0);
  for (let at = 0, row = 0; row < IMAGE_SIDE; row++) {
    let x = startX + jx * row;
    let y = startY + jy * row;
    for (let column = 0; column < IMAGE_SIDE; column++, at++, x += ix, y += iy) {
      if (x <= -1 || y <= -1 || x >= IMAGE_SIDE || y >= IMAGE_SIDE) continue;
      const value = sampled(images, from, x, y);
      if (value > (target[at] as number)) target[at] = value;
    }
  }
}

/** Between the four pixels around a place; black beyond the image. */
function sampled(images: Uint8Array, from: number, x: number, y: number): number {
  const column = Math.floor(x);
  const row = Math.floor(y);
  const right = x - column;
  const down = y - row;
  const at = from + row * IMAGE_SIDE + column;
  const isLeft = column >= 0;
  const isRight = column < IMAGE_SIDE - 1;
  let upper = 0;
  let lower = 0;
  if (row >= 0) {
    if (isLeft) upper += (images[at] as number) * (1 - right);
    if (isRight) upper += (images[at + 1] as number) * right;
  }
  if (row < IMAGE_SIDE - 1) {
    const below = at + IMAGE_SIDE;
    if (isLeft) lower += (images[below] as number) * (1 - right);
    if (isRight) lower += (images[below + 1] as number) * right;
  }
  return upper * (1 - down) + lower * down;
}
