/**
 * Measures how right the networks that come with Atelier are about photos of people that none was
 * trained on: `npm run build && ATELIER_PHOTOS=PHOTOS ATELIER_OTHERS=OTHERS npm run measure-photos`.
 * Writes docs/results/photos.md, the photos.json beside each network, from which reports correct their
 * shares, and into the photo network's record its accuracy and the temperature that makes its probabilities
 * believable; the next build takes them in.
 *
 * PHOTOS has photos and a labels.csv (file, label, sender, kids, split). OTHERS has pictures without clothes
 * in sub-folders that are named by what they show (faces, furniture); no two of them have the same name. It
 * is measured whether these are told apart, and pictures of shapes and of text, which are drawn for it.
 * Without ATELIER_OTHERS only the drawn ones are.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { atTemperature, fitTemperature } from '../src/domain/calibration';
import {
  SHIPPED_FILES,
  SHIPPED_FOLDERS,
  SHIPPED_KINDS,
  type ShippedKind,
} from '../src/domain/network';
import { NONE_OF_THESE, outputOf } from '../src/domain/photo/categories';
import { surenessOf } from '../src/domain/photo/verdict';
import { formatPhotoNetwork, parsePhotoNetwork } from '../src/domain/photo-network';
import { parseRunRecord } from '../src/domain/run';
import {
  formatPhotoConfusion,
  type PhotoConfusion,
  parsePhotoConfusion,
} from '../src/domain/trends/photo-confusion';
import { type App, openApp } from './browser';
import { drawPictures } from './drawn-pictures';
import { describeMachine } from './machine';
import { answerOthers, type OtherPicture, picturesIn } from './other-pictures';
import type { MeasuredNetwork } from './photo-figures';
import { photoReport } from './photo-report';
import { measurePhotoSpeed } from './photo-speed';
import { answerLabelledPhotos, groupedBy, type LabelledPhoto, rightAnswers } from './photos';

const METHODS: Record<ShippedKind, string> = {
  shipped:
    'The validation photos of the Clothing dataset (A. Grigorev and contributors, CC0 1.0, 2020) that have a Fashion-MNIST class, answered by the Assistant as it is delivered. The way from photo to pixels was chosen on these photos.',
  forPhotos:
    'The validation photos of the Clothing dataset (A. Grigorev and contributors, CC0 1.0, 2020) that have a Fashion-MNIST class, answered by the Assistant as it is delivered. The way from photo to pixels and the settings of the training were chosen on these photos.',
  photo:
    'The validation photos of the Clothing dataset (A. Grigorev and contributors, CC0 1.0, 2020), by people of whom no photo was trained on, answered by the Assistant as it is delivered. When to stop training was chosen on these photos.',
};
/** Digits of a confidence: finer than any threshold. */
const DIGITS = 4;

async function main(): Promise<void> {
  const folder = process.env.ATELIER_PHOTOS;
  if (!folder) throw new Error('ATELIER_PHOTOS names no folder of labelled photos');
  const others = process.env.ATELIER_OTHERS ? picturesIn(process.env.ATELIER_OTHERS) : [];
  const drawings = mkdtempSync(join(tmpdir(), 'atelier-drawn-'));
  const app = await openApp();
  try {
    others.push(...(await drawPictures(app, drawings)));
    const networks: MeasuredNetwork[] = [];
    for (const kind of SHIPPED_KINDS) networks.push(await measure(app, kind, folder, others));
    const photo = networks.find(({ kind }) => kind === 'photo');
    if (photo) writePhotoRecord(photo);
    const speed = await measurePhotoSpeed(app);
    const report = photoReport(describeMachine(app.browserVersion), networks, others, speed);
    writeFileSync(new URL('../docs/results/photos.md', import.meta.url), report);
    console.log(report);
  } finally {
    await app.close();
    rmSync(drawings, { recursive: true });
  }
}

/** Asks a network about everything, and writes how it confuses classes. */
async function measure(
  app: App,
  kind: ShippedKind,
  folder: string,
  others: readonly OtherPicture[],
): Promise<MeasuredNetwork> {
  const startedAt = performance.now();
  const all = await answerLabelledPhotos(app, folder, kind);
  const seconds = (performance.now() - startedAt) / 1000;
  const photos = all.filter(({ label }) => rightAnswers(kind, label).length > 0);
  const { id, classes } = recordOf(kind);
  // Written only as it will be read.
  const confusion = parsePhotoConfusion(confusionOf(kind, id, classes, photos));
  writeFileSync(shippedFile(kind, SHIPPED_FILES.photos), formatPhotoConfusion(confusion));
  return {
    ...{ kind, classes, photos, answered: all.length, seconds },
    withoutClass: kind === 'photo' ? [] : withoutClass(all),
    others: await answerOthers(app, others, kind),
  };
}

/** Photos of clothes that Fashion-MNIST has no class for. */
function withoutClass(photos: readonly LabelledPhoto[]): LabelledPhoto[] {
  return photos.filter(({ label }) => ['Hat', 'Shorts', 'Skirt'].includes(label));
}

function readRecord(kind: ShippedKind): unknown {
  return JSON.parse(readFileSync(shippedFile(kind, SHIPPED_FILES.record), 'utf8'));
}

function recordOf(kind: ShippedKind): { id: string; classes: string[] } {
  const { id, dataset } =
    kind === 'photo' ? parsePhotoNetwork(readRecord(kind)) : parseRunRecord(readRecord(kind));
  return { id, classes: dataset.classes };
}

function confusionOf(
  kind: ShippedKind,
  run: string,
  classes: string[],
  photos: readonly LabelledPhoto[],
): PhotoConfusion {
  const answered = photos.filter(({ answer }) => classes.includes(answer));
  // Source labels with the same right answers are one label.
  const labels = new Map<string, PhotoConfusion['labels'][number]>();
  for (const { label } of answered) {
    const right = rightAnswers(kind, label);
    const name = right.length === 1 ? (right[0] ?? label) : label;
    labels.set(right.join(), { name, classes: [...right] });
  }
  const keys = [...labels.keys()];
  return {
    format: 'atelier-photos',
    version: 1,
    run,
    classes,
    labels: [...labels.values()],
    people: peopleOf(answered),
    method: METHODS[kind],
    answers: answered.map(({ label, answer, sureness }) => [
      keys.indexOf(rightAnswers(kind, label).join()),
      classes.indexOf(answer),
      Number(sureness.toFixed(DIGITS)),
    ]),
  };
}

/** What the app was built with, and beyond that the temperature for the next build. */
function writePhotoRecord({ classes, photos }: MeasuredNetwork): void {
  const record = parsePhotoNetwork(readRecord('photo'));
  const probabilities = Float32Array.from(photos.flatMap((photo) => photo.probabilities));
  const labels = photos.map(({ label }) => classes.indexOf(rightAnswers('photo', label)[0] ?? ''));
  const factor = fitTemperature(probabilities, classes.length, labels);
  const recalls = recallsOf(photos);
  writeFileSync(
    shippedFile('photo', SHIPPED_FILES.record),
    formatPhotoNetwork({
      ...record,
      temperature: Number((record.temperature * factor).toFixed(3)),
      usualThreshold: usualThreshold(atTemperature(probabilities, classes.length, factor), photos),
      validation: {
        photos: photos.length,
        people: peopleOf(photos),
        accuracy: photos.filter(isRight).length / photos.length,
        macroRecall: recalls.reduce((sum, recall) => sum + recall, 0) / recalls.length,
      },
    }),
  );
}

/** How sure answers are that belong to the surest 80 %. */
function usualThreshold(probabilities: Float32Array, photos: readonly LabelledPhoto[]): number {
  const classes = probabilities.length / photos.length;
  const rules = { without: null, noneOfThese: outputOf(NONE_OF_THESE) };
  const sureness = photos.map((_, at) => {
    const own = probabilities.subarray(at * classes, (at + 1) * classes);
    return surenessOf(own, { scope: null }, rules);
  });
  sureness.sort((left, right) => left - right);
  return Number((sureness[Math.floor(photos.length * 0.2)] ?? 0).toFixed(2));
}

function recallsOf(photos: readonly LabelledPhoto[]): number[] {
  const groups = groupedBy(photos, ({ label }) => rightAnswers('photo', label).join());
  return [...groups.values()].map((group) => group.filter(isRight).length / group.length);
}

function isRight({ label, answer }: LabelledPhoto): boolean {
  return rightAnswers('photo', label).includes(answer);
}

function peopleOf(photos: readonly LabelledPhoto[]): number {
  return new Set(photos.map(({ sender }) => sender)).size;
}

function shippedFile(kind: ShippedKind, name: string): string {
  return fileURLToPath(new URL(`../public/${SHIPPED_FOLDERS[kind]}${name}`, import.meta.url));
}

await main();
