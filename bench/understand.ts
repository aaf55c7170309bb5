import type { Page } from '@playwright/test';
import { type App, pressTrain } from './browser';
import { median } from './median';

/** What it costs a running training that Understand is open. */
export interface UnderstandCost {
  /** Images a second with Understand open, and with a screen open that does nothing: medians. */
  openImagesPerSecond: number;
  closedImagesPerSecond: number;
  /** Share of the speed that is lost, from 0 to 1: mean over stays beside their neighbours. */
  cost: number;
  /** Standard error of that mean. */
  costError: number;
  /** Cost in the first seconds after it was opened: {@link SETTLING_SECONDS}. */
  openingCost: number;
  /** How often the maps were drawn anew while it was open. */
  mapsPerSecond: number;
}

/** How far the training had come. */
interface Progress {
  epoch: number;
  step: number;
  /** By the clock of the run. */
  seconds: number;
}

/** What the page was told. */
interface Heard {
  progress: Progress[];
  /** How often the maps were drawn anew. */
  maps: number;
}

/** Many short stays: the speed of a machine drifts by more than what is measured, but slowly. */
const ROUNDS = 24;
/** After a screen was opened: opening it is not what staying on it costs. */
export const SETTLING_SECONDS = 3;
const SECONDS = 5;
const BATCH = 32;

/** Measured in one training of the small CNN at batch size 32, by turns. */
export async function measureUnderstand(app: App, backend: string): Promise<UnderstandCost> {
  const page = await app.newPage(`?lang=en#/train?backend=${backend}&epochs=200`);
  await listen(page);
  await pressTrain(page);
  await page.waitForFunction(() => /Step \d/.test(document.body.innerText));
  // Both screens are fetched and the network opened before anything is timed.
  await stay(page, 'Understand');
  const closed = [(await stay(page, 'Browse')).imagesPerSecond];
  const open: Stay[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    open.push(await stay(page, 'Understand'));
    closed.push((await stay(page, 'Browse')).imagesPerSecond);
  }
  await page.context().close();
  // Each stay beside the closed ones before and after it, so that a slow drift falls out.
  const costOf = (speed: number, round: number) => {
    const [before, after] = [closed[round] as number, closed[round + 1] as number];
    return 1 - speed / ((before + after) / 2);
  };
  const costs = open.map(({ imagesPerSecond }, round) => costOf(imagesPerSecond, round));
  const openingCosts = open.map(({ settlingSpeed }, round) => costOf(settlingSpeed, round));
  return {
    openImagesPerSecond: median(open.map(({ imagesPerSecond }) => imagesPerSecond)),
    closedImagesPerSecond: median(closed),
    cost: mean(costs),
    costError: Math.sqrt(mean(costs.map((cost) => (cost - mean(costs)) ** 2)) / (ROUNDS - 1)),
    openingCost: mean(openingCosts),
    mapsPerSecond: mean(open.map(({ mapsPerSecond }) => mapsPerSecond)),
  };
}

function mean(figures: readonly number[]): number {
  return figures.reduce((sum, figure) => sum + figure, 0) / figures.length;
}

/** Has the page keep what the app tells the browser's performance timeline. */
async function listen(page: Page): Promise<void> {
  await page.evaluate(() => {
    const heard: Heard = { progress: [], maps: 0 };
    Object.assign(window, { heard });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntriesByName('training progress')) {
        heard.progress.push((entry as PerformanceMark).detail);
      }
      heard.maps += list.getEntriesByName('look inside').length;
    }).observe({ entryTypes: ['mark', 'measure'] });
  });
}

interface Stay {
  /** Images a second in the first {@link SETTLING_SECONDS}, and from then on. */
  settlingSpeed: number;
  imagesPerSecond: number;
  mapsPerSecond: number;
}

/** What was trained, and drawn, while a screen was open. */
async function stay(page: Page, screen: string): Promise<Stay> {
  await forget(page);
  await page.getByRole('link', { name: screen, exact: true }).click();
  await page.waitForTimeout(SETTLING_SECONDS * 1000);
  const settling = await forget(page);
  await page.waitForTimeout(SECONDS * 1000);
  const { progress, maps } = await forget(page);
  return {
    settlingSpeed: trainingSpeed(settling.progress),
    imagesPerSecond: trainingSpeed(progress),
    mapsPerSecond: maps / SECONDS,
  };
}

/** Gives what the page was told since the last call. */
function forget(page: Page): Promise<Heard> {
  return page.evaluate(() => {
    const { heard } = window as unknown as { heard: Heard };
    const { progress, maps } = heard;
    Object.assign(heard, { progress: [], maps: 0 });
    return { progress, maps };
  });
}

/** Images a second between reports of the same epoch: validation and storing are left out. */
function trainingSpeed(progress: readonly Progress[]): number {
  let steps = 0;
  let seconds = 0;
  progress.forEach((now, index) => {
    const before = progress[index - 1];
    if (before?.epoch !== now.epoch) return;
    steps += now.step - before.step;
    seconds += now.seconds - before.seconds;
  });
  return (steps * BATCH) / seconds;
}
