/**
 * Measures what each step buys on photos for a network that has seen only Fashion-MNIST: from the photo to
 * the network, and in what the network learns from. `npm run data && ATELIER_PHOTOS=DIR npm run
 * photo-ablation`; DIR has photos and a labels.csv (file, label, sender, kids, split), of which the validation
 * photos are asked. Writes docs/results/photo-ablation.md. Trains 24 networks in a headless browser, about
 * a quarter of an hour on two cores.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { BROWSER_ARGUMENTS } from '../scripts/browser-arguments';
import { findBrowser } from '../scripts/find-browser';
import { readLabels } from '../scripts/photos/labels';
import { servePages } from '../scripts/serve-pages';
import { FASHION_CLASSES } from '../src/domain/dataset';
import { SHIPPED_FILES, SHIPPED_FOLDERS, type ShippedRunKind } from '../src/domain/network';
import { categoryOfFashionLabel, positionByMeaning } from '../src/domain/photo/categories';
import { HYPOTHESIS_COUNT } from '../src/domain/photo/hypotheses';
import { PHOTO_LIKE, type PhotoLikeOptions } from '../src/domain/photo/photo-like-view';
import { PRESETS, withPreset } from '../src/domain/presets';
import { shuffle } from '../src/domain/random';
import { parseRunRecord } from '../src/domain/run';
import { defaultSettings } from '../src/domain/settings';
import { describeMachine } from './machine';
import { measuredBy, percent, table } from './markdown';
import type { AblationNews, AblationResult, AblationTask, Way } from './photo-ablation-worker';

/** What is trained: null for the images as they are. */
interface Stage {
  name: string;
  views: PhotoLikeOptions | null;
  /** Corrected photos that are trained on too; absent: none. */
  kept?: { photos: number; copies: number };
}

const BARE: PhotoLikeOptions = {
  ...{ tone: 0, polarity: 0, rotation: 0, stretch: 0, flip: 0 },
  ...{ occlusion: 0, texture: 0, remains: 0, pairs: 0 },
};
const { rotation, stretch, flip, occlusion, remains, texture } = PHOTO_LIKE;
const TURNED = { ...BARE, rotation, stretch, flip };
const PARTLY = { ...TURNED, occlusion, remains };
/** Each has what the one before has. */
const STAGES: readonly Stage[] = [
  { name: 'images as they are', views: null },
  { name: '+ turned, stretched, mirrored', views: TURNED },
  { name: '+ parts hidden, holes and bits of background', views: PARTLY },
  {
    name: '+ a fifth with texture and shade, all blurred more or less',
    views: { ...PARTLY, texture },
  },
  { name: '+ shoes from above and in pairs: the preset', views: PHOTO_LIKE },
];
/** The preset, and one thing more. */
const LEFT_OUT: readonly Stage[] = [
  { name: 'and half in other brightness and contrast', views: { ...PHOTO_LIKE, tone: 0.5 } },
  {
    name: 'and of these half turned over',
    views: { ...PHOTO_LIKE, tone: 0.5, polarity: 0.5 },
  },
  {
    name: 'and half instead of a fifth with texture and shade',
    views: { ...PHOTO_LIKE, texture: 0.5 },
  },
];
/** The preset, and photos that a person corrected and kept, as the Assistant offers it. */
const KEPT: readonly Stage[] = [
  [100, 1],
  [100, 10],
  [100, 50],
  [1000, 10],
].map(([photos = 0, copies = 0]) => ({
  name: `and ${photos} corrected photos, each ${copies === 1 ? 'once' : `${copies} times`}`,
  views: PHOTO_LIKE,
  kept: { photos, copies },
}));
const ALL_STAGES = [...STAGES, ...LEFT_OUT, ...KEPT];
/** Fewer than the preset's: the steps are compared, not the best that they can do. */
const EPOCHS = 4;
const SEEDS = [1, 2];
/** Of the corrected photos. */
const ORDER_SEED = 5;
const PORT = 4392;

async function main(): Promise<void> {
  const folder = process.env.ATELIER_PHOTOS;
  if (!folder) throw new Error('ATELIER_PHOTOS names no folder of photos with a labels.csv');
  const known = new Set<string>(Array.from({ length: 10 }, (_, at) => categoryOfFashionLabel(at)));
  const photos = readLabels(folder, 'validation')
    .filter(({ category }) => known.has(category))
    .map(({ file, category }) => ({ address: `/photos/${file}`, category }));
  const stages = ALL_STAGES.flatMap((stage) => SEEDS.map(() => stage));
  const trainings = stages.map(({ views, kept = { photos: 0, copies: 0 } }, index) => ({
    settings: {
      ...withPreset(defaultSettings(), 'forPhotos'),
      epochs: EPOCHS,
      seed: SEEDS[index % SEEDS.length] ?? 0,
      photoViews: views ? (PRESETS.forPhotos.photoViews ?? 0) : 0,
    },
    views: views ?? BARE,
    kept,
  }));
  const task = { photos, corrected: correctedPhotos(folder), trainings };
  const { version, results } = await runInBrowser(folder, task);
  const text = report(version, photos.length, results);
  writeFileSync(new URL('../docs/results/photo-ablation.md', import.meta.url), text);
  console.log(text);
}

/** By the people of the training split, in an order by chance: those that can be kept at all. */
function correctedPhotos(folder: string): AblationTask['corrected'] {
  const photos = readLabels(folder, 'train').flatMap(({ file, category }) => {
    const label = positionByMeaning(category, FASHION_CLASSES);
    return label === null ? [] : [{ address: `/photos/${file}`, label }];
  });
  const order = shuffle(Uint32Array.from(photos.keys()), ORDER_SEED);
  const most = Math.max(...KEPT.map(({ kept }) => kept?.photos ?? 0));
  return Array.from(order.subarray(0, most), (at) => photos[at] as (typeof photos)[0]);
}

async function runInBrowser(
  folder: string,
  task: AblationTask,
): Promise<{ version: string; results: AblationResult[] }> {
  const server = await servePages(PORT, false, { '/photos': folder });
  const executablePath = findBrowser((line) => console.log(line));
  const browser = await chromium.launch({ executablePath, args: [...BROWSER_ARGUMENTS] });
  const results: AblationResult[] = [];
  try {
    const page = await browser.newPage();
    page.on('pageerror', (error) => console.error(error));
    await page.exposeFunction('tell', (news: AblationNews) => {
      if (news.type === 'done') return;
      results.push(news);
      const { training, validationImages, photos, seconds } = news;
      console.log(
        `${training}: images ${validationImages.toFixed(4)}, photos ${photos.mean.toFixed(4)}, ${seconds.toFixed(0)} s`,
      );
    });
    await page.goto(new URL('bench/photo-ablation.html', server.resolvedUrls?.local[0]).href);
    await page.evaluate(
      (given) =>
        (globalThis as unknown as { measure(task: AblationTask): Promise<null> }).measure(given),
      task,
    );
    return { version: browser.version(), results };
  } finally {
    await browser.close();
    await server.close();
  }
}

/** Means over the seeds of a stage, counted over all stages. */
function meanOf(
  results: readonly AblationResult[],
  stage: number,
  figure: (result: AblationResult) => number,
): string {
  const own = results.slice(stage * SEEDS.length, (stage + 1) * SEEDS.length);
  return percent(own.reduce((sum, result) => sum + figure(result), 0) / own.length);
}

function report(version: string, photos: number, results: readonly AblationResult[]): string {
  const row = ({ name }: Pick<Stage, 'name'>, stage: number) => [
    name,
    meanOf(results, stage, (result) => result.photos.toned),
    meanOf(results, stage, (result) => result.photos.mean),
    meanOf(results, stage, (result) => result.validationImages),
  ];
  const preset = STAGES.length - 1;
  const keptRow = (stage: Stage) => row(stage, ALL_STAGES.indexOf(stage));
  const way = (name: string, key: Way) => [
    name,
    meanOf(results, 0, (result) => result.photos[key]),
    meanOf(results, preset, (result) => result.photos[key]),
  ];
  const head = [
    'what it learned from',
    'photos',
    `mean of ${HYPOTHESIS_COUNT} widths`,
    'validation images',
  ];
  return `# Measured: what each step buys on photos

${measuredBy('ATELIER_PHOTOS=DIR npm run photo-ablation', describeMachine(version))}

Top-1 on the ${photos} validation photos of the Clothing dataset (A. Grigorev and contributors, CC0 1.0, 2020) that have
a Fashion-MNIST class, and on 5,000 validation images of Fashion-MNIST. The network and the settings are those of
the preset *For photos*, but for ${EPOCHS} epochs; each figure is the mean of ${SEEDS.length} seeds. The standard error
of a share of 0.5 of ${photos} is ${(50 / Math.sqrt(photos)).toFixed(1)} points: smaller differences say little.

## From the photo to the network

${table(
  ['', 'without the preset', 'with it'],
  [
    way('grey and small', 'resized'),
    way('+ turned over', 'turnedOver'),
    way('+ garment cut out, trimmed, on black', 'cutOut'),
    way('+ darker and softer', 'toned'),
    way(`+ mean over ${HYPOTHESIS_COUNT} widths: what the Assistant does`, 'mean'),
    way('instead of the mean: not turned over', 'bright'),
    way('instead: mean over both polarities', 'meanOfPolarities'),
    way('instead: mean with its mirror image', 'meanOfMirrored'),
  ],
)}

## What the network learns from

Each line has what the one before has.

${table(head, STAGES.map(row))}

Tried with the preset, and left out of it:

${table(
  head,
  LEFT_OUT.map((stage, index) => row(stage, STAGES.length + index)),
)}

## What corrected photos gain

The preset, and photos by other people that a person put right and kept as the Assistant offers it
([0023](../decisions/0023-own-examples.md)): of clothes that Fashion-MNIST has one class for, so no shoes.

${table(
  ['what it learned from', 'photos', `mean of ${HYPOTHESIS_COUNT} widths`],
  [row({ name: 'the preset alone' }, preset), ...KEPT.map(keptRow)].map((cells) =>
    cells.slice(0, 3),
  ),
)}

## The price

The networks that come with Atelier, on the 10,000 test images, measured once at the end of their runs:
${percent(testAccuracy('shipped'))} without the preset, ${percent(testAccuracy('forPhotos'))} with it.
`;
}

function testAccuracy(kind: ShippedRunKind): number {
  const file = new URL(
    `../public/${SHIPPED_FOLDERS[kind]}${SHIPPED_FILES.record}`,
    import.meta.url,
  );
  return parseRunRecord(JSON.parse(readFileSync(file, 'utf8'))).result?.accuracy ?? Number.NaN;
}

await main();
