/**
 * Images changed at random on their way in, to the bit as domain/augment.ts does it: the same random
 * numbers, the same order of operations in 64-bit floats, whole numbers for pixels.
 */
import {
  CONTROL_ERASING,
  CONTROL_FLIP,
  CONTROL_ROTATION,
  CONTROL_SEED,
  CONTROL_SHIFT,
  CONTROL_ZOOM,
  LoadChangedImages,
  STEP_IMAGES,
  STEP_NUMBER,
} from '../generated/records';
import { endOf, firstOf, samples, scratch, step } from './context';

// @ts-ignore: decorator
@inline
const SIDE: i32 = 28;
/** Side with a border of one pixel of 0 all around. */
// @ts-ignore: decorator
@inline
const BORDERED: i32 = SIDE + 2;
// @ts-ignore: decorator
@inline
const AUGMENT_STREAM: u32 = 5;
/** 1 in the matrix. */
// @ts-ignore: decorator
@inline
const ONE: i32 = 65536;
/** Centre of the image times two, in pixels. */
// @ts-ignore: decorator
@inline
const CENTRE: i32 = SIDE - 1;
/** Sides of an erased rectangle. */
// @ts-ignore: decorator
@inline
const SMALLEST: i32 = 4;
// @ts-ignore: decorator
@inline
const LARGEST: i32 = 14;

/** State of this thread's random stream: mulberry32. */
let state: u32 = 0;

/** What becomes of the image at hand: see ImageChange in domain/augment.ts. */
let xx: i32 = 0;
let xy: i32 = 0;
let yx: i32 = 0;
let yy: i32 = 0;
let x0: i32 = 0;
let y0: i32 = 0;
let isErased: bool = false;
let erasedWidth: i32 = 0;
let erasedHeight: i32 = 0;
let erasedLeft: i32 = 0;
let erasedTop: i32 = 0;

/** As loadImages; by samples. */
export function loadChangedImages(op: LoadChangedImages): void {
  const images = <usize>load<u32>(step + STEP_IMAGES);
  const end = endOf(samples);
  memory.fill(scratch, 0, BORDERED * BORDERED);
  for (let sample = firstOf(samples); sample < end; sample++) {
    drawChange(<u32>sample);
    addBorder(images + <usize>(sample * SIDE * SIDE));
    const output = op.output + <usize>sample * op.outputSample;
    writeImage(op, output);
    if (isErased) erase(op, output);
  }
}

/** Draws ten numbers, always and in this order. */
function drawChange(position: u32): void {
  let seed = mixed(0x9e3779b9, load<u32>(CONTROL_SEED));
  seed = mixed(mixed(seed, AUGMENT_STREAM), load<u32>(step + STEP_NUMBER));
  state = mixed(seed, position);
  const isFlipped = random() < load<f64>(CONTROL_FLIP);
  const shift = load<f64>(CONTROL_SHIFT);
  const right = <i32>between(-shift, shift);
  const down = <i32>between(-shift, shift);
  const angle = ((2 * random() - 1) * load<f64>(CONTROL_ROTATION) * Math.PI) / 180;
  const factor = 1 + (2 * random() - 1) * load<f64>(CONTROL_ZOOM);
  isErased = random() < load<f64>(CONTROL_ERASING);
  erasedWidth = <i32>between(SMALLEST, LARGEST);
  erasedHeight = <i32>between(SMALLEST, LARGEST);
  erasedLeft = <i32>between(0, SIDE - erasedWidth);
  erasedTop = <i32>between(0, SIDE - erasedHeight);
  setMatrix(angle, factor, right, down, isFlipped);
}

/** One part of a mixed seed: MurmurHash3's finaliser, as in domain/random.ts. */
function mixed(hash: u32, part: u32): u32 {
  hash = (hash ^ part) * 0x85ebca6b;
  hash = (hash ^ (hash >>> 13)) * 0xc2b2ae35;
  return hash ^ (hash >>> 16);
}

/** The stream's next number in [0, 1). */
function random(): f64 {
  state += 0x6d2b79f5;
  let value = (state ^ (state >>> 15)) * (state | 1);
  value ^= value + (value ^ (value >>> 7)) * (value | 61);
  return <f64>(value ^ (value >>> 14)) / 4294967296;
}

/** A whole number from `lowest` to `highest`. */
function between(lowest: f64, highest: f64): f64 {
  return lowest + Math.floor(random() * (highest - lowest + 1));
}

/** The inverse of: mirror, then turn and grow about the centre, then move. */
function setMatrix(angle: f64, factor: f64, right: i32, down: i32, isFlipped: bool): void {
  const cosine = toFixed(cosineOf(angle) / factor);
  const sine = toFixed(sineOf(angle) / factor);
  xx = isFlipped ? -cosine : cosine;
  xy = isFlipped ? -sine : sine;
  yx = -sine;
  yy = cosine;
  x0 = CENTRE * ONE - 2 * (xx * right + xy * down);
  y0 = CENTRE * ONE - 2 * (yx * right + yy * down);
}

/** To the nearest multiple of 2^-16, halves up. */
function toFixed(value: f64): i32 {
  return <i32>Math.floor(value * <f64>ONE + 0.5);
}

/** By its series. */
function sineOf(angle: f64): f64 {
  const square = angle * angle;
  let sum: f64 = 0;
  for (let order: f64 = 15; order >= 3; order -= 2) {
    sum = ((1 + sum) * -square) / (order * (order - 1));
  }
  return angle * (1 + sum);
}

/** By its series. */
function cosineOf(angle: f64): f64 {
  const square = angle * angle;
  let sum: f64 = 0;
  for (let order: f64 = 14; order >= 2; order -= 2) {
    sum = ((1 + sum) * -square) / (order * (order - 1));
  }
  return 1 + sum;
}

/** The image in scratch, where neighbours outside of it are 0. */
function addBorder(image: usize): void {
  let to = scratch + BORDERED + 1;
  for (let row = 0; row < SIDE; row++) {
    memory.copy(to, image, SIDE);
    image += SIDE;
    to += BORDERED;
  }
}

function writeImage(op: LoadChangedImages, output: usize): void {
  for (let row = 0; row < SIDE; row++) {
    // Twice the place in 16 bits after the point: the place itself in 17.
    let x = xx * -CENTRE + xy * (2 * row - CENTRE) + x0;
    let y = yx * -CENTRE + yy * (2 * row - CENTRE) + y0;
    let to = output + <usize>row * op.outputRow;
    for (let pixel = 0; pixel < SIDE; pixel++) {
      store<f32>(to, load<f32>(op.table + 4 * <usize>interpolated(x, y)));
      to += op.outputPixel;
      x += 2 * xx;
      y += 2 * yx;
    }
  }
}

/** The byte at a place given in multiples of 2^-17 pixels; 0 outside. */
// @ts-ignore: decorator
@inline
function interpolated(x: i32, y: i32): u32 {
  const column = (x >> 17) + 1;
  const row = (y >> 17) + 1;
  if (<u32>column > <u32>SIDE || <u32>row > <u32>SIDE) return 0;
  const rightShare = (x >> 9) & 255;
  const lowerShare = (y >> 9) & 255;
  const place = scratch + <usize>(row * BORDERED + column);
  const below = place + BORDERED;
  const upper =
    <i32>load<u8>(place) * (256 - rightShare) + <i32>load<u8>(place, 1) * rightShare;
  const lower =
    <i32>load<u8>(below) * (256 - rightShare) + <i32>load<u8>(below, 1) * rightShare;
  return (upper * (256 - lowerShare) + lower * lowerShare + 32768) >> 16;
}

/** Fills a rectangle with noise. */
function erase(op: LoadChangedImages, output: usize): void {
  for (let row = erasedTop; row < erasedTop + erasedHeight; row++) {
    let to = output + <usize>row * op.outputRow + <usize>erasedLeft * op.outputPixel;
    for (let column = 0; column < erasedWidth; column++) {
      store<f32>(to, load<f32>(op.table + 4 * <usize>(random() * 256)));
      to += op.outputPixel;
    }
  }
}
