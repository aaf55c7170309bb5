import { expect, it } from 'vitest';
import { HYPOTHESIS_COUNT, hypothesesOf, meanProbabilities, withMirrored } from './hypotheses';

/** Brighter to the right, darker below. */
const IMAGE = Uint8Array.from({ length: 784 }, (_, at) => 200 + (at % 28) - Math.floor(at / 28));

it('are the image, and narrower ones about its middle', () => {
  const all = hypothesesOf(IMAGE);
  expect(all.length).toBe(HYPOTHESIS_COUNT * 784);
  const rows = [0, 1, 2].map((index) => [...all.subarray(index * 784, index * 784 + 28)]);
  expect(all.subarray(0, 784)).toEqual(IMAGE);
  // 28 columns become 22 and 20; about as many are black at either side.
  expect(rows.map((row) => row.filter((value) => value > 100).length)).toEqual([28, 22, 20]);
  for (const row of rows) {
    const lit = row.flatMap((value, column) => (value > 100 ? [column] : []));
    expect((lit[0] as number) + (lit.at(-1) as number)).toBe(27);
    expect(Math.abs((row[13] as number) + (row[14] as number) - 427)).toBeLessThanOrEqual(1);
  }
});

it('are made of each image by itself', () => {
  const black = new Uint8Array(784);
  const both = hypothesesOf(Uint8Array.from([...black, ...IMAGE]));
  expect(both.subarray(0, 3 * 784)).toEqual(new Uint8Array(3 * 784));
  expect(both.subarray(3 * 784)).toEqual(hypothesesOf(IMAGE));
});

it('are, of colour pictures, each one and its mirror image', () => {
  const [red, green, blue, grey] = [
    [9, 0, 0],
    [0, 9, 0],
    [0, 0, 9],
    [5, 5, 5],
  ] as const;
  const first = [red, green, blue, grey].flat();
  const mirrored = [green, red, grey, blue].flat();
  const second = new Array(12).fill(7);
  const all = withMirrored(Uint8Array.from([...first, ...second]), 2);
  expect([...all]).toEqual([...first, ...mirrored, ...second, ...second]);
});

it('are averaged image by image and class by class', () => {
  const first = [0.5, 0.5, 1, 0, 0, 1];
  const second = [1, 0, 1, 0, 0.25, 0.75];
  const means = meanProbabilities(Float32Array.of(...first, ...second), 2, 3);
  [0.5, 0.5, 0.75, 0.25].forEach((mean, at) => {
    expect(means[at]).toBeCloseTo(mean, 6);
  });
  expect(means).toHaveLength(4);
});

it('are not averaged where they are not those of so many images', () => {
  const ofThree = new Float32Array(3 * 10);
  expect(() => meanProbabilities(ofThree, 3, 3)).toThrow(RangeError);
  expect(() => meanProbabilities(ofThree.subarray(0, 10), 1, 3)).toThrow(RangeError);
});
