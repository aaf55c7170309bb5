/** What the browser tests of the Assistant share: its names for what a person does there. */
import { readFileSync } from 'node:fs';
import { expect, type Locator, type Page } from '@playwright/test';
import { press } from './fixtures';
import type { TestFile } from './photos';

/** The ten answers, in label order. */
export const CLASSES =
  'T-shirt/top,Trouser,Pullover,Dress,Coat,Sandal,Shirt,Sneaker,Bag,Ankle boot'.split(',');

const MORE = [
  ...['problem', 'correction', 'captured', 'captured_from', 'duplicate_of', 'verdict'],
  ...['out_of_scope', 'looks_like'],
];
/** The columns of the results. */
export const HEADING = ['file', 'category', 'confidence', ...CLASSES, ...MORE];

/** Networks that come with the app. */
export type ShippedNetwork = 'Fashion-MNIST' | 'Photos' | '사진';

/**
 * Opens the screen; a network is there when it resolves. Drawn garments are for the one that has learned
 * from catalogue images, unless said otherwise, and for that alone: the photo network sees no clothes in them.
 */
export async function openAssistant(
  page: Page,
  language = 'en',
  network: ShippedNetwork = 'Fashion-MNIST',
): Promise<void> {
  await page.goto(`/?lang=${language}#/assistant`);
  await chooseNetwork(page, network);
  if (network === 'Fashion-MNIST') await askPhotoNetwork(page, false);
}

/** Has the photo network asked too, or not. */
export async function askPhotoNetwork(page: Page, isAsked: boolean): Promise<void> {
  const box = scopeSwitch(page);
  await expect(box).toBeVisible();
  if ((await box.isChecked()) !== isAsked) await box.press('Space');
  await expect(box).toBeChecked({ checked: isAsked });
}

/** Whether the photo network is asked too. */
export function scopeSwitch(page: Page): Locator {
  return page.getByRole('checkbox', { name: /Ask the photo network too|사진 네트워크에도 묻기/ });
}

/** Has one of the networks that come with the app answer. */
export async function chooseNetwork(page: Page, network: ShippedNetwork): Promise<void> {
  await page.getByRole('button', { name: /Network|네트워크/ }).click();
  await page.getByRole('option', { name: new RegExp(`^${network}, `) }).click();
}

/** Chooses files, or a folder by its path, through the dialog that a button opens. */
export async function choose(
  page: Page,
  files: TestFile[] | string,
  button = /^(Choose photos|사진 고르기)$/,
): Promise<void> {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: button }).click(),
  ]);
  await chooser.setFiles(files);
}

/** Rows of the list, as far as they are in view. */
export function rows(page: Page): Locator {
  return page.getByRole('grid', { name: 'Photos', exact: true }).getByRole('row');
}

/** The row of a file; its name goes on with the answer. */
export function row(page: Page, file: string): Locator {
  return page.getByRole('row', { name: `${file}: ` });
}

/** The downloaded results as rows of cells. */
export async function downloadResults(page: Page): Promise<string[][]> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    press(page, 'Download results'),
  ]);
  expect(download.suggestedFilename()).toBe('results.csv');
  const text = readFileSync(await download.path(), 'utf8');
  expect(text.startsWith('\uFEFF')).toBe(true);
  const lines = text.slice(1).split('\r\n').slice(0, -1);
  // Cells of these tests hold commas and doubled quotes, but no line breaks.
  return lines.map((line) =>
    [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)]
      .map(([, cell = '']) => (cell.startsWith('"') ? cell.slice(1, -1).replace(/""/g, '"') : cell))
      .slice(0, HEADING.length),
  );
}
