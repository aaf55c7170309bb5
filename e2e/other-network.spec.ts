/** Another network is chosen while photos are there: what the first one said is not shown by its classes. */
import type { Page, Route } from '@playwright/test';
import {
  answers,
  CLASSES,
  choose,
  chooseNetwork,
  downloadRecords,
  openAsFound,
  report,
  row,
  rows,
} from './assistant-page';
import { expect, press, state, test } from './fixtures';
import { photoOf } from './photos';

const FILES = ['trousers', 'coat', 'dress'] as const;
const ALL_ANSWERED = '3 photos answered';

test('until a photo is answered anew, nothing is said of it, in any view', async ({ page }) => {
  // Fashion-MNIST's network is held on its way: nothing is answered anew before the test lets it go.
  const held = new Promise<Route>(
    (resolve) => void page.route('**/s3-cnn/weights.safetensors', resolve),
  );
  await openAsFound(page);
  await addPhotos(page);
  const before = await said(page);
  await chooseNetwork(page, 'Fashion-MNIST');
  await expect(state(page)).toHaveText('Asking the chosen network');
  await expect(page.getByText('3 photos wait for their new answers')).toBeVisible();
  expect(await said(page)).toEqual([...FILES.map((file) => `${file}.png: Waiting`), '']);
  // The pictures stay.
  await expect(rows(page).locator('img')).toHaveCount(FILES.length);
  await expect(page.getByRole('button', { name: 'Look inside' })).toBeDisabled();
  await expect(page.getByRole('region', { name: 'Where it looked' })).toHaveCount(0);

  await page.getByRole('radio', { name: 'Gallery' }).click();
  const groups = page.getByRole('grid', { name: 'Photos by category' }).getByRole('rowheader');
  await expect(groups).toHaveText(['Not answered yet · 3 photos']);
  await page.getByRole('radio', { name: 'Review' }).click();
  await expect(page.getByRole('listbox')).toHaveCount(0);
  await press(page, 'Report');
  await expect(report(page)).toContainText('Photos are still being answered');
  await expect(report(page).getByRole('table')).toHaveCount(0);
  for (const record of await downloadRecords(page)) {
    expect(record).toMatchObject({ category: '', network: '', problem: 'Not answered yet.' });
  }

  await page.getByRole('radio', { name: 'List' }).click();
  await (await held).continue();
  await expect(state(page)).toHaveText(ALL_ANSWERED);
  const after = await said(page);
  for (const [at, text] of after.entries()) expect(text).not.toBe(before[at]);
  await expect(answers(page).getByRole('listitem')).toHaveCount(CLASSES.length);
  await expect(report(page)).toContainText('Report on 3 photos');
  for (const { network } of await downloadRecords(page)) {
    expect(network).toMatch(/^Fashion-MNIST, comes with Atelier \([0-9a-f]+\)$/);
  }
});

test('at no moment a photo has another answer than one of the two networks gave', async ({
  page,
}) => {
  await openAsFound(page);
  await chooseNetwork(page, 'Fashion-MNIST');
  await addPhotos(page);
  const fashion = await said(page);
  await press(page, 'Clear all');
  await chooseNetwork(page, 'Photos');
  await addPhotos(page);
  const photos = await said(page);
  const shown = await recordSaid(page);
  await chooseNetwork(page, 'Fashion-MNIST');
  await expect.poll(() => said(page)).toEqual(fashion);
  await chooseNetwork(page, 'Photos');
  await expect.poll(() => said(page)).toEqual(photos);
  const waiting = FILES.map((file) => `${file}.png: Waiting`);
  const allowed = new Set([...photos, ...fashion, ...waiting]);
  const all = await shown();
  expect(all).toEqual(expect.arrayContaining([...photos, ...fashion]));
  expect(all.filter((text) => !allowed.has(text))).toEqual([]);
});

/** Adds three photos; they are answered when it resolves. */
async function addPhotos(page: Page): Promise<void> {
  const files = [];
  for (const file of FILES) files.push(await photoOf(page, file));
  await choose(page, files);
  await expect(state(page)).toHaveText(ALL_ANSWERED);
  await expect(row(page, 'trousers.png')).toHaveAttribute('aria-selected', 'true');
  await expect(answers(page)).toBeVisible();
}

/** What is said of each photo in the list, and at last every share of the selected one; empty for none. */
function said(page: Page): Promise<string[]> {
  return page.evaluate(readSaid);
}

/** Notes what is said, at every change of the page from now on; gives it, each text once. */
async function recordSaid(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(`(() => {
    const read = ${readSaid};
    const texts = (window.textsSaid = new Set(read()));
    new MutationObserver(() => read().forEach((text) => text && texts.add(text))).observe(document.body, {
      subtree: true, childList: true, characterData: true, attributes: true,
    });
  })()`);
  return () => page.evaluate('[...window.textsSaid]');
}

function readSaid(): string[] {
  const list = document.querySelectorAll('[role="grid"] [role="row"]');
  const shares = document.querySelector('[aria-label="Probability of each category"]');
  const labels = [...list].map((one) => one.getAttribute('aria-label') ?? '');
  return [...labels, shares?.textContent ?? ''];
}
