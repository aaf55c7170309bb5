/** A page in whose workers the engine and its peers train, apart from the app. */
import { chromium } from '@playwright/test';
import { BROWSER_ARGUMENTS } from '../scripts/browser-arguments';
import { findBrowser } from '../scripts/find-browser';
import { servePages } from '../scripts/serve-pages';

/** The page, ready for tasks. */
export interface TrainingPage {
  /**
   * Gives a task to a worker and waits for its answer.
   * @param script of the worker, below bench
   * @param name tells workers of the same script apart; each keeps what it has compiled
   */
  measure<Answer>(script: string, name: string, task: object): Promise<Answer>;
  close(): Promise<void>;
}

const PORT = 4381;

/** Serves the page and opens it. */
export async function openTrainingPage(): Promise<TrainingPage> {
  const server = await servePages(PORT, false);
  const browser = await chromium.launch({
    executablePath: findBrowser((line) => console.log(line)),
    args: [...BROWSER_ARGUMENTS],
  });
  const page = await browser.newPage();
  page.on('pageerror', (error) => console.error(error));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) console.error(message.text());
  });
  await page.goto(new URL('bench/training.html', server.resolvedUrls?.local[0]).href);
  return {
    measure<Answer>(script: string, name: string, task: object) {
      return page.evaluate(
        ([file, worker, given]) =>
          (
            globalThis as unknown as {
              measureTraining(file: string, worker: string, given: object): Promise<Answer>;
            }
          ).measureTraining(file, worker, given),
        [`/bench/${script}`, name, task] as const,
      );
    },
    async close() {
      await browser.close();
      await server.close();
    },
  };
}
