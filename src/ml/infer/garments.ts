/** Counts the garments in photos that the photo network answers. */
import type { PreparedPhoto } from '../../domain/photo/photo';
import { joinedBytes } from '../../domain/photo/pixels';
import { colorPixels } from '../../domain/photo/prepare-color';
import {
  mayBeSeveral,
  separateGarments,
  separateParts,
} from '../../domain/photo/separate-garments';
import { classify, openedNetwork } from './networks';

/**
 * The photo with as many garments as it shows, where the answer to the whole of it leaves that open.
 * @param prepared for the network under the key, one for colour photos
 * @param probabilities its answer to the whole
 * @throws AtelierError `network-missing`
 */
export async function withGarments(
  key: string,
  prepared: PreparedPhoto,
  probabilities: ArrayLike<number>,
): Promise<PreparedPhoto> {
  const part = prepared.steps.find(({ step }) => step === 'crop')?.image;
  if (!part || !mayBeSeveral(probabilities)) return prepared;
  const regions = separateParts(part);
  if (regions.length === 0) return prepared;
  const [side] = openedNetwork(key).spec.inputShape;
  const pixels = regions.map((crop) => colorPixels(part, { crop }, side));
  const answers = await classify(key, joinedBytes(pixels));
  const classes = answers.length / regions.length;
  const each = regions.map((_, at) => answers.subarray(at * classes, (at + 1) * classes));
  return { ...prepared, garments: separateGarments(each) };
}
