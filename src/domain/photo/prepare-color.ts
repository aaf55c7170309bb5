/** From a photo to what a network for colour photos sees. */
import {
  type PhotoAdjustments,
  type PixelImage,
  type PreparedPhoto,
  type Region,
  WHOLE,
} from './photo';
import { cut, onWhite, pixelBox, resized, turned } from './pixels';
import { rotated } from './rotation';
import { imageOf, KEPT_SCALE, wholeView } from './training-view';

/**
 * Prepares a photo for a network that was trained on photos: the whole picture, or the part that a person
 * chose, squeezed into a square. Nothing is cut out: such networks have learned what is background. It counts as
 * one garment; whether there are several, only the network's answers tell (separate-garments.ts).
 * @param original of any size from 1 x 1, upright; it is left as it was
 * @param side of the square, in pixels
 */
export function prepareColorPhoto(
  original: PixelImage,
  { turns, rotation, crop }: PhotoAdjustments,
  side: number,
): PreparedPhoto {
  const upright = rotated(turned(onWhite(original), turns), rotation);
  const part = partOf(upright, crop);
  const pixels = squareOf(part, side);
  return {
    pixels,
    steps: [
      { step: 'original', image: upright },
      { step: 'crop', image: part },
      { step: 'network', image: imageOf({ side, data: pixels }) },
    ],
    crop: crop ?? WHOLE,
    view: WHOLE,
    inverted: false,
    mask: null,
    found: true,
    garments: 1,
  };
}

/**
 * The same bytes of a photo that was prepared for another network already.
 * @param upright its first step: on white, turned and rotated
 */
export function colorPixels(
  upright: PixelImage,
  { crop }: Pick<PhotoAdjustments, 'crop'>,
  side: number,
): Uint8Array<ArrayBuffer> {
  return squareOf(partOf(upright, crop), side);
}

function partOf(upright: PixelImage, crop: Region | null): PixelImage {
  return cut(upright, pixelBox(crop ?? WHOLE, upright.width, upright.height));
}

/**
 * Squeezed into a square of three bytes a pixel, as soft as what the network learned from: scaled in one step,
 * photos are sharper, and one to three in a hundred fewer were answered rightly (docs/decisions/0020-photo-network.md).
 */
function squareOf(part: PixelImage, side: number): Uint8Array<ArrayBuffer> {
  const kept = Math.round(side * KEPT_SCALE);
  return wholeView({ side: kept, data: withoutAlpha(resized(part, kept, kept)) }, side);
}

/** Three bytes a pixel. */
function withoutAlpha({ width, height, data }: PixelImage): Uint8Array<ArrayBuffer> {
  const colors = new Uint8Array(width * height * 3);
  for (let pixel = 0; pixel < width * height; pixel++) {
    for (let channel = 0; channel < 3; channel++) {
      colors[pixel * 3 + channel] = data[pixel * 4 + channel] as number;
    }
  }
  return colors;
}
