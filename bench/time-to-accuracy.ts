import type { Page } from '@playwright/test';
import { withPreset } from '../src/domain/presets';
import { defaultSettings, settingsToQuery } from '../src/domain/settings';
import { type App, downloadRun, pressTrain, stateOf } from './browser';

/** A run of one seed. */
export interface AccuracyRun {
  seed: number;
  /** From asking for the page until its images are loaded and its backends checked. */
  openingSeconds: number;
  /** From the click on Train until the result on the test images is there. */
  seconds: number;
  testAccuracy: number;
}

/** How long the app takes to reach an accuracy. */
export interface TimeToAccuracy {
  /** The settings, as the address has them. */
  address: string;
  aim: number;
  runs: AccuracyRun[];
}

/** The preset Fast, without the seed. */
const ADDRESS = `?lang=en#/train?${settingsToQuery(withPreset(defaultSettings(), 'fast'))}`;
/** Share of the test images that must be right. */
const AIM = 0.9158;
const SEEDS = [1, 2, 3, 4, 5];
const LIMIT_SECONDS = 180;

/** Trains once with each seed, as a person would: the images are loaded before the clock starts. */
export async function measureTimeToAccuracy(app: App): Promise<TimeToAccuracy> {
  const runs: AccuracyRun[] = [];
  for (const seed of SEEDS) runs.push(await runOnce(app, seed));
  return { address: ADDRESS, aim: AIM, runs };
}

async function runOnce(app: App, seed: number): Promise<AccuracyRun> {
  const page = await app.newPage(`${ADDRESS}&seed=${seed}`);
  const openingSeconds = await readyAt(page);
  // The clock runs in the page: looking from outside would add to what it shows.
  await page.evaluate(() => {
    const times = { clickedAt: 0, finishedAt: 0 };
    Object.assign(globalThis, { times });
    addEventListener(
      'click',
      () => {
        times.clickedAt ||= performance.now();
      },
      { capture: true },
    );
    new MutationObserver(() => {
      if (document.querySelector('output')?.textContent === 'Finished') {
        times.finishedAt ||= performance.now();
      }
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  await pressTrain(page);
  const times = await page.waitForFunction(
    () => {
      const seen = (globalThis as unknown as { times: Record<string, number> }).times;
      const hasFailed = document.querySelector('output')?.textContent?.startsWith('Failed');
      return (seen.finishedAt || hasFailed) && seen;
    },
    null,
    { timeout: LIMIT_SECONDS * 1000, polling: 500 },
  );
  const { clickedAt = 0, finishedAt = 0 } = (await times.jsonValue()) || {};
  if (finishedAt === 0) throw new Error(`seed ${seed}: ${await stateOf(page)}`);
  const record = await downloadRun(page);
  await page.context().close();
  if (record.dataset.testImages !== 10_000) throw new Error('trained on a sample: npm run data');
  const testAccuracy = record.result?.accuracy ?? Number.NaN;
  return { seed, openingSeconds, seconds: (finishedAt - clickedAt) / 1000, testAccuracy };
}

/** Seconds from the start of navigation until the page says that it is ready, and goes on saying so. */
async function readyAt(page: Page): Promise<number> {
  const since = await page.waitForFunction(
    () => {
      const seen = globalThis as unknown as { readySince: number };
      const isReady = document.querySelector('output')?.textContent === 'Ready';
      seen.readySince = isReady ? seen.readySince || performance.now() : 0;
      return isReady && performance.now() - seen.readySince > 500 && seen.readySince;
    },
    null,
    { polling: 50 },
  );
  return Number(await since.jsonValue()) / 1000;
}
