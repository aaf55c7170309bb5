/** Whether an answer may be given as one, or is "not sure", and why. */
import { bestOf, ranked } from '../results-csv';
import type { PhotoCategory } from './categories';
import { type OutsideScope, outsideScope, scopeSureness, shareBesideNone } from './scope';

/**
 * Why there is no sure answer, what says most first: the network answers with a class that means none of
 * its others (unless parts are several garments); the photo network sees something that the one that answers has no class for; nothing was told
 * from the background; several garments were found; two classes are about as probable; the most probable
 * one is not probable enough, or no longer when its class for none of the others counts as it should.
 */
export const UNSURE_REASONS = [
  'none-of-these',
  'out-of-scope',
  'nothing-found',
  'several-garments',
  'between-two',
  'low-confidence',
  'perhaps-none',
] as const;
/** One of {@link UNSURE_REASONS}. */
export type UnsureReason = (typeof UNSURE_REASONS)[number];

/** What a network's answer is worth. */
export interface Verdict {
  /** The most probable class and the next, as positions in the network's classes. */
  label: number;
  second: number;
  /** Whether the most probable class is the one that means none of the others. */
  isNone: boolean;
  /** Null when the answer is sure. */
  reason: UnsureReason | null;
  /** Probability that the answer needed. */
  threshold: number;
  /** What the photo network sees beyond the classes; null where it was not asked. */
  outside: OutsideScope | null;
}

/** What is known of how the photo was read. */
export interface VerdictFacts {
  /** Whether there is a garment to answer about: told from its background, or chosen by hand. */
  found: boolean;
  /** Separate garments, a pair being one. */
  garments: number;
  /** What the photo network says, by its categories; null where it was not asked. */
  scope: ArrayLike<number> | null;
}

/** What a person or a network sets. */
export interface VerdictRules {
  /** Probability that an answer needs, 0 to 0.99; 0 has every answer given but that it is none of them. */
  threshold: number;
  /** The class that means none of the others; null where the network has none. */
  noneOfThese: number | null;
  /** What it has no class for, by the photo network's categories; null to leave that network out. */
  without: readonly PhotoCategory[] | null;
}

/**
 * Probability that an answer needs unless a person says otherwise: chosen so that the surest 80 % of the
 * validation photos are answered (docs/decisions/0019-honest-answers.md).
 */
export const DEFAULT_THRESHOLD = 0.34;
/** The highest threshold; nothing is ever certain. */
export const MAX_THRESHOLD = 0.99;

/** Probabilities are shown in whole percent. */
const PERCENT = 0.01;
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
  const weighed = weighedShare(probabilities, label, rules);
  const isClose = second !== label && share - (probabilities[second] ?? 0) < MARGIN;
  const outside = outsideOf(facts, rules);
  return {
    label,
    second,
    isNone: label === rules.noneOfThese,
    reason: reasonOf({ label, share, weighed, isClose, outside }, facts, rules),
    threshold: rules.threshold,
    outside,
  };
}

/**
 * How sure an answer is, 0 to 1, to be held against the threshold: the lesser of the probability of its
 * class, where none of the others counts as it should, and of how sure it is that there is a class for the
 * photo at all.
 * @param probabilities of at least one class
 */
export function surenessOf(
  probabilities: ArrayLike<number>,
  facts: Pick<VerdictFacts, 'scope'>,
  rules: Pick<VerdictRules, 'without' | 'noneOfThese'>,
): number {
  const share = weighedShare(probabilities, bestOf(probabilities), rules);
  const outside = outsideOf(facts, rules);
  return outside ? Math.min(share, scopeSureness(outside)) : share;
}

/** Probability of a class; of a garment beside a class for none of them as {@link shareBesideNone} has it. */
function weighedShare(
  probabilities: ArrayLike<number>,
  label: number,
  { noneOfThese }: Pick<VerdictRules, 'noneOfThese'>,
): number {
  const share = probabilities[label] ?? 0;
  if (noneOfThese === null || label === noneOfThese) return share;
  return shareBesideNone(share, probabilities[noneOfThese] ?? 0);
}

function outsideOf(
  { scope }: Pick<VerdictFacts, 'scope'>,
  { without }: Pick<VerdictRules, 'without'>,
): OutsideScope | null {
  return scope && without ? outsideScope(scope, without) : null;
}

interface Answer {
  label: number;
  share: number;
  /** Its share beside what means none of the others. */
  weighed: number;
  isClose: boolean;
  outside: OutsideScope | null;
}

function reasonOf(
  { label, share, weighed, isClose, outside }: Answer,
  { found, garments }: VerdictFacts,
  { threshold, noneOfThese }: VerdictRules,
): UnsureReason | null {
  // Parts that are garments by themselves say more about a picture than that it is none of them as a whole.
  const isSeveral = garments > 1 && threshold > 0;
  if (label === noneOfThese) return isSeveral ? 'several-garments' : 'none-of-these';
  if (threshold === 0) return null;
  if (outside && scopeSureness(outside) < threshold) return 'out-of-scope';
  if (!found) return 'nothing-found';
  if (isSeveral) return 'several-garments';
  if (isClose) return 'between-two';
  if (weighed >= threshold) return null;
  // Shown as the same percentage as the threshold, it is said to be too low.
  return share < threshold + PERCENT ? 'low-confidence' : 'perhaps-none';
}
