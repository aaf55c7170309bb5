/** Looks in a picture for what stands out from its background. */
import { grabCut } from './grab-cut';
import { SEED } from './marks';
import { largestParts, withoutHoles } from './mask';
import type { Mask, PixelImage } from './photo';
import { fittedSides, type PixelBox, resized } from './pixels';

/** Long side of the copy in which the garment is looked for, in pixels. */
const SEARCH_SIDE = 128;
/** A smaller picture than this on a side shows no garment that could be told from its background. */
const MIN_SIDE = 8;
/** Parts smaller than this share of the largest are dropped; the second shoe of a pair stays. */
const MIN_PART = 0.2;
/** Holes smaller than this share of the garment are filled; a bag's handle stays open. */
const MAX_HOLE = 0.02;
/** Less than this share of the picture is not the garment but a speck. */
const MIN_GARMENT = 0.01;
/** Left around the garment when it is cut out, as a share of its longer side. */
const MARGIN = 0.05;

/** The copy to look in, no larger than the picture; null where that is too small to show a garment. */
export function searchCopy(picture: PixelImage): PixelImage | null {
  const { width, height } = picture;
  if (Math.min(width, height) < MIN_SIDE) return null;
  return resized(
    picture,
    ...fittedSides(width, height, Math.min(SEARCH_SIDE, Math.max(width, height))),
  );
}

/**
 * What stands out in a copy, without specks and small holes; null where nothing does.
 * @param seeds one of {@link SEED} for each pixel: what a person marked
 */
export function searched(copy: PixelImage, seeds: Uint8Array): Mask | null {
  const raw: Mask = { width: copy.width, height: copy.height, data: grabCut(copy, seeds) };
  const parts = largestParts(raw, MIN_PART, (at) => seeds[at] === SEED.garment);
  const mask = withoutHoles(parts, MAX_HOLE);
  // A hole that a person made stays.
  mask.data.forEach((_, at) => {
    if (seeds[at] === SEED.background) mask.data[at] = 0;
  });
  const area = mask.data.reduce((sum, value) => sum + value, 0);
  return area < mask.data.length * MIN_GARMENT ? null : mask;
}

/** A box with some of its surroundings, as far as the picture goes. */
export function withMargin(box: PixelBox, width: number, height: number): PixelBox {
  const margin = Math.round(Math.max(box.width, box.height) * MARGIN);
  const left = Math.max(0, box.left - margin);
  const top = Math.max(0, box.top - margin);
  return {
    left,
    top,
    width: Math.min(width, box.left + box.width + margin) - left,
    height: Math.min(height, box.top + box.height + margin) - top,
  };
}
