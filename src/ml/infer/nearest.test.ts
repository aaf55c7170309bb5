import { beforeEach, describe, expect, it, vi } from 'vitest';
import { IMAGE_PIXELS } from '../../domain/dataset';
import { randomStream } from '../../domain/random';
import { DistanceTable, distanceMemory } from '../engine/distances';
import { kernelsInNode } from '../engine/testing/in-turns';
import { takingTurns } from '../engine/turns';

const disposed = vi.fn();

vi.mock('../engine/start', () => ({
  startDistances: async (references: Uint8Array) => {
    const memory = distanceMemory(references.length / IMAGE_PIXELS);
    const crew = takingTurns(kernelsInNode(), memory, 1);
    return new DistanceTable(references, memory, { ...crew, dispose: disposed });
  },
}));

let nearest: typeof import('./nearest');
beforeEach(async () => {
  vi.resetModules();
  disposed.mockClear();
  nearest = await import('./nearest');
});

/** Images that are all of one grey. */
function greys(...values: number[]): Uint8Array {
  return Uint8Array.from(
    { length: values.length * IMAGE_PIXELS },
    (_, at) => values[Math.floor(at / IMAGE_PIXELS)] as number,
  );
}

describe('nearestReferences', () => {
  it('gives the nearest first, with the root of the summed squares', async () => {
    await nearest.loadReferences(greys(0, 90, 103, 255, 99), 5);
    // 784 pixels: the root is 28 times the difference.
    expect(await nearest.nearestReferences(greys(100), 3)).toEqual([
      { index: 4, distance: 28 },
      { index: 2, distance: 84 },
      { index: 1, distance: 280 },
    ]);
  });

  it('gives the first of equally near ones, and all where there are few', async () => {
    await nearest.loadReferences(greys(11, 9, 10, 9), 4);
    const indices = async (count: number) =>
      (await nearest.nearestReferences(greys(10), count)).map(({ index }) => index);
    expect(await indices(2)).toEqual([2, 0]);
    expect(await indices(9)).toEqual([2, 0, 1, 3]);
  });

  it('agrees with sorting all distances', async () => {
    const random = randomStream(3);
    const images = Uint8Array.from({ length: 200 * IMAGE_PIXELS }, () => random() * 256);
    const query = images.slice(7 * IMAGE_PIXELS, 8 * IMAGE_PIXELS).map((value) => value ^ 31);
    const distances = Array.from({ length: 200 }, (_, image) =>
      Math.hypot(
        ...Array.from(query, (value, at) => value - (images[image * IMAGE_PIXELS + at] as number)),
      ),
    );
    const expected = distances
      .map((_, index) => index)
      .sort((one, other) => (distances[one] as number) - (distances[other] as number));
    await nearest.loadReferences(images, 200);
    const found = await nearest.nearestReferences(query, 5);
    expect(found.map(({ index }) => index)).toEqual(expected.slice(0, 5));
    expect(found[0]?.index).toBe(7);
  });

  it('replaces the images before, whose threads end', async () => {
    await nearest.loadReferences(greys(0, 200), 2);
    await nearest.loadReferences(greys(200), 1);
    expect(disposed).toHaveBeenCalledOnce();
    expect(await nearest.nearestReferences(greys(200), 2)).toEqual([{ index: 0, distance: 0 }]);
  });

  it('refuses an image of another size, and answers nothing before there are images', async () => {
    await expect(nearest.nearestReferences(greys(1), 1)).rejects.toThrow();
    await nearest.loadReferences(greys(1), 1);
    await expect(nearest.nearestReferences(greys(1, 1), 1)).rejects.toThrow(RangeError);
  });
});
