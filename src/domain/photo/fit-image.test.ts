import { describe, expect, it } from 'vitest';
import { CATALOGUE } from '../models/catalogue';
import { photoResnet } from '../models/photo-resnet';
import { fitImage, pictureOf } from './fit-image';

const GREY = CATALOGUE['s3-cnn'];
const COLOR = photoResnet(56);

describe('an image for another kind of network', () => {
  it('is the same array where it fits', () => {
    const grey = new Uint8Array(784);
    const color = new Uint8Array(56 * 56 * 3);
    expect(fitImage(grey, GREY)).toBe(grey);
    expect(fitImage(grey, CATALOGUE['s3-dense'])).toBe(grey);
    expect(fitImage(color, COLOR)).toBe(color);
  });

  it('has its grey in all three colours, enlarged', () => {
    const grey = Uint8Array.from({ length: 784 }, (_, at) => (at % 28 < 14 ? 200 : 40));
    const fitted = fitImage(grey, COLOR);
    expect(fitted.length).toBe(56 * 56 * 3);
    expect([...fitted.subarray(0, 3)]).toEqual([200, 200, 200]);
    expect([...fitted.subarray(55 * 3, 56 * 3)]).toEqual([40, 40, 40]);
  });

  it('has its colours as grey, as bright as they look', () => {
    const green = Uint8Array.from({ length: 56 * 56 * 3 }, (_, at) => (at % 3 === 1 ? 255 : 0));
    const fitted = fitImage(green, GREY);
    expect(fitted.length).toBe(784);
    // Rec. 601: green is 0.587 of the brightness.
    expect(fitted.every((value) => value === fitted[0])).toBe(true);
    expect(Math.abs((fitted[0] ?? 0) - 150)).toBeLessThanOrEqual(1);
  });

  it('is a picture of opaque pixels', () => {
    const picture = pictureOf(Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12));
    expect(picture).toMatchObject({ width: 2, height: 2 });
    expect([...picture.data.subarray(4, 8)]).toEqual([4, 5, 6, 255]);
  });
});
