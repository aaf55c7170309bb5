/** What is counted about a shipped network's answers to photos. */
import {
  areaUnderRoc,
  atTemperature,
  fitTemperature,
  type Judged,
} from '../src/domain/calibration';
import type { ShippedKind } from '../src/domain/network';
import { NONE_OF_THESE } from '../src/domain/photo/categories';
import { shareBesideNone } from '../src/domain/photo/scope';
import type { OtherAnswer } from './other-pictures';
import { groupedBy, type LabelledPhoto, type PhotoAnswer, rightAnswers } from './photos';

/** A shipped network and what it answered. */
export interface MeasuredNetwork {
  kind: ShippedKind;
  classes: string[];
  /** Photos that a class is right for. */
  photos: LabelledPhoto[];
  /** Photos of clothes that it has no class for. */
  withoutClass: LabelledPhoto[];
  /** Pictures without clothes. */
  others: OtherAnswer[];
  /** Photos that were answered in all, also those without a class, and how long they took together. */
  answered: number;
  seconds: number;
}

/** Whether an answer is right, and how sure it is with what the photo network says. */
export function judge(kind: ShippedKind, { label, answer, sureness }: LabelledPhoto): Judged {
  return { confidence: sureness, isRight: rightAnswers(kind, label).includes(answer) };
}

/** Photos of which the same answers are right. */
export interface PhotoGroup {
  /** Those answers. */
  right: readonly string[];
  photos: LabelledPhoto[];
}

/** Photos by what is right about them, in the order of the network's classes. */
export function byRightAnswers({ kind, classes, photos }: MeasuredNetwork): PhotoGroup[] {
  const groups = groupedBy(photos, ({ label }) => rightAnswers(kind, label).join());
  return [...groups.values()]
    .map((group) => ({ right: rightAnswers(kind, group[0]?.label ?? ''), photos: group }))
    .sort((one, other) => placeOf(one, classes) - placeOf(other, classes));
}

function placeOf({ right }: PhotoGroup, classes: readonly string[]): number {
  return classes.indexOf(right[0] ?? '');
}

/** How well things out of scope are told from photos of clothes with a class. */
export interface ScopeFigures {
  count: number;
  /** Area under the ROC curve of how unsure the answer is. */
  area: number;
  /** Share that is not sure at the usual threshold. */
  notSure: number;
}

/**
 * By how unsure answers are; of a network that knows none of its classes by how improbable the most
 * probable garment is beside that.
 */
export function scopeFigures(
  { classes, photos }: MeasuredNetwork,
  outside: readonly PhotoAnswer[],
): ScopeFigures {
  const none = classes.indexOf(NONE_OF_THESE);
  const doubt = ({ probabilities, sureness }: PhotoAnswer) => {
    if (none < 0) return 1 - sureness;
    const garment = Math.max(...probabilities.filter((_, at) => at !== none));
    return 1 - shareBesideNone(garment, probabilities[none] ?? 0);
  };
  return {
    count: outside.length,
    area: areaUnderRoc(outside.map(doubt), photos.map(doubt)),
    notSure: shareNotSure(outside),
  };
}

/** Share of answers that are not sure at the usual threshold, 0 to 1. */
export function shareNotSure(answers: readonly PhotoAnswer[]): number {
  return answers.filter(({ isSure }) => !isSure).length / answers.length;
}

/** Answers by the probability that is shown, as delivered. */
export function delivered({ kind, photos }: MeasuredNetwork): Judged[] {
  return photos.map((photo) => ({ ...judge(kind, photo), confidence: photo.confidence }));
}

/** Answers as they are when each half of the people sets the temperature for the other half. */
export interface CrossCalibrated {
  answers: Judged[];
  /** What logits are divided by beyond what they are as delivered, by either half. */
  temperatures: number[];
}

/** The people take turns in the order of their names. */
export function crossCalibrated({ kind, classes, photos }: MeasuredNetwork): CrossCalibrated {
  const senders = [...new Set(photos.map(({ sender }) => sender))].sort();
  const isFirst = ({ sender }: LabelledPhoto) => senders.indexOf(sender) % 2 === 0;
  const halves = [photos.filter(isFirst), photos.filter((photo) => !isFirst(photo))];
  const temperatures = halves.map((half) => {
    const labels = half.map(({ label }) =>
      rightAnswers(kind, label).map((name) => classes.indexOf(name)),
    );
    return fitTemperature(joined(half), classes.length, labels);
  });
  const answers = halves.flatMap((half, index) => {
    const scaled = atTemperature(joined(half), classes.length, temperatures[1 - index] ?? 1);
    return half.map((photo, at) => {
      const own = scaled.subarray(at * classes.length, (at + 1) * classes.length);
      return { ...judge(kind, photo), confidence: Math.max(...own) };
    });
  });
  return { answers, temperatures };
}

function joined(photos: readonly LabelledPhoto[]): Float32Array {
  return Float32Array.from(photos.flatMap(({ probabilities }) => probabilities));
}
