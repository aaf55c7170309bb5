import AxeBuilder from '@axe-core/playwright';
import {
  askPhotoNetwork,
  CLASSES,
  choose,
  chooseNetwork,
  downloadResults,
  HEADING,
  openAssistant,
  row,
  rows,
  scopeSwitch,
  settled,
} from './assistant-page';
import { expect, press, state, test } from './fixtures';
import { badFiles, photoOf } from './photos';

test('answers several photos, and gives the answers as CSV', async ({ page }) => {
  await openAssistant(page);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('What garment is this?');
  await expect(page.getByText('Nothing leaves this page.', { exact: false })).toBeVisible();
  await expect(state(page)).toHaveText('Ready for photos');
  await expect(page.getByRole('button', { name: 'Download results' })).toBeDisabled();

  await choose(page, [
    await photoOf(page, 'trousers'),
    await photoOf(page, 'coat', '=겨울 "코트", 1.jpg', 'image/jpeg'),
    await photoOf(page, 'bag'),
    { name: 'notes.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('no picture at all') },
  ]);
  await expect(state(page)).toHaveText('3 photos answered, 1 could not be');
  await expect(rows(page)).toHaveCount(4);
  await expect(row(page, 'trousers.png')).toHaveAccessibleName(/: Trouser, /);

  const lines = await downloadResults(page);
  expect(lines[0]).toEqual(HEADING);
  expect(lines.map(([file]) => file)).toEqual([
    'file',
    'trousers.png',
    `'=겨울 "코트", 1.jpg`,
    'bag.png',
    'notes.jpg',
  ]);
  for (const [file, category, confidence, ...rest] of lines.slice(1, 4)) {
    const shares = rest.slice(0, 10).map(Number);
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 4);
    expect(Number(confidence)).toBe(Math.max(...shares));
    expect(category).toBe(CLASSES[shares.indexOf(Math.max(...shares))]);
    expect(rest[10]).toBe('');
    expect(['sure', 'between-two', 'low-confidence']).toContain(rest[15]);
    const unsure = rest[15] === 'sure' ? '' : 'Not sure, perhaps ';
    const name = new RegExp(`: ${unsure}${escaped(category)}, `);
    await expect(row(page, (file ?? '').replace(/^'/, ''))).toHaveAccessibleName(name);
  }
  expect(lines[4]?.slice(1, 13)).toEqual(Array(12).fill(''));
  expect(lines[4]?.[13]).toMatch(/not a picture/);
  expect(lines[4]?.[18]).toBe('');
});

test('is not sure below the threshold that a person sets, which is kept', async ({ page }) => {
  await openAssistant(page);
  await choose(page, [await photoOf(page, 'coat')]);
  const unsure = page.getByText('Not sure', { exact: true });
  const threshold = page.getByRole('slider', { name: 'Not sure below' });
  await expect(threshold).toHaveAttribute('aria-valuetext', '34%');
  await settled(page);
  await threshold.focus();
  await page.keyboard.press('Home');
  await expect(threshold).toHaveAttribute('aria-valuetext', '0%');
  await expect(unsure).toHaveCount(0);
  await expect(row(page, 'coat.png')).not.toHaveAccessibleName(/Not sure/);
  await page.keyboard.press('End');
  await expect(threshold).toHaveAttribute('aria-valuetext', '99%');
  // In the heading and in the list.
  await expect(unsure).toHaveCount(2);
  await expect(row(page, 'coat.png')).toHaveAccessibleName(/: Not sure, perhaps /);
  await expect(page.getByText(/^No kind reaches|are about equally probable\.$/)).toBeVisible();
  await page.reload();
  await expect(threshold).toHaveAttribute('aria-valuetext', '99%');
  await press(page, 'As usual for the network');
  await expect(threshold).not.toHaveAttribute('aria-valuetext', '99%');
  await expect(page.getByRole('button', { name: 'As usual for the network' })).toHaveCount(0);
});

test('asks the photo network too, which may see what there is no class for', async ({ page }) => {
  await openAssistant(page);
  await choose(page, [await photoOf(page, 'star')]);
  await expect(state(page)).toHaveText('1 photo answered');
  const asked = page.getByText('The photo network was asked too:', { exact: false });
  await expect(asked).toHaveCount(0);
  await askPhotoNetwork(page, true);
  await expect(asked).toBeVisible();
  await expect(row(page, 'star.png')).toContainText('Not sure');
  await expect(page.getByText('The photo network sees no clothing at all here')).toBeVisible();
  const [heading = [], cells = []] = await downloadResults(page);
  const result = Object.fromEntries(heading.map((name, at) => [name, cells[at] ?? '']));
  expect(result).toMatchObject({ verdict: 'out-of-scope', looks_like: 'None of these' });
  expect(Number(result.out_of_scope)).toBeGreaterThan(0.1);
  await page.reload();
  await chooseNetwork(page, 'Fashion-MNIST');
  await expect(scopeSwitch(page)).toBeChecked();
});

test('refuses each bad file with its reason, and answers the good one beside them', async ({
  page,
}) => {
  await openAssistant(page);
  const png = await photoOf(page, 'trousers', 'good.png');
  const jpeg = await photoOf(page, 'coat', 'coat.jpg', 'image/jpeg');
  for (const { file, reason } of badFiles(png, jpeg)) {
    await choose(page, [file, png]);
    await expect(row(page, file.name), file.name).toHaveAccessibleName(reason);
    await expect(row(page, file.name)).toHaveAccessibleName(/: Not answered\./);
    await expect(state(page)).toHaveText('1 photo answered, 1 could not be');
    await expect(row(page, 'good.png')).toHaveAccessibleName(/: Trouser, /);
    await press(page, 'Clear all');
  }
});

test('a hostile name is text; photos are removed by button and key, and cleared', async ({
  page,
}) => {
  await openAssistant(page);
  const hostile = '<img src=x onerror=alert(1)>.png';
  page.on('dialog', () => {
    throw new Error('the name ran');
  });
  await choose(page, [
    await photoOf(page, 'bag', hostile),
    await photoOf(page, 'coat'),
    await photoOf(page, 'trousers'),
  ]);
  await expect(page.getByRole('heading', { name: hostile, exact: true })).toBeVisible();
  await expect(page.getByText(hostile, { exact: true }).first()).toBeVisible();
  expect(await page.locator('img[src="x"]').count()).toBe(0);

  await press(page, `Remove ${hostile}`);
  await expect(rows(page)).toHaveCount(2);
  await expect(page.getByRole('heading', { name: 'coat.png' })).toBeVisible();
  await row(page, 'coat.png').click();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('heading', { name: 'trousers.png' })).toBeVisible();
  await page.keyboard.press('Delete');
  await expect(rows(page)).toHaveCount(1);
  await press(page, 'Clear all');
  await expect(page.getByRole('heading', { name: 'Drop photos of clothes here' })).toBeVisible();
  await expect(state(page)).toHaveText('Ready for photos');
});

test('photos can be dropped and pasted', async ({ page }) => {
  await openAssistant(page);
  const { buffer } = await photoOf(page, 'bag');
  const transfer = await page.evaluateHandle((base64) => {
    const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
    const data = new DataTransfer();
    data.items.add(new File([bytes], 'given.png', { type: 'image/png' }));
    return data;
  }, buffer.toString('base64'));
  await page.dispatchEvent('main', 'dragenter', { dataTransfer: transfer });
  await expect(page.getByText('Let go to add the photos')).toBeVisible();
  await page.dispatchEvent('main', 'drop', { dataTransfer: transfer });
  await expect(page.getByText('Let go to add the photos')).toBeHidden();
  await expect(rows(page)).toHaveCount(1);
  await page.evaluate((clipboardData) => {
    window.dispatchEvent(new ClipboardEvent('paste', { clipboardData, cancelable: true }));
  }, transfer);
  await expect(rows(page)).toHaveCount(2);
  // The same bytes again.
  await expect(state(page)).toHaveText('1 photo answered, 1 duplicate');
});

for (const language of ['en', 'ko'] as const) {
  for (const width of [1440, 390]) {
    test(`in ${language} at ${width} px with photos: accessible, nothing cut off`, async ({
      page,
    }) => {
      await page.setViewportSize({ width, height: 900 });
      await openAssistant(page, language);
      const png = await photoOf(page, 'bag');
      const jpeg = await photoOf(page, 'coat', `${'long '.repeat(40)}.jpg`, 'image/jpeg');
      await choose(page, [jpeg, png, ...badFiles(png, jpeg).map(({ file }) => file)]);
      await expect(page.getByRole('application')).toBeVisible();
      await expect(page.getByRole('status', { name: /^(State|상태)$/ })).toHaveText(
        /^2 photos|^사진 2장/,
        { timeout: 60_000 },
      );
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

function escaped(text = ''): string {
  return text.replace(/[/.*+?^${}()|[\]\\]/g, '\\$&');
}
