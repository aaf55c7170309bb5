/** Which colours a group of pixels has: a mixture of Gaussians over red, green and blue. */
import { randomStream } from '../random';

/**
 * Gaussians with weights that add up to 1, ten numbers each so that a cost is computed without
 * following objects: mean r, g, b; inverse covariance rr, rg, rb, gg, gb, bb; and -log of
 * weight x (2 pi)^(3/2) x density at the mean.
 */
export type ColorModel = Float64Array;

/** Numbers of one Gaussian in a {@link ColorModel}. */
const SIZE = 10;
/** Gaussians of a model, as in the GrabCut paper. */
const COMPONENTS = 5;
/** Numbers that are summed over the pixels of each, see addMoments. */
const MOMENTS = 10;
/** Added to every variance, in squared grey levels: a flat colour must not become a spike. */
const MIN_VARIANCE = 1;
const K_MEANS_ROUNDS = 8;

/**
 * Divides pixels into at most {@link COMPONENTS} groups of like colours: k-means by Lloyd, started
 * by the k-means++ method of Arthur and Vassilvitskii (2007).
 * @param colors red, green, blue of each pixel, 0 to 255
 * @param members indices of the pixels to divide, at least one
 * @returns the group of each member
 */
export function colorGroups(colors: Float32Array, members: Uint32Array, seed: number): Uint8Array {
  const centers = startCenters(colors, members, seed);
  const groups = new Uint8Array(members.length);
  for (let round = 0; round < K_MEANS_ROUNDS; round++) {
    let moved = false;
    // Plain loops, here and below: callbacks took a fifth of the time that a photo takes.
    for (let position = 0; position < members.length; position++) {
      const at = (members[position] as number) * 3;
      const group = nearest(
        centers,
        colors[at] as number,
        colors[at + 1] as number,
        colors[at + 2] as number,
      );
      moved ||= group !== groups[position];
      groups[position] = group;
    }
    if (!moved && round > 0) break;
    moveCenters(colors, members, groups, centers);
  }
  return groups;
}

/** A mixture that fits pixels in groups; groups without pixels are left out. */
export function fitColors(
  colors: Float32Array,
  members: Uint32Array,
  groups: Uint8Array,
): ColorModel {
  const sums = new Float64Array(COMPONENTS * MOMENTS);
  for (let position = 0; position < members.length; position++) {
    const first = (groups[position] as number) * MOMENTS;
    addMoments(sums, first, colors, (members[position] as number) * 3);
  }
  const each = Array.from({ length: COMPONENTS }, (_, component) =>
    sums.subarray(component * MOMENTS, (component + 1) * MOMENTS),
  );
  const used = each.filter(([count]) => count !== 0);
  return Float64Array.from(used.flatMap((sum) => gaussian(sum, members.length)));
}

/** The Gaussian of a model that explains a colour best; `at` is where its red lies in `colors`. */
export function colorGroup(model: ColorModel, colors: Float32Array, at: number): number {
  const red = colors[at] as number;
  const green = colors[at + 1] as number;
  const blue = colors[at + 2] as number;
  let best = 0;
  let lowest = Number.POSITIVE_INFINITY;
  for (let index = 0; index < model.length; index += SIZE) {
    const cost = gaussianCost(model, index, red, green, blue);
    if (cost >= lowest) continue;
    lowest = cost;
    best = index / SIZE;
  }
  return best;
}

/**
 * -log of the density of a colour by its best Gaussian, up to a constant that all models share.
 * @param at where its red lies in `colors`
 */
export function colorCost(model: ColorModel, colors: Float32Array, at: number): number {
  const red = colors[at] as number;
  const green = colors[at + 1] as number;
  const blue = colors[at + 2] as number;
  let lowest = Number.POSITIVE_INFINITY;
  for (let index = 0; index < model.length; index += SIZE) {
    const cost = gaussianCost(model, index, red, green, blue);
    if (cost < lowest) lowest = cost;
  }
  return lowest;
}

function gaussianCost(
  model: ColorModel,
  from: number,
  red: number,
  green: number,
  blue: number,
): number {
  const r = red - (model[from] as number);
  const g = green - (model[from + 1] as number);
  const b = blue - (model[from + 2] as number);
  const square =
    (model[from + 3] as number) * r * r +
    (model[from + 6] as number) * g * g +
    (model[from + 8] as number) * b * b +
    2 * (model[from + 4] as number) * r * g +
    2 * (model[from + 5] as number) * r * b +
    2 * (model[from + 7] as number) * g * b;
  return (model[from + 9] as number) + square / 2;
}

/** Adds to: count, sums of r, g, b, sums of products rr, rg, rb, gg, gb, bb; `first` is where the count lies. */
function addMoments(sums: Float64Array, first: number, colors: Float32Array, at: number): void {
  const red = colors[at] as number;
  const green = colors[at + 1] as number;
  const blue = colors[at + 2] as number;
  sums[first] = (sums[first] as number) + 1;
  sums[first + 1] = (sums[first + 1] as number) + red;
  sums[first + 2] = (sums[first + 2] as number) + green;
  sums[first + 3] = (sums[first + 3] as number) + blue;
  sums[first + 4] = (sums[first + 4] as number) + red * red;
  sums[first + 5] = (sums[first + 5] as number) + red * green;
  sums[first + 6] = (sums[first + 6] as number) + red * blue;
  sums[first + 7] = (sums[first + 7] as number) + green * green;
  sums[first + 8] = (sums[first + 8] as number) + green * blue;
  sums[first + 9] = (sums[first + 9] as number) + blue * blue;
}

/** A Gaussian of a {@link ColorModel} from the moments of its pixels. */
function gaussian(sum: Float64Array, total: number): number[] {
  const count = sum[0] as number;
  const moment = (index: number) => (sum[index] as number) / count;
  const [r, g, b] = [moment(1), moment(2), moment(3)];
  const rr = moment(4) - r * r + MIN_VARIANCE;
  const gg = moment(7) - g * g + MIN_VARIANCE;
  const bb = moment(9) - b * b + MIN_VARIANCE;
  const [rg, rb, gb] = [moment(5) - r * g, moment(6) - r * b, moment(8) - g * b];
  const first = [gg * bb - gb * gb, rb * gb - rg * bb, rg * gb - rb * gg] as const;
  const determinant = rr * first[0] + rg * first[1] + rb * first[2];
  const cofactors = [...first, rr * bb - rb * rb, rg * rb - rr * gb, rr * gg - rg * rg];
  return [
    r,
    g,
    b,
    ...cofactors.map((value) => value / determinant),
    Math.log(determinant) / 2 - Math.log(count / total),
  ];
}

/** First centre by chance, each further one with a chance that grows with its squared distance. */
function startCenters(colors: Float32Array, members: Uint32Array, seed: number): Float64Array {
  const random = randomStream(seed);
  const centers = new Float64Array(COMPONENTS * 3);
  const distances = new Float64Array(members.length).fill(Number.POSITIVE_INFINITY);
  let chosen = Math.floor(random() * members.length);
  for (let center = 0; center < COMPONENTS; center++) {
    const at = (members[chosen] as number) * 3;
    centers.set(colors.subarray(at, at + 3), center * 3);
    let total = 0;
    for (let position = 0; position < members.length; position++) {
      const from = (members[position] as number) * 3;
      const distance = squaredDistance(colors, from, centers, center * 3);
      if (distance < (distances[position] as number)) distances[position] = distance;
      total += distances[position] as number;
    }
    // All colours have a centre already: further ones repeat the last and stay without pixels.
    if (total > 0) chosen = drawn(distances, random() * total);
  }
  return centers;
}

/** The first position at which the running sum exceeds a value. */
function drawn(weights: Float64Array, value: number): number {
  let left = value;
  for (let position = 0; position < weights.length; position++) {
    left -= weights[position] as number;
    if (left < 0) return position;
  }
  return weights.length - 1;
}

function nearest(centers: Float64Array, red: number, green: number, blue: number): number {
  let best = 0;
  let lowest = Number.POSITIVE_INFINITY;
  for (let center = 0; center < COMPONENTS; center++) {
    const r = red - (centers[center * 3] as number);
    const g = green - (centers[center * 3 + 1] as number);
    const b = blue - (centers[center * 3 + 2] as number);
    const distance = r * r + g * g + b * b;
    if (distance >= lowest) continue;
    lowest = distance;
    best = center;
  }
  return best;
}

function moveCenters(
  colors: Float32Array,
  members: Uint32Array,
  groups: Uint8Array,
  centers: Float64Array,
): void {
  const sums = new Float64Array(COMPONENTS * 3);
  const counts = new Float64Array(COMPONENTS);
  for (let position = 0; position < members.length; position++) {
    const group = groups[position] as number;
    const from = (members[position] as number) * 3;
    counts[group] = (counts[group] as number) + 1;
    for (let channel = 0; channel < 3; channel++) {
      const to = group * 3 + channel;
      sums[to] = (sums[to] as number) + (colors[from + channel] as number);
    }
  }
  sums.forEach((sum, index) => {
    const count = counts[Math.floor(index / 3)] as number;
    if (count > 0) centers[index] = sum / count;
  });
}

function squaredDistance(
  colors: Float32Array,
  at: number,
  centers: Float64Array,
  center: number,
): number {
  const red = (colors[at] as number) - (centers[center] as number);
  const green = (colors[at + 1] as number) - (centers[center + 1] as number);
  const blue = (colors[at + 2] as number) - (centers[center + 2] as number);
  return red * red + green * green + blue * blue;
}
