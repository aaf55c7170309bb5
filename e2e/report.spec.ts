import { readFileSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import {
  choose,
  downloadReport,
  openAssistant,
  report,
  type ShippedNetwork,
  scopeSwitch,
  tableOf,
} from './assistant-page';
import { beyondTheBuild, expect, press, recordRequests, test } from './fixtures';
import { measuredOn } from './measured';
import { type Garment, photoOf } from './photos';

const HEADING =
  'period,category,photos,share,low,high,corrected share,corrected low,corrected high,forecast,classes,left out,not sure below,network,forecast photos';

test('from photos to a report, its table and its print, and nothing leaves', async ({ page }) => {
  const requests = recordRequests(page);
  await openReport(page, []);
  await expect(
    report(page).getByText('There is nothing to count yet.', { exact: false }),
  ).toBeVisible();
  await expect(report(page)).toBeFocused();

  await addPhotos(page, ['trousers', 'trousers', 'bag', 'coat']);
  await expect(report(page).getByRole('heading', { level: 2 })).toHaveText('Report on 4 photos');
  // At 0 every answer is given, also in the list.
  await count(page, { threshold: '0' });
  const answers = await answersOf(page);
  const shown = await tableOf(
    report(page).getByRole('table', { name: 'Shares of the categories' }),
  );
  expect(shown).toHaveLength(10);
  for (const [category, photos, share] of shown) {
    const expected = answers.filter((answer) => answer === category).length;
    expect([category, photos]).toEqual([category, String(expected)]);
    expect(share).toBe(`${(25 * expected).toFixed(1)}%`);
  }

  // Counted and printed from here on without anything more being fetched.
  const fetched = requests.length;
  const lines = await downloadReport(page);
  expect(lines[0]).toBe(HEADING);
  const all = lines.slice(1).map((line) => line.split(','));
  const periods = new Set(all.map(([period]) => period));
  expect(periods).toContain('all');
  // The files are of today, so all are of one week.
  expect([...periods].filter((period) => /^\d{4}-W\d{2}$/.test(period ?? ''))).toHaveLength(1);
  expect(periods.size).toBe(2);
  const trouser = all.find(([period, category]) => period === 'all' && category === 'Trouser');
  const trousers = answers.filter((answer) => answer === 'Trouser').length;
  expect(trouser?.slice(2, 4)).toEqual([String(trousers), (trousers / 4).toFixed(6)]);
  expect(trouser?.slice(9, 13)).toEqual(['no', 'Trouser', '', '0.000000']);
  expect(trouser?.slice(13, -1).join(',')).toMatch(/^"Fashion-MNIST, comes with Atelier \(.+\)"$/);

  await page.evaluate(() => {
    window.print = () => document.body.setAttribute('data-printed', '');
  });
  await press(page, 'Print report');
  await expect(page.locator('[data-printed]')).toHaveCount(1);
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  await expect(report(page).getByRole('table', { name: 'Shares of the categories' })).toBeVisible();
  await expect(
    report(page).getByText('All of this was computed in this page.', { exact: false }),
  ).toBeVisible();
  await expect(
    report(page).getByText('Intervals tell how much chance', { exact: false }),
  ).toBeVisible();
  for (const name of ['Choose photos', 'Print report', 'Download table']) {
    await expect(page.getByRole('button', { name })).toBeHidden();
  }
  await expect(page.getByRole('navigation').first()).toBeHidden();
  await expect(page.getByRole('heading', { level: 1 })).toBeHidden();
  // Dark on white, whatever the screen's theme.
  const colour = await report(page).evaluate((element) => getComputedStyle(element).color);
  expect(colour).toBe('rgb(26, 27, 34)');
  expect(requests.slice(fetched).map((request) => request.url())).toEqual([]);
  // And all the while, photos and answers have not left, neither in a body nor in an address.
  expect(fetched).toBeGreaterThan(0);
  expect(beyondTheBuild(requests)).toEqual([]);
});

test('a person’s categories: counted together, left out, corrected, and kept', async ({ page }) => {
  await openReport(page, ['trousers', 'bag', 'bag']);
  await count(page, { threshold: '0' });
  const notice = report(page).getByText('Shares are as counted, not corrected');
  await expect(notice).toBeVisible();
  await expect(
    report(page).getByText('there was no Bag, and more than 5%', { exact: false }),
  ).toBeVisible();
  await press(page, 'Count so');
  await expect(notice).toBeHidden();
  await expect(report(page).getByText('shoes: Sandal, Sneaker, and Ankle boot.')).toBeVisible();
  await expect(report(page).getByText('Left out: Bag.')).toBeVisible();
  const shares = report(page).getByRole('table', { name: 'Shares of the categories' });
  await expect(shares.getByRole('columnheader', { name: 'Corrected share' })).toBeVisible();
  expect((await tableOf(shares)).map(([name]) => name)).toContain('shoes');

  await report(page).getByText('Your categories', { exact: true }).click();
  const coats = report(page).getByRole('textbox', { name: 'Count Coat as' });
  await coats.fill(' Jackets,  "warm" ');
  await page.keyboard.press('Enter');
  await expect(coats).toHaveValue('Jackets, "warm"');
  await expect(coats).toBeFocused();
  await expect(shares.getByRole('rowheader', { name: 'Jackets, "warm"' })).toBeVisible();
  expect((await downloadReport(page)).join('\n')).toContain('all,"Jackets, ""warm""",');

  await page.reload();
  await openReport(page, ['trousers']);
  await expect(shares.getByRole('rowheader', { name: 'Jackets, "warm"' })).toBeVisible();
  await report(page).getByText('Your categories', { exact: true }).click();
  await press(page, 'Undo all');
  await expect(shares.getByRole('rowheader', { name: 'Bag' })).toBeVisible();
});

test('without the photo network asked shares stay as counted, and one press asks it', async ({
  page,
}) => {
  await openReport(page, ['trousers', 'coat']);
  const unasked = report(page).getByText('was measured with the photo network asked too', {
    exact: false,
  });
  await expect(unasked).toBeVisible();
  await expect(report(page).getByRole('columnheader', { name: 'Corrected share' })).toHaveCount(0);
  await report(page).getByRole('button', { name: 'Ask the photo network too' }).click();
  await expect(unasked).toBeHidden();
  await expect(scopeSwitch(page)).toBeChecked();
  // Shoes are one label of the measured photos: what is left is another reason, or none.
  await expect(report(page).getByText('were one label', { exact: false })).toBeVisible();
});

test('corrected by default with the network for photos, by a method that the report names', async ({
  page,
}) => {
  await openReport(page, ['trousers', 'trousers'], 'en', 'Photos');
  await count(page, { threshold: '0' });
  const shares = report(page).getByRole('table', { name: 'Shares of the categories' });
  await expect(shares.getByRole('columnheader', { name: 'Corrected share' })).toBeVisible();
  await expect(report(page).getByText('Shares are as counted, not corrected')).toHaveCount(0);
  await expect(report(page)).toContainText('Saerens, Latinne and Decaestecker 2002');
  const { method, answers, people } = measuredOn('photo-resnet');
  await expect(report(page)).toContainText(method);
  await expect(report(page)).toContainText(`${answers.length} photos by ${people} other people`);

  // Nobody photographed bags: their share stays as it was counted.
  await expect(report(page)).toContainText('Not shown on them: Bag, None of these.');
  const rows = await tableOf(shares);
  for (const [category, photos, , , corrected] of rows) {
    if (category === 'Bag') expect([photos, corrected]).toEqual(['0', '–']);
    else expect(corrected).toMatch(/^\d+\.\d%$/);
  }
  expect(rows.map(([category]) => category)).toContain('Bag');
});

test('categories that cannot be read begin anew, and the page says so', async ({ page }) => {
  await page.addInitScript(() => localStorage.setItem('atelier.category-rules', '{"Bag":'));
  await openReport(page, ['bag']);
  await expect(report(page).getByText('Your categories begin anew')).toBeVisible();
  await expect(report(page).getByRole('table', { name: 'Shares of the categories' })).toBeVisible();
});

test('rules are saved to a file and opened again, by keys too; another file is refused by name', async ({
  page,
}) => {
  await openReport(page, ['bag']);
  const editor = report(page).getByRole('group').filter({ hasText: 'Your categories' });
  await report(page).getByText('Your categories', { exact: true }).click();
  const save = editor.getByRole('button', { name: 'Save rules' });
  await expect(save).toBeDisabled();
  const bags = editor.getByRole('textbox', { name: 'Count Bag as' });
  await bags.fill('carried');
  await bags.press('Enter');
  const [download] = await Promise.all([page.waitForEvent('download'), save.press('Enter')]);
  expect(download.suggestedFilename()).toBe('category-rules.json');
  const saved = readFileSync(await download.path());

  await editor.getByRole('button', { name: 'Undo all' }).click();
  await bags.fill('sacks');
  await bags.press('Enter');
  const open = editor.getByRole('button', { name: 'Open rules' });
  const openFile = async (name: string, buffer: Buffer) => {
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), open.press('Enter')]);
    await chooser.setFiles({ name, mimeType: 'application/json', buffer });
  };
  await openFile('shopping.json', Buffer.from('{"milk": "2 l"}'));
  const alert = editor.getByRole('alert');
  await expect(alert).toContainText('shopping.json was not opened');
  await expect(alert).toContainText('not of rules for categories. Open a file that “Save rules”');
  await expect(bags).toHaveValue('sacks');

  await openFile('autumn.json', saved);
  await expect(alert).toBeHidden();
  await expect(editor.getByRole('status')).toContainText('1 rule of autumn.json applies');
  await expect(bags).toHaveValue('carried');
  await expect(report(page).getByRole('rowheader', { name: 'carried' }).first()).toBeVisible();
  await editor.getByRole('button', { name: 'Bring back the rules before' }).press('Enter');
  await expect(bags).toHaveValue('sacks');
  await expect(open).toBeFocused();
});

for (const language of ['en', 'ko'] as const) {
  for (const width of [1440, 390]) {
    test(`in ${language} at ${width} px: accessible, nothing cut off`, async ({ page }) => {
      await page.setViewportSize({ width, height: 900 });
      await openReport(page, ['trousers', 'bag'], language);
      await report(page)
        .getByText(/^(Your categories|나의 종류)$/)
        .click();
      for (const theme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
      }
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow).toBeLessThanOrEqual(0);
    });
  }
}

/** Opens the Assistant, has photos answered, and opens the report. */
async function openReport(
  page: Page,
  garments: Garment[],
  language = 'en',
  network: ShippedNetwork = 'Fashion-MNIST',
): Promise<void> {
  await openAssistant(page, language, network);
  await addPhotos(page, garments);
  await page.getByRole('button', { name: /^(Report|보고서)$/ }).click();
  if (garments.length > 0) {
    await expect(
      report(page).getByRole('table', { name: /^(Shares of the categories|종류별 비율)$/ }),
    ).toBeVisible();
  }
}

async function addPhotos(page: Page, garments: Garment[]): Promise<void> {
  if (garments.length === 0) return;
  const files = [];
  for (const [at, garment] of garments.entries()) {
    // Each a little larger than the one before: the same photo twice would be answered once.
    files.push(await photoOf(page, garment, `${at}-${garment}.png`, 'image/png', 1 + at / 10));
  }
  await choose(page, files);
  const done = new RegExp(`^(${garments.length} photos? answered|사진 ${garments.length}장 완료)$`);
  await expect(page.getByRole('status', { name: /^(State|상태)$/ })).toHaveText(done);
}

/** Sets from which confidence on answers count, in percent. */
async function count(page: Page, { threshold }: { threshold: string }): Promise<void> {
  const field = report(page).getByRole('textbox', { name: 'Not sure below' });
  await field.fill(threshold);
  await field.press('Enter');
  await expect(report(page).getByText(/^Below the threshold: /)).toBeHidden();
}

/** Categories as the list of photos says them. */
async function answersOf(page: Page): Promise<string[]> {
  const rows = page.getByRole('grid', { name: 'Photos' }).getByRole('row');
  const names = await rows.evaluateAll((all) =>
    all.map((row) => row.getAttribute('aria-label') ?? ''),
  );
  return names.map((name) => / *: ([^,]+), /.exec(name)?.[1] ?? '');
}
