/**
 * Whether a photo shows garments of several categories, by what the photo network says of the parts that stand
 * apart in it: of the whole picture it always names one (docs/decisions/0019-honest-answers.md).
 */
import { bestOf } from '../results-csv';
import { NONE_OF_THESE, outputOf } from './categories';
import { maskParts } from './mask';
import type { PixelImage, Region } from './photo';
import { regionOf } from './pixels';
import { searchCopy, searched, withMargin } from './search';

/** Of a picture whose answer is more probable than this, the parts are not looked for. */
const CERTAIN = 0.95;
/** Probability that the answer to a part needs to count. */
const MIN_SHARE = 0.3;
/** Parts that are looked at, at most; each is a question to the network. */
const MAX_PARTS = 4;

/**
 * Whether it may be that the answer to a whole picture is the answer to one garment of several.
 * @param probabilities of at least one class
 */
export function mayBeSeveral(probabilities: ArrayLike<number>): boolean {
  return (probabilities[bestOf(probabilities)] ?? 0) <= CERTAIN;
}

/**
 * Where the parts lie that stand apart in an opaque picture, the largest first, each with some of its
 * surroundings; none where there are fewer than two.
 */
export function separateParts(picture: PixelImage): Region[] {
  const copy = searchCopy(picture);
  const mask = copy && searched(copy, new Uint8Array(copy.width * copy.height));
  if (!mask) return [];
  const found = maskParts(mask);
  if (found.length < 2) return [];
  return found
    .slice(0, MAX_PARTS)
    .map(({ box }) => regionOf(withMargin(box, mask.width, mask.height), mask));
}

/**
 * As how many garments the parts of a picture count: one for each category that is the answer to a part,
 * and one where none is. Parts of one category may be a pair, as of shoes, or one garment in pieces.
 * @param answers the photo network's probabilities for each part, in the order of its categories
 */
export function separateGarments(answers: readonly ArrayLike<number>[]): number {
  const none = outputOf(NONE_OF_THESE);
  const labels = answers.flatMap((answer) => {
    const label = bestOf(answer);
    return label !== none && (answer[label] ?? 0) >= MIN_SHARE ? [label] : [];
  });
  return Math.max(1, new Set(labels).size);
}
