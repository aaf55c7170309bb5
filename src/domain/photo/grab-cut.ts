/**
 * Tells an object from its background without a hint: C. Rother, V. Kolmogorov, A. Blake, "GrabCut:
 * Interactive Foreground Extraction using Iterated Graph Cuts", 2004. The rectangle that a person
 * would draw is here all of the picture but its border; what a person marks is certain, as in section
 * 3.4 there. Written from the paper.
 */
import { type ColorModel, colorCost, colorGroup, colorGroups, fitColors } from './color-model';
import { NEIGHBOURS } from './grid-graph';
import { SEED } from './marks';
import { GridCut } from './min-cut';
import type { PixelImage } from './photo';

/** Share of the long side that is taken for background all around. */
const BORDER = 0.02;
const ITERATIONS = 3;
/**
 * How much a boundary costs against colours that do not fit. The paper has 50; on copies as small as
 * here less is better (docs/decisions/0011-photo-pipeline.md), and quicker.
 */
const SMOOTHNESS = 20;
/** A pixel that is certain costs more than all of its boundaries together. */
const CERTAIN = 9 * SMOOTHNESS;
/** Below this mean squared difference of neighbours (of 3 x 255^2) there is nothing to tell apart. */
const FLAT = 0.01;
/** Of the random choices in finding colours. */
const RANDOM_SEED = 1;

/** Colours of a picture, and how unlike neighbours are. */
interface Scene {
  width: number;
  height: number;
  /** Red, green, blue of each pixel. */
  colors: Float32Array;
  /** One of {@link SEED}: background by its place, or as marked. */
  seeds: Uint8Array<ArrayBuffer>;
}

/**
 * The object in an opaque picture: 1 for each of its pixels, 0 for the background. The same picture
 * gives the same answer. When there is nothing to tell apart, only what is marked as object is 1.
 * @param marked one of {@link SEED} for each pixel; absent: nothing is certain but the border
 */
export function grabCut(image: PixelImage, marked?: Uint8Array): Uint8Array<ArrayBuffer> {
  const scene = sceneOf(image, marked);
  const onlyMarked = scene.seeds.map((seed) => (seed === SEED.garment ? 1 : 0));
  const links = smoothnessLinks(scene);
  let mask = scene.seeds.map((seed) => (seed === SEED.background ? 0 : 1));
  if (!links || !hasBothSides(mask)) return onlyMarked;
  const grid = new GridCut({ width: scene.width, height: scene.height, links });
  let models = firstModels(scene, mask);
  for (let iteration = 0; iteration < ITERATIONS; iteration++) {
    if (iteration > 0) models = refitted(scene, mask, models);
    mask = grid.divide(terminalLinks(scene, models));
    if (!hasBothSides(mask)) return onlyMarked;
  }
  return mask;
}

/** Mixtures of the background and of the object: [0] and [1]. */
type Models = readonly [ColorModel, ColorModel];

function sceneOf({ width, height, data }: PixelImage, marked?: Uint8Array): Scene {
  const colors = new Float32Array(width * height * 3);
  const seeds = new Uint8Array(width * height);
  const rim = Math.max(1, Math.round(Math.max(width, height) * BORDER));
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) {
      for (let channel = 0; channel < 3; channel++) {
        colors[at * 3 + channel] = data[at * 4 + channel] as number;
      }
      const inside = x >= rim && x < width - rim && y >= rim && y < height - rim;
      const certain = marked?.[at] ?? SEED.none;
      seeds[at] = certain === SEED.none && !inside ? SEED.background : certain;
    }
  }
  return { width, height, colors, seeds };
}

function hasBothSides(mask: Uint8Array): boolean {
  return mask.includes(0) && mask.includes(1);
}

function membersOf(mask: Uint8Array, side: number): Uint32Array {
  const members = new Uint32Array(mask.length);
  let count = 0;
  for (let at = 0; at < mask.length; at++) {
    if (mask[at] === side) members[count++] = at;
  }
  return members.subarray(0, count);
}

function firstModels({ colors }: Scene, mask: Uint8Array): Models {
  const model = (side: number) => {
    const members = membersOf(mask, side);
    return fitColors(colors, members, colorGroups(colors, members, RANDOM_SEED));
  };
  return [model(0), model(1)];
}

function refitted({ colors }: Scene, mask: Uint8Array, models: Models): Models {
  const model = (side: 0 | 1) => {
    const members = membersOf(mask, side);
    const groups = new Uint8Array(members.length);
    for (let position = 0; position < members.length; position++) {
      groups[position] = colorGroup(models[side], colors, (members[position] as number) * 3);
    }
    return fitColors(colors, members, groups);
  };
  return [model(0), model(1)];
}

function terminalLinks({ colors, seeds }: Scene, [background, object]: Models): Float32Array {
  const terminals = new Float32Array(seeds.length);
  for (let at = 0; at < seeds.length; at++) {
    const seed = seeds[at];
    if (seed !== SEED.none) terminals[at] = seed === SEED.garment ? CERTAIN : -CERTAIN;
    else terminals[at] = colorCost(background, colors, at * 3) - colorCost(object, colors, at * 3);
  }
  return terminals;
}

/** Half of the {@link NEIGHBOURS}, by which each two of them are met once, and the price of each boundary. */
const PAIRS = [4, 5, 6, 7].map((d) => {
  const [dx, dy] = NEIGHBOURS[d] as readonly [number, number];
  return { d, dx, dy, length: Math.hypot(dx, dy) };
});

/** Prices of boundaries, low where colours change sharply; null for a flat picture. */
function smoothnessLinks(scene: Scene): Float32Array | null {
  const { width, height, colors } = scene;
  const links = new Float32Array(width * height * 8);
  let sum = 0;
  let count = 0;
  for (const { d, dx, dy } of PAIRS) {
    const step = dy * width + dx;
    const [first, last] = [Math.max(0, -dx), width - Math.max(0, dx)];
    for (let y = 0; y < height - dy; y++) {
      for (let from = y * width + first; from < y * width + last; from++) {
        const difference = squaredDifference(colors, from * 3, (from + step) * 3);
        links[from * 8 + d] = difference;
        sum += difference;
        count++;
      }
    }
  }
  const mean = sum / count;
  // Written so that a picture of one pixel, which has no pairs, counts as flat.
  if (!(mean > FLAT)) return null;
  for (const { d, dx, dy, length } of PAIRS) {
    const step = dy * width + dx;
    const [first, last] = [Math.max(0, -dx), width - Math.max(0, dx)];
    for (let y = 0; y < height - dy; y++) {
      for (let from = y * width + first; from < y * width + last; from++) {
        const likeness = Math.exp(-(links[from * 8 + d] as number) / (2 * mean));
        const price = (SMOOTHNESS * likeness) / length;
        links[from * 8 + d] = price;
        links[(from + step) * 8 + 7 - d] = price;
      }
    }
  }
  return links;
}

function squaredDifference(colors: Float32Array, one: number, other: number): number {
  const red = (colors[one] as number) - (colors[other] as number);
  const green = (colors[one + 1] as number) - (colors[other + 1] as number);
  const blue = (colors[one + 2] as number) - (colors[other + 2] as number);
  return red * red + green * green + blue * blue;
}
