import type { Page } from '@playwright/test';
import { type App, median, pressTrain } from './browser';

/** What it costs a running training that Understand is open. */
export interface UnderstandCost {
  /** Images a second with Understand open, and with a screen open that does nothing: medians. */
  openImagesPerSecond: number;
  closedImagesPerSecond: number;
  /** Share of the speed that is lost, from 0 to 1; the median over pairs of neighbouring rounds. */
  cost: number;
  /** How often the maps were drawn anew while it was open. */
  mapsPerSecond: number;
}

const ROUNDS = 6;
const SECONDS = 15;
const BATCH = 32;

/** Measured in one training of the small CNN at batch size 32, by turns. */
export async function measureUnderstand(app: App, backend: string): Promise<UnderstandCost> {
  const page = await app.newPage(`?lang=en#/train?backend=${backend}&epochs=50`);
  await countMaps(page);
  await pressTrain(page);
  await page.waitForFunction(() => /Step \d/.test(document.body.innerText));
  // Both screens are fetched and the network opened before anything is timed.
  await stay(page, 'Browse', 5);
  await stay(page, 'Understand', 10);
  const closed: number[] = [];
  const open: number[] = [];
  let maps = 0;
  let seconds = 0;
  for (let round = 0; round < ROUNDS; round++) {
    closed.push((await stay(page, 'Browse', SECONDS)).imagesPerSecond);
    const seen = await stay(page, 'Understand', SECONDS);
    open.push(seen.imagesPerSecond);
    maps += seen.maps;
    seconds += seen.seconds;
  }
  await page.context().close();
  // Each round beside the closed ones before and after it, so that a slow drift falls out.
  const costs = open.map((speed, round) => {
    const beside = [closed[round], closed[round + 1]].filter((one) => one !== undefined);
    return 1 - speed / (beside.reduce((sum, one) => sum + one, 0) / beside.length);
  });
  return {
    openImagesPerSecond: median(open),
    closedImagesPerSecond: median(closed),
    cost: median(costs),
    mapsPerSecond: maps / seconds,
  };
}

/** Counts answers about an image: the app measures each one. */
async function countMaps(page: Page): Promise<void> {
  await page.evaluate(() => {
    Object.assign(window, { maps: 0 });
    new PerformanceObserver((list) => {
      const counted = window as unknown as { maps: number };
      counted.maps += list.getEntriesByName('look inside').length;
    }).observe({ type: 'measure' });
  });
}

/** What was trained while a screen was open: from leaving Train until it is back. */
async function stay(page: Page, screen: string, seconds: number) {
  const before = await count(page);
  await page.getByRole('link', { name: screen, exact: true }).click();
  await page.waitForTimeout(seconds * 1000);
  await page.getByRole('link', { name: 'Train', exact: true }).click();
  const after = await count(page);
  const took = (after.at - before.at) / 1000;
  return {
    imagesPerSecond: ((after.step - before.step) * BATCH) / took,
    maps: after.maps - before.maps,
    seconds: took,
  };
}

/** The step shown by the Train screen as soon as it shows one, the time, and the maps so far. */
async function count(page: Page): Promise<{ step: number; at: number; maps: number }> {
  const counted = await page.waitForFunction(() => {
    const step = document.body.innerText.match(/Step ([\d,]+) of/)?.[1];
    const { maps } = window as unknown as { maps: number };
    return step && { step: Number(step.replace(/,/g, '')), at: performance.now(), maps };
  });
  const value = await counted.jsonValue();
  if (!value) throw new Error('no step is shown');
  return value;
}
