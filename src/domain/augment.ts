/**
 * Augmentation: training images changed at random, so that a network learns what does not matter.
 * Pure functions over bytes, in whole numbers wherever pixels are concerned: what they give does not
 * depend on the machine, the language or the number of threads, and can be computed elsewhere alike.
 */
import { IMAGE_PIXELS, IMAGE_SIDE } from './dataset';
import { mix, randomStream } from './random';

/** How much to change; 0 leaves that out. */
export interface Augmentation {
  /** Chance that an image is mirrored left to right, 0 to 1. */
  flip: number;
  /** Most whole pixels that it moves along each axis. */
  shift: number;
  /** Most degrees that it turns either way, 0 to {@link MAX_ROTATION}. */
  rotation: number;
  /** Most that it grows or shrinks: by factors from 1 - zoom to 1 + zoom; 0 to {@link MAX_ZOOM}. */
  zoom: number;
  /** Chance that a rectangle is filled with noise (Zhong et al. 2017, "Random Erasing"), 0 to 1. */
  erasing: number;
}

/** Largest rotation, in degrees: the sine's series below is exact to float64 up to here. */
export const MAX_ROTATION = 45;
/** Largest zoom: from half to one and a half times the size. */
export const MAX_ZOOM = 0.5;

/** What becomes of one image. */
export interface ImageChange {
  /**
   * From a pixel of the result to a place in the source, as whole multiples of 2^-16:
   * [[xx, xy], [yx, yy]] times (2 x - 27, 2 y - 27), plus (x0, y0), is twice the place.
   */
  matrix: { xx: number; xy: number; yx: number; yy: number; x0: number; y0: number };
  /** Rectangle of the result that is filled with noise; null for none. */
  erased: { left: number; top: number; width: number; height: number } | null;
  /** Gives the noise, a number in [0, 1) for each erased pixel in reading order. */
  random: () => number;
}

const AUGMENT_STREAM = 5;
/** 1 in the matrix. */
const ONE = 65536;
/** Centre of the image times two, in pixels. */
const CENTRE = IMAGE_SIDE - 1;
/** Sides of an erased rectangle, in pixels: 2 to 25 % of the image. */
const ERASED_SIDE = { smallest: 4, largest: 14 };

/** Whether anything is to be changed at all. */
export function isAugmenting({ flip, shift, rotation, zoom, erasing }: Augmentation): boolean {
  return flip > 0 || shift > 0 || rotation > 0 || zoom > 0 || erasing > 0;
}

/**
 * Draws what becomes of the image at a position of a step's batch. Ten numbers are drawn, always and
 * in this order: flip, right, down, angle, factor, erase or not, its width, height, left, top; so that
 * one kind of change does not depend on whether another is on.
 * @param step counted from 1 over the run
 * @param position in the batch, from 0
 */
export function drawChange(
  augmentation: Augmentation,
  seed: number,
  step: number,
  position: number,
): ImageChange {
  const random = randomStream(mix(seed, AUGMENT_STREAM, step, position));
  const isFlipped = random() < augmentation.flip;
  const right = between(-augmentation.shift, augmentation.shift, random());
  const down = between(-augmentation.shift, augmentation.shift, random());
  const angle = ((2 * random() - 1) * augmentation.rotation * Math.PI) / 180;
  const factor = 1 + (2 * random() - 1) * augmentation.zoom;
  const isErased = random() < augmentation.erasing;
  const { smallest, largest } = ERASED_SIDE;
  const width = between(smallest, largest, random());
  const height = between(smallest, largest, random());
  const left = between(0, IMAGE_SIDE - width, random());
  const top = between(0, IMAGE_SIDE - height, random());
  return {
    matrix: sourceMatrix(angle, factor, right, down, isFlipped),
    erased: isErased ? { left, top, width, height } : null,
    random,
  };
}

/**
 * Writes the changed image. Between pixels it is interpolated linearly in steps of 1/256, rounded to
 * the nearest byte, halves up; outside of the source all is 0, the background of these images.
 * @param source images of 784 bytes
 * @param from first byte of the image in the source
 * @param target where 784 bytes are written, at `to`; not the source itself
 */
export function changeImage(
  source: Uint8Array,
  from: number,
  target: Uint8Array,
  to: number,
  { matrix, erased, random }: ImageChange,
): void {
  const { xx, xy, yx, yy, x0, y0 } = matrix;
  for (let pixel = 0; pixel < IMAGE_PIXELS; pixel++) {
    const x = 2 * (pixel % IMAGE_SIDE) - CENTRE;
    const y = 2 * Math.floor(pixel / IMAGE_SIDE) - CENTRE;
    // Twice the place in 16 bits after the point: the place itself in 17.
    target[to + pixel] = interpolated(source, from, xx * x + xy * y + x0, yx * x + yy * y + y0);
  }
  if (!erased) return;
  for (let row = erased.top; row < erased.top + erased.height; row++) {
    for (let column = erased.left; column < erased.left + erased.width; column++) {
      target[to + row * IMAGE_SIDE + column] = Math.floor(random() * 256);
    }
  }
}

/** The inverse of: mirror, then turn and grow about the centre, then move. */
function sourceMatrix(
  angle: number,
  factor: number,
  right: number,
  down: number,
  isFlipped: boolean,
): ImageChange['matrix'] {
  const cosine = toFixed(cosineOf(angle) / factor);
  const sine = toFixed(sineOf(angle) / factor);
  const mirror = isFlipped ? -1 : 1;
  const matrix = { xx: mirror * cosine, xy: mirror * sine, yx: -sine, yy: cosine };
  return {
    ...matrix,
    x0: CENTRE * ONE - 2 * (matrix.xx * right + matrix.xy * down),
    y0: CENTRE * ONE - 2 * (matrix.yx * right + matrix.yy * down),
  };
}

/** The byte at a place given in multiples of 2^-17 pixels. */
function interpolated(source: Uint8Array, from: number, x: number, y: number): number {
  const column = x >> 17;
  const row = y >> 17;
  const rightShare = (x >> 9) & 255;
  const lowerShare = (y >> 9) & 255;
  const upper =
    byteAt(source, from, column, row) * (256 - rightShare) +
    byteAt(source, from, column + 1, row) * rightShare;
  const lower =
    byteAt(source, from, column, row + 1) * (256 - rightShare) +
    byteAt(source, from, column + 1, row + 1) * rightShare;
  return (upper * (256 - lowerShare) + lower * lowerShare + 32768) >> 16;
}

function byteAt(source: Uint8Array, from: number, column: number, row: number): number {
  const isInside = column >= 0 && column < IMAGE_SIDE && row >= 0 && row < IMAGE_SIDE;
  return isInside ? (source[from + row * IMAGE_SIDE + column] as number) : 0;
}

/** A whole number from `lowest` to `highest`, each as likely, from a number in [0, 1). */
function between(lowest: number, highest: number, chance: number): number {
  return lowest + Math.floor(chance * (highest - lowest + 1));
}

/** To the nearest multiple of 2^-16, halves up. */
function toFixed(value: number): number {
  return Math.floor(value * ONE + 0.5);
}

/** By its series: Math.sin may differ in the last bit from one browser to another. */
function sineOf(angle: number): number {
  const square = angle * angle;
  let sum = 0;
  for (let order = 15; order >= 3; order -= 2) sum = ((1 + sum) * -square) / (order * (order - 1));
  return angle * (1 + sum);
}

/** By its series, as {@link sineOf}. */
function cosineOf(angle: number): number {
  const square = angle * angle;
  let sum = 0;
  for (let order = 14; order >= 2; order -= 2) sum = ((1 + sum) * -square) / (order * (order - 1));
  return 1 + sum;
}
