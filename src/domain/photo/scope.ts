/**
 * Whether a photo shows something that a network has no class for, by what the photo network says of it: a
 * network cannot know what it has never seen (docs/decisions/0022-scope-check.md).
 */
import { FASHION_CLASSES } from '../dataset';
import {
  categoryOfFashionLabel,
  outputOf,
  PHOTO_CATEGORIES,
  type PhotoCategory,
} from './categories';

/** What the photo network says lies outside of another network's classes. */
export interface OutsideScope {
  /** Probability that the photo shows something that the other network has no class for, 0 to 1. */
  probability: number;
  /** The most probable category of those; `None of these` for what is no clothing at all. */
  category: PhotoCategory;
}

/**
 * How much the odds of being out of scope count. Clothes are most of what the photo network has learned from, so it is
 * slow to say that something is none of them; chosen on photos.
 */
const ODDS = 10;

const FASHION_CATEGORIES = new Set(
  FASHION_CLASSES.map((_, label) => categoryOfFashionLabel(label)),
);
const WITHOUT_FASHION_CLASS = PHOTO_CATEGORIES.filter(
  (category) => !FASHION_CATEGORIES.has(category),
);

/**
 * What the photo network tells apart and a network has no class for, `None of these` included.
 * Null for a network with other classes than Fashion-MNIST's, of which nothing is known here.
 */
export function categoriesWithoutClass(
  classes: readonly string[],
): readonly PhotoCategory[] | null {
  const isFashion =
    classes.length === FASHION_CLASSES.length &&
    FASHION_CLASSES.every((name, label) => classes[label] === name);
  return isFashion ? WITHOUT_FASHION_CLASS : null;
}

/**
 * @param opinion the photo network's probabilities, in the order of {@link PHOTO_CATEGORIES}
 * @param without at least one category, as {@link categoriesWithoutClass} gives them
 */
export function outsideScope(
  opinion: ArrayLike<number>,
  without: readonly PhotoCategory[],
): OutsideScope {
  const shareOf = (category: PhotoCategory) => opinion[outputOf(category)] ?? 0;
  const category = without.reduce((best, other) => (shareOf(other) > shareOf(best) ? other : best));
  const sum = without.reduce((total, other) => total + shareOf(other), 0);
  // Rounded shares may add up to a little more than 1.
  return { probability: Math.min(1, sum), category };
}

/**
 * How probable a garment is by the photo network's own answer, where `None of these` counts as much as for other
 * networks: its probability if such pictures were that many times as frequent (Saerens et al. 2002,
 * https://doi.org/10.1162/089976602753284446).
 * @param share probability of the garment, as answered
 * @param none that of `None of these`
 */
export function shareBesideNone(share: number, none: number): number {
  return share / (1 - none + ODDS * none);
}

/** How sure it is that a photo is within the scope, 0 to 1, to be held against the same threshold as a confidence. */
export function scopeSureness({ probability }: Pick<OutsideScope, 'probability'>): number {
  const inside = 1 - probability;
  return inside / (inside + ODDS * probability);
}
