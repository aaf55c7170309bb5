import type { ModelSpec } from '../models/layers';
import type { PhotoAdjustments, PixelImage, PreparedPhoto } from './photo';
import { preparePhoto } from './prepare';
import { prepareColorPhoto } from './prepare-color';

/** Whether a network takes colour photos, rather than images like those of Fashion-MNIST. */
export function takesColor({ inputShape }: Pick<ModelSpec, 'inputShape'>): boolean {
  return inputShape[2] === 3;
}

/** Prepares a photo for a network, in the way that its input asks for. */
export function preparePhotoFor(
  model: Pick<ModelSpec, 'inputShape'>,
  original: PixelImage,
  adjustments: PhotoAdjustments,
): PreparedPhoto {
  return takesColor(model)
    ? prepareColorPhoto(original, adjustments, model.inputShape[0])
    : preparePhoto(original, adjustments);
}
