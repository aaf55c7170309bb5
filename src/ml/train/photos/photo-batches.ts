/** Batches for the photo network: which photos, and what is shown of them. */
import { drawSurroundings } from '../../../domain/photo/drawn-nothing';
import { inFrontOf } from '../../../domain/photo/garment-cover';
import { makePoor } from '../../../domain/photo/poor-view';
import {
  mixInto,
  type SquarePhoto,
  type ViewOptions,
  writeTrainingView,
} from '../../../domain/photo/training-view';
import { mix, randomStream, shuffle } from '../../../domain/random';

/** Photos with their labels. */
export interface PhotoSet {
  photos: readonly SquarePhoto[];
  /** One a photo, from 0. */
  labels: Uint8Array;
  /** By what photos are balanced, where labels are finer than that; absent: by the labels. */
  groups?: Uint8Array;
  /** Of each photo what {@link garmentCover} gives; absent: backgrounds stay. */
  covers?: readonly (Uint8Array | null)[];
}

/** Something else than the photos that a network learns from: drawn, or made of other images. */
export interface ViewSource {
  /** Share of the places in a batch that it takes, 0 to 1. */
  share: number;
  /** Writes side x side x 3 bytes from `to` on and gives their label. */
  write(random: () => number, side: number, target: Uint8Array, to: number): number;
}

/** How batches are made. */
export interface BatchOptions {
  side: number;
  batchSize: number;
  view: ViewOptions;
  /** Share of the photos with a known garment that is shown in front of something else. */
  exchanged: number;
  /** Share of all views that loses its colours, its detail or both. */
  poor: number;
  /**
   * Parameter of the Beta distribution by which two views are mixed (Zhang et al. 2018); 0: no mixing.
   * The label is drawn by the same shares, which leaves the expected gradient as with mixed labels.
   */
  mixup: number;
  /**
   * Share of the views into which a rectangle of another view is set (CutMix, Yun et al. 2019); these are not
   * mixed otherwise. The label is drawn by the shares of the area.
   */
  cut: number;
  /** 0: photos as they are; 1: all categories alike often; between: by that power of their rarity. */
  balance: number;
  sources: readonly ViewSource[];
}

/** A batch as the engine takes it. */
export interface PhotoBatch {
  count: number;
  /** count x side x side x 3 bytes. */
  images: Uint8Array;
  labels: Uint8Array;
}

const ORDER_STREAM = 11;
const VIEW_STREAM = 12;

/** Area of a rectangle of another view, as a share of the picture's, and the largest ratio of its sides. */
const CUT = { smallest: 0.1, largest: 0.5, stretch: 2 };

/** Photos of an epoch in random order; those of rare categories come more than once. */
export function photoOrder(labels: Uint8Array, balance: number, seed: number): Uint32Array {
  const counts = new Map<number, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  const most = Math.max(...counts.values());
  const random = randomStream(mix(seed, ORDER_STREAM));
  const order: number[] = [];
  labels.forEach((label, photo) => {
    const times = (most / (counts.get(label) ?? 1)) ** balance;
    const whole = Math.floor(times) + (random() < times % 1 ? 1 : 0);
    for (let time = 0; time < whole; time++) order.push(photo);
  });
  return shuffle(Uint32Array.from(order), mix(seed, ORDER_STREAM, 1));
}

/** Makes the batches of a training; the same for the same seed, epoch and place in it. */
export class PhotoBatches {
  readonly #set: PhotoSet;
  readonly #options: BatchOptions;
  readonly #bytes: number;
  readonly #batch: PhotoBatch;
  readonly #other: Uint8Array;
  #scene: SquarePhoto | null = null;

  constructor(set: PhotoSet, options: BatchOptions) {
    this.#set = set;
    this.#options = options;
    this.#bytes = options.side ** 2 * 3;
    this.#other = new Uint8Array(this.#bytes);
    const images = new Uint8Array(options.batchSize * this.#bytes);
    this.#batch = { count: 0, images, labels: new Uint8Array(options.batchSize) };
  }

  /** The batch of some photos; its arrays are used again by the next. */
  make(photos: Uint32Array, seed: number): PhotoBatch {
    const batch = this.#batch;
    batch.count = photos.length;
    photos.forEach((photo, place) => {
      const random = randomStream(mix(seed, VIEW_STREAM, place));
      const to = place * this.#bytes;
      const label = this.#writeOne(photo, random, batch.images, to);
      batch.labels[place] = this.#mixed(label, random, batch.images, to);
    });
    return batch;
  }

  /** Sets a part of another view into the one at `to`, mixes it with another, or neither; gives the label. */
  #mixed(label: number, random: () => number, target: Uint8Array, to: number): number {
    const { mixup, cut, side } = this.#options;
    const isCut = random() < cut;
    const mixShare = !isCut && mixup > 0 ? largerShare(mixup, random) : 1;
    if (!isCut && mixShare >= 0.999) return label;
    const partner = Math.floor(random() * this.#set.photos.length);
    const other = this.#writeOne(partner, random, this.#other, 0);
    const share = isCut ? setRectangle(target, to, this.#other, side, random) : mixShare;
    if (!isCut) mixInto(target, to, this.#other, share);
    return random() < share ? label : other;
  }

  /** Writes a view and gives its label. */
  #writeOne(photo: number, random: () => number, target: Uint8Array, to: number): number {
    const { side, poor } = this.#options;
    const label = this.#writeView(photo, random, target, to);
    if (random() < poor) makePoor(target, to, side, random);
    return label;
  }

  #writeView(photo: number, random: () => number, target: Uint8Array, to: number): number {
    const { sources, side, view } = this.#options;
    let chance = random();
    for (const source of sources) {
      if (chance < source.share) return source.write(random, side, target, to);
      chance -= source.share;
    }
    writeTrainingView(this.#shown(photo, random), view, random, side, target, to);
    return this.#set.labels[photo] as number;
  }

  /** A photo, or its garment in front of something else; that is overwritten by the next. */
  #shown(photo: number, random: () => number): SquarePhoto {
    const { photos, covers } = this.#set;
    const own = photos[photo] as SquarePhoto;
    const cover = covers?.[photo];
    if (!cover || random() >= this.#options.exchanged) return own;
    this.#scene ??= { side: own.side, data: new Uint8Array(own.data.length) };
    drawSurroundings(photos, { ...this.#scene, from: 0 }, random);
    inFrontOf(own, cover, this.#scene, this.#scene);
    return this.#scene;
  }
}

/**
 * Sets a rectangle of one view into another, at its place.
 * @returns the share of the area that stays as it was
 */
function setRectangle(
  target: Uint8Array,
  to: number,
  other: Uint8Array,
  side: number,
  random: () => number,
): number {
  const area = CUT.smallest + (CUT.largest - CUT.smallest) * random();
  const ratio = CUT.stretch ** (2 * random() - 1);
  const width = Math.min(side, Math.round(side * Math.sqrt(area * ratio)));
  const height = Math.min(side, Math.round(side * Math.sqrt(area / ratio)));
  const left = Math.floor(random() * (side - width + 1));
  const top = Math.floor(random() * (side - height + 1));
  for (let row = top; row < top + height; row++) {
    const from = (row * side + left) * 3;
    target.set(other.subarray(from, from + width * 3), to + from);
  }
  return 1 - (width * height) / (side * side);
}

/**
 * The larger of two shares that follow Beta(a, a) and its mirror image, by Jöhnk's method (1964), which
 * suits small parameters.
 */
export function largerShare(parameter: number, random: () => number): number {
  for (;;) {
    const left = random() ** (1 / parameter);
    const right = random() ** (1 / parameter);
    const sum = left + right;
    if (sum > 0 && sum <= 1) return Math.max(left, right) / sum;
  }
}
