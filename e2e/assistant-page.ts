/** What the browser tests of the Assistant share: its names for what a person does there. */
import { readFileSync } from 'node:fs';
import { expect, type Locator, type Page } from '@playwright/test';
import { press, state } from './fixtures';
import type { TestFile } from './photos';

/** The ten answers, in label order. */
export const CLASSES =
  'T-shirt/top,Trouser,Pullover,Dress,Coat,Sandal,Shirt,Sneaker,Bag,Ankle boot'.split(',');

const MORE = [
  ...['problem', 'correction', 'captured', 'captured_from', 'duplicate_of', 'verdict'],
  ...['out_of_scope', 'looks_like', 'network'],
];
/** The columns of the results. */
export const HEADING = ['file', 'category', 'confidence', ...CLASSES, ...MORE];

/** Networks that come with the app. */
export type ShippedNetwork = 'Fashion-MNIST' | 'Photos' | '사진';

/** Opens the screen as a person first finds it: the photo network answers. */
export async function openAsFound(page: Page): Promise<void> {
  await page.goto('/?lang=en#/assistant');
  await expect(page.getByRole('button', { name: /Photos, comes with Atelier/ })).toBeVisible();
}

/**
 * Opens the screen; a network is there when it resolves. Drawn garments are for the one that has learned
 * from catalogue images, unless said otherwise, and for that alone: the photo network takes the drawn coat
 * for a long sleeve, and the star for nothing to wear.
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
  return page.getByRole('checkbox', { name: /Ask the photo network too|사진 신경망에도 묻기/ });
}

/** Has one of the networks that come with the app answer. */
export async function chooseNetwork(page: Page, network: ShippedNetwork): Promise<void> {
  await page.getByRole('button', { name: /Network|신경망/ }).click();
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

/** The share of each category, for the photo that is shown. */
export function answers(page: Page): Locator {
  return page.getByRole('list', { name: 'Probability of each category' });
}

/** The line around what was taken as garment, in the strip. */
export function garmentOutline(page: Page): Locator {
  const strip = page.getByRole('list', { name: 'What the network sees' });
  // Icons are on 20 x 20 fields.
  return strip.locator('svg:not([viewBox="0 0 20 20"]) path').first();
}

/** The picture of a photo on which a person paints what is left out. */
export function leaveOutPad(page: Page, file: string): Locator {
  return page.getByRole('application', { name: `The photo ${file}: paint over what is not` });
}

/** The answers as text, once they are there and no photo waits. */
export async function settled(page: Page): Promise<string> {
  await expect(page.getByRole('application')).toBeVisible();
  await expect(state(page)).toHaveText(/answered/);
  return answers(page).innerText();
}

/** The answers as text, once they are others and stay so. */
export async function changed(page: Page, before: string): Promise<string> {
  await expect.poll(() => answers(page).innerText()).not.toBe(before);
  let last = '';
  await expect
    .poll(async () => {
      const now = await answers(page).innerText();
      const isStill = now === last;
      last = now;
      return isStill;
    })
    .toBe(true);
  return last;
}

/** The downloaded results as rows of cells, with the heading. */
export async function downloadResults(page: Page): Promise<string[][]> {
  const lines = await downloadLines(page, 'Download results', 'results.csv');
  const width = lines[0]?.split(',').length;
  // Cells of these tests hold commas and doubled quotes, but no line breaks.
  return lines.map((line) =>
    [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)]
      .map(([, cell = '']) => (cell.startsWith('"') ? cell.slice(1, -1).replace(/""/g, '"') : cell))
      .slice(0, width),
  );
}

/** A line of the results by its columns, whatever classes there are. */
export type ResultRecord = Record<string, string>;

/** The downloaded results by their columns. */
export async function downloadRecords(page: Page): Promise<ResultRecord[]> {
  const [heading = [], ...lines] = await downloadResults(page);
  return lines.map((cells) =>
    Object.fromEntries(heading.map((name, at) => [name, cells[at] ?? ''])),
  );
}

/** The report, while it is open. */
export function report(page: Page): Locator {
  return page.getByRole('region', { name: /^(Report|보고서)$/ });
}

/** Lines of the report's downloaded table, with the heading. */
export function downloadReport(page: Page): Promise<string[]> {
  return downloadLines(page, 'Download table', 'report.csv');
}

/** Cells of a table's body. */
export function tableOf(table: Locator): Promise<string[][]> {
  return table
    .locator('tbody tr')
    .evaluateAll((rows) =>
      rows.map((row) => [...row.children].map((cell) => cell.textContent ?? '')),
    );
}

/** Lines of the CSV file that a button downloads under a name. */
async function downloadLines(page: Page, button: string, name: string): Promise<string[]> {
  const [download] = await Promise.all([page.waitForEvent('download'), press(page, button)]);
  expect(download.suggestedFilename()).toBe(name);
  const text = readFileSync(await download.path(), 'utf8');
  expect(text.startsWith('\uFEFF')).toBe(true);
  return text.slice(1).split('\r\n').slice(0, -1);
}
