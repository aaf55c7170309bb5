/** How right a network is about photos, class by class, out of what was measured on labelled ones. */
import type { PhotoConfusion } from './photo-confusion';

/** Answers to the photos of one label, however sure. */
export interface LabelAccuracy {
  /** Right answers, as positions in the network's classes: several where one label stands for them. */
  classes: number[];
  photos: number;
  right: number;
  /** Wrong answers by class, the most frequent first; of equally frequent ones the first class. */
  mistakes: { answer: number; photos: number }[];
}

/** Answers to all labelled photos. */
export interface PhotoAccuracy {
  photos: number;
  right: number;
  /** In the order of the network's classes; `photos` is above 0. */
  labels: LabelAccuracy[];
  /** Classes that none of the photos showed: how right the network is about these nobody knows. */
  unmeasured: number[];
}

/** Counts what was measured. */
export function photoAccuracy({ classes, labels, answers }: PhotoConfusion): PhotoAccuracy {
  const counted = labels
    .map((label, position) => {
      const right = label.classes.map((name) => classes.indexOf(name));
      const given = answers.flatMap(([shown, answer]) => (shown === position ? [answer] : []));
      return labelAccuracy(right, given);
    })
    .filter(({ photos }) => photos > 0)
    .sort((one, other) => Math.min(...one.classes) - Math.min(...other.classes));
  const shown = new Set(counted.flatMap((label) => label.classes));
  return {
    photos: counted.reduce((sum, { photos }) => sum + photos, 0),
    right: counted.reduce((sum, { right }) => sum + right, 0),
    labels: counted,
    unmeasured: classes.flatMap((_, position) => (shown.has(position) ? [] : [position])),
  };
}

function labelAccuracy(classes: number[], given: readonly number[]): LabelAccuracy {
  const wrong = new Map<number, number>();
  for (const answer of given) {
    if (!classes.includes(answer)) wrong.set(answer, (wrong.get(answer) ?? 0) + 1);
  }
  const mistakes = [...wrong]
    .map(([answer, photos]) => ({ answer, photos }))
    .sort((one, other) => other.photos - one.photos || one.answer - other.answer);
  const right = given.filter((answer) => classes.includes(answer)).length;
  return { classes, photos: given.length, right, mistakes };
}
