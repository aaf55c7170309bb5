import type { App } from './browser';
import { pressTrain } from './browser';

/** Longest tasks of the main thread, milliseconds; browsers report those of 50 and more, else 0. */
export interface InterfaceLoad {
  /** From the first step on, when the charts are drawn for the first time. */
  startMs: number;
  /** After that. */
  trainingMs: number;
  /** How long each of the two was watched. */
  startSeconds: number;
  trainingSeconds: number;
}

const START_SECONDS = 5;
const TRAINING_SECONDS = 20;

/** Watches the Train screen while the engine trains the small CNN at batch size 32. */
export async function measureInterface(app: App): Promise<InterfaceLoad> {
  const page = await app.newPage('?lang=en#/train?backend=engine&epochs=50');
  await page.getByRole('button', { name: 'Train', exact: true }).waitFor();
  await page.evaluate(() => {
    const tasks: number[] = [];
    Object.assign(globalThis, { tasks });
    let hasBegun = false;
    new PerformanceObserver((list) => {
      // The task that is told of the first step counts: it ends after the mark that it makes.
      hasBegun ||= list.getEntriesByName('training progress').length > 0;
      if (!hasBegun) return;
      for (const { duration } of list.getEntriesByType('longtask')) tasks.push(duration);
    }).observe({ entryTypes: ['longtask', 'mark'] });
  });
  /** The longest since the last time. */
  const longest = () =>
    page.evaluate(() => {
      const { tasks } = globalThis as unknown as { tasks: number[] };
      return Math.max(0, ...tasks.splice(0));
    });
  await pressTrain(page);
  await page.waitForFunction(() => /Step \d/.test(document.body.innerText));
  await page.waitForTimeout(START_SECONDS * 1000);
  const startMs = await longest();
  await page.waitForTimeout(TRAINING_SECONDS * 1000);
  const trainingMs = await longest();
  await page.context().close();
  return {
    startMs,
    trainingMs,
    startSeconds: START_SECONDS,
    trainingSeconds: TRAINING_SECONDS,
  };
}
