/** What a network answers for photos of each category, in the categories and confidence of a report. */
import type { PhotoConfusion } from './photo-confusion';
import type { CountingRules, PhotoObservation } from './tally';

/**
 * Why shares cannot be corrected for the network's confusion: nobody measured it; the photo network was not
 * asked about these photos as it was about the measured ones, so that others are sure; a person named those that are
 * answered wrongly, so that the others are more often right; or, by positions of
 * classes, `unseen` are counted but were on none of the measured photos and are answered too often to be
 * passed over, and each of `joined` were one label there but are counted apart here.
 */
export type CorrectionProblem =
  | { code: 'notMeasured' }
  | { code: 'notChecked' }
  | { code: 'mistakesNamed' }
  | { code: 'classes'; unseen: number[]; joined: number[][] };

/** Counts of answers to the measured photos. */
export interface Mixing {
  /** For each row the true category's position, or null for classes that are left out. */
  truth: (number | null)[];
  /**
   * Photos by what they show (rows) and by what became of them (columns): one of each category, then
   * "left out", then "not sure".
   */
  counts: number[][];
  /** Classes that were on none of the measured photos. */
  unseen: number[];
  /**
   * Columns of what is taken to get always the same answer, as nobody knows what else the network makes of it: of
   * these classes the columns that they are counted in, and "not sure" of what is in no class.
   */
  unseenColumns: number[];
}

/**
 * The share of a person's photos up to which answers of unseen classes are few. If half of such photos
 * were not recognised, as many again would be counted elsewhere, 5 points in all.
 */
export const FEW_UNSEEN = 0.05;

/**
 * Counts the measured answers in the report's categories. Labels that stand for several classes, like
 * "Shoes", serve when these are counted together; then rows are merged, not answers split.
 * @param photos those whose shares are to be corrected
 */
export function mixingOf(
  measured: PhotoConfusion | null,
  rules: CountingRules,
  photos: readonly PhotoObservation[],
): Mixing | CorrectionProblem {
  if (!measured) return { code: 'notMeasured' };
  const { ofClass, count } = rules.categories;
  const labels = measured.labels.map(({ classes }) =>
    classes.map((name) => measured.classes.indexOf(name)),
  );
  const seen = new Set(labels.flat());
  const unseen = ofClass.flatMap((_, label) => (seen.has(label) ? [] : [label]));
  const unseenColumns = [...new Set(unseen.map((label) => ofClass[label] ?? count))];
  const joined = labels.filter(
    (classes) => new Set(classes.map((label) => ofClass[label])).size > 1,
  );
  const counted = unseen.filter((label) => (ofClass[label] ?? null) !== null);
  const tooMany = areMany(counted, photos, rules.threshold) ? counted : [];
  if (tooMany.length > 0 || joined.length > 0) return { code: 'classes', unseen: tooMany, joined };

  const rowOfLabel = labels.map(([label = 0]) => ofClass[label] ?? null);
  const truth = [...new Set(rowOfLabel)];
  const counts = truth.map(() => new Array<number>(count + 2).fill(0));
  for (const [label, answer, confidence] of measured.answers) {
    const row = counts[truth.indexOf(rowOfLabel[label] ?? null)];
    const isSure = confidence >= rules.threshold;
    const column = isSure ? (ofClass[answer] ?? count) : count + 1;
    if (row) row[column] = (row[column] ?? 0) + 1;
  }
  return { truth, counts, unseen, unseenColumns: [...unseenColumns, count + 1] };
}

/** Whether more than a few of the answers, unsure ones included, are surely of these classes. */
function areMany(
  classes: readonly number[],
  photos: readonly PhotoObservation[],
  threshold: number,
): boolean {
  const answers = photos.filter(({ named }) => named === null);
  const ofThese = answers.filter(
    ({ answer, confidence }) => classes.includes(answer ?? -1) && confidence >= threshold,
  );
  return ofThese.length > FEW_UNSEEN * answers.length;
}

/** Whether it is a reason rather than counts. */
export function isProblem(value: Mixing | CorrectionProblem): value is CorrectionProblem {
  return 'code' in value;
}
