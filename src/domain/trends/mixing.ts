/** What a network answers for photos of each category, in the categories and confidence of a report. */
import type { PhotoConfusion } from './photo-confusion';
import type { CountingRules } from './tally';

/**
 * Why shares cannot be corrected for the network's confusion: nobody measured it; or, by positions of
 * classes, `unseen` were on none of the measured photos, and each of `joined` were one label there but
 * are counted apart here.
 */
export type CorrectionProblem =
  | { code: 'notMeasured' }
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
}

/**
 * Counts the measured answers in the report's categories. Labels that stand for several classes, like
 * "Shoes", serve when these are counted together; then rows are merged, not answers split.
 */
export function mixingOf(
  measured: PhotoConfusion | null,
  rules: CountingRules,
): Mixing | CorrectionProblem {
  if (!measured) return { code: 'notMeasured' };
  const { ofClass, count } = rules.categories;
  const labels = measured.labels.map(({ classes }) =>
    classes.map((name) => measured.classes.indexOf(name)),
  );
  const seen = new Set(labels.flat());
  const unseen = ofClass.flatMap((category, label) =>
    category !== null && !seen.has(label) ? [label] : [],
  );
  const joined = labels.filter(
    (classes) => new Set(classes.map((label) => ofClass[label])).size > 1,
  );
  if (unseen.length > 0 || joined.length > 0) return { code: 'classes', unseen, joined };

  const rowOfLabel = labels.map(([label = 0]) => ofClass[label] ?? null);
  const truth = [...new Set(rowOfLabel)];
  const counts = truth.map(() => new Array<number>(count + 2).fill(0));
  for (const [label, answer, confidence] of measured.answers) {
    const row = counts[truth.indexOf(rowOfLabel[label] ?? null)];
    const isSure = confidence >= rules.threshold;
    const column = isSure ? (ofClass[answer] ?? count) : count + 1;
    if (row) row[column] = (row[column] ?? 0) + 1;
  }
  return { truth, counts };
}

/** Whether it is a reason rather than counts. */
export function isProblem(value: Mixing | CorrectionProblem): value is CorrectionProblem {
  return 'code' in value;
}
