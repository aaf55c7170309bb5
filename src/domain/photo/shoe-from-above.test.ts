import { expect, it } from 'vitest';
import { randomStream } from '../random';
import { drawFromAbove, isShoe } from './shoe-from-above';
import { outlineOf } from './view-placement';

/** A shoe from the side: its upper edge at 200, the sole at 100; the toe, left, lower than the heel. */
const SHOE = Uint8Array.from({ length: 784 }, (_, at) => {
  const [column, row] = [at % 28, Math.floor(at / 28)];
  const top = 18 - Math.floor(column / 4);
  if (column < 2 || column > 25 || row < top || row > 22) return 0;
  return row === 22 ? 100 : 200;
});

function fromAbove(seed: number): Uint8Array {
  const outline = outlineOf(SHOE, 0, 40);
  if (!outline) throw new Error('no shoe');
  const target = new Uint8Array(784).fill(7);
  drawFromAbove(SHOE, 0, outline, 40, randomStream(seed), target);
  return target;
}

it('is as long as the view, rounded at both ends, and the same on both sides', () => {
  for (let seed = 0; seed < 20; seed++) {
    const view = fromAbove(seed);
    const widths = Array.from(
      { length: 28 },
      (_, row) => view.subarray(row * 28, row * 28 + 28).filter((value) => value > 0).length,
    );
    expect(Math.min(...widths.slice(1, -1))).toBeGreaterThan(1);
    expect(Math.max(...widths)).toBeGreaterThanOrEqual(8);
    expect(Math.max(...widths)).toBeLessThanOrEqual(14);
    expect(widths[0]).toBeLessThan(Math.max(...widths));
    expect(widths[27]).toBeLessThan(Math.max(...widths));
    const mirrored = view.map((_, at) => view[at - (at % 28) + 27 - (at % 28)] as number);
    expect(view).toEqual(mirrored);
  }
});

it('has the sole at its edges and what is seen first from above in its middle', () => {
  const view = fromAbove(1);
  const row = [...view.subarray(8 * 28, 9 * 28)];
  const edge = row.findIndex((value) => value > 0);
  expect(row[edge]).toBeLessThanOrEqual(200);
  expect(row[13]).toBe(200);
});

it('is told by the names of Fashion-MNIST', () => {
  expect(['Sandal', 'Sneaker', 'Ankle boot'].map(isShoe)).toEqual([true, true, true]);
  expect(['Bag', 'sneakers of mine', undefined].map(isShoe)).toEqual([false, false, false]);
});
