import { describe, expect, it } from 'vitest';
import { photoResnet } from '../models/photo-resnet';
import { imageBytes } from '../models/shapes';
import { NO_ADJUSTMENTS, type PixelImage } from './photo';
import { preparePhotoFor } from './prepare-for';

/** Red on the left, green on the right; the lower half blue. */
function flag(width: number, height: number): PixelImage {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const color = y >= height / 2 ? [0, 0, 255] : x < width / 2 ? [255, 0, 0] : [0, 255, 0];
      data.set([...color, 255], (y * width + x) * 4);
    }
  }
  return { width, height, data };
}

const MODEL = photoResnet(32);

function colorAt(pixels: Uint8Array, column: number, row: number): number[] {
  return [...pixels.subarray((row * 32 + column) * 3, (row * 32 + column) * 3 + 3)];
}

describe('a photo for a network that takes colour', () => {
  it('fills the square with all of the picture, whatever its sides', () => {
    const { pixels, steps, found } = preparePhotoFor(MODEL, flag(300, 100), NO_ADJUSTMENTS);
    expect(pixels.length).toBe(imageBytes(MODEL));
    expect(colorAt(pixels, 2, 2)).toEqual([255, 0, 0]);
    expect(colorAt(pixels, 29, 13)).toEqual([0, 255, 0]);
    expect(colorAt(pixels, 15, 30)).toEqual([0, 0, 255]);
    expect(steps.map(({ step }) => step)).toEqual(['original', 'crop', 'network']);
    expect(steps.at(-1)?.image).toMatchObject({ width: 32, height: 32 });
    expect(found).toBe(true);
  });

  it('is as soft as in training: made a sixth larger than the network sees, then sampled linearly', () => {
    const image = flag(37, 37);
    image.data.forEach((_, at) => {
      if (at % 4 < 3) image.data[at] = (at * 7919) % 256;
    });
    const { pixels, steps } = preparePhotoFor(MODEL, image, NO_ADJUSTMENTS);
    // 37 pixels are a sixth more than 32: nothing is made larger or smaller before the sampling.
    const valueAt = (column: number, row: number) => image.data[(row * 37 + column) * 4] as number;
    const place = 10.5 * (37 / 32) - 0.5;
    const [left, share] = [Math.floor(place), place % 1];
    const upper = valueAt(left, left) * (1 - share) + valueAt(left + 1, left) * share;
    const lower = valueAt(left, left + 1) * (1 - share) + valueAt(left + 1, left + 1) * share;
    expect(colorAt(pixels, 10, 10)[0]).toBe(Math.round(upper * (1 - share) + lower * share));
    const shown = steps.at(-1)?.image.data.subarray((10 * 32 + 10) * 4, (10 * 32 + 11) * 4);
    expect([...(shown ?? [])]).toEqual([...colorAt(pixels, 10, 10), 255]);
  });

  it('shows the chosen part alone', () => {
    const crop = { left: 0.5, top: 0, width: 0.5, height: 0.5 };
    const { pixels } = preparePhotoFor(MODEL, flag(120, 80), { ...NO_ADJUSTMENTS, crop });
    for (const place of [1, 15, 30]) expect(colorAt(pixels, place, place)).toEqual([0, 255, 0]);
  });

  it('is turned as told: a quarter clockwise brings the left side up', () => {
    const { pixels } = preparePhotoFor(MODEL, flag(120, 80), { ...NO_ADJUSTMENTS, turns: 1 });
    expect(colorAt(pixels, 2, 2)).toEqual([0, 0, 255]);
    expect(colorAt(pixels, 29, 2)).toEqual([255, 0, 0]);
    expect(colorAt(pixels, 29, 29)).toEqual([0, 255, 0]);
  });

  it('has white where the picture is transparent', () => {
    const clear = { width: 20, height: 20, data: new Uint8ClampedArray(1600) };
    const { pixels } = preparePhotoFor(MODEL, clear, NO_ADJUSTMENTS);
    expect(pixels.every((value) => value === 255)).toBe(true);
  });
});
