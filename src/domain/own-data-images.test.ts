import { describe, expect, it } from 'vitest';
import { balanceOf, countLabels } from './own-data-balance';
import { BLOCK_IMAGES, ImageCollector, imageBlocks, labelsAt } from './own-data-images';

function collect(count: number): ImageCollector {
  const images = new ImageCollector(count);
  for (let index = 0; index < count; index++) {
    images.next().fill(index % 251);
    images.add(index % 10);
  }
  return images;
}

describe('ImageCollector', () => {
  it('keeps images over several blocks', () => {
    const count = 2 * BLOCK_IMAGES + 3;
    const images = collect(count);
    expect(images.count).toBe(count);
    expect(images.labels.length).toBe(count);
    for (const index of [0, BLOCK_IMAGES - 1, BLOCK_IMAGES, count - 1]) {
      expect(images.pixelsAt(index).every((value) => value === index % 251)).toBe(true);
      expect(images.labels[index]).toBe(index % 10);
    }
    expect(() => images.next()).toThrow('too-many-images');
  });

  it('gives chosen images block by block, in the order asked for', () => {
    const images = collect(BLOCK_IMAGES + 10);
    const chosen = Uint32Array.from(
      { length: BLOCK_IMAGES + 5 },
      (_, index) => index + 5,
    ).reverse();
    const blocks = [...imageBlocks(images, chosen)];
    expect(blocks.map(({ length }) => length / 784)).toEqual([BLOCK_IMAGES, 5]);
    expect(blocks[0]?.[0]).toBe((BLOCK_IMAGES + 9) % 251);
    expect(blocks[1]?.at(-1)).toBe(5);
    expect([...labelsAt(images, chosen).subarray(0, 2)]).toEqual([7, 6]);
  });
});

describe('balanceOf', () => {
  const even = new Array(10).fill(100);

  it('is silent about classes of about the same size', () => {
    expect(balanceOf(even)).toBeNull();
    expect(balanceOf(even.with(3, 25))).toBeNull();
  });

  it('tells of missing classes before anything else', () => {
    expect(balanceOf(even.with(3, 0).with(9, 0))).toEqual({ code: 'missing', labels: [3, 9] });
  });

  it('tells how uneven they are', () => {
    const warning = { code: 'uneven', times: 20, largest: 7, smallest: 2 };
    expect(balanceOf(even.with(7, 400).with(2, 20))).toEqual(warning);
  });

  it('counts labels', () => {
    expect(countLabels(Uint8Array.of(9, 1, 9))).toEqual([0, 1, 0, 0, 0, 0, 0, 0, 0, 2]);
  });
});
