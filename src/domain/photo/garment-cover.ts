/** Which pixels of a training photo are the garment, so that it can be shown in front of something else. */
import type { Mask } from './photo';
import { searched } from './search';
import { imageOf, type SquarePhoto } from './training-view';

/**
 * Shares of the photo between which a garment is believed; others are mostly a piece of it, or all
 * that is there.
 */
const BELIEVED = { smallest: 0.1, largest: 0.8 };

/**
 * How much the garment covers each pixel, 0 to 255 with soft edges; null where it cannot be told from
 * what is behind it.
 * @param photo a few hundred pixels a side at most: it is searched as it is
 */
export function garmentCover(photo: SquarePhoto): Uint8Array | null {
  const mask = searched(imageOf(photo), new Uint8Array(photo.side ** 2));
  if (!mask) return null;
  const share = mask.data.reduce((sum, value) => sum + value, 0) / mask.data.length;
  return share < BELIEVED.smallest || share > BELIEVED.largest ? null : softened(mask);
}

/** A photo whose garment stands in front of another picture of the same size. */
export function inFrontOf(
  photo: SquarePhoto,
  cover: Uint8Array,
  behind: SquarePhoto,
  target: SquarePhoto,
): void {
  for (let at = 0; at < target.data.length; at++) {
    const share = (cover[Math.floor(at / 3)] as number) / 255;
    const other = behind.data[at] as number;
    target.data[at] = Math.round(other + ((photo.data[at] as number) - other) * share);
  }
}

/** Means over the pixel and its neighbours. */
function softened({ width, height, data }: Mask): Uint8Array {
  return data.map((_, at) => {
    const [column, row] = [at % width, Math.floor(at / width)];
    let [sum, count] = [0, 0];
    for (let y = Math.max(0, row - 1); y <= Math.min(height - 1, row + 1); y++) {
      for (let x = Math.max(0, column - 1); x <= Math.min(width - 1, column + 1); x++) {
        sum += data[y * width + x] as number;
        count++;
      }
    }
    return Math.round((255 * sum) / count);
  });
}
