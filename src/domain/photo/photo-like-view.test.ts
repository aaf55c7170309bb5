import { describe, expect, it } from 'vitest';
import { mix, randomStream } from '../random';
import { PHOTO_LIKE, type PhotoLikeOptions, PhotoLikeViews } from './photo-like-view';

const NONE: PhotoLikeOptions = {
  ...{ tone: 0, polarity: 0, rotation: 0, stretch: 0, flip: 0 },
  ...{ occlusion: 0, texture: 0, remains: 0, pairs: 0 },
};
const SEEDS = [...Array(60).keys()];

/** An image of Fashion-MNIST's size computed pixel by pixel. */
function imageOf(value: (column: number, row: number) => number): Uint8Array {
  return Uint8Array.from({ length: 784 }, (_, at) => value(at % 28, Math.floor(at / 28)));
}

/** As wide as high, without symmetry: brighter to the right. */
const SQUARE = imageOf((column) => 100 + 5 * column);
/** Upright, half as wide as high, in the middle. */
const UPRIGHT = imageOf((column) => (column >= 7 && column < 21 ? 180 : 0));
/** Shaped like a shoe: low at the toe (left), high at the heel, all along the bottom. */
const SHOE = imageOf((column, row) => (row >= 20 - column / 3 && row < 24 ? 150 : 0));

function viewOf(
  image: Uint8Array,
  options: Partial<PhotoLikeOptions>,
  seed: number,
  isShoe = false,
): Uint8Array {
  const target = new Uint8Array(784 + 20).fill(99);
  const views = new PhotoLikeViews({ ...NONE, ...options });
  views.write(image, 0, isShoe, randomStream(mix(seed)), target, 10);
  expect([...target.subarray(0, 10), ...target.subarray(-10)]).toEqual(Array(20).fill(99));
  return target.slice(10, -10);
}

/** Columns and rows from the first to the last pixel that is not black. */
function sidesOf(view: Uint8Array): { width: number; height: number } {
  const places = [...view.keys()].filter((at) => (view[at] as number) > 0);
  const length = (along: number[]) => Math.max(...along) - Math.min(...along) + 1;
  return {
    width: length(places.map((at) => at % 28)),
    height: length(places.map((at) => Math.floor(at / 28))),
  };
}

function meanOf(view: Uint8Array): number {
  const bright = view.filter((value) => value > 0);
  return bright.reduce((sum, value) => sum + value, 0) / bright.length;
}

/** How many of the seeds give a view of which something holds. */
function countOf(options: Partial<PhotoLikeOptions>, holds: (view: Uint8Array) => boolean): number {
  return SEEDS.filter((seed) => holds(viewOf(UPRIGHT, options, seed))).length;
}

describe('a photo-like view', () => {
  it('is the image itself where nothing is to be changed', () => {
    for (const image of [SQUARE, UPRIGHT]) expect(viewOf(image, {}, 1)).toEqual(image);
  });

  it('is the same for the same random numbers, whatever was written before, and another for others', () => {
    const views = new PhotoLikeViews(PHOTO_LIKE);
    const write = (seed: number) => {
      const target = new Uint8Array(784);
      views.write(SHOE, 0, true, randomStream(seed), target, 0);
      return target;
    };
    const first = SEEDS.map(write);
    expect(SEEDS.map(write)).toEqual(first);
    expect(new Set(first.map(String)).size).toBe(SEEDS.length);
  });

  it('leaves its image as it was, and an empty one empty', () => {
    const before = SHOE.slice();
    for (const seed of SEEDS) viewOf(SHOE, PHOTO_LIKE, seed, true);
    expect(SHOE).toEqual(before);
    expect(viewOf(new Uint8Array(784), PHOTO_LIKE, 1)).toEqual(new Uint8Array(784));
  });

  it('mirrors as often as it is told', () => {
    const mirrored = imageOf((column) => 100 + 5 * (27 - column));
    const views = SEEDS.map((seed) => viewOf(SQUARE, { flip: 0.5 }, seed));
    for (const view of views) expect([SQUARE, mirrored]).toContainEqual(view);
    const count = views.filter((view) => view[0] === mirrored[0]).length;
    expect(count).toBeGreaterThan(15);
    expect(count).toBeLessThan(45);
  });

  it('fills the view with the longer side of a garment, however it is turned and stretched', () => {
    const sides = SEEDS.map((seed) =>
      sidesOf(viewOf(UPRIGHT, { rotation: 30, stretch: 0.4 }, seed)),
    );
    for (const { width, height } of sides) {
      expect(Math.max(width, height)).toBeGreaterThanOrEqual(27);
    }
    expect(Math.max(...sides.map(({ width }) => width))).toBeGreaterThan(20);
    expect(Math.min(...sides.map(({ width }) => width))).toBeLessThan(18);
  });

  it('changes brightness and turns it over only where it is told to', () => {
    const means = SEEDS.map((seed) => meanOf(viewOf(SQUARE, { tone: 1 }, seed)));
    expect(Math.min(...means)).toBeLessThan(80);
    expect(Math.max(...means)).toBeGreaterThan(180);
    const rises = (polarity: number) =>
      SEEDS.filter((seed) => {
        const view = viewOf(SQUARE, { tone: 1, polarity }, seed);
        return (view[27] as number) > (view[0] as number);
      }).length;
    expect([rises(0), rises(1)]).toEqual([SEEDS.length, 0]);
  });

  it('textures the garment alone', () => {
    for (const seed of SEEDS) {
      const view = viewOf(UPRIGHT, { texture: 1 }, seed);
      const isOn = (at: number) => at % 28 >= 7 && at % 28 < 21;
      expect([...view.keys()].every((at) => (view[at] as number) > 0 === isOn(at))).toBe(true);
    }
    const varied = countOf({ texture: 1 }, (view) => new Set(view).size > 10);
    expect(varied).toBeGreaterThan(40);
  });

  it('hides parts of the garment, and leaves background beside it', () => {
    const garment = UPRIGHT.filter((value) => value > 0).length;
    const shown = (view: Uint8Array) =>
      [...view.keys()].filter((at) => (view[at] as number) > 0 && (UPRIGHT[at] as number) > 0);
    expect(countOf({ occlusion: 1 }, (view) => shown(view).length < garment)).toBeGreaterThan(25);
    expect(countOf({ occlusion: 1 }, (view) => shown(view).length > garment / 3)).toBe(60);
    const beside = (view: Uint8Array) =>
      [...view.keys()].some((at) => (view[at] as number) > 0 && (at % 28 < 5 || at % 28 > 22));
    expect(countOf({ remains: 1 }, beside)).toBeGreaterThan(30);
    expect(countOf({ occlusion: 1 }, beside)).toBe(0);
  });

  it('shows shoes in pairs and from above, and nothing else', () => {
    const alone = viewOf(SHOE, {}, 3, true);
    expect(sidesOf(alone).width).toBeGreaterThan(2 * sidesOf(alone).height - 8);
    const tall = SEEDS.filter((seed) => {
      const { width, height } = sidesOf(viewOf(SHOE, { pairs: 1 }, seed, true));
      return height > 0.75 * width;
    }).length;
    expect(tall).toBeGreaterThan(40);
    for (const seed of SEEDS) {
      expect(viewOf(SHOE, { pairs: 1 }, seed, false)).toEqual(viewOf(SHOE, {}, seed, false));
    }
  });
});
