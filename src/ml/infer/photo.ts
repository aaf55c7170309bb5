import type { PhotoAdjustments } from '../../domain/photo/photo';
import type { PhotoAnswer } from '../../protocol/inference';

/** Reads and answers a photo. Throws AtelierError `photo-refused` or `network-missing`. */
export async function answerPhoto(
  _key: string,
  _photoId: string,
  _file: File,
  _adjustments: PhotoAdjustments,
): Promise<PhotoAnswer> {
  throw new Error('not built yet');
}

/** Answers a frame of the webcam, and closes it. Throws AtelierError `network-missing`. */
export async function answerFrame(
  _key: string,
  _frame: ImageBitmap,
  _adjustments: PhotoAdjustments,
): Promise<PhotoAnswer> {
  throw new Error('not built yet');
}
