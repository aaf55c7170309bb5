import { describe, expect, it } from 'vitest';
import type { SquarePhoto, ViewOptions } from '../../../domain/photo/training-view';
import { randomStream } from '../../../domain/random';
import { type BatchOptions, largerShare, PhotoBatches, photoOrder } from './photo-batches';

const PLAIN: ViewOptions = {
  ...{ smallestArea: 1, stretch: 1, rotation: 0, flip: 0, color: 0, hue: 0, erasing: 0 },
};
const OPTIONS: BatchOptions = {
  ...{
    side: 4,
    batchSize: 8,
    view: PLAIN,
    mixup: 0,
    cut: 0,
    balance: 0,
    exchanged: 0,
    poor: 0,
    sources: [],
  },
};
const BYTES = 4 * 4 * 3;

/** Photos of one colour: ten times its number, which is also its label. */
function flatPhotos(count: number) {
  const photos = Array.from(
    { length: count },
    (_, at): SquarePhoto => ({ side: 8, data: new Uint8Array(8 * 8 * 3).fill(at * 10) }),
  );
  return { photos, labels: Uint8Array.from({ length: count }, (_, at) => at) };
}

function valuesOf(batch: { count: number; images: Uint8Array }): number[] {
  return Array.from({ length: batch.count }, (_, place) => batch.images[place * BYTES] as number);
}

describe('the order of photos', () => {
  const labels = Uint8Array.from({ length: 110 }, (_, at) => (at < 100 ? 0 : 1));
  const countOf = (balance: number, label: number) =>
    [...photoOrder(labels, balance, 3)].filter((photo) => labels[photo] === label).length;

  it('has each photo once where nothing is balanced, in another order for another seed', () => {
    const order = photoOrder(labels, 0, 1);
    expect([...order].sort((left, right) => left - right)).toEqual([...labels.keys()]);
    expect(photoOrder(labels, 0, 1)).toEqual(order);
    expect(photoOrder(labels, 0, 2)).not.toEqual(order);
  });

  it('has rare categories as often as common ones where all is balanced', () => {
    expect([countOf(1, 0), countOf(1, 1)]).toEqual([100, 100]);
  });

  it('has them more often by the power in between: 10 photos sqrt(10) times', () => {
    expect(countOf(0.5, 0)).toBe(100);
    // 3.16 times each: three times, and a fourth time by chance.
    expect(countOf(0.5, 1)).toBeGreaterThanOrEqual(30);
    expect(countOf(0.5, 1)).toBeLessThanOrEqual(40);
  });
});

describe('batches', () => {
  it('show the photos that are asked for, with their labels', () => {
    const batch = new PhotoBatches(flatPhotos(5), OPTIONS).make(Uint32Array.of(3, 1), 1);
    expect(batch.count).toBe(2);
    expect(valuesOf(batch)).toEqual([30, 10]);
    expect([...batch.labels.subarray(0, 2)]).toEqual([3, 1]);
  });

  it('are the same for the same seed only', () => {
    const options = { ...OPTIONS, view: { ...PLAIN, color: 0.5 } };
    const batches = new PhotoBatches(flatPhotos(9), options);
    const made = (seed: number) => valuesOf(batches.make(Uint32Array.of(8, 7, 6), seed));
    expect(made(5)).toEqual(made(5));
    expect(made(5)).not.toEqual(made(6));
  });

  it('set a rectangle of another photo in, and name them by the shares of the area', () => {
    const set = { ...flatPhotos(2), photos: flatPhotos(2).photos.map((photo) => ({ ...photo })) };
    const side = 20;
    const batches = new PhotoBatches(set, { ...OPTIONS, side, batchSize: 400, cut: 1 });
    const { images, labels } = batches.make(new Uint32Array(400), 4);
    let [sum, named, cut] = [0, 0, 0];
    for (let place = 0; place < 400; place++) {
      const view = images.subarray(place * side * side * 3, (place + 1) * side * side * 3);
      const lit = [...view].flatMap((value, at) => (value === 10 ? [Math.floor(at / 3)] : []));
      if (lit.length > 0) cut++;
      const [rows, columns] = [lit.map((at) => Math.floor(at / side)), lit.map((at) => at % side)];
      // A rectangle: as many pixels as between its corners.
      const height = lit.length > 0 ? Math.max(...rows) - Math.min(...rows) + 1 : 0;
      const width = lit.length > 0 ? Math.max(...columns) - Math.min(...columns) + 1 : 0;
      expect(lit.length).toBe(width * height * 3);
      const share = (width * height) / (side * side);
      if (share > 0) expect(share).toBeGreaterThan(0.08);
      expect(share).toBeLessThan(0.53);
      sum += share;
      named += labels[place] as number;
    }
    // Half of the partners are the other photo.
    expect(cut).toBeGreaterThan(160);
    expect(Math.abs(named - sum)).toBeLessThan(25);
  });

  it('mix two photos, and name them by the shares', () => {
    const set = flatPhotos(2);
    set.photos[1]?.data.fill(200);
    const batches = new PhotoBatches(set, { ...OPTIONS, batchSize: 400, mixup: 1 });
    const { images, labels } = batches.make(new Uint32Array(400), 4);
    let [sum, named] = [0, 0];
    for (let place = 0; place < 400; place++) {
      const share = (images[place * BYTES] as number) / 200;
      expect(share).toBeLessThanOrEqual(0.5);
      sum += share;
      named += labels[place] as number;
    }
    // Half of the partners are the other photo, at a quarter on average: an eighth.
    expect(sum / 400).toBeCloseTo(0.125, 1);
    expect(Math.abs(named - sum)).toBeLessThan(25);
  });

  it('take a share of their places from other sources', () => {
    const source = {
      share: 0.25,
      write: (_: () => number, side: number, target: Uint8Array, to: number) => {
        target.fill(77, to, to + side * side * 3);
        return 9;
      },
    };
    const batches = new PhotoBatches(flatPhotos(1), {
      ...OPTIONS,
      batchSize: 400,
      sources: [source],
    });
    const batch = batches.make(new Uint32Array(400), 8);
    const drawn = valuesOf(batch).filter((value) => value === 77).length;
    expect(drawn).toBe([...batch.labels].filter((label) => label === 9).length);
    expect(drawn / 400).toBeCloseTo(0.25, 1);
  });

  it('show a share of the garments in front of something else, and those without a cover as they are', () => {
    const set = flatPhotos(2);
    const cover = new Uint8Array(64);
    // The left half is the garment.
    cover.forEach((_, at) => {
      if (at % 8 < 4) cover[at] = 255;
    });
    const covers = [null, cover];
    const options = { ...OPTIONS, batchSize: 400, exchanged: 0.5 };
    const batches = new PhotoBatches({ ...set, covers }, options);
    const rightOf = (images: Uint8Array, place: number) =>
      images.subarray(place * BYTES + 6, place * BYTES + 12);
    const { images, labels } = batches.make(new Uint32Array(400).fill(1), 3);
    let exchanged = 0;
    for (let place = 0; place < 400; place++) {
      // Two columns of the garment, whatever is beside them.
      expect(images[place * BYTES]).toBe(10);
      expect(labels[place]).toBe(1);
      if (rightOf(images, place).some((value) => value !== 10)) exchanged++;
    }
    // Half of them; but of those a third has the photo itself behind its garment, which does not show.
    expect(exchanged / 400).toBeGreaterThan(0.25);
    expect(exchanged / 400).toBeLessThan(0.42);
    expect(new Set(batches.make(new Uint32Array(400), 3).images)).toEqual(new Set([0]));
  });

  it('take colours or detail from a share of all views', () => {
    const set = flatPhotos(1);
    set.photos[0]?.data.forEach((_, at, data) => {
      data[at] = at % 3 === 0 ? 200 : 0;
    });
    const options = { ...OPTIONS, side: 24, batchSize: 400, poor: 0.5 };
    const { images } = new PhotoBatches(set, options).make(new Uint32Array(400), 6);
    const greys = Array.from({ length: 400 }, (_, place) => images[place * 24 * 24 * 3 + 1]).filter(
      (green) => green !== 0,
    );
    // Two thirds of the poor ones have no colours: 0.2126 x 200.
    expect(new Set(greys)).toEqual(new Set([43]));
    expect(greys.length / 400).toBeCloseTo(1 / 3, 1);
  });
});

it('the larger share of Beta(1, 1), which is uniform, is 3/4 on average; of a small one nearly 1', () => {
  const random = randomStream(2);
  const mean = (parameter: number) =>
    Array.from({ length: 2000 }, () => largerShare(parameter, random)).reduce(
      (sum, share) => sum + share / 2000,
      0,
    );
  expect(mean(1)).toBeCloseTo(0.75, 1);
  expect(mean(0.05)).toBeGreaterThan(0.94);
});
