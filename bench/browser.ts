/** The production build in a browser, as a person would open it. */
import { chromium, type Page } from '@playwright/test';
import { preview } from 'vite';
import { BROWSER_ARGUMENTS } from '../scripts/browser-arguments';
import { findBrowser } from '../scripts/find-browser';
import { parseRunRecord, type RunRecord } from '../src/domain/run';

/** The app, served and ready for pages. */
export interface App {
  browserVersion: string;
  /** A page with storage of its own; `prepare` is given it before it goes to the address. */
  newPage(address: string, prepare?: (page: Page) => Promise<void>): Promise<Page>;
  /** Ids of all processes of the browser. */
  processIds(): Promise<number[]>;
  close(): Promise<void>;
}

/** A moving test picture instead of a camera; pages must still be allowed to use it. */
const FAKE_CAMERA = '--use-fake-device-for-media-stream';

/** Serves dist/ and starts a browser. Throws when there is no build. */
export async function openApp(): Promise<App> {
  const server = await preview({ preview: { port: 4321 }, logLevel: 'error' });
  const base = server.resolvedUrls?.local[0];
  if (!base) throw new Error('the preview server gives no address');
  const executablePath = findBrowser((line) => console.log(line));
  const browser = await chromium.launch({
    executablePath,
    args: [...BROWSER_ARGUMENTS, FAKE_CAMERA],
  });
  const devtools = await browser.newBrowserCDPSession();
  return {
    browserVersion: browser.version(),
    async newPage(address, prepare) {
      const context = await browser.newContext();
      // tsx wraps named functions in this helper of its own, which pages do not have.
      await context.addInitScript('globalThis.__name = (named) => named;');
      const page = await context.newPage();
      await prepare?.(page);
      await page.goto(new URL(address, base).href);
      return page;
    },
    async processIds() {
      const { processInfo } = await devtools.send('SystemInfo.getProcessInfo');
      return processInfo.map(({ id }) => id);
    },
    async close() {
      await browser.close();
      await server.close();
    },
  };
}

/** The state that the page announces. */
export function stateOf(page: Page): Promise<string> {
  return page.getByRole('status', { name: 'State' }).innerText();
}

/** Waits for a state, looking once a second, which costs the measured page next to nothing. */
export async function waitForState(page: Page, state: string, seconds: number): Promise<void> {
  for (let waited = 0; (await stateOf(page)) !== state; waited++) {
    if (waited > seconds) throw new Error(`not ${state} after ${seconds} s`);
    await page.waitForTimeout(1000);
  }
}

/** Presses Train once that is possible. */
export async function pressTrain(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Train', exact: true }).click({ timeout: 120_000 });
}

/** The record of the run on the screen, as "Download run" gives it. */
export async function downloadRun(page: Page): Promise<RunRecord> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download run' }).click(),
  ]);
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
  return parseRunRecord(JSON.parse(Buffer.concat(chunks).toString('utf8')));
}
