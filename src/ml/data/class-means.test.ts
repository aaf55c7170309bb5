import { expect, it } from 'vitest';
import { classMeans } from './class-means';

it('is the mean of each pixel over the images of each class', () => {
  // Three images of one value each: 10 and 15 of class 4, 255 of class 0.
  const values = [10, 255, 15];
  const images = Uint8Array.from({ length: 3 * 784 }, (_, position) => {
    return values[Math.floor(position / 784)] as number;
  });
  // One pixel of its own in the first image.
  images[783] = 90;
  const means = classMeans({ count: 3, images, labels: Uint8Array.of(4, 0, 4) });
  expect(means.length).toBe(7840);
  expect(means[4 * 784]).toBe(12.5);
  expect(means[4 * 784 + 783]).toBe(52.5);
  expect(means[0]).toBe(255);
  expect(means.subarray(784, 4 * 784).every((value) => value === 0)).toBe(true);
});

it('does not overflow: ten thousand white images have a white mean', () => {
  const count = 10_000;
  const means = classMeans({
    count,
    images: new Uint8Array(count * 784).fill(255),
    labels: new Uint8Array(count).fill(9),
  });
  expect(means[9 * 784]).toBe(255);
  expect(means[10 * 784 - 1]).toBe(255);
});
