import { describe, expect, it } from 'vitest';
import { randomStream } from '../random';
import { drawBackground, drawGarment } from './drawn-views';

const SIDE = 24;
const SEEDS = [...Array(40).keys()];

/** What is drawn, with bytes around it that must stay. */
function drawn(
  draw: (canvas: { side: number; data: Uint8Array; from: number }) => void,
): Uint8Array {
  const data = new Uint8Array(SIDE * SIDE * 3 + 10).fill(99);
  draw({ side: SIDE, data, from: 5 });
  expect([...data.subarray(0, 5), ...data.subarray(-5)]).toEqual(Array(10).fill(99));
  return data.slice(5, -5);
}

/** A Fashion-MNIST image: a bright square in the middle. */
const SQUARE = Uint8Array.from({ length: 784 }, (_, at) => {
  const [column, row] = [at % 28, Math.floor(at / 28)];
  return column > 6 && column < 21 && row > 6 && row < 21 ? 220 : 0;
});

describe('drawn views', () => {
  it('are the same for the same random numbers, and others for others', () => {
    const one = drawn((canvas) => drawBackground(canvas, randomStream(3)));
    expect(drawn((canvas) => drawBackground(canvas, randomStream(3)))).toEqual(one);
    expect(drawn((canvas) => drawBackground(canvas, randomStream(4)))).not.toEqual(one);
  });

  it('have a garment in front of a background that goes on around it', () => {
    for (const seed of SEEDS) {
      const bare = drawn((canvas) => drawBackground(canvas, randomStream(seed)));
      const dressed = drawn((canvas) => drawGarment(SQUARE, 0, canvas, randomStream(seed)));
      const changed = [...Array(SIDE * SIDE).keys()].filter((pixel) =>
        [0, 1, 2].some((channel) => bare[pixel * 3 + channel] !== dressed[pixel * 3 + channel]),
      );
      // The square covers a quarter of its image, and that 30 to 90 % of the canvas.
      expect(changed.length / (SIDE * SIDE)).toBeGreaterThan(0.05);
      expect(changed.length / (SIDE * SIDE)).toBeLessThan(0.4);
    }
  });
});
