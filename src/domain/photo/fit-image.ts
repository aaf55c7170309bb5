/** Images made for one kind of network, shown to another. */
import { IMAGE_PIXELS, IMAGE_SIDE } from '../dataset';
import type { ModelSpec } from '../models/layers';
import { imageBytes } from '../models/shapes';
import type { PixelImage } from './photo';
import { blank, luma, resized } from './pixels';

/**
 * The bytes of a square image, grey (784) or RGB, as a network takes them: the same array where it fits,
 * else at the other size, grey in all three colours, or colours as grey.
 */
export function fitImage(pixels: Uint8Array, model: Pick<ModelSpec, 'inputShape'>): Uint8Array {
  const length = imageBytes(model);
  if (pixels.length === length) return pixels;
  const [side] = model.inputShape;
  const { data } = resized(pictureOf(pixels), side, side);
  const channels = length / side ** 2;
  return Uint8Array.from({ length }, (_, at) => {
    const from = Math.floor(at / channels) * 4;
    const [red = 0, green = 0, blue = 0] = data.subarray(from, from + 3);
    return channels === 3 ? (data[from + (at % 3)] as number) : luma(red, green, blue);
  });
}

/** A square image's bytes, grey (784) or RGB, as a picture. */
export function pictureOf(pixels: Uint8Array): PixelImage {
  const channels = pixels.length === IMAGE_PIXELS ? 1 : 3;
  const side = channels === 1 ? IMAGE_SIDE : Math.round(Math.sqrt(pixels.length / 3));
  const picture = blank(side, side);
  for (let pixel = 0; pixel < side * side; pixel++) {
    for (let channel = 0; channel < 3; channel++) {
      const at = channels === 1 ? pixel : pixel * 3 + channel;
      picture.data[pixel * 4 + channel] = pixels[at] as number;
    }
    picture.data[pixel * 4 + 3] = 255;
  }
  return picture;
}
