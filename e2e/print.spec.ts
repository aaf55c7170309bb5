/** The report on paper: all of it within the page's width, in both languages. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { choose, openAssistant, report, tableOf } from './assistant-page';
import { expect, test } from './fixtures';
import { type Garment, photoOf, writeDated } from './photos';

const MARGIN = '10mm';
/** A4 between its margins, in CSS pixels. */
const PRINT_WIDTH = 718;

const WEEKS = 8;
const GARMENTS: Garment[] = ['trousers', 'tShirt'];
/** As long as names may be; and what the network does not count by itself. */
const RULES = { Shoes: 'Schnürstiefelettenabsatzschuhmacherleder', 'None of these': 'Other' };

const TEXTS = {
  en: {
    network: 'Photos',
    tables: ['Shares of the categories', 'Shares by period', 'Change of the shares'],
    names: ['T-shirt', 'Long sleeve', 'Shirt', 'Outerwear', 'Dress', 'Trousers', 'Hat', 'Bag'],
    forecast: /^Forecast: Feb 26 – Mar 3, 2024$/,
    legend: 'forecast, not a count',
  },
  ko: {
    network: '사진',
    tables: ['종류별 비율', '기간별 비율', '비율의 변화'],
    names: ['티셔츠', '긴팔 상의', '셔츠', '겉옷', '원피스', '바지', '모자', '가방'],
    forecast: /^예측: 2024\. 2\. 26\. ~ 2024\. 3\. 3\.$/,
    legend: '예측 (센 값 아님)',
  },
} as const;

for (const language of ['en', 'ko'] as const) {
  test(`a report with many periods and categories fits on paper in ${language}`, async ({
    page,
  }, testInfo) => {
    const { network, tables, names, forecast, legend } = TEXTS[language];
    await page.addInitScript(
      (rules) => localStorage.setItem('atelier.category-rules', rules),
      JSON.stringify(RULES),
    );
    await openAssistant(page, language, network);
    await answerWeeks(page, testInfo.outputPath('winter'));
    await page.getByRole('button', { name: /^(Report|보고서)$/ }).click();
    const [shares, time, change] = tables.map((name) => report(page).getByRole('table', { name }));
    if (!shares || !time || !change) throw new Error('three tables');
    await expect(change).toBeVisible();

    await page.setViewportSize({ width: PRINT_WIDTH, height: 1000 });
    await page.emulateMedia({ media: 'print' });
    const shown = (await tableOf(shares)).map(([name = '']) => name);
    expect(shown).toHaveLength(12);
    expect(shown).toEqual(expect.arrayContaining([...names, ...Object.values(RULES)]));
    for (const name of shown) {
      for (const table of [shares, change]) {
        await expect(table.getByRole('rowheader', { name, exact: true })).toBeVisible();
      }
      await expect(time.getByRole('columnheader', { name, exact: true })).toBeVisible();
    }
    await expect(time.getByRole('rowheader', { name: forecast })).toBeVisible();
    await expect(report(page).getByText(legend)).toBeVisible();
    await page.screenshot({ path: testInfo.outputPath('print.png'), fullPage: true });
    expect(await overflowing(page)).toEqual([]);
    expect(await brokenWords(page)).toEqual([RULES.Shoes]);

    const path = testInfo.outputPath('report.pdf');
    const margin = { top: MARGIN, right: MARGIN, bottom: MARGIN, left: MARGIN };
    const pdf = (await page.pdf({ path, format: 'A4', margin })).toString('latin1');
    expect(pdf.slice(0, 5)).toBe('%PDF-');
    expect([...pdf.matchAll(/\/Type\s*\/Page\b/g)].length).toBeGreaterThan(1);
  });
}

/** Has photos of eight weeks answered, of each garment one a week. */
async function answerWeeks(page: Page, folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (let week = 0; week < WEEKS; week++) {
    for (const garment of GARMENTS) {
      // Each a little larger than the one before: the same photo twice would be answered once.
      const name = `${week}-${garment}.png`;
      const photo = await photoOf(page, garment, name, 'image/png', 1 + week / 20);
      // The third was the Wednesday of the first week.
      writeDated(join(folder, name), photo, new Date(2024, 0, 3 + 7 * week, 12));
    }
  }
  await choose(page, folder, /^(Choose folder|폴더 고르기)$/);
  const count = WEEKS * GARMENTS.length;
  await expect(page.getByRole('status', { name: /^(State|상태)$/ })).toHaveText(
    new RegExp(`^(${count} photos answered|사진 ${count}장 완료)$`),
    { timeout: 120_000 },
  );
}

/** Texts of the report that reach over the edge of the paper, or of their cell of a table. */
function overflowing(page: Page): Promise<string[]> {
  return report(page).evaluate((element) => {
    const found: string[] = [];
    const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
      const parent = text.parentElement;
      // What is for screen readers alone has one pixel.
      const isHidden = parent?.clientWidth === 1;
      const cell = (parent?.closest('td, th') ?? element).getBoundingClientRect();
      const right = Math.min(cell.right, document.documentElement.clientWidth);
      const range = document.createRange();
      range.selectNodeContents(text);
      const isOver = [...range.getClientRects()].some(
        (rect) => rect.left < cell.left - 0.5 || rect.right > right + 0.5,
      );
      if (isOver && !isHidden) found.push(`${parent?.tagName}: ${text.textContent}`);
    }
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth > clientWidth) found.push(`the page by ${scrollWidth - clientWidth} px`);
    return found;
  });
}

/** Names and figures in the cells of tables that go on in another line within themselves. */
function brokenWords(page: Page): Promise<string[]> {
  return report(page).evaluate((element) => {
    const broken = new Set<string>();
    for (const cell of element.querySelectorAll('td, th')) {
      const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
      for (let text = texts.nextNode(); text; text = texts.nextNode()) {
        for (const { 0: word, index } of (text.textContent ?? '').matchAll(/[^\s\u200B]+/g)) {
          const range = document.createRange();
          range.setStart(text, index);
          range.setEnd(text, index + word.length);
          if (new Set([...range.getClientRects()].map(({ top }) => top)).size > 1) broken.add(word);
        }
      }
    }
    return [...broken];
  });
}
