/** Moving and resizing a part of a picture; all in shares of the picture's sides. */
import type { Region } from '../../domain/photo/photo';

/** Corners of a region, by which it is resized. */
export const CORNERS = ['topLeft', 'topRight', 'bottomLeft', 'bottomRight'] as const;
/** One of {@link CORNERS}. */
export type Corner = (typeof CORNERS)[number];

/** A place in the picture, or a way from one to another. */
export interface Point {
  x: number;
  y: number;
}

/** A part smaller than this shows no garment, and its handles would lie on each other. */
export const MIN_SIDE = 0.05;

/** The place moved by a way, as far as the picture goes. */
export function movePlace({ x, y }: Point, by: Point): Point {
  return { x: clamp(x + by.x, 0, 1), y: clamp(y + by.y, 0, 1) };
}

/** The region moved by a way, as far as the picture goes. */
export function moveRegion(region: Region, by: Point): Region {
  return {
    ...region,
    left: clamp(region.left + by.x, 0, 1 - region.width),
    top: clamp(region.top + by.y, 0, 1 - region.height),
  };
}

/** The region with one corner moved by a way; the opposite corner stays. */
export function resizeRegion(region: Region, corner: Corner, by: Point): Region {
  const right = region.left + region.width;
  const bottom = region.top + region.height;
  const isLeft = corner === 'topLeft' || corner === 'bottomLeft';
  const isTop = corner === 'topLeft' || corner === 'topRight';
  const left = isLeft ? clamp(region.left + by.x, 0, right - MIN_SIDE) : region.left;
  const top = isTop ? clamp(region.top + by.y, 0, bottom - MIN_SIDE) : region.top;
  const newRight = isLeft ? right : clamp(right + by.x, region.left + MIN_SIDE, 1);
  const newBottom = isTop ? bottom : clamp(bottom + by.y, region.top + MIN_SIDE, 1);
  return { left, top, width: newRight - left, height: newBottom - top };
}

/** The region between two places, in whichever order; never smaller than {@link MIN_SIDE}. */
export function regionBetween(one: Point, other: Point): Region {
  const width = Math.max(MIN_SIDE, Math.abs(clamp(one.x, 0, 1) - clamp(other.x, 0, 1)));
  const height = Math.max(MIN_SIDE, Math.abs(clamp(one.y, 0, 1) - clamp(other.y, 0, 1)));
  return {
    left: clamp(Math.min(one.x, other.x), 0, 1 - width),
    top: clamp(Math.min(one.y, other.y), 0, 1 - height),
    width,
    height,
  };
}

function clamp(value: number, minimum: number, maximum: number): number {
  return Math.max(minimum, Math.min(maximum, value));
}
