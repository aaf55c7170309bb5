import { describe, expect, it } from 'vitest';
import { copiesFor, withExamples } from './own-examples';

describe('withExamples', () => {
  const images = new Uint8Array(2 * 784).fill(1);
  images.fill(2, 784);
  const part = { count: 2, images, labels: Uint8Array.of(5, 6) };
  const pixels = new Uint8Array(2 * 784).fill(3);
  pixels.fill(4, 784);
  const examples = { pixels, labels: Uint8Array.of(7, 8) };

  it('puts every example so many times after the images', () => {
    const { count, labels, pixelsAt } = withExamples(part, examples, 3);
    expect(count).toBe(8);
    expect([...labels]).toEqual([5, 6, 7, 8, 7, 8, 7, 8]);
    const values = Array.from({ length: count }, (_, index) => [...new Set(pixelsAt(index))]);
    expect(values).toEqual([[1], [2], [3], [4], [3], [4], [3], [4]]);
    expect(pixelsAt(7).length).toBe(784);
  });
});

describe('copiesFor', () => {
  it('offers no more images than Fashion-MNIST has, but each example once', () => {
    expect(copiesFor(1200)).toEqual([1, 10, 50]);
    expect(copiesFor(1201)).toEqual([1, 10]);
    expect(copiesFor(5000)).toEqual([1, 10]);
    expect(copiesFor(70_000)).toEqual([1]);
  });
});
