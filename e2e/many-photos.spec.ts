import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { strToU8, type Zippable, zipSync } from 'fflate';
import { CLASSES, choose, downloadResults, openAssistant, row, rows } from './assistant-page';
import { expect, press, state, test } from './fixtures';
import {
  another,
  avif,
  deepPng,
  fromCamera,
  movingGif,
  printJpeg,
  transparentPng,
} from './odd-photos';
import { badFiles, photoOf, type TestFile, writeDated } from './photos';

/** Answering hundreds of photos on a machine that is busy. */
const PATIENCE = { timeout: 240_000 };
const [CORRECTION, DAY, DAY_FROM, DUPLICATE_OF] = [14, 15, 16, 17];

test('a folder of 200 photos: paused, cancelled, the rest answered, and dated by their files', async ({
  page,
}, testInfo) => {
  await openAssistant(page);
  const folder = testInfo.outputPath('summer');
  mkdirSync(join(folder, 'more'), { recursive: true });
  const photo = await photoOf(page, 'trousers');
  for (let at = 0; at < 200; at++) {
    const path = join(folder, at % 2 ? 'more' : '', `${String(at).padStart(3, '0')}.png`);
    writeDated(path, another(photo, at, ''), new Date(2023, 3, 5, 12));
  }
  writeFileSync(join(folder, 'notes.txt'), 'Dear Sir or Madam');
  writeFileSync(join(folder, '.DS_Store'), 'left by the system');
  await choose(page, folder, /^Choose folder$/);

  await expect(page.getByText(/ of 201/)).toBeVisible();
  await press(page, 'Pause');
  await expect(state(page)).toHaveText('Paused');
  const bar = page.getByRole('progressbar', { name: 'Photos answered' });
  // Those under way come to their end.
  await page.waitForTimeout(2000);
  const done = await bar.getAttribute('aria-valuetext');
  await page.waitForTimeout(1000);
  expect(await bar.getAttribute('aria-valuetext')).toBe(done);
  await press(page, 'Resume');
  await expect(bar).toHaveAttribute('aria-valuetext', /a second · .* left/, PATIENCE);
  await press(page, 'Cancel');
  await expect(state(page)).toHaveText(/^\d+ photos? answered(, 1 could not be)?, \d+ left out$/);
  await press(page, 'Answer the rest');
  await expect(state(page)).toHaveText('200 photos answered, 1 could not be', PATIENCE);
  await expect(page.getByText('1 file of the system, such as', { exact: false })).toBeVisible();
  // Rows out of view do not exist.
  expect(await rows(page).count()).toBeLessThan(60);

  const lines = (await downloadResults(page)).slice(1);
  expect(lines).toHaveLength(201);
  const photos = lines.filter(([file]) => file?.endsWith('.png'));
  expect(photos.map(([file]) => file).sort()).toEqual(
    Array.from(
      { length: 200 },
      (_, at) => `summer/${at % 2 ? 'more/' : ''}${String(at).padStart(3, '0')}.png`,
    ).sort(),
  );
  for (const line of photos) {
    expect([line[1], line[DAY], line[DAY_FROM]]).toEqual(['Trouser', '2023-04-05', 'file']);
  }
});

test('a zip with good and bad files: each is answered, or refused by name', async ({ page }) => {
  await openAssistant(page);
  const png = await photoOf(page, 'trousers');
  const jpeg = await photoOf(page, 'coat', 'coat.jpg', 'image/jpeg');
  const files: Zippable = {
    '__MACOSX/._trousers.png': strToU8('left by the system'),
    'summer/trousers.png': png.buffer,
    '겨울/카메라 📷.jpg': [fromCamera(jpeg, '2024:05:06 10:20:30', '').buffer, { level: 0 }],
    'again.png': png.buffer,
    'bomb.png': new Uint8Array(20_000_000),
    'inner.zip': zipSync({ 'a.png': png.buffer }),
    'letter.jpg': strToU8('Dear Sir or Madam'),
    'half.png': png.buffer.subarray(0, png.buffer.length / 2),
  };
  const zip = Buffer.from(zipSync(files, { mtime: new Date(2022, 1, 3, 12) }));
  const broken = zip.subarray(0, zip.length - 100);
  await choose(page, [
    { name: 'photos.zip', mimeType: 'application/zip', buffer: zip },
    { name: 'broken.zip', mimeType: 'application/zip', buffer: broken },
    { name: 'text.zip', mimeType: 'application/zip', buffer: Buffer.from('no zip at all') },
  ]);
  await expect(state(page)).toHaveText('2 photos answered, 6 could not be, 1 duplicate');
  await expect(row(page, 'trousers.png')).toHaveAccessibleName(/: Trouser, /);
  await expect(row(page, '카메라 📷.jpg')).toHaveAccessibleName(/, \d+%$|99%$/);
  await expect(row(page, 'bomb.png')).toHaveAccessibleName(/times larger/);
  await expect(row(page, 'inner.zip')).toHaveAccessibleName(/an archive in an archive/);
  await expect(row(page, 'letter.jpg')).toHaveAccessibleName(/not a picture/);
  await expect(row(page, 'half.png')).toHaveAccessibleName(/damaged/);
  await expect(row(page, 'broken.zip')).toHaveAccessibleName(/zip file cannot be read/);
  await expect(row(page, 'text.zip')).toHaveAccessibleName(/zip file cannot be read/);

  await expect(row(page, 'again.png')).toContainText('The same as trousers.png.');
  const lines = await downloadResults(page);
  const line = (file: string) => lines.find(([name]) => name === `photos.zip/${file}`) ?? [];
  expect(line('summer/trousers.png').slice(DAY, DAY + 3)).toEqual(['2022-02-03', 'file', '']);
  expect(line('겨울/카메라 📷.jpg').slice(DAY, DAY + 3)).toEqual(['2024-05-06', 'exif', '']);
  expect(line('again.png')[DUPLICATE_OF]).toBe('photos.zip/summer/trousers.png');
  expect(line('again.png')[1]).toBe('');

  await press(page, 'Answer it too');
  await expect(state(page)).toHaveText('3 photos answered, 6 could not be');
  await expect(row(page, 'again.png')).toHaveAccessibleName(/: Trouser, /);
});

test('a zip from Korean Windows, which does not say how names are written', async ({ page }) => {
  await openAssistant(page);
  // The bytes of the names, which fflate would write as UTF-8, in the places of others.
  const names = { QQQQ: 'c4dac6ae', ZZZZ: 'bc84bdc3' };
  const files = Object.keys(names).map((name, at) => [`${name}.jpg`, strToU8(`Letter ${at}`)]);
  let zip = Buffer.from(zipSync(Object.fromEntries(files), { level: 0 })).toString('latin1');
  for (const [name, bytes] of Object.entries(names)) {
    zip = zip.replaceAll(name, Buffer.from(bytes, 'hex').toString('latin1'));
  }
  const buffer = Buffer.from(zip, 'latin1');
  await choose(page, [{ name: 'photos.zip', mimeType: 'application/zip', buffer }]);
  await expect(row(page, '코트.jpg')).toHaveAccessibleName(/not a picture/);
  // A syllable that CP949 has beyond EUC-KR.
  await expect(row(page, '펲시.jpg')).toHaveAccessibleName(/not a picture/);
});

test('a zip of 10,000 files: 5,000 are listed, and the others told', async ({ page }) => {
  await openAssistant(page);
  const names = Array.from({ length: 10_000 }, (_, at) => `${at}.jpg`);
  const zip = zipSync(Object.fromEntries(names.map((name) => [name, strToU8(name)])), { level: 0 });
  const buffer = Buffer.from(zip);
  await choose(page, [{ name: 'many.zip', mimeType: 'application/zip', buffer }]);
  await expect(page.getByText('5,000 files were left out')).toBeVisible();
  await expect(state(page)).toHaveText('0 photos answered, 5,000 could not be', PATIENCE);
  await page.getByRole('grid', { name: 'Photos' }).press('End');
  await expect(row(page, '4999.jpg')).toHaveAccessibleName(/not a picture/);
  await press(page, 'Clear all');
  await expect(state(page)).toHaveText('Ready for photos');
});

test('photos that no canvas writes: deep, cut out, moving, new, for print, turned', async ({
  page,
}) => {
  await openAssistant(page);
  // Larger than what is kept of it: the browser turns it and makes it smaller.
  const jpeg = await photoOf(page, 'trousers', 'large.jpg', 'image/jpeg', 4);
  await choose(page, [
    fromCamera(jpeg, '2024:02:29 23:59:59', 'sideways.jpg'),
    deepPng(),
    transparentPng(),
    movingGif(),
    avif(),
    printJpeg(),
  ]);
  await expect(state(page)).toHaveText('6 photos answered');
  for (const name of ['deep.png', 'cut-out.png', 'moving.gif', 'new.avif']) {
    await expect(row(page, name)).toHaveAccessibleName(/: Trouser, /);
  }
  // Drawn 1200 x 1440, held sideways.
  const upright = page.getByRole('listitem').getByRole('img', { name: 'Photo', exact: true });
  const sides = await upright.evaluate((canvas: HTMLCanvasElement) => [
    canvas.width,
    canvas.height,
  ]);
  expect(sides).toEqual([512, 427]);
});

test('a gallery by category: selected by keys, corrected, and taken back', async ({ page }) => {
  await openAssistant(page);
  const png = await photoOf(page, 'trousers');
  await choose(page, [another(png, 1, 'a.png'), another(png, 2, 'b.png'), ...bad(png)]);
  await expect(state(page)).toHaveText('2 photos answered, 1 could not be');
  await page.getByRole('radio', { name: 'Gallery' }).click();
  const gallery = page.getByRole('grid', { name: 'Photos by category' });
  const heading = (text: string) => gallery.getByRole('rowheader', { name: text });
  await expect(heading('Trouser · 2 photos')).toBeVisible();
  await expect(heading('Cannot be answered · 1 photo')).toBeVisible();

  await gallery.press('Home');
  await gallery.press('ArrowRight');
  const card = page.getByRole('region', { name: 'b.png' });
  await expect(card).toBeVisible();
  await card.getByRole('button', { name: /What it really is/ }).click();
  await page.getByRole('option', { name: 'Coat' }).click();
  await expect(card.getByText('You said: Coat')).toBeVisible();
  await expect(heading('Coat · 1 photo')).toBeVisible();
  await expect(heading('Trouser · 1 photo')).toBeVisible();
  const [, , said] = await downloadResults(page);
  expect([said?.[0], said?.[1], said?.[CORRECTION]]).toEqual(['b.png', 'Trouser', 'Coat']);

  // What only the person knows is not lost without a question.
  await press(page, 'Clear all');
  const question = page.getByRole('dialog', { name: 'Take out all photos?' });
  await expect(question).toContainText('What you said about one of them is lost');
  await expect(question).toContainText('Files on this device stay as they are');
  await page.keyboard.press('Escape');
  await expect(question).toBeHidden();
  await expect(card.getByText('You said: Coat')).toBeVisible();

  await card.getByRole('button', { name: 'Undo' }).click();
  await expect(heading('Trouser · 2 photos')).toBeVisible();
  expect((await downloadResults(page))[2]?.[CORRECTION]).toBe('');
  await card.getByRole('button', { name: 'Show details' }).click();
  await expect(page.getByRole('heading', { name: 'b.png' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Adjust' })).toBeVisible();
});

test('a review by keys: the least sure first; nothing is a label that nobody said', async ({
  page,
}) => {
  await openAssistant(page);
  await choose(page, [
    await photoOf(page, 'trousers'),
    await photoOf(page, 'coat'),
    await photoOf(page, 'bag'),
  ]);
  await expect(state(page)).toHaveText('3 photos answered');
  const answers = (await downloadResults(page)).slice(1);
  expect(answers.map((line) => line[CORRECTION])).toEqual(['', '', '']);
  const order = [...answers].sort((left, right) => Number(left[2]) - Number(right[2]));
  const [first, second, third] = order.map(([file = '', category = '']) => ({ file, category }));

  await page.getByRole('radio', { name: 'Review' }).click();
  const name = (file = '') => page.getByRole('heading', { name: file, level: 3 });
  const choices = page.getByRole('listbox', { name: 'What it is' });
  await expect(name(first?.file)).toBeVisible();
  await expect(page.getByText('0 photos reviewed · 3 left')).toBeVisible();
  await expect(choices).toBeFocused();
  await expect(choices.getByRole('option', { selected: true })).toContainText(
    first?.category ?? '',
  );
  await page.keyboard.press('Enter');

  await expect(name(second?.file)).toBeVisible();
  await expect(choices).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(name(third?.file)).toBeVisible();
  await expect(choices).toBeFocused();
  // The tenth class.
  await page.keyboard.press('0');
  // What was skipped comes again when it is asked for.
  const again = page.getByRole('button', { name: 'Go through them' });
  await expect(page.getByRole('main').getByText('1 skipped.', { exact: true })).toBeVisible();
  await expect(again).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(name(second?.file)).toBeVisible();
  await expect(choices).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(again).toBeVisible();

  const lines = (await downloadResults(page)).slice(1);
  const said = (file?: string) => lines.find(([name]) => name === file)?.[CORRECTION];
  expect(said(first?.file)).toBe(first?.category);
  expect(said(second?.file)).toBe('');
  expect(said(third?.file)).toBe(CLASSES[9]);
  expect(lines.map(([, category]) => category)).toEqual(answers.map(([, category]) => category));

  await page.getByRole('radio', { name: 'List' }).click();
  await press(page, 'Clear all');
  await press(page, 'Take them out');
  await expect(state(page)).toHaveText('Ready for photos');
});

for (const language of ['en', 'ko'] as const) {
  for (const width of [1440, 390]) {
    test(`gallery and review in ${language} at ${width} px: accessible, nothing cut off`, async ({
      page,
    }) => {
      await page.setViewportSize({ width, height: 900 });
      await openAssistant(page, language);
      const png = await photoOf(page, 'bag');
      const jpeg = await photoOf(page, 'coat', `${'long '.repeat(40)}.jpg`, 'image/jpeg');
      await choose(page, [jpeg, png, { ...png, name: 'again.png' }, ...bad(png)]);
      await expect(page.getByRole('status', { name: /^(State|상태)$/ })).toHaveText(
        /^2 photos answered|^사진 2장 완료/,
        PATIENCE,
      );
      for (const look of [/^(List|목록)$/, /^(Gallery|갤러리)$/, /^(Review|검토)$/]) {
        await page.getByRole('radio', { name: look }).click();
        await expectAccessible(page);
      }
    });
  }
}

function bad(png: TestFile): TestFile[] {
  return badFiles(png, png)
    .slice(1, 2)
    .map(({ file }) => file);
}

async function expectAccessible(page: Page): Promise<void> {
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  }
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBeLessThanOrEqual(0);
}
