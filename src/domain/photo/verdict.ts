/** Whether an answer may be given as one, or is "not sure", and why. */
import { ranked } from '../results-csv';

/**
 * Why there is no sure answer, what says most first: the network answers with a class that means none of
 * its others; nothing was told from the background; several garments were found; two classes are about
 * as probable; the most probable one is not probable enough.
 */
export const UNSURE_REASONS = [
  'none-of-these',
  'nothing-found',
  'several-garments',
  'between-two',
  'low-confidence',
] as const;
/** One of {@link UNSURE_REASONS}. */
export type UnsureReason = (typeof UNSURE_REASONS)[number];

/** What a network's answer is worth. */
export interface Verdict {
  /** The most probable class and the next, as positions in the network's classes. */
  label: number;
  second: number;
  /** Null when the answer is sure. */
  reason: UnsureReason | null;
}

/** What is known of how the photo was read. */
export interface VerdictFacts {
  /** Whether there is a garment to answer about: told from its background, or chosen by hand. */
  found: boolean;
  /** Separate garments, a pair being one. */
  garments: number;
}

/** What a person or a network sets. */
export interface VerdictRules {
  /** Probability that an answer needs, 0 to 0.99; 0 has every answer given, whatever speaks against it. */
  threshold: number;
  /** The class that means none of the others; null where the network has none. */
  noneOfThese: number | null;
}

/**
 * Probability that an answer needs unless a person says otherwise: chosen so that the surest 80 % of the
 * validation photos are answered (docs/decisions/0019-honest-answers.md).
 */
export const DEFAULT_THRESHOLD = 0.34;
/** The highest threshold; nothing is ever certain. */
export const MAX_THRESHOLD = 0.99;

/** Two classes whose probabilities are less than this apart are about as probable. */
const MARGIN = 0.05;

/**
 * The verdict on an answer.
 * @param probabilities of at least one class
 */
export function verdictOf(
  probabilities: ArrayLike<number>,
  facts: VerdictFacts,
  rules: VerdictRules,
): Verdict {
  const [label = 0, second = label] = ranked(probabilities);
  const share = probabilities[label] ?? 0;
  const isClose = second !== label && share - (probabilities[second] ?? 0) < MARGIN;
  return { label, second, reason: reasonOf(label, share, isClose, facts, rules) };
}

function reasonOf(
  label: number,
  share: number,
  isClose: boolean,
  { found, garments }: VerdictFacts,
  { threshold, noneOfThese }: VerdictRules,
): UnsureReason | null {
  if (label === noneOfThese) return 'none-of-these';
  if (threshold === 0) return null;
  if (!found) return 'nothing-found';
  if (garments > 1) return 'several-garments';
  if (isClose) return 'between-two';
  return share < threshold ? 'low-confidence' : null;
}
