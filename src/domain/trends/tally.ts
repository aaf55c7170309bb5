/** Photos counted by category. */
import type { Categories } from './categories';
import { type Interval, wilson } from './interval';

/** What a report is made of: one photo, without its picture. */
export interface PhotoObservation {
  /** Its class: as a person said, else the most probable; -1 where they said what is none of the classes. */
  label: number;
  /** How sure the answer is, as the threshold has it, 0 to 1. */
  confidence: number;
  /** Whether a person said what it is: then it is known. */
  isKnown: boolean;
  /** `YYYY-MM-DD`; null when nothing tells it. */
  day: string | null;
}

/** Photos of one period, or of all, by what became of them. */
export interface Tally {
  /** By category: said by a person, or answered surely enough. */
  counted: number[];
  /** Of these, said by a person. */
  known: number[];
  /** Of a class that is left out: said by a person, and answered. */
  leftOutKnown: number;
  leftOut: number;
  /** Answered with less confidence than asked for: in no category. */
  notSure: number;
}

/** How counting goes: categories, and from which confidence on an answer counts. */
export interface CountingRules {
  categories: Pick<Categories, 'ofClass'> & { count: number };
  /** 0 to 1. */
  threshold: number;
}

/** Counts photos. */
export function tally(photos: readonly PhotoObservation[], rules: CountingRules): Tally {
  const { categories, threshold } = rules;
  const zeros = () => new Array<number>(categories.count).fill(0);
  const sums: Tally = { counted: zeros(), known: zeros(), leftOutKnown: 0, leftOut: 0, notSure: 0 };
  for (const { label, confidence, isKnown } of photos) {
    const category = categories.ofClass[label] ?? null;
    if (!isKnown && confidence < threshold) sums.notSure++;
    else if (category === null) sums[isKnown ? 'leftOutKnown' : 'leftOut']++;
    else {
      sums.counted[category] = (sums.counted[category] ?? 0) + 1;
      if (isKnown) sums.known[category] = (sums.known[category] ?? 0) + 1;
    }
  }
  return sums;
}

/** Photos that are in a category. */
export function countedPhotos({ counted }: Tally): number {
  return counted.reduce((sum, count) => sum + count, 0);
}

/** All photos of a tally. */
export function allPhotos(sums: Tally): number {
  return countedPhotos(sums) + sums.leftOutKnown + sums.leftOut + sums.notSure;
}

/** A share with its 95 % interval, each 0 to 1. */
export interface Share extends Interval {
  share: number;
}

/** Shares of the categories among the photos in any of them, by Wilson's interval; null for no photo. */
export function countedShares(sums: Tally): (Share | null)[] {
  const total = countedPhotos(sums);
  return sums.counted.map((count) =>
    total === 0 ? null : { share: count / total, ...wilson(count, total) },
  );
}
