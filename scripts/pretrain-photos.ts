/**
 * Trains the photo network that comes with Atelier: by the engine in a headless browser, on labelled photos
 * (docs/decisions/0020-photo-network.md): `npm run data && ATELIER_PHOTOS=DIR npm run pretrain:photos`. DIR
 * has photos and a labels.csv (file, label, sender, kids, split). Writes public/models/photo-resnet after
 * the second phase and each later one, and goes on from what lies there with `--from-phase 3` or 4. About two
 * hours on two cores.
 * Afterwards `npm run build` and `npm run measure-photos` measure it in the app and set its temperature.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { photoResnet } from '../src/domain/models/photo-resnet';
import { totalParameters } from '../src/domain/models/shapes';
import { SHIPPED_FILES, SHIPPED_FOLDERS } from '../src/domain/network';
import { PHOTO_CATEGORIES } from '../src/domain/photo/categories';
import { KEPT_SCALE } from '../src/domain/photo/training-view';
import { formatPhotoNetwork, type PhotoCounts } from '../src/domain/photo-network';
import { formatSafetensors, parseSafetensors } from '../src/domain/safetensors';
import type { NamedArray } from '../src/domain/tensors';
import type { PhotoPhase } from '../src/ml/train/photos/train-photos';
import { BROWSER_ARGUMENTS } from './browser-arguments';
import { findBrowser } from './find-browser';
import { type LabelledPhoto, readLabels } from './photos/labels';
import { gatherOthers } from './photos/other-pictures';
import type { PhotoList, PretrainNews, PretrainTask } from './photos/pretrain-worker';
import { servePages } from './serve-pages';

/** Chosen on the validation photos; see docs/decisions/0020-photo-network.md. */
const COMMON: Omit<PhotoPhase, 'side' | 'epochs' | 'learningRate' | 'share'> = {
  batchSize: 32,
  view: {
    ...{ smallestArea: 0.4, stretch: 1.33, rotation: 15, flip: 0.5 },
    ...{ color: 0.35, hue: 12, erasing: 0.25 },
  },
  mixup: 0.2,
  balance: 0.4,
  cut: 0.4,
  exchanged: 0.45,
  poor: 0.1,
};
/**
 * Small photos first: they take half the time and teach most. The first two phases tell finer kinds apart
 * (photos/kinds.ts).
 */
const PHASES: readonly PhotoPhase[] = [
  { ...COMMON, side: 64, epochs: 110, learningRate: 3e-3, share: 1 },
  { ...COMMON, side: 96, epochs: 14, learningRate: 1.5e-3, share: 0.7 },
  { ...COMMON, side: 96, epochs: 100, learningRate: 2e-3, share: 1 },
  { ...COMMON, side: 128, epochs: 30, learningRate: 1e-3, share: 0.5 },
];
const FINER_PHASES = 2;
/** Side at which the network answers, in pixels: the mean of the weights of two phases has it between theirs. */
const ANSWERED_SIDE = 112;
const WEIGHT_DECAY = 0.05;
const LABEL_SMOOTHING = 0.1;
const SHARES = { fashion: 0.15, nothing: 0.1 };
/** Sides at which photos are kept in each phase, a little above what is trained on; small ones are views of the next phase's. */
const KEPT_SIDES = PHASES.map(({ side }) => keptSide(Math.max(side, 96)));
const PORT = 4391;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string', default: '1' },
      'from-phase': { type: 'string', default: '1' },
      folder: {
        type: 'string',
        default: fileURLToPath(new URL(`../public/${SHIPPED_FOLDERS.photo}`, import.meta.url)),
      },
    },
  });
  const photos = process.env.ATELIER_PHOTOS;
  if (!photos) throw new Error('ATELIER_PHOTOS names no folder of photos with a labels.csv');
  const done = Number(values['from-phase']) - 1;
  // What is written tells categories apart: no phase before goes on from it.
  if (done > 0 && done < FINER_PHASES) {
    throw new Error(`goes on from phase ${FINER_PHASES + 1} at the earliest`);
  }
  const [train, validation] = [readLabels(photos, 'train'), readLabels(photos, 'validation')];
  const seed = Number(values.seed);
  const counts = { training: countsOf(train), validation: countsOf(validation) };
  const others = mkdtempSync(join(tmpdir(), 'atelier-others-'));
  try {
    const task: PretrainTask = {
      job: {
        seed,
        weightDecay: WEIGHT_DECAY,
        labelSmoothing: LABEL_SMOOTHING,
        phases: PHASES,
      },
      done,
      finerPhases: FINER_PHASES,
      answeredSide: ANSWERED_SIDE,
      train: listOf(train),
      validation: listOf(validation),
      others: gatherOthers(others).map((name) => `/others/${name}`),
      keptSides: KEPT_SIDES,
      validatedSide: keptSide(ANSWERED_SIDE),
      shares: SHARES,
      initial: done > 0 ? readWeights(values.folder) : null,
    };
    const folders = { '/photos': photos, '/others': others };
    await runInBrowser(folders, task, (news) => hear(news, values.folder, seed, counts));
  } finally {
    rmSync(others, { recursive: true });
  }
}

/** As the app keeps photos for a network of this side. */
function keptSide(side: number): number {
  return Math.round(KEPT_SCALE * side);
}

async function runInBrowser(
  folders: Readonly<Record<string, string>>,
  task: PretrainTask,
  onNews: (news: PretrainNews) => void,
): Promise<void> {
  const server = await servePages(PORT, false, folders);
  const browser = await chromium.launch({
    executablePath: findBrowser((line) => console.log(line)),
    args: [...BROWSER_ARGUMENTS],
  });
  try {
    const page = await browser.newPage();
    page.on('pageerror', (error) => console.error(error));
    await page.exposeFunction('tell', onNews);
    await page.goto(new URL('scripts/photos/pretrain.html', server.resolvedUrls?.local[0]).href);
    await page.evaluate(
      (given) =>
        (globalThis as unknown as { pretrain(task: PretrainTask): Promise<null> }).pretrain(given),
      task,
    );
  } finally {
    await browser.close();
    await server.close();
  }
}

function listOf(photos: readonly LabelledPhoto[]): PhotoList {
  return {
    addresses: photos.map(({ file }) => `/photos/${file}`),
    labels: photos.map(({ output }) => output),
    kinds: photos.map(({ kind }) => kind),
  };
}

function countsOf(photos: readonly LabelledPhoto[]): PhotoCounts {
  return { photos: photos.length, people: new Set(photos.map(({ sender }) => sender)).size };
}

function readWeights(folder: string): NamedArray[] {
  return parseSafetensors(new Uint8Array(readFileSync(join(folder, SHIPPED_FILES.weights))));
}

/** Tells an epoch, and writes the network at the end of a phase. */
function hear(
  news: PretrainNews,
  folder: string,
  seed: number,
  counts: { training: PhotoCounts; validation: PhotoCounts },
): void {
  switch (news.type) {
    case 'epoch': {
      const { phase, epoch, seconds, trainingLoss, validationAccuracy, recalls } = news;
      console.log(
        `phase ${phase + 1}, epoch ${epoch}: ${seconds.toFixed(1)} s, loss ${trainingLoss.toFixed(3)}, ` +
          `validation ${validationAccuracy.toFixed(4)}, ` +
          `recalls ${recalls.map((recall) => recall.toFixed(2)).join(' ')}`,
      );
      return;
    }
    case 'prepared':
      console.log(
        `${news.garments} of ${news.photos} garments told from what is behind them, ` +
          `${news.others} pictures of other things, ${news.seconds.toFixed(0)} s`,
      );
      return;
    case 'network':
      write(news, folder, seed, counts);
      return;
    case 'done':
      return;
    default:
      news satisfies never;
  }
}

function write(
  { weights, validationAccuracy, recalls }: Extract<PretrainNews, { type: 'network' }>,
  folder: string,
  seed: number,
  { training, validation }: { training: PhotoCounts; validation: PhotoCounts },
): void {
  const spec = photoResnet(ANSWERED_SIDE);
  // Arrays come from the page as objects of numbers.
  const arrays = weights.map(({ name, shape, data }) => ({
    name,
    shape,
    data: Float32Array.from(Object.values(data)),
  }));
  const file = formatSafetensors(arrays, {}, 'F16');
  const id = createHash('sha256').update(file).digest('hex').slice(0, 16);
  const macroRecall = recalls.reduce((sum, recall) => sum + recall, 0) / recalls.length;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, SHIPPED_FILES.weights), file);
  writeFileSync(
    join(folder, SHIPPED_FILES.record),
    formatPhotoNetwork({
      format: 'atelier-photo-network',
      version: 1,
      id,
      createdAt: new Date().toISOString(),
      model: { spec, parameters: totalParameters(spec) },
      dataset: { classes: [...PHOTO_CATEGORIES] },
      settings: { seed },
      temperature: 1,
      usualThreshold: 0.5,
      training,
      validation: { ...validation, accuracy: validationAccuracy, macroRecall },
    }),
  );
  console.log(`written to ${folder}: validation ${validationAccuracy.toFixed(4)}`);
}

await main();
