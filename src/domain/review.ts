/** In which order a person looks through answers, and what photos are sorted by. */
import { surenessOf, type VerdictFacts, type VerdictRules, verdictOf } from './photo/verdict';
import { bestOf } from './results-csv';

/** What of a photo matters here. */
export interface Reviewable {
  /** Of the classes; null without an answer. */
  result: ({ probabilities: ArrayLike<number> } & VerdictFacts) | null;
  /** What a person said it is, by its name; null for nothing. */
  correctedName: string | null;
  /** The same as a class; null also where there is no such class. */
  correctedClass: number | null;
}

/** The class under which a photo is sorted: what a person said, else the answer; null for neither. */
export function categoryOf({
  result,
  correctedClass,
}: Pick<Reviewable, 'result' | 'correctedClass'>): number | null {
  return correctedClass ?? (result && bestOf(result.probabilities));
}

/** The probability that the network gives its answer, 0 to 1; 0 without one. */
export function confidenceOf({ result }: Pick<Reviewable, 'result'>): number {
  return result ? (result.probabilities[bestOf(result.probabilities)] ?? 0) : 0;
}

/**
 * The answered photos of which nobody said yet what they are: first those whose answer is not sure, for
 * whatever reason, and of both kinds the least sure ones before the others.
 */
export function toReview<T extends Reviewable>(photos: readonly T[], rules: VerdictRules): T[] {
  return photos
    .flatMap((photo) => {
      const { result, correctedName } = photo;
      if (!result || correctedName !== null) return [];
      const { probabilities } = result;
      const isSure = verdictOf(probabilities, result, rules).reason === null;
      return [{ photo, rank: (isSure ? 1 : 0) + surenessOf(probabilities, result, rules) }];
    })
    .sort((left, right) => left.rank - right.rank)
    .map(({ photo }) => photo);
}
