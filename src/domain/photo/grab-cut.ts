/**
 * Tells an object from its background without a hint: C. Rother, V. Kolmogorov, A. Blake, "GrabCut:
 * Interactive Foreground Extraction using Iterated Graph Cuts", 2004. The rectangle that a person
 * would draw is here all of the picture but its border; what a person marks is certain, as in section
 * 3.4 there. Written from the paper.
 */
import { type ColorModel, colorCost, colorGroup, colorGroups, fitColors } from './color-model';
import { NEIGHBOURS } from './grid-graph';
import { SEED } from './marks';
import { minCut } from './min-cut';
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
  seeds: Uint8Array;
}

/**
 * The object in an opaque picture: 1 for each of its pixels, 0 for the background. The same picture
 * gives the same answer. When there is nothing to tell apart, only what is marked as object is 1.
 * @param marked one of {@link SEED} for each pixel; absent: nothing is certain but the border
 */
export function grabCut(image: PixelImage, marked?: Uint8Array): Uint8Array<ArrayBuffer> {
  const scene = sceneOf(image, marked);
  const onlyMarked = Uint8Array.from(scene.seeds, (seed) => (seed === SEED.garment ? 1 : 0));
  const links = smoothnessLinks(scene);
  let mask = Uint8Array.from(scene.seeds, (seed) => (seed === SEED.background ? 0 : 1));
  if (!links || !hasBothSides(mask)) return onlyMarked;
  let models = firstModels(scene, mask);
  for (let iteration = 0; iteration < ITERATIONS; iteration++) {
    if (iteration > 0) models = refitted(scene, mask, models);
    const { width, height } = scene;
    mask = minCut({ width, height, terminals: terminalLinks(scene, models), links });
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

/** Prices of boundaries, low where colours change sharply; null for a flat picture. */
function smoothnessLinks(scene: Scene): Float32Array | null {
  const { width, height } = scene;
  const links = new Float32Array(width * height * 8);
  let sum = 0;
  let count = 0;
  forEachPair(scene, (from, to, d) => {
    const difference = squaredDifference(scene.colors, from * 3, to * 3);
    links[from * 8 + d] = difference;
    sum += difference;
    count++;
  });
  const mean = sum / count;
  // Written so that a picture of one pixel, which has no pairs, counts as flat.
  if (!(mean > FLAT)) return null;
  forEachPair(scene, (from, to, d) => {
    const [dx, dy] = NEIGHBOURS[d] as readonly [number, number];
    const likeness = Math.exp(-(links[from * 8 + d] as number) / (2 * mean));
    const price = (SMOOTHNESS * likeness) / Math.hypot(dx, dy);
    links[from * 8 + d] = price;
    links[to * 8 + 7 - d] = price;
  });
  return links;
}

/** Calls once for every two neighbours; `d` leads from the first to the second. */
function forEachPair(
  { width, height }: Scene,
  visit: (from: number, to: number, d: number) => void,
): void {
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) {
      const below = y + 1 < height;
      if (x + 1 < width) visit(at, at + 1, 4);
      if (below && x > 0) visit(at, at + width - 1, 5);
      if (below) visit(at, at + width, 6);
      if (below && x + 1 < width) visit(at, at + width + 1, 7);
    }
  }
}

function squaredDifference(colors: Float32Array, one: number, other: number): number {
  const red = (colors[one] as number) - (colors[other] as number);
  const green = (colors[one + 1] as number) - (colors[other + 1] as number);
  const blue = (colors[one + 2] as number) - (colors[other + 2] as number);
  return red * red + green * green + blue * blue;
}
