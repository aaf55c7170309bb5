import { describe, expect, it } from 'vitest';
import { randomStream } from '../random';
import { type Canvas, paint, type Random } from './canvas';
import { drawFace } from './drawn-face';
import { drawFurniture, drawRoom } from './drawn-furniture';
import { drawNothing, drawSurroundings, type NothingSources } from './drawn-nothing';

const SIDE = 32;
const SEEDS = [...Array(60).keys()];
const NONE: NothingSources = { photos: [], others: [] };

/** What is drawn on a canvas of one colour, with bytes around it that must stay. */
function drawn(draw: (canvas: Canvas, random: Random) => void, seed: number): Uint8Array {
  const data = new Uint8Array(SIDE * SIDE * 3 + 10).fill(99);
  const canvas = { side: SIDE, data, from: 5 };
  paint(canvas, () => [77, 77, 77]);
  draw(canvas, randomStream(seed));
  expect([...data.subarray(0, 5), ...data.subarray(-5)]).toEqual(Array(10).fill(99));
  return data.slice(5, -5);
}

/** Share of the pixels that are no longer as before. */
function painted(view: Uint8Array): number {
  return view.filter((value) => value !== 77).length / view.length;
}

describe.each([
  ['nothing', (canvas: Canvas, random: Random) => drawNothing(NONE, canvas, random)],
  ['a face', drawFace],
  ['furniture', drawFurniture],
  ['a room', drawRoom],
])('%s', (_, draw) => {
  it('is the same for the same random numbers, and another for others', () => {
    expect(drawn(draw, 3)).toEqual(drawn(draw, 3));
    expect(new Set(SEEDS.map((seed) => String(drawn(draw, seed)))).size).toBe(SEEDS.length);
  });
});

it('faces and furniture stand in front of what is there, rooms go to the edges', () => {
  for (const seed of SEEDS) {
    expect(painted(drawn(drawFace, seed))).toBeGreaterThan(0.2);
    expect(painted(drawn(drawFurniture, seed))).toBeGreaterThan(0.03);
    expect(painted(drawn(drawRoom, seed))).toBeGreaterThan(0.8);
  }
  const some = SEEDS.filter((seed) => painted(drawn(drawFurniture, seed)) < 0.8);
  expect(some.length).toBeGreaterThan(50);
});

describe('nothing to wear', () => {
  const photo = { side: 8, data: new Uint8Array(192).fill(123) };
  /** Blue, but for its upper half, which is transparent. */
  const other = {
    side: 2,
    data: Uint8Array.of(...[9, 9, 9, 0], ...[9, 9, 9, 0], ...[0, 0, 250, 255], ...[0, 0, 250, 255]),
  };

  it('has pieces of photos where there are some', () => {
    const views = SEEDS.map((seed) =>
      drawn((canvas, random) => drawNothing({ photos: [photo], others: [] }, canvas, random), seed),
    );
    const flat = views.filter((view) => view.every((value) => value === 123));
    // Pieces in another order, and grown corners: 28 of 100 parts.
    expect(flat.length / SEEDS.length).toBeGreaterThan(0.12);
    expect(flat.length / SEEDS.length).toBeLessThan(0.45);
  });

  it('has other pictures where there are some, and what is behind them where they are transparent', () => {
    const views = SEEDS.map((seed) =>
      drawn((canvas, random) => drawNothing({ photos: [], others: [other] }, canvas, random), seed),
    );
    const shares = views.map((view) => {
      let blue = 0;
      for (let at = 0; at < view.length; at += 3) {
        if (view[at] === 0 && view[at + 1] === 0 && (view[at + 2] as number) > 170) blue++;
      }
      return blue / (SIDE * SIDE);
    });
    const shown = shares.filter((share) => share > 0.1);
    expect(shown.length / SEEDS.length).toBeGreaterThan(0.08);
    expect(shown.length / SEEDS.length).toBeLessThan(0.35);
    expect(Math.max(...shares)).toBeLessThan(0.65);
  });

  it('what a garment could lie on is a photo without its garment, or drawn', () => {
    const views = SEEDS.map((seed) =>
      drawn((canvas, random) => drawSurroundings([photo], canvas, random), seed),
    );
    const flat = views.filter((view) => view.every((value) => value === 123)).length;
    expect(flat / SEEDS.length).toBeGreaterThan(0.5);
    expect(flat / SEEDS.length).toBeLessThan(0.9);
    expect(painted(drawn((canvas, random) => drawSurroundings([], canvas, random), 1))).toBe(1);
  });
});
