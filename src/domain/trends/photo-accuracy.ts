/** How right a network is, class by class: out of what was measured on labelled photos, or on a run's test images. */
import type { ConfusionMatrix } from '../metrics';
import { noneOfTheseIn } from '../photo/categories';
import type { PhotoConfusion } from './photo-confusion';

/** Answers to the pictures of one label, however sure. */
export interface LabelAccuracy {
  /** Right answers, as positions in the network's classes: several where one label stands for them. */
  classes: number[];
  pictures: number;
  right: number;
  /** Wrong answers by class, the most frequent first; of equally frequent ones the first class. */
  mistakes: { answer: number; pictures: number }[];
}

/** Answers to all labelled pictures. */
export interface LabelledAccuracy {
  pictures: number;
  right: number;
  /** In the order of the network's classes; `pictures` is above 0. */
  labels: LabelAccuracy[];
  /** Classes that none of the pictures showed: how right the network is about these nobody knows. */
  unmeasured: number[];
}

/** Counts what was measured on photos. */
export function photoAccuracy({ classes, labels, answers }: PhotoConfusion): LabelledAccuracy {
  const counted = labels.map((label, position) => {
    const given = new Array<number>(classes.length).fill(0);
    for (const [shown, answer] of answers) {
      if (shown === position) given[answer] = (given[answer] ?? 0) + 1;
    }
    const right = label.classes.map((name) => classes.indexOf(name));
    return labelAccuracy(right, given);
  });
  return ofAllLabels(counted, classes.length);
}

/** What became of measured photos where answers need a certain confidence. */
export interface AccuracyFrom {
  /** Photos whose answers have that confidence. */
  answered: number;
  /** Those of them that are right. */
  right: number;
}

/**
 * Counts the measured answers that are sure enough, by which a threshold can be explained: how many it leaves, and how
 * right these are. That a photo shows none of the classes is never given as an answer, however sure.
 */
export function accuracyFrom(measured: PhotoConfusion, threshold: number): AccuracyFrom {
  const none = noneOfTheseIn(measured.classes);
  const answers = measured.answers.filter(
    ([, answer, confidence]) => confidence >= threshold && answer !== none,
  );
  return { answered: answers.length, right: photoAccuracy({ ...measured, answers }).right };
}

/** Counts what a run answered to its test images; of a class the share right is its recall. */
export function testAccuracy(confusion: ConfusionMatrix): LabelledAccuracy {
  const counted = confusion.map((given, label) => labelAccuracy([label], given));
  return ofAllLabels(counted, confusion.length);
}

/** @param given how often each class was the answer */
function labelAccuracy(classes: number[], given: readonly number[]): LabelAccuracy {
  const answered = given.map((pictures, answer) => ({ answer, pictures }));
  const isRight = ({ answer }: { answer: number }) => classes.includes(answer);
  const mistakes = answered
    .filter((one) => one.pictures > 0 && !isRight(one))
    .sort((one, other) => other.pictures - one.pictures || one.answer - other.answer);
  const right = sumOf(answered.filter(isRight));
  return { classes, pictures: sumOf(answered), right, mistakes };
}

function ofAllLabels(counted: readonly LabelAccuracy[], classes: number): LabelledAccuracy {
  const labels = counted
    .filter(({ pictures }) => pictures > 0)
    .sort((one, other) => Math.min(...one.classes) - Math.min(...other.classes));
  const shown = new Set(labels.flatMap((label) => label.classes));
  return {
    pictures: sumOf(labels),
    right: labels.reduce((sum, { right }) => sum + right, 0),
    labels,
    unmeasured: Array.from({ length: classes }, (_, at) => at).filter((at) => !shown.has(at)),
  };
}

function sumOf(counts: readonly { pictures: number }[]): number {
  return counts.reduce((sum, { pictures }) => sum + pictures, 0);
}
