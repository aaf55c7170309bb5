/**
 * What every browser test stands on: a page that may not complain, may not talk to anyone else, and may
 * only fetch from its own server, never send.
 */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { test as base, expect, type Page, type Request } from '@playwright/test';

interface Fixtures {
  /** Messages that a test expects on the console, such as a file it made the server refuse. */
  allowedErrors: RegExp[];
  /** Addresses of sockets that the test's own server opens. The app has none. */
  allowedSockets: RegExp[];
}

/** Playwright's test with the guards: console errors, uncaught errors, requests that it may not make. */
export const test = base.extend<Fixtures>({
  allowedErrors: [[], { option: true }],
  allowedSockets: [[], { option: true }],
  page: async ({ page, baseURL, allowedErrors, allowedSockets }, use) => {
    const complaints: string[] = [];
    page.on('console', (message) => {
      const text = `${message.text()} ${message.location().url}`;
      const isAllowed = allowedErrors.some((pattern) => pattern.test(text));
      if (message.type() === 'error' && !isAllowed) complaints.push(`console: ${text}`);
    });
    page.on('pageerror', (error) => complaints.push(`uncaught: ${error.message}`));
    page.on('request', (request) => {
      const { protocol, origin } = new URL(request.url());
      const isOwn = protocol === 'blob:' || protocol === 'data:' || origin === baseURL;
      if (!isOwn) complaints.push(`request to ${request.url()}`);
      if (sendsData(request)) complaints.push(`${request.method()} to ${request.url()}`);
    });
    page.on('websocket', (socket) => {
      const isAllowed = allowedSockets.some((pattern) => pattern.test(socket.url()));
      if (!isAllowed) complaints.push(`socket to ${socket.url()}`);
    });
    await use(page);
    expect(complaints).toEqual([]);
  },
});

export { expect };

/** Whether a request is made to send something: by its method, or by a body. */
function sendsData(request: Request): boolean {
  return !['GET', 'HEAD'].includes(request.method()) || request.postDataBuffer() !== null;
}

/** Requests of the page and its workers from now on, in a list that grows; a `blob:` is in memory, and not asked for. */
export function recordRequests(page: Page): Request[] {
  const requests: Request[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith('blob:')) requests.push(request);
  });
  return requests;
}

/** Of these requests, those that do more than ask for a file of the build by its name; as text. */
export function beyondTheBuild(requests: readonly Request[]): string[] {
  return requests
    .filter((request) => !fetchesFileOfBuild(request))
    .map(
      (request) =>
        `${request.method()} ${request.url()} ${request.postDataBuffer()?.length ?? 0} bytes`,
    );
}

function fetchesFileOfBuild(request: Request): boolean {
  const { pathname, search } = new URL(request.url());
  const file = decodeURIComponent(pathname === '/' ? '/index.html' : pathname);
  const isFile = existsSync(fileURLToPath(new URL(`../dist${file}`, import.meta.url)));
  // The language is the test's own, in the address that it opens.
  const isKnown = search === '' || (pathname === '/' && search === '?lang=en');
  return request.method() === 'GET' && request.postDataBuffer() === null && isFile && isKnown;
}

/** The state as announced: Ready, Training, Finished. */
export function state(page: Page) {
  return page.getByRole('status', { name: 'State' });
}

/**
 * Opens the train screen with settings in the address; the images are loaded when it resolves.
 * The starter sample and WASM keep tests short unless they say otherwise.
 */
export async function openTrain(page: Page, settings: Record<string, string> = {}): Promise<void> {
  const query = new URLSearchParams({ data: 'starter', backend: 'wasm', ...settings });
  await page.goto(`/?lang=en#/train?${query}`);
  await expect(page.getByRole('button', { name: 'Train', exact: true })).toBeEnabled();
}

/** Presses a button of the transport bar. */
export async function press(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click();
}

/** The run record as "Download run" gives it. */
export async function downloadRun(page: Page): Promise<RunRecord> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download run' }).click(),
  ]);
  const stream = await download.createReadStream();
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString('utf8')) as RunRecord;
}

/** The parts of a run record that tests look at, as a tool outside of the app would read them. */
export interface RunRecord {
  format: string;
  version: number;
  backend: string;
  status: string;
  dataset: { id: string; trainingImages: number; validationImages: number; testImages: number };
  model: { parameters: number };
  settings: Record<string, string | number>;
  learningRateChanges: { step: number; learningRate: number }[];
  history: {
    epoch: number;
    step: number;
    trainingLoss: number;
    trainingAccuracy: number;
    validationLoss: number;
    validationAccuracy: number;
    learningRate: number;
  }[];
  result: { accuracy: number; loss: number; confusion: number[][] } | null;
}
