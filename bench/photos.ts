import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Page } from '@playwright/test';
import type { ShippedKind } from '../src/domain/network';
import { categoryOfSourceLabel, NONE_OF_THESE } from '../src/domain/photo/categories';
import { scopeSureness, shareBesideNone } from '../src/domain/photo/scope';
import { type App, waitForState } from './browser';

const ADDRESS = '?lang=en#/assistant';
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

/** A page with the Assistant open and a network chosen. */
export async function openAssistant(
  app: App,
  network: ShippedKind = 'photo',
  prepare?: (page: Page) => Promise<void>,
): Promise<Page> {
  const page = await app.newPage(ADDRESS, prepare);
  await waitForState(page, 'Ready for photos', 120);
  await page.getByRole('button', { name: /Network$/ }).click();
  await page.getByRole('option', { name: new RegExp(`^${NETWORK_NAMES[network]}`) }).click();
  return page;
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
