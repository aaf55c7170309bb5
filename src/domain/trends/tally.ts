/** Photos counted by category. */
import type { Categories } from './categories';
import { type Interval, wilson } from './interval';

/** What a report is made of: one photo, without its picture. */
export interface PhotoObservation {
  /** The class that the network finds most probable, also where a person said otherwise; null without an answer. */
  answer: number | null;
  /** How sure the answer is, as the threshold has it, 0 to 1; 0 without one. */
  confidence: number;
  /** The class that a person said it is, -1 for none of the classes; null where nobody said: then the answer counts. */
  named: number | null;
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
  /**
   * The same by the answers alone, as if nobody had named a photo: by category, then "left out", then "not sure".
   * Photos without an answer are not in it.
   */
  answered: number[];
}

/** How counting goes: categories, and from which confidence on an answer counts. */
export interface CountingRules {
  categories: Pick<Categories, 'ofClass'> & { count: number };
  /** 0 to 1. */
  threshold: number;
}

/** Counts photos. */
export function tally(photos: readonly PhotoObservation[], rules: CountingRules): Tally {
  const { ofClass, count } = rules.categories;
  const zeros = (length: number) => new Array<number>(length).fill(0);
  const said = zeros(count + 1);
  const answered = zeros(count + 2);
  const unnamed = zeros(count + 2);
  const add = (to: number[], at: number) => {
    to[at] = (to[at] ?? 0) + 1;
  };
  for (const { answer, confidence, named } of photos) {
    if (answer !== null) {
      const column = confidence < rules.threshold ? count + 1 : (ofClass[answer] ?? count);
      add(answered, column);
      if (named === null) add(unnamed, column);
    }
    if (named !== null) add(said, ofClass[named] ?? count);
  }
  const known = said.slice(0, count);
  return {
    counted: known.map((photos, category) => photos + (unnamed[category] ?? 0)),
    known,
    leftOutKnown: said[count] ?? 0,
    leftOut: unnamed[count] ?? 0,
    notSure: unnamed[count + 1] ?? 0,
    answered,
  };
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
