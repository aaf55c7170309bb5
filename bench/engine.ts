/**
 * Speed of the engine in a real browser, without the rest of the app:
 * `npm run kernels && npx tsx bench/engine.ts`, with `-- --rounds N`. Prints seconds an epoch of
 * 60,000 images, medians over rounds in which the cases take turns.
 */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { createServer } from 'vite';
import { BROWSER_ARGUMENTS } from '../scripts/browser-arguments';
import { findBrowser } from '../scripts/find-browser';
import { DEVELOPMENT_HEADERS } from '../scripts/headers';
import { median } from './browser';
import type { EngineCase, EngineTime } from './engine-page';

/** What is measured. */
const CASES: EngineCase[] = [
  { model: 's3-cnn', batch: 32, threads: 1 },
  { model: 's3-cnn', batch: 32, threads: 2 },
  { model: 's3-cnn', batch: 128, threads: 1 },
  { model: 's3-cnn', batch: 128, threads: 2 },
  { model: 's1-cnn', batch: 64, threads: 1 },
  { model: 's1-cnn', batch: 64, threads: 2 },
  { model: 's3-dense', batch: 32, threads: 2 },
  { model: 'plain', batch: 32, threads: 1 },
  { model: 'plain', batch: 32, threads: 2 },
];

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    profile: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
  },
});

const server = await createServer({
  root: fileURLToPath(new URL('..', import.meta.url)),
  configFile: false,
  appType: 'mpa',
  logLevel: 'error',
  server: {
    // Beside another run it would measure that one's code.
    ...{ port: 4381, strictPort: true, watch: null, hmr: false },
    headers: Object.fromEntries(DEVELOPMENT_HEADERS),
  },
});
await server.listen();
const browser = await chromium.launch({
  executablePath: findBrowser((line) => console.log(line)),
  args: [...BROWSER_ARGUMENTS],
});
try {
  const page = await browser.newPage();
  page.on('pageerror', (error) => console.error(error));
  page.on('console', (message) => console.log(message.text()));
  await page.goto('http://localhost:4381/bench/engine.html');
  const measure = (task: EngineCase, isProfile: boolean) =>
    page.evaluate(
      ([one, profile]) =>
        (
          globalThis as unknown as {
            measureEngine(one: EngineCase, profile: boolean): Promise<EngineTime>;
          }
        ).measureEngine(one, profile),
      [task, isProfile] as const,
    );
  const cases = CASES.filter((one) => JSON.stringify(one).includes(values.only));
  const times = new Map<EngineCase, EngineTime[]>(cases.map((one) => [one, []]));
  for (let round = 0; round < Number(values.rounds); round++) {
    for (const one of cases) times.get(one)?.push(await measure(one, values.profile));
  }
  for (const [{ model, batch, threads }, all] of times) {
    const epoch = median(all.map(({ epochSeconds }) => epochSeconds));
    const best = Math.min(...all.map(({ epochSeconds }) => epochSeconds));
    const evaluation = median(all.map(({ evaluationSeconds }) => evaluationSeconds));
    console.log(
      `${model} batch ${batch}, ${threads} threads: ${epoch.toFixed(2)} s/epoch (best ${best.toFixed(2)}), ` +
        `evaluate 10,000: ${evaluation.toFixed(3)} s`,
    );
    const profile = all.at(-1)?.profile;
    if (profile) console.log(profile);
  }
} finally {
  await browser.close();
  await server.close();
}
