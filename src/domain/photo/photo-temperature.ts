/** How far the probabilities of networks that learned from Fashion-MNIST can be believed on photos. */
import type { TrainingSettings } from '../settings';

/**
 * The mean over widths and views that hide much make answers less sure than they are right: of photos at 0.54 the
 * network that comes with Atelier had 74 % right. Fitted on its validation photos; both halves of the people gave
 * this to 0.01 (docs/decisions/0021-for-photos.md).
 */
const OF_PHOTO_LIKE_VIEWS = 0.74;
/** Share of photo-like views from which on a network counts as one that learned from them. */
const ENOUGH_VIEWS = 0.5;

/**
 * Temperature at which the mean probabilities of a photo are to be read (Guo et al. 2017); 1: as they are, which had
 * the smaller calibration error for the network that comes with Atelier and learned from the images themselves.
 */
export function photoTemperature({ photoViews }: Pick<TrainingSettings, 'photoViews'>): number {
  return photoViews >= ENOUGH_VIEWS ? OF_PHOTO_LIKE_VIEWS : 1;
}
