import type { Page } from '@playwright/test';
import { BACKEND_IDS, type BackendId } from '../src/domain/backend';
import { type App, pressTrain, stateOf } from './browser';

/** Speed of a backend on the small CNN at batch size 32. */
export interface BackendSpeed {
  backend: BackendId;
  /** Null where this device does not offer it. */
  imagesPerSecond: number | null;
  /** 55,000 training images at that speed. */
  secondsPerEpoch: number | null;
}

const TRAINING_IMAGES = 55_000;
/** After the first steps, which compile shaders and let the compiler warm up. */
const WARM_UP_MS = 10_000;
const MEASURE_MS = 20_000;

/** Trains for half a minute on each backend and counts steps, without waiting for slow epochs. */
export async function measureBackends(app: App): Promise<BackendSpeed[]> {
  const speeds: BackendSpeed[] = [];
  for (const backend of BACKEND_IDS) {
    const page = await app.newPage(`?lang=en#/train?backend=${backend}&epochs=5`);
    const imagesPerSecond = await speedOf(page);
    const secondsPerEpoch = imagesPerSecond && TRAINING_IMAGES / imagesPerSecond;
    speeds.push({ backend, imagesPerSecond, secondsPerEpoch });
    await page.context().close();
  }
  return speeds;
}

async function speedOf(page: Page): Promise<number | null> {
  await pressTrain(page);
  await page.waitForFunction(
    () => /Failed|Training/.test(document.querySelector('output')?.textContent ?? ''),
    null,
    { timeout: 120_000 },
  );
  if ((await stateOf(page)) === 'Failed') return null;
  await page.waitForTimeout(WARM_UP_MS);
  const first = await stepsDone(page);
  await page.waitForTimeout(MEASURE_MS);
  const last = await stepsDone(page);
  return ((last.step - first.step) * 32) / ((last.at - first.at) / 1000);
}

async function stepsDone(page: Page): Promise<{ step: number; at: number }> {
  return page.evaluate(() => {
    const text = document.body.innerText.match(/Step ([\d,]+) of/)?.[1] ?? '0';
    return { step: Number(text.replace(/,/g, '')), at: performance.now() };
  });
}
