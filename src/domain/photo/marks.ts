/** What a person's marks say of each pixel of a picture. */
import { BRUSH_RADIUS, type Mark, type Place } from './photo';

/** What is certain of a pixel: nothing, or that it is garment or background. */
export const SEED = { none: 0, garment: 1, background: 2 } as const;

/** Where marks lie on a picture. */
export interface MarkedPicture {
  /** In pixels. */
  width: number;
  height: number;
  /** A place of a mark, in shares, as a place on this picture in pixels. */
  toPixels: (place: Place) => Place;
  /** Radius of the brush, in pixels. */
  radius: number;
}

/** One of {@link SEED} for each pixel, row by row; later marks count. */
export function seedsOf(marks: readonly Mark[], picture: MarkedPicture): Uint8Array {
  const seeds = new Uint8Array(picture.width * picture.height);
  for (const { kind, places } of marks) {
    const points = places.map(picture.toPixels);
    points.forEach((to, at) => {
      paint(seeds, picture, points[at - 1] ?? to, to, SEED[kind]);
    });
  }
  return seeds;
}

/** How large the brush is on a picture of which this many pixels make the longer side. */
export function brushRadius(longSide: number): number {
  return BRUSH_RADIUS * longSide;
}

/** Every pixel whose centre is within the radius of a straight way; the nearest one at least. */
function paint(
  seeds: Uint8Array,
  { width, height, radius }: MarkedPicture,
  from: Place,
  to: Place,
  seed: number,
): void {
  const reach = Math.max(radius, 0.71);
  const first = (one: number, other: number) =>
    Math.max(0, Math.floor(Math.min(one, other) - reach));
  const last = (one: number, other: number, side: number) =>
    Math.min(side - 1, Math.ceil(Math.max(one, other) + reach));
  for (let y = first(from.y, to.y); y <= last(from.y, to.y, height); y++) {
    for (let x = first(from.x, to.x); x <= last(from.x, to.x, width); x++) {
      if (distanceToWay({ x: x + 0.5, y: y + 0.5 }, from, to) <= reach) seeds[y * width + x] = seed;
    }
  }
}

function distanceToWay(place: Place, from: Place, to: Place): number {
  const [across, down] = [to.x - from.x, to.y - from.y];
  const square = across * across + down * down;
  const along = (place.x - from.x) * across + (place.y - from.y) * down;
  const share = square > 0 ? Math.max(0, Math.min(1, along / square)) : 0;
  return Math.hypot(place.x - from.x - share * across, place.y - from.y - share * down);
}
