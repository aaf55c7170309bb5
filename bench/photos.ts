import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Page } from '@playwright/test';
import type { ShippedKind } from '../src/domain/network';
import { categoryOfSourceLabel, NONE_OF_THESE } from '../src/domain/photo/categories';
import { scopeSureness, shareBesideNone } from '../src/domain/photo/scope';
import { type App, median, waitForState } from './browser';

/** Answering photos in the Assistant. */
export interface Photos {
  /**
   * From the moment that the page has the file of a 12-megapixel JPEG until it says that it is
   * answered, in milliseconds: median of the visits. The first photo of a visit.
   */
  answerMs: number;
  visits: number;
}

const ADDRESS = '?lang=en#/assistant';
const VISITS = 5;
/** Enough for hundreds of photos on a slow machine. */
const PATIENCE_MS = 600_000;
/** The shipped networks as the picker names them. */
const NETWORK_NAMES: Record<ShippedKind, string> = {
  shipped: 'Fashion-MNIST, comes with Atelier',
  forPhotos: 'Fashion-MNIST for photos, comes with Atelier',
  photo: 'Photos, comes with Atelier',
};
/** Which classes of Fashion-MNIST are right for a label of the clothing photos; the others have none. */
const FASHION_ANSWERS: Record<string, readonly string[]> = {
  'T-Shirt': ['T-shirt/top'],
  Top: ['T-shirt/top'],
  Polo: ['T-shirt/top'],
  Undershirt: ['T-shirt/top'],
  Pants: ['Trouser'],
  Longsleeve: ['Pullover'],
  Hoodie: ['Pullover'],
  Dress: ['Dress'],
  Outwear: ['Coat'],
  Blazer: ['Coat'],
  Shirt: ['Shirt'],
  Blouse: ['Shirt'],
  Shoes: ['Sandal', 'Sneaker', 'Ankle boot'],
};

/** The answers of a network that are right for a label of the clothing photos; none for some labels. */
export function rightAnswers(network: ShippedKind, label: string): readonly string[] {
  if (network !== 'photo') return FASHION_ANSWERS[label] ?? [];
  const category = categoryOfSourceLabel(label);
  return category ? [category] : [];
}

/** Opens the Assistant and answers a large photo, by the photo network. */
export async function measurePhotos(app: App): Promise<Photos> {
  const folder = mkdtempSync(join(tmpdir(), 'atelier-photos-'));
  try {
    const photo = join(folder, 'large.jpg');
    const answers: number[] = [];
    for (let visit = 0; visit < VISITS; visit++) {
      const page = await openAssistant(app);
      // From a file, as a person would give it: not sent to the browser through this test.
      if (visit === 0) writeFileSync(photo, await largePhoto(page));
      answers.push(await answerTime(page, photo));
      await page.context().close();
    }
    return { answerMs: median(answers), visits: VISITS };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A page with the Assistant open and a network chosen. */
export async function openAssistant(app: App, network: ShippedKind = 'photo'): Promise<Page> {
  const page = await app.newPage(ADDRESS);
  await waitForState(page, 'Ready for photos', 120);
  await page.getByRole('button', { name: /Network$/ }).click();
  await page.getByRole('option', { name: new RegExp(`^${NETWORK_NAMES[network]}`) }).click();
  return page;
}

/** Milliseconds by the page's own clock, looked at before each frame that it draws. */
async function answerTime(page: Page, photo: string): Promise<number> {
  const time = page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        document.addEventListener('change', begin, { capture: true, once: true });
        function begin() {
          const started = performance.now();
          const look = () => {
            const state = document.querySelector('output[aria-label="State"]')?.textContent ?? '';
            if (state === '1 photo answered') resolve(performance.now() - started);
            else requestAnimationFrame(look);
          };
          look();
        }
      }),
  );
  await choosePhotos(page, [photo]);
  return time;
}

/** A JPEG of 4000 x 3000 pixels with a garment on a grainy floor, drawn in the page. */
async function largePhoto(page: Page): Promise<Buffer> {
  const base64 = await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(4000, 3000);
    const context = canvas.getContext('2d');
    if (!context) throw new Error('no canvas');
    for (let y = 0; y < 3000; y += 20) {
      for (let x = 0; x < 4000; x += 20) {
        const grain = (x * 7 + y * 13 + ((x * y) % 31)) % 40;
        context.fillStyle = `rgb(${150 + grain} ${115 + grain} ${75 + grain})`;
        context.fillRect(x, y, 20, 20);
      }
    }
    context.fillStyle = '#23407a';
    context.fillRect(1300, 700, 1400, 1800);
    context.fillRect(700, 700, 2600, 600);
    const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 });
    const bytes = new Uint8Array(await blob.arrayBuffer());
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  });
  return Buffer.from(base64, 'base64');
}

/** Gives the page files as a person would. */
export async function choosePhotos(page: Page, files: string[]): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose photos' }).click();
  await (await chooser).setFiles(files);
}

/** A line of the results, by the names in the first line. */
type ResultRow = Record<string, string>;

/** Waits until all photos are answered, and reads the results that one can download. */
async function downloadedResults(page: Page): Promise<ResultRow[]> {
  await page
    .getByRole('status', { name: 'State' })
    .filter({ hasText: /^\d+ photos? answered/ })
    .waitFor({ timeout: PATIENCE_MS });
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download results' }).click();
  return parseCsv(readFileSync(await (await download).path(), 'utf8'));
}

/** What was answered about a file. */
export interface PhotoAnswer {
  /** Name of the class that was answered; empty for a photo that was not. */
  answer: string;
  /** Its probability. */
  confidence: number;
  /** How sure it is with what speaks for no garment, or none that has a class; at most the probability. */
  sureness: number;
  /** Of all classes, in the network's order. */
  probabilities: number[];
  /** Whether it is above the threshold that is usual, and nothing else speaks against it. */
  isSure: boolean;
}

/** A labelled photo and what was answered. */
export interface LabelledPhoto extends PhotoAnswer {
  /** Source label. */
  label: string;
  /** Who took it. */
  sender: string;
}

/** Has a shipped network answer the validation photos of a folder, those too that have no right answer. */
export async function answerLabelledPhotos(
  app: App,
  folder: string,
  network: ShippedKind,
): Promise<LabelledPhoto[]> {
  const photos = parseCsv(readFileSync(join(folder, 'labels.csv'), 'utf8')).filter(
    ({ split }) => split === 'validation',
  );
  const files = photos.map(({ file = '' }) => join(folder, file));
  const answers = await answerFiles(app, files, network);
  return photos.map(({ label = '', sender = '' }, index) => ({
    ...(answers[index] as PhotoAnswer),
    label,
    sender,
  }));
}

/**
 * Has a shipped network answer files; the answers are in their order.
 * @throws Error when two files have the same name
 */
export async function answerFiles(
  app: App,
  files: readonly string[],
  network: ShippedKind,
): Promise<PhotoAnswer[]> {
  // The page knows a file by its name alone.
  const names = new Set(files.map((file) => basename(file)));
  if (names.size < files.length) throw new Error('two files have the same name');
  const page = await openAssistant(app, network);
  await choosePhotos(page, [...files]);
  const rows = await downloadedResults(page);
  await page.context().close();
  const byName = new Map(rows.map((row) => [row.file, row]));
  return files.map((file) => answerOf(byName.get(basename(file)) ?? {}));
}

function answerOf(row: ResultRow): PhotoAnswer {
  const { category = '', confidence, verdict, out_of_scope: outside = '' } = row;
  // Names of classes are the columns between the confidence and the problem.
  const columns = Object.entries(row);
  const first = columns.findIndex(([name]) => name === 'confidence') + 1;
  const last = columns.findIndex(([name]) => name === 'problem');
  const { [NONE_OF_THESE]: none } = row;
  const isWeighed = none !== undefined && category !== NONE_OF_THESE;
  return {
    answer: category,
    confidence: Number(confidence),
    sureness: Math.min(
      isWeighed ? shareBesideNone(Number(confidence), Number(none)) : Number(confidence),
      outside === '' ? 1 : scopeSureness({ probability: Number(outside) }),
    ),
    probabilities: columns.slice(first, last).map(([, share]) => Number(share)),
    isSure: verdict === 'sure',
  };
}

/** Things with the same key together, in the order in which keys first come. */
export function groupedBy<Thing>(
  things: readonly Thing[],
  keyOf: (thing: Thing) => string,
): Map<string, Thing[]> {
  const groups = new Map<string, Thing[]>();
  for (const thing of things) {
    const key = keyOf(thing);
    groups.set(key, [...(groups.get(key) ?? []), thing]);
  }
  return groups;
}

/** Lines of a CSV file by the names in its first; quotes around a value, doubled within, are undone. */
function parseCsv(text: string): ResultRow[] {
  const [names = [], ...lines] = text
    .replace(/^\ufeff/, '')
    .trim()
    .split(/\r?\n/)
    .map(csvValues);
  return lines.map((values) =>
    Object.fromEntries(names.map((name, at) => [name, values[at] ?? ''])),
  );
}

function csvValues(line: string): string[] {
  const values = line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g);
  return Array.from(values, ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '');
}
