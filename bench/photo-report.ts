/** docs/results/photos.md: how right the shipped networks are about photos. */
import {
  accuracyOfSurest,
  calibrationBins,
  calibrationErrorByChance,
  expectedCalibrationError,
  type Judged,
} from '../src/domain/calibration';
import type { ShippedKind } from '../src/domain/network';
import { wilson } from '../src/domain/trends/interval';
import type { Machine } from './machine';
import { measuredBy, percent, table } from './markdown';
import { nameOf, type OtherPicture } from './other-pictures';
import {
  byRightAnswers,
  crossCalibrated,
  delivered,
  judge,
  type MeasuredNetwork,
  type PhotoGroup,
  scopeFigures,
  shareNotSure,
} from './photo-figures';
import { type PhotoSpeed, speedSection } from './photo-speed';
import { groupedBy, type LabelledPhoto, type PhotoAnswer } from './photos';

const TITLES: Record<ShippedKind, string> = {
  shipped: 'The network that has seen only Fashion-MNIST',
  forPhotos: 'The network that has seen only Fashion-MNIST, by the preset for photos',
  photo: 'The network that was trained on photos',
};
const MANY_NAMES = 80;
const COMMAND =
  'npm run build && ATELIER_PHOTOS=PHOTOS ATELIER_OTHERS=OTHERS npm run measure-photos';

/** The results as a Markdown page. */
export function photoReport(
  machine: Machine,
  networks: readonly MeasuredNetwork[],
  others: readonly OtherPicture[],
  speed: PhotoSpeed,
): string {
  return `# Measured: photos

${measuredBy(COMMAND, machine)}

Validation photos of the Clothing dataset (A. Grigorev and contributors, CC0 1.0, 2020) by people of whom no
photo was trained on, chosen as files in the Assistant, and [pictures without clothes](#the-pictures-without-clothes).
All is as the Assistant answers when nothing is set: beside the networks that have seen only Fashion-MNIST the photo
network is asked whether there is a class at all ([0022](../decisions/0022-scope-check.md)). Intervals are Wilson's, of
95 %. Photos of one person are alike, so the true intervals are somewhat wider.

Elsewhere: what each step from the photo to the network buys, and each change to the images that the preset for photos
trains on, is in [photo-ablation.md](photo-ablation.md) (\`npm run photo-ablation\`); what was tried with the photo network
is in [0020](../decisions/0020-photo-network.md).

${networks.map(section).join('\n')}
${speedSection(speed)}
${pictureList(others)}`;
}

function section(network: MeasuredNetwork): string {
  const { kind, photos, answered, seconds } = network;
  const judged = photos.map((photo): Judged => judge(kind, photo));
  const right = judged.filter(({ isRight }) => isRight).length;
  const groups = byRightAnswers(network);
  const recalls = groups.map((group) => rightIn(kind, group) / group.photos.length);
  const macro = recalls.reduce((sum, recall) => sum + recall, 0) / recalls.length;
  const people = new Set(photos.map(({ sender }) => sender)).size;
  return `## ${TITLES[kind]}

${right} of ${photos.length} photos by ${people} people right: ${shareText(right, photos.length)}. Mean of the
recalls: ${percent(macro)}. Of the surest 80 %: ${percent(accuracyOfSurest(judged, 0.8))} right.
${(answered / seconds).toFixed(1)} photos a second, opening the network and reading the files included.

${table(
  ['photos of', 'photos', 'right', 'share'],
  groups.map((group) => [
    group.right.join(', '),
    String(group.photos.length),
    String(rightIn(kind, group)),
    shareText(rightIn(kind, group), group.photos.length),
  ]),
)}

${confusion(network, groups)}
${calibration(network)}
${outOfScope(network)}`;
}

function rightIn(kind: ShippedKind, { photos }: PhotoGroup): number {
  return photos.filter((photo) => judge(kind, photo).isRight).length;
}

function shareText(count: number, total: number): string {
  const { low, high } = wilson(count, total);
  return `${percent(count / total)} (${(low * 100).toFixed(0)} to ${(high * 100).toFixed(0)})`;
}

/** How often photos of each kind are taken for each class; photos without a class come last. */
function confusion(
  { classes, withoutClass }: MeasuredNetwork,
  groups: readonly PhotoGroup[],
): string {
  const without = [...groupedBy(withoutClass, ({ label }) => label)];
  const rows = [
    ...groups.map(({ right, photos }) => counts(right.join(', '), right, photos, classes)),
    ...without.map(([label, photos]) => counts(`${label} (no class)`, [], photos, classes)),
  ];
  return `Rows: photos of; columns: taken for, sure or not. What is right is bold, 0 is left empty.

${table(['', ...classes], rows)}
`;
}

function counts(
  name: string,
  right: readonly string[],
  photos: readonly LabelledPhoto[],
  classes: readonly string[],
): string[] {
  const cells = classes.map((own) => {
    const count = photos.filter(({ answer }) => answer === own).length;
    if (count === 0) return '';
    return right.includes(own) ? `**${count}**` : String(count);
  });
  return [name, ...cells];
}

function calibration(network: MeasuredNetwork): string {
  const answers = delivered(network);
  const crossed = crossCalibrated(network);
  const factors = crossed.temperatures.map((temperature) => temperature.toFixed(2)).join(' and ');
  const rows = calibrationBins(answers, 10).filter(({ count }) => count > 0);
  return `Expected calibration error (15 bins), as delivered: ${percent(expectedCalibrationError(answers))}; answers that
are right exactly as often as they say would show ${percent(calibrationErrorByChance(answers))} with so many photos, by chance. With the
temperature set on one half of the people and measured on the other, both ways (logits divided by ${factors}):
${percent(expectedCalibrationError(crossed.answers))}. As delivered, by the probability that is shown${note(network)}:

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

function note({ kind }: MeasuredNetwork): string {
  return kind === 'photo'
    ? ''
    : ' (of photos that have a class; of shoes it is that of one of their three classes)';
}

/** How well what is out of scope is told apart, by what it shows. */
function outOfScope(network: MeasuredNetwork): string {
  const { photos, withoutClass, others } = network;
  const given = others.filter(({ picture }) => !picture.isDrawn);
  const drawn = others.filter(({ picture }) => picture.isDrawn);
  const kindOf = ({ picture }: (typeof others)[number]) => picture.kind;
  const rows = [
    ...scopeRows(
      network,
      'clothes without a class',
      groupedBy(withoutClass, ({ label }) => label),
    ),
    ...scopeRows(network, 'pictures without clothes', groupedBy(given, kindOf)),
    ...scopeRows(network, 'drawn for this', groupedBy(drawn, kindOf)),
  ];
  return `Out of scope; the area under the ROC curve is that of "not sure" beside the ${photos.length} photos, of which
${percent(shareNotSure(photos))} are not sure at the usual threshold:

${table(['', 'pictures', 'area under the ROC curve', 'not sure'], rows)}
`;
}

/** A line for all, then one for each kind. */
function scopeRows(
  network: MeasuredNetwork,
  title: string,
  kinds: ReadonlyMap<string, readonly PhotoAnswer[]>,
): string[][] {
  if (kinds.size === 0) return [];
  const cells = (answers: readonly PhotoAnswer[]) => {
    const { count, area, notSure } = scopeFigures(network, answers);
    return [String(count), area.toFixed(3), percent(notSure)];
  };
  return [
    [`**${title}**`, ...cells([...kinds.values()].flat())],
    ...[...kinds].map(([kind, answers]) => [kind, ...cells(answers)]),
  ];
}

function pictureList(others: readonly OtherPicture[]): string {
  const given = others.filter(({ isDrawn }) => !isDrawn);
  const kinds = [...groupedBy(given, ({ kind }) => kind)];
  const files = table(
    ['kind', 'files'],
    kinds.map(([kind, pictures]) => [kind, listed(pictures.map(nameOf))]),
  );
  return `## The pictures without clothes

OTHERS has a sub-folder for each kind. Here they are from four packages of Debian: gnome-backgrounds,
mate-backgrounds, python3-skimage (faces: the first hundred arrays of its lfw_subset.npy, out of Labeled Faces in the
Wild) and sweethome3d (icons of its furniture, of the categories bathroom, bedroom, kitchen and living room, of its doors
and windows and of its examples). How much *none of these* and the scope check count was chosen with all of these in
view, and so was what the photo network learned from, though from none of them: that flatters the areas a little. The
people are dressed. Photos of furniture and of empty rooms are missing.

${kinds.length === 0 ? 'None were given.' : files}

Drawn for this by [drawn-pictures.ts](../../bench/drawn-pictures.ts), always the same, in the fonts that the browser
finds: single shapes and several, filled and as lines; lines of made-up words. The photo network learned *none of these*
from other drawn shapes and strokes like letters, among other things, so these are nearer to what it knows than photos.
`;
}

/** Names, of many the first and the last alone. */
function listed(names: readonly string[]): string {
  if (names.length < MANY_NAMES) return names.join(', ');
  return `${names.length} from ${names[0]} to ${names[names.length - 1]}`;
}
