/** Whether a person named only what the network got wrong. */
import { sum } from './cells';
import { wilson } from './interval';
import type { Mixing } from './mixing';
import type { CountingRules, PhotoObservation } from './tally';

/** Sure answers that are confirmed less than this part as often as they should be were not chosen by what they say. */
const LEAST_CONFIRMED = 0.5;

/**
 * Whether the photos that a person named are mostly those with a wrong answer: of their sure answers clearly fewer than
 * half as many are right as on the measured photos. Then the answers that were left are more often right than the
 * measured ones, nobody knows by how much, and shares as counted are nearer to the truth than corrected ones.
 */
export function areMistakesNamed(
  photos: readonly PhotoObservation[],
  rules: CountingRules,
  mixing: Mixing,
): boolean {
  const { ofClass } = rules.categories;
  const confirmed = photos.flatMap(({ answer, confidence, named }) => {
    if (answer === null || named === null || confidence < rules.threshold) return [];
    const category = ofClass[answer] ?? null;
    return category === null ? [] : [{ category, isRight: ofClass[named] === category }];
  });
  if (confirmed.length === 0) return false;
  const right = confirmed.filter(({ isRight }) => isRight).length;
  const expected = sum(confirmed.map(({ category }) => rightShare(mixing, category)));
  const most = wilson(right, confirmed.length).high;
  return most < (LEAST_CONFIRMED * expected) / confirmed.length;
}

/** How many of the measured photos that were answered as of a category are; 0 where none was answered so. */
function rightShare({ truth, counts }: Mixing, category: number): number {
  const answered = sum(counts.map((row) => row[category] ?? 0));
  const right = counts[truth.indexOf(category)]?.[category] ?? 0;
  return answered > 0 ? right / answered : 0;
}
