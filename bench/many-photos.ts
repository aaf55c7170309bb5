import {
  appendFileSync,
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { MAX_PHOTOS } from '../src/domain/intake/limits';
import type { ShippedKind } from '../src/domain/network';
import { type App, stateOf } from './browser';
import { choosePhotos, openAssistant } from './photos';

/** As many photos as the list holds, answered in one go. */
export interface ManyPhotos {
  photos: number;
  answered: number;
  seconds: number;
  /** Memory of all of the browser's processes beyond what it was with the Assistant and its networks open, in megabytes. */
  mostMegabytes: number;
  lastMegabytes: number;
  /** Longest task of the main thread from when the page has the files, in milliseconds; 0 for none of 50 or more. */
  longestTaskMs: number;
}

const SAMPLE_MS = 1000;
/** Browsers tell of tasks from this on (https://w3c.github.io/longtasks/). */
const LONG_TASK_MS = 50;
/** Networks are opened, and asked once, when the Assistant opens: what they take is no photo's memory. */
const SETTLE_MS = 10_000;
/** A tenth of what is aimed at. */
const LIMIT_SECONDS = MAX_PHOTOS / 2;

/**
 * Has shipped networks answer {@link MAX_PHOTOS} photos: those of a folder of real ones, and as many of them
 * once more, with a byte added that decoders do not look at, as are missing.
 * @param folder the photos lie in its folder "images"
 */
export async function measureManyPhotos<Kind extends ShippedKind>(
  app: App,
  folder: string,
  kinds: readonly Kind[],
): Promise<Record<Kind, ManyPhotos>> {
  const copies = mkdtempSync(join(tmpdir(), 'atelier-many-'));
  try {
    const files = manyFiles(join(folder, 'images'), copies);
    const results: Partial<Record<Kind, ManyPhotos>> = {};
    for (const kind of kinds) results[kind] = await answerMany(app, files, kind);
    return results as Record<Kind, ManyPhotos>;
  } finally {
    rmSync(copies, { recursive: true });
  }
}

function manyFiles(images: string, copies: string): string[] {
  const names = readdirSync(images).slice(0, MAX_PHOTOS);
  const originals = names.map((name) => join(images, name));
  const others = names.slice(0, MAX_PHOTOS - names.length).map((name) => {
    const copy = join(copies, name.replace(/(?=\.\w+$)/, '-again'));
    copyFileSync(join(images, name), copy);
    appendFileSync(copy, ' ');
    return copy;
  });
  return [...originals, ...others];
}

/**
 * Has a shipped network answer files in one go, and looks at time and memory.
 * @param prepare is given the page before it is opened
 */
export async function answerMany(
  app: App,
  files: readonly string[],
  kind: ShippedKind,
  prepare?: (page: Page) => Promise<void>,
): Promise<ManyPhotos> {
  const page = await openAssistant(app, kind, prepare);
  await page.waitForTimeout(SETTLE_MS);
  const before = memoryOf(await app.processIds());
  await page.evaluate(noteLongTasks);
  const startedAt = performance.now();
  await choosePhotos(page, [...files]);
  let most = 0;
  let last = 0;
  for (let state = ''; !/^[\d,]+ photos answered/.test(state); state = await stateOf(page)) {
    if (performance.now() - startedAt > LIMIT_SECONDS * 1000) throw new Error(`still: ${state}`);
    last = memoryOf(await app.processIds()) - before;
    most = Math.max(most, last);
    await page.waitForTimeout(SAMPLE_MS);
  }
  const seconds = (performance.now() - startedAt) / 1000;
  const answered = Number((await stateOf(page)).replace(/ photos.*|,/g, ''));
  const tasks = await page.evaluate(() => (globalThis as unknown as { tasks: number[] }).tasks);
  const longestTaskMs = Math.max(0, ...tasks.filter((task) => task >= LONG_TASK_MS));
  await page.context().close();
  return {
    ...{ photos: files.length, answered, seconds },
    ...{ mostMegabytes: most, lastMegabytes: last, longestTaskMs },
  };
}

/** In the page: how long tasks last once the files are there; browsers take a second to list thousands of them. */
function noteLongTasks(): void {
  const tasks: number[] = [];
  let chosenAt = Number.POSITIVE_INFINITY;
  Object.assign(globalThis, { tasks });
  document.addEventListener(
    'change',
    () => {
      chosenAt = performance.now();
    },
    { capture: true, once: true },
  );
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) {
      tasks.push(startTime + duration - Math.max(startTime, chosenAt));
    }
  }).observe({ type: 'longtask' });
}

/**
 * Memory that processes hold, in megabytes, what they share counted once (proportional set size,
 * https://docs.kernel.org/filesystems/proc.html). Not a number where the system does not tell.
 */
function memoryOf(processes: readonly number[]): number {
  const kibibytes = processes.map((id) => {
    try {
      const rollup = readFileSync(`/proc/${id}/smaps_rollup`, 'utf8');
      return Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1]);
    } catch {
      // Ended since it was listed: it holds nothing.
      return 0;
    }
  });
  return (kibibytes.reduce((sum, part) => sum + part, 0) * 1024) / 1e6;
}
