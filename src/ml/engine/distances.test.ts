import { describe, expect, it } from 'vitest';
import { IMAGE_PIXELS } from '../../domain/dataset';
import { randomStream } from '../../domain/random';
import { DistanceTable, distanceMemory, type Metric } from './distances';
import { kernelsInNode } from './testing/in-turns';
import { takingTurns } from './turns';

function randomImages(count: number, seed: number): Uint8Array {
  const random = randomStream(seed);
  return Uint8Array.from({ length: count * IMAGE_PIXELS }, () => Math.floor(random() * 256));
}

function tableOf(references: Uint8Array, threads: number): DistanceTable {
  const memory = distanceMemory(references.length / IMAGE_PIXELS);
  const crew = takingTurns(kernelsInNode(), memory, threads);
  return new DistanceTable(references, memory, crew);
}

/** Pixel by pixel. */
function distance(left: Uint8Array, right: Uint8Array, metric: Metric): number {
  return left.reduce((sum, value, pixel) => {
    const difference = Math.abs(value - (right[pixel] as number));
    return sum + (metric === 'squared' ? difference ** 2 : difference);
  }, 0);
}

function image(images: Uint8Array, index: number): Uint8Array {
  return images.subarray(index * IMAGE_PIXELS, (index + 1) * IMAGE_PIXELS);
}

describe.each(['absolute', 'squared'] as const)('%s distances', (metric) => {
  it.each([1, 2, 3, 5, 131, 300])('are exact for each of %i references', (count) => {
    const references = randomImages(count, 1);
    const queries = randomImages(67, 2);
    for (const threads of [1, 2, 3]) {
      const distances = tableOf(references, threads).measure(queries, metric);
      expect(distances.length).toBe(67 * count);
      // The first and last of every part that is measured at once, and of every block and thread.
      for (const query of [0, 1, 63, 64, 66]) {
        for (let reference = 0; reference < count; reference++) {
          expect(distances[query * count + reference]).toBe(
            distance(image(queries, query), image(references, reference), metric),
          );
        }
      }
    }
  });

  it('are those of the extremes: nothing overflows', () => {
    const black = new Uint8Array(5 * IMAGE_PIXELS);
    const white = new Uint8Array(IMAGE_PIXELS).fill(255);
    const most = metric === 'squared' ? IMAGE_PIXELS * 255 ** 2 : IMAGE_PIXELS * 255;
    expect([...tableOf(black, 1).measure(white, metric)]).toEqual(new Array(5).fill(most));
  });
});

it('can be asked one kind after the other', () => {
  const references = randomImages(4, 3);
  const query = randomImages(1, 4);
  const table = tableOf(references, 2);
  const first = table.measure(query, 'absolute');
  expect(table.measure(query, 'squared')).not.toEqual(first);
  expect(table.measure(query, 'absolute')).toEqual(first);
  table.dispose();
});
