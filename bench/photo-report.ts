/** docs/results/photos.md: how right the shipped networks are about photos. */
import {
  accuracyOfSurest,
  areaUnderRoc,
  atTemperature,
  calibrationBins,
  expectedCalibrationError,
  fitTemperature,
  type Judged,
} from '../src/domain/calibration';
import type { ShippedKind } from '../src/domain/network';
import { NONE_OF_THESE } from '../src/domain/photo/categories';
import { wilson } from '../src/domain/trends/interval';
import type { Machine } from './machine';
import { measuredBy, percent, table } from './markdown';
import { groupedBy, type LabelledPhoto, type PhotoAnswer, rightAnswers } from './photos';

/** A shipped network and what it answered. */
export interface MeasuredNetwork {
  kind: ShippedKind;
  classes: string[];
  photos: LabelledPhoto[];
  /** Photos that were answered in all, also those without a class, and how long they took together. */
  answered: number;
  seconds: number;
  /** Answers about what the network has no class for. */
  others: PhotoAnswer[];
}

const TITLES: Record<ShippedKind, string> = {
  shipped: 'The network that has seen only Fashion-MNIST',
  forPhotos: 'The network that has seen only Fashion-MNIST, by the preset for photos',
  photo: 'The network that was trained on photos',
};

/** The results as a Markdown page. */
export function photoReport(machine: Machine, networks: readonly MeasuredNetwork[]): string {
  return `# Measured: photos

${measuredBy('npm run build && ATELIER_PHOTOS=DIR npm run measure-photos', machine)}

Validation photos of the Clothing dataset (A. Grigorev and contributors, CC0 1.0, 2020) by people of whom no
photo was trained on, chosen as files in the Assistant. Intervals are Wilson's, of 95 %. Photos of one person
are alike, so the true intervals are somewhat wider.

${networks.map(section).join('\n')}`;
}

const WITHOUT_CLASS = 'photos of hats, shorts and skirts, for which it has no class';
/** What the pictures are that a network has no class for. */
const OTHERS: Record<ShippedKind, string> = {
  shipped: WITHOUT_CLASS,
  forPhotos: WITHOUT_CLASS,
  photo:
    "pictures without clothes (Debian's gnome-backgrounds, mate-backgrounds and python3-skimage)",
};

function section(network: MeasuredNetwork): string {
  const { kind, photos, answered, seconds } = network;
  const judged = photos.map((photo): Judged => judge(kind, photo));
  const right = judged.filter(({ isRight }) => isRight).length;
  const groups = byAnswers(network);
  const macro = groups.reduce((sum, group) => sum + group.right / group.photos, 0) / groups.length;
  const people = new Set(photos.map(({ sender }) => sender)).size;
  return `## ${TITLES[kind]}

${right} of ${photos.length} photos by ${people} people right: ${shareText(right, photos.length)}. Mean of the
recalls: ${percent(macro)}. Of the surest 80 %: ${percent(accuracyOfSurest(judged, 0.8))} right.
${(answered / seconds).toFixed(1)} photos a second, opening the network and reading the files included.
${outOfScope(network)}

${table(
  ['photos of', 'photos', 'right', 'share', 'most often taken for'],
  groups.map((group) => [
    group.name,
    String(group.photos),
    String(group.right),
    shareText(group.right, group.photos),
    group.mistakes,
  ]),
)}
${kind === 'photo' ? calibration(network, judged) : ''}`;
}

function judge(kind: ShippedKind, { label, answer, sureness }: LabelledPhoto): Judged {
  return { confidence: sureness, isRight: rightAnswers(kind, label).includes(answer) };
}

/**
 * How well what is out of scope is told apart: by how sure the answer is, and of a network that knows none
 * of its classes by how probable the most probable garment is.
 */
function outOfScope({ kind, classes, photos, others }: MeasuredNetwork): string {
  if (others.length === 0) return '';
  const none = classes.indexOf(NONE_OF_THESE);
  const doubt = ({ probabilities, sureness }: PhotoAnswer) =>
    1 - (none < 0 ? sureness : Math.max(...probabilities.filter((_, at) => at !== none)));
  const area = areaUnderRoc(others.map(doubt), photos.map(doubt));
  const refused = others.filter(({ isSure }) => !isSure).length;
  const doubted = photos.filter(({ isSure }) => !isSure).length;
  return `Beside ${others.length} ${OTHERS[kind]}: area under the ROC curve of
"not sure" ${area.toFixed(3)}; at the usual threshold ${percent(refused / others.length)} of these are not sure, and
${percent(doubted / photos.length)} of the photos.
`;
}

interface Group {
  name: string;
  photos: number;
  right: number;
  mistakes: string;
}

/** Photos by what is right about them, in the order of the network's classes. */
function byAnswers({ kind, classes, photos }: MeasuredNetwork): Group[] {
  const groups = groupedBy(photos, ({ label }) => rightAnswers(kind, label).join(', '));
  return [...groups]
    .map(([name, group]) => ({
      name,
      photos: group.length,
      right: group.filter((photo) => judge(kind, photo).isRight).length,
      mistakes: commonMistakes(kind, group),
      place: classes.indexOf(name.split(', ')[0] ?? ''),
    }))
    .sort((left, right) => left.place - right.place);
}

function commonMistakes(kind: ShippedKind, photos: readonly LabelledPhoto[]): string {
  const wrong = photos.filter((photo) => !judge(kind, photo).isRight);
  return [...groupedBy(wrong, ({ answer }) => answer)]
    .sort(([, left], [, right]) => right.length - left.length)
    .slice(0, 3)
    .map(([answer, group]) => `${answer} ${group.length}`)
    .join(', ');
}

function shareText(count: number, total: number): string {
  const { low, high } = wilson(count, total);
  return `${percent(count / total)} (${(low * 100).toFixed(0)} to ${(high * 100).toFixed(0)})`;
}

/** As delivered, and as it is when each half of the people sets the temperature for the other half. */
function calibration(network: MeasuredNetwork, judged: readonly Judged[]): string {
  const crossed = crossCalibrated(network);
  const rows = calibrationBins(judged, 10).filter(({ count }) => count > 0);
  return `
Expected calibration error (15 bins), as delivered: ${percent(expectedCalibrationError(judged))}. With the
temperature set on one half of the people and measured on the other, both ways:
${percent(expectedCalibrationError(crossed))}. As delivered, by confidence:

${table(
  ['photos', 'mean confidence', 'right'],
  rows.map(({ count, confidence, accuracy }) => [
    String(count),
    percent(confidence),
    percent(accuracy),
  ]),
)}
`;
}

function crossCalibrated({ classes, photos }: MeasuredNetwork): Judged[] {
  const senders = [...new Set(photos.map(({ sender }) => sender))].sort();
  const isFirst = ({ sender }: LabelledPhoto) => senders.indexOf(sender) % 2 === 0;
  const halves = [photos.filter(isFirst), photos.filter((photo) => !isFirst(photo))];
  return halves.flatMap((half, index) => {
    const other = halves[1 - index] ?? [];
    const labels = other.map(({ label }) => classes.indexOf(rightAnswers('photo', label)[0] ?? ''));
    const temperature = fitTemperature(joined(other), classes.length, labels);
    const scaled = atTemperature(joined(half), classes.length, temperature);
    return half.map((photo, at) => {
      const own = scaled.subarray(at * classes.length, (at + 1) * classes.length);
      return { ...judge('photo', photo), confidence: Math.max(...own) };
    });
  });
}

function joined(photos: readonly LabelledPhoto[]): Float32Array {
  return Float32Array.from(photos.flatMap(({ probabilities }) => probabilities));
}
