import { strToU8, type Zippable, zipSync } from 'fflate';
import { choose, downloadResults, openAssistant, rows } from './assistant-page';
import { expect, state, test } from './fixtures';
import { another } from './odd-photos';
import { photoOf } from './photos';

/** Written from right to left, with marks, in pieces, with signs that turn the direction, longer than a line. */
const NAMES = [
  'قميص صيفي.png',
  'חולצה.png',
  'เสื้อยืด.png',
  'कुर्ता.png',
  '外套 (1).png',
  'Пальто.png',
  '드레스.png'.normalize('NFD'),
  'a\u202egnp.exe.png',
  '<img src=x onerror=alert(1)>.png',
  `${'long '.repeat(40)}.png`,
];

test('names of any script are listed and told as they are, in a zip and in the results', async ({
  page,
}) => {
  await openAssistant(page);
  const photo = await photoOf(page, 'trousers');
  const files: Zippable = Object.fromEntries(
    NAMES.map((name, at) => [`مجلد/${name}`, new Uint8Array(another(photo, at, name).buffer)]),
  );
  files['../outside.png'] = strToU8('Letter');
  const buffer = Buffer.from(zipSync(files));
  await choose(page, [{ name: '사진.zip', mimeType: 'application/zip', buffer }]);
  await expect(state(page)).toHaveText(`${NAMES.length} photos answered, 1 could not be`);
  const listed = await rows(page).locator('[dir="auto"]').allInnerTexts();
  const lines = await downloadResults(page);
  const told = lines.slice(1).map(([file = '']) => file.replace(/^.*\//, ''));
  for (const name of NAMES) {
    expect(listed).toContain(name.trim());
    expect(told).toContain(name);
  }
  expect(told).toContain('outside.png');
});
