import type { Page } from '@playwright/test';
import { type App, pressTrain } from './browser';

/** Frames that were drawn while Browse was scrolled and the engine trained on one thread. */
export interface Scrolling {
  seconds: number;
  /** Frames a second: the mean, and of the slowest whole second. */
  mean: number;
  slowest: number;
}

const SECONDS = 10;
/** A quick flick of the wheel: eight turns of 120 pixels a second, for as many rows. */
const TURN_PIXELS = 120;
const TURN_MS = 125;

/**
 * Scrolls Browse while the small CNN trains at batch size 32. The page is opened without cross-origin
 * isolation, so that the engine has one thread and, on two cores, one is left for the page.
 */
export async function measureScrolling(app: App): Promise<Scrolling> {
  const page = await app.newPage('?lang=en#/train?backend=engine&epochs=200', withoutIsolation);
  await pressTrain(page);
  await page.waitForFunction(() => /Step \d/.test(document.body.innerText));
  await page.getByRole('link', { name: 'Browse' }).click();
  await page.getByRole('grid').hover();
  await page.waitForTimeout(2000);
  await page.evaluate(() => {
    const frames: number[] = [];
    Object.assign(globalThis, { frames });
    const note = (time: number) => {
      frames.push(time);
      requestAnimationFrame(note);
    };
    requestAnimationFrame(note);
  });
  for (let turn = 0; turn < (SECONDS * 1000) / TURN_MS; turn++) {
    await page.mouse.wheel(0, TURN_PIXELS);
    await page.waitForTimeout(TURN_MS);
  }
  const { frames, isIsolated } = await page.evaluate(() => ({
    frames: (globalThis as unknown as { frames: number[] }).frames,
    isIsolated: globalThis.crossOriginIsolated,
  }));
  await page.context().close();
  if (isIsolated) throw new Error('the page is isolated, so the engine takes every core');
  return framesPerSecond(frames);
}

/** Answers the document itself without the headers that isolate it. */
async function withoutIsolation(page: Page): Promise<void> {
  await page.route(/\/(\?[^/]*)?$/, async (route) => {
    const response = await route.fetch();
    const headers = response.headers();
    delete headers['cross-origin-opener-policy'];
    delete headers['cross-origin-embedder-policy'];
    await route.fulfill({ response, headers });
  });
}

/** @param frames times in milliseconds, rising */
function framesPerSecond(frames: readonly number[]): Scrolling {
  const [first = 0] = frames;
  const seconds = Math.floor(((frames.at(-1) ?? 0) - first) / 1000);
  const counts = new Array<number>(seconds).fill(0);
  for (const time of frames) {
    const second = Math.floor((time - first) / 1000);
    if (second < seconds) counts[second] = (counts[second] ?? 0) + 1;
  }
  const sum = counts.reduce((total, count) => total + count, 0);
  return { seconds, mean: sum / seconds, slowest: Math.min(...counts) };
}
