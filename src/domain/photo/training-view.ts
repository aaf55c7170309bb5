/**
 * What a photo network is shown of a photo while it learns: another part of it each time, turned,
 * mirrored, in other colours, partly covered, or mixed with another photo. Photos are squares of RGB
 * bytes, row by row.
 */

import type { Affine } from './affine';
import type { PixelImage } from './photo';

/** How far views go; each figure at 0 leaves that change out. */
export interface ViewOptions {
  /** Smallest share of the photo's area that a view shows; 1: always all of it. */
  smallestArea: number;
  /** Largest factor between width and height by which a view is stretched; 1: none. */
  stretch: number;
  /** Largest turn in degrees, either way. */
  rotation: number;
  /** Share of views that are mirrored. */
  flip: number;
  /** Largest change of brightness, contrast and saturation, as a share of each. */
  color: number;
  /** Largest turn of the colour wheel in degrees, either way. */
  hue: number;
  /** Share of views with a rectangle of noise over them. */
  erasing: number;
}

/** A square colour picture: side x side x 3 bytes. */
export interface SquarePhoto {
  side: number;
  data: Uint8Array;
}

/**
 * Side at which training keeps photos, as a multiple of the largest that the network sees: between the two, photos are
 * sampled linearly, when they are learned from and when they are answered.
 */
export const KEPT_SCALE = 7 / 6;

/** From a pixel of the view to the place in the photo, both in pixels. */
type Placement = Affine;

/** Each new channel as a sum of the old ones: nine factors, row by row, and three constants. */
interface ColorChange {
  factors: readonly number[];
  constants: readonly number[];
}

/** Shares of red, green and blue in the luminance of sRGB (Rec. 709). */
export const LUMINANCE = [0.2126, 0.7152, 0.0722] as const;
/** Sides of an erased rectangle, as shares of the view's (Zhong et al. 2017 at their milder end). */
const ERASED = { smallest: 0.15, largest: 0.5 };

/** A square photo as an opaque picture. */
export function imageOf({ side, data }: SquarePhoto): PixelImage {
  const image = new Uint8ClampedArray(side * side * 4).fill(255);
  for (let pixel = 0; pixel < side * side; pixel++) {
    image.set(data.subarray(pixel * 3, pixel * 3 + 3), pixel * 4);
  }
  return { width: side, height: side, data: image };
}

/** The whole photo, unchanged, at another size. */
export function wholeView(photo: SquarePhoto, side: number): Uint8Array<ArrayBuffer> {
  const view = new Uint8Array(side * side * 3);
  const scale = photo.side / side;
  const placement = { xx: scale, xy: 0, yx: 0, yy: scale, x0: scale / 2, y0: scale / 2 };
  drawView(photo, placement, NO_COLOR_CHANGE, side, view, 0);
  return view;
}

/**
 * Draws a view at random and writes it. Always as many random numbers are used, apart from the noise.
 * @param random numbers in [0, 1)
 * @param target where side x side x 3 bytes are written, from `to` on
 */
export function writeTrainingView(
  photo: SquarePhoto,
  options: ViewOptions,
  random: () => number,
  side: number,
  target: Uint8Array,
  to: number,
): void {
  const placement = drawPlacement(photo.side, options, random, side);
  const color = drawColorChange(options, random);
  drawView(photo, placement, color, side, target, to);
  if (random() < options.erasing) eraseRectangle(random, side, target, to);
}

/** Mixes the view at `to` with another of as many bytes: share * itself + (1 - share) * the other. */
export function mixInto(target: Uint8Array, to: number, other: Uint8Array, share: number): void {
  for (let at = 0; at < other.length; at++) {
    const own = target[to + at] as number;
    target[to + at] = Math.round(own * share + (other[at] as number) * (1 - share));
  }
}

/** As random resized crops are drawn (Szegedy et al. 2015): area and side ratio, then the place. */
function drawPlacement(
  photoSide: number,
  { smallestArea, stretch, rotation, flip }: ViewOptions,
  random: () => number,
  side: number,
): Placement {
  const area = smallestArea + (1 - smallestArea) * random();
  const ratio = Math.exp((2 * random() - 1) * Math.log(Math.max(1, stretch)));
  const width = Math.min(1, Math.sqrt(area * ratio)) * photoSide;
  const height = Math.min(1, Math.sqrt(area / ratio)) * photoSide;
  const left = random() * (photoSide - width);
  const top = random() * (photoSide - height);
  const angle = ((2 * random() - 1) * rotation * Math.PI) / 180;
  const mirror = random() < flip ? -1 : 1;
  const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
  const matrix = {
    xx: (mirror * cosine * width) / side,
    xy: (-sine * width) / side,
    yx: (mirror * sine * height) / side,
    yy: (cosine * height) / side,
  };
  // The middle of the view lies in the middle of the part.
  const middle = (side - 1) / 2;
  return {
    ...matrix,
    x0: left + width / 2 - (matrix.xx + matrix.xy) * middle,
    y0: top + height / 2 - (matrix.yx + matrix.yy) * middle,
  };
}

const NO_COLOR_CHANGE: ColorChange = {
  factors: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  constants: [0, 0, 0],
};

/** Saturation and hue turn about the grey axis, then contrast about the middle, then brightness. */
function drawColorChange({ color, hue }: ViewOptions, random: () => number): ColorChange {
  const factor = () => 1 + (2 * random() - 1) * color;
  const [brightness, contrast, saturation] = [factor(), factor(), factor()];
  const angle = ((2 * random() - 1) * hue * Math.PI) / 180;
  const gain = brightness * contrast;
  const factors = hueAndSaturation(angle, saturation).map((value) => value * gain);
  const constant = 127.5 * (1 - contrast) * brightness;
  return { factors, constants: [constant, constant, constant] };
}

/**
 * The luminance stays; what a colour has beyond its grey is turned about the axis of greys by Rodrigues's
 * formula and scaled.
 */
function hueAndSaturation(angle: number, saturation: number): number[] {
  const third = (1 - Math.cos(angle)) / 3;
  const turn = Math.sin(angle) / Math.sqrt(3);
  const rotation = [
    ...[Math.cos(angle) + third, third - turn, third + turn],
    ...[third + turn, Math.cos(angle) + third, third - turn],
    ...[third - turn, third + turn, Math.cos(angle) + third],
  ];
  return rotation.map((value, index) => {
    const grey = LUMINANCE[index % 3] as number;
    return grey + saturation * (value - grey);
  });
}

/** Samples the photo linearly between its pixels; beyond the edge the edge goes on. */
function drawView(
  { side: photoSide, data }: SquarePhoto,
  { xx, xy, yx, yy, x0, y0 }: Placement,
  { factors, constants }: ColorChange,
  side: number,
  target: Uint8Array,
  to: number,
): void {
  const [f0, f1, f2, f3, f4, f5, f6, f7, f8] = factors as Nine;
  const [c0, c1, c2] = constants as [number, number, number];
  const last = photoSide - 1;
  let at = to;
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const x = clamped(xx * column + xy * row + x0 - 0.5, last);
      const y = clamped(yx * column + yy * row + y0 - 0.5, last);
      const left = Math.min(Math.floor(x), last - 1);
      const top = Math.min(Math.floor(y), last - 1);
      const [right, down] = [x - left, y - top];
      const from = (top * photoSide + left) * 3;
      const below = from + photoSide * 3;
      const red = between(data, from, below, right, down);
      const green = between(data, from + 1, below + 1, right, down);
      const blue = between(data, from + 2, below + 2, right, down);
      target[at] = byte(f0 * red + f1 * green + f2 * blue + c0);
      target[at + 1] = byte(f3 * red + f4 * green + f5 * blue + c1);
      target[at + 2] = byte(f6 * red + f7 * green + f8 * blue + c2);
      at += 3;
    }
  }
}

type Nine = [number, number, number, number, number, number, number, number, number];

/** Between the pixels at `from` and `below` and their right neighbours. */
function between(
  data: Uint8Array,
  from: number,
  below: number,
  right: number,
  down: number,
): number {
  const upper = (data[from] as number) * (1 - right) + (data[from + 3] as number) * right;
  const lower = (data[below] as number) * (1 - right) + (data[below + 3] as number) * right;
  return upper * (1 - down) + lower * down;
}

function clamped(value: number, last: number): number {
  return value < 0 ? 0 : value > last ? last : value;
}

function byte(value: number): number {
  return value < 0 ? 0 : value > 255 ? 255 : Math.round(value);
}

function eraseRectangle(random: () => number, side: number, target: Uint8Array, to: number): void {
  const { smallest, largest } = ERASED;
  const length = () => Math.round((smallest + (largest - smallest) * random()) * side);
  const [width, height] = [length(), length()];
  const left = Math.floor(random() * (side - width + 1));
  const top = Math.floor(random() * (side - height + 1));
  for (let row = top; row < top + height; row++) {
    const start = to + (row * side + left) * 3;
    for (let at = start; at < start + width * 3; at++) target[at] = Math.floor(random() * 256);
  }
}
