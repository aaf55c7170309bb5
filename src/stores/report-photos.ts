/** The photos of the Assistant as a report counts them. */
import { positionsByMeaning } from '../domain/photo/categories';
import { surenessOf, type VerdictRules } from '../domain/photo/verdict';
import { bestOf } from '../domain/results-csv';
import type { Categories } from '../domain/trends/categories';
import type { PhotoObservation } from '../domain/trends/tally';
import type { PhotoItem } from './assistant-state';

/** Class of what a person named and the network has no class for. */
const NO_CLASS = -1;

/** By which classes photos are counted. */
export interface CountedClasses extends Pick<Categories, 'ofClass'> {
  /** Their names in the data set. */
  classes: readonly string[];
}

/** The photos that a report counts: answered ones, and those that a person named. */
export function observationsOf(
  photos: readonly PhotoItem[],
  rules: Pick<VerdictRules, 'without' | 'noneOfThese'>,
  counted: CountedClasses,
): PhotoObservation[] {
  return photos.flatMap((photo) => {
    const { result, taken } = photo;
    const named = namedClass(photo, counted);
    const answer = result && bestOf(result.probabilities);
    if (answer === null && named === null) return [];
    const confidence = result ? surenessOf(result.probabilities, result, rules) : 0;
    return { answer, confidence, named, day: taken?.day ?? null };
  });
}

/**
 * The class that a person named, null for none. What may be several of the network's classes, as shoes may be three of
 * Fashion-MNIST's, is any of them where these are counted together.
 */
function namedClass(
  { correctedName, correctedClass }: PhotoItem,
  { classes, ofClass }: CountedClasses,
): number | null {
  if (correctedName === null || correctedClass !== null) return correctedClass;
  const [first = NO_CLASS, ...others] = positionsByMeaning(correctedName, classes);
  return others.every((label) => ofClass[label] === ofClass[first]) ? first : NO_CLASS;
}
