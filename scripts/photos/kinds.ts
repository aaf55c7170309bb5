/**
 * What the photo network tells apart in its first phases: the labels of the Clothing dataset, some of which are
 * one category of {@link PHOTO_CATEGORIES} later. What tells a polo from a vest is learned about T-shirts too.
 */
import {
  categoryOfSourceLabel,
  outputOf,
  PHOTO_CATEGORIES,
} from '../../src/domain/photo/categories';
import type { NamedArray } from '../../src/domain/tensors';

/** Labels that have an output of their own behind those of the categories, with how often they are one of it. */
const FINER = [
  { label: 'Top', share: 0.12 },
  { label: 'Polo', share: 0.1 },
  { label: 'Undershirt', share: 0.1 },
  { label: 'Hoodie', share: 0.15 },
  { label: 'Blouse', share: 0.15 },
  { label: 'Blazer', share: 0.5 },
] as const;
const HEAD = ['dense_1/kernel', 'dense_1/bias'];

/** Outputs of a network that tells kinds apart. */
export const KIND_COUNT = PHOTO_CATEGORIES.length + FINER.length;

/** Category of each kind, as outputs of the final network. */
export const OUTPUT_OF_KIND: readonly number[] = [
  ...PHOTO_CATEGORIES.keys(),
  ...FINER.map(({ label }) => {
    const category = categoryOfSourceLabel(label);
    if (category === null) throw new RangeError(`no category: ${label}`);
    return outputOf(category);
  }),
];

/** Kind of a label of the Clothing dataset whose category has the given output. */
export function kindOf(label: string, output: number): number {
  const finer = FINER.findIndex((kind) => kind.label === label);
  return finer < 0 ? output : PHOTO_CATEGORIES.length + finer;
}

/**
 * Weights of a network that tells categories apart, out of those of one that tells kinds apart: each category's
 * logit is a mean of its kinds' logits. That is where training goes on from, not what it ends with.
 */
export function withCategories(weights: readonly NamedArray[]): NamedArray[] {
  const totals = new Array<number>(PHOTO_CATEGORIES.length).fill(0);
  OUTPUT_OF_KIND.forEach((output, kind) => {
    totals[output] = (totals[output] as number) + shareAt(kind);
  });
  const shares = OUTPUT_OF_KIND.map((output, kind) => shareAt(kind) / (totals[output] as number));
  return weights.map((array) => (HEAD.includes(array.name) ? merged(array, shares) : array));
}

function shareAt(kind: number): number {
  return FINER[kind - PHOTO_CATEGORIES.length]?.share ?? 1;
}

function merged({ name, shape, data }: NamedArray, shares: readonly number[]): NamedArray {
  const outputs = PHOTO_CATEGORIES.length;
  const rows = data.length / KIND_COUNT;
  const result = new Float32Array(rows * outputs);
  data.forEach((value, at) => {
    const kind = at % KIND_COUNT;
    const to = Math.floor(at / KIND_COUNT) * outputs + (OUTPUT_OF_KIND[kind] as number);
    result[to] = (result[to] as number) + value * (shares[kind] as number);
  });
  return { name, shape: [...shape.slice(0, -1), outputs], data: result };
}
