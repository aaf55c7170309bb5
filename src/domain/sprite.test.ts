import { decode, encode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { IMAGE_PIXELS } from './dataset';
import { randomStream } from './random';
import { tileImages, untileImages } from './sprite';

function noise(count: number): Uint8Array {
  const random = randomStream(7);
  return Uint8Array.from({ length: count * IMAGE_PIXELS }, () => Math.floor(random() * 256));
}

describe('tileImages', () => {
  it('puts image 3 of 2 columns at the second place of the second row', () => {
    const images = new Uint8Array(4 * IMAGE_PIXELS);
    images[3 * IMAGE_PIXELS] = 200; // its top left pixel
    images[3 * IMAGE_PIXELS + 29] = 100; // second row, second column
    const sheet = tileImages(images, 4, 2);
    expect([sheet.width, sheet.height]).toEqual([56, 56]);
    expect(sheet.pixels[28 * 56 + 28]).toBe(200);
    expect(sheet.pixels[29 * 56 + 29]).toBe(100);
    expect(sheet.pixels.reduce((sum, value) => sum + value, 0)).toBe(300);
  });

  it('leaves the rest of the last row black', () => {
    const sheet = tileImages(new Uint8Array(3 * IMAGE_PIXELS).fill(255), 3, 2);
    expect(sheet.height).toBe(56);
    expect(sheet.pixels.filter((value) => value === 0).length).toBe(IMAGE_PIXELS);
  });

  it('refuses counts that cannot be and too few bytes', () => {
    expect(() => tileImages(noise(1), 0, 1)).toThrow(RangeError);
    expect(() => tileImages(noise(1), 1, 0)).toThrow(RangeError);
    expect(() => tileImages(noise(1), 1.5, 1)).toThrow(RangeError);
    expect(() => tileImages(noise(1), 2, 1)).toThrow('2 images need 1568 bytes, not 784');
  });
});

describe('untileImages', () => {
  it.each([
    [1, 1],
    [7, 3],
    [6, 3],
    [5, 10],
  ])('brings back %i images in %i columns through a PNG, to the byte', (count, columns) => {
    const images = noise(count);
    const { width, height, pixels } = tileImages(images, count, columns);
    const png = decode(encode({ width, height, data: pixels, channels: 1, depth: 8 }));
    expect(png.channels).toBe(1);
    const target = new Uint8Array(count * IMAGE_PIXELS);
    untileImages(png.data as Uint8Array, png.width, count, columns, target, 0);
    expect(Buffer.compare(target, images)).toBe(0);
  });

  it('writes at the offset and nowhere else, into shared memory too', () => {
    const images = noise(2).map((value) => value | 1);
    const target = new Uint8Array(new SharedArrayBuffer(4 * IMAGE_PIXELS));
    untileImages(tileImages(images, 2, 2).pixels, 56, 2, 2, target, IMAGE_PIXELS);
    expect(target.slice(0, IMAGE_PIXELS).every((value) => value === 0)).toBe(true);
    expect(Buffer.compare(target.slice(IMAGE_PIXELS, 3 * IMAGE_PIXELS), images)).toBe(0);
    expect(target.slice(3 * IMAGE_PIXELS).every((value) => value === 0)).toBe(true);
  });

  it('refuses sheets of another size and targets that are too small', () => {
    const { pixels } = tileImages(noise(3), 3, 2);
    const target = new Uint8Array(3 * IMAGE_PIXELS);
    expect(() => untileImages(pixels, 28, 3, 2, target, 0)).toThrow(RangeError);
    expect(() => untileImages(pixels.subarray(1), 56, 3, 2, target, 0)).toThrow(RangeError);
    expect(() => untileImages(pixels, 56, 5, 2, target, 0)).toThrow(RangeError);
    expect(() => untileImages(pixels, 56, 3, 2, target, 1)).toThrow('do not fit');
    expect(() => untileImages(pixels, 56, 3, 2, target, -1)).toThrow('do not fit');
  });
});
