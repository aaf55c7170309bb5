import type { Page } from '@playwright/test';
import { type App, pressTrain } from './browser';
import { median } from './median';

/** What trains meanwhile. */
const CASES = [
  { backend: 'engine', model: 's3-cnn', batch: 32 },
  { backend: 'engine', model: 'small-resnet', batch: 64 },
  { backend: 'wasm', model: 's3-cnn', batch: 32 },
] as const;

/** From a click on the transport bar to its effect being shown, in milliseconds: medians. */
export interface Response {
  /** Model, batch size and backend, in words. */
  name: string;
  pauseMs: number;
  stepMs: number;
  resumeMs: number;
  stopMs: number;
}

const REPEATS = 5;

/** Measured in the page while networks train. */
export async function measureResponse(app: App): Promise<Response[]> {
  const responses: Response[] = [];
  for (const { backend, model, batch } of CASES) {
    const query = `backend=${backend}&model=${model}&batch=${batch}&epochs=5`;
    const page = await app.newPage(`?lang=en#/train?${query}`);
    const name = `${model}, batch ${batch}, on ${backend}`;
    responses.push({ name, ...(await responseOf(page)) });
    await page.context().close();
  }
  return responses;
}

async function responseOf(page: Page): Promise<Omit<Response, 'name'>> {
  const times: Record<keyof Omit<Response, 'name'>, number[]> = {
    pauseMs: [],
    stepMs: [],
    resumeMs: [],
    stopMs: [],
  };
  for (let repeat = 0; repeat < REPEATS; repeat++) {
    await pressTrain(page);
    await page.waitForFunction(() => /Step \d/.test(document.body.innerText));
    times.pauseMs.push(await clickUntil(page, 'Pause', 'Paused'));
    times.stepMs.push(await clickUntil(page, 'Step', null));
    times.resumeMs.push(await clickUntil(page, 'Resume', 'Training'));
    times.stopMs.push(await clickUntil(page, 'Stop', 'Stopped'));
    await page.getByRole('button', { name: 'Reset', exact: true }).click();
  }
  return {
    pauseMs: median(times.pauseMs),
    stepMs: median(times.stepMs),
    resumeMs: median(times.resumeMs),
    stopMs: median(times.stopMs),
  };
}

/** Clicks and waits for the announced state; without one, for the count of steps to change. */
function clickUntil(page: Page, button: string, state: string | null): Promise<number> {
  return page.evaluate(
    ({ button, state }) =>
      new Promise<number>((resolve) => {
        const steps = () => document.body.innerText.match(/Step [\d,]+ of/)?.[0];
        const before = steps();
        const isThere = () =>
          state === null
            ? steps() !== before
            : document.querySelector('output')?.textContent?.startsWith(state);
        const startedAt = performance.now();
        const observer = new MutationObserver(() => {
          if (!isThere()) return;
          observer.disconnect();
          resolve(performance.now() - startedAt);
        });
        observer.observe(document.body, { subtree: true, childList: true, characterData: true });
        [...document.querySelectorAll('button')]
          .find(({ textContent }) => textContent === button)
          ?.click();
      }),
    { button, state },
  );
}
