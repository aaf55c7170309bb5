/**
 * Measures what each step buys on photos for a network that has seen only Fashion-MNIST: from the photo to
 * the network, and in what the network learns from. `npm run data && ATELIER_PHOTOS=DIR npm run
 * photo-ablation`; DIR has photos and a labels.csv (file, label, sender, kids, split), of which the validation
 * photos are asked. Writes docs/results/photo-ablation.md. Trains 30 networks in a headless browser, about
 * twenty minutes on two cores.
 */
import { writeFileSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { BROWSER_ARGUMENTS } from '../scripts/browser-arguments';
import { findBrowser } from '../scripts/find-browser';
import { readLabels } from '../scripts/photos/labels';
import { servePages } from '../scripts/serve-pages';
import { FASHION_CLASSES } from '../src/domain/dataset';
import { categoryOfFashionLabel, positionByMeaning } from '../src/domain/photo/categories';
import { PRESETS, withPreset } from '../src/domain/presets';
import { shuffle } from '../src/domain/random';
import { defaultSettings } from '../src/domain/settings';
import { describeMachine } from './machine';
import { ablationReport } from './photo-ablation-report';
import { ALL_STAGES, BARE, EPOCHS, KEPT, SEEDS } from './photo-ablation-stages';
import type { AblationNews, AblationResult, AblationTask } from './photo-ablation-worker';

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
  const text = ablationReport(describeMachine(version), photos.length, results);
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

await main();
