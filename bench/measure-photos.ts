/**
 * Measures what the network that comes with Atelier confuses on photos, and writes
 * public/models/s3-cnn/photos.json, from which reports correct their shares:
 * `npm run build && ATELIER_PHOTOS=DIR npm run measure-photos`, after which `npm run build` takes it in.
 * DIR has photos and a labels.csv with file, label, sender and split.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { SHIPPED_FILES, SHIPPED_FOLDER } from '../src/domain/network';
import { parseRunRecord } from '../src/domain/run';
import {
  formatPhotoConfusion,
  type PhotoConfusion,
  parsePhotoConfusion,
} from '../src/domain/trends/photo-confusion';
import { openApp } from './browser';
import { answerLabelledPhotos, type LabelledPhoto, RIGHT_ANSWERS } from './photos';

const METHOD =
  'The validation photos of the Clothing dataset (A. Grigorev and contributors, CC0 1.0, 2020) that have a Fashion-MNIST class, answered by the Assistant as it is delivered. The way from photo to pixels was chosen on these photos.';
/** Digits of a confidence: finer than any threshold. */
const DIGITS = 4;

async function main(): Promise<void> {
  const folder = process.env.ATELIER_PHOTOS;
  if (!folder) throw new Error('ATELIER_PHOTOS names no folder of labelled photos');
  const app = await openApp();
  try {
    const photos = await answerLabelledPhotos(app, folder);
    const record = confusionOf(photos);
    // Written only as it will be read.
    const text = formatPhotoConfusion(parsePhotoConfusion(record));
    writeFileSync(shippedFile(SHIPPED_FILES.photos), text);
    console.log(`${record.answers.length} photos of ${record.people} people`);
  } finally {
    await app.close();
  }
}

function confusionOf(photos: readonly LabelledPhoto[]): PhotoConfusion {
  const run = parseRunRecord(JSON.parse(readFileSync(shippedFile(SHIPPED_FILES.record), 'utf8')));
  const { classes } = run.dataset;
  const answered = photos.filter(({ answer }) => classes.includes(answer));
  // Source labels with the same right answers are one label.
  const labels = new Map<string, PhotoConfusion['labels'][number]>();
  for (const [source, right] of Object.entries(RIGHT_ANSWERS)) {
    const name = right.length === 1 ? (right[0] ?? source) : source;
    labels.set(right.join(), { name, classes: [...right] });
  }
  const keys = [...labels.keys()];
  return {
    format: 'atelier-photos',
    version: 1,
    run: run.id,
    classes,
    labels: [...labels.values()],
    people: new Set(answered.map(({ sender }) => sender)).size,
    method: METHOD,
    answers: answered.map(({ label, answer, confidence }) => [
      keys.indexOf(RIGHT_ANSWERS[label]?.join() ?? ''),
      classes.indexOf(answer),
      Number(confidence.toFixed(DIGITS)),
    ]),
  };
}

function shippedFile(name: string): string {
  return fileURLToPath(new URL(`../public/${SHIPPED_FOLDER}${name}`, import.meta.url));
}

await main();
