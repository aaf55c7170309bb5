import AxeBuilder from '@axe-core/playwright';
import type { Locator } from '@playwright/test';
import {
  answers,
  askPhotoNetwork,
  CLASSES,
  changed,
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
import { badFiles, photoOf, photoOfTwo } from './photos';

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

test('shows each step to the label, and hands the result to Understand', async ({ page }) => {
  await openAssistant(page);
  await choose(page, [await photoOf(page, 'trousers')]);
  const strip = page.getByRole('list', { name: 'What the network sees' });
  const names = ['Photo', 'Crop', 'Grey', 'Garment', 'Network’s view'];
  await expect(strip.getByRole('listitem')).toHaveCount(names.length);
  for (const name of names) await expect(strip.getByRole('img', { name })).toBeVisible();
  const view = strip.getByRole('img', { name: 'Network’s view' });
  const size = await view.evaluate((canvas: HTMLCanvasElement) => [canvas.width, canvas.height]);
  expect(size).toEqual([28, 28]);
  // Dark trousers on a bright ground: bright on black to the network.
  const pixels = await drawn(view);
  expect(pixels[0]).toBeLessThan(40);
  expect(Math.max(...pixels)).toBeGreaterThan(150);
  await expect(strip).toContainText('28 × 28 pixels; the answer is the mean over 3 variants');
  await expect(answers(page).getByRole('listitem')).toHaveCount(10);
  await press(page, 'Look inside');
  await expect(page).toHaveURL(/#\/understand\?from=photo/);
});

test('follows adjustments: turned, inverted, cropped by keys, by hand, and back', async ({
  page,
}) => {
  await openAssistant(page);
  await choose(page, [await photoOf(page, 'trousers')]);
  const first = await settled(page);
  const reset = page.getByRole('button', { name: 'Reset adjustments' });
  await expect(reset).toBeDisabled();

  await press(page, 'Rotate right');
  const turned = await changed(page, first);
  await press(page, 'Rotate left');
  await expect.poll(() => answers(page).innerText()).toBe(first);

  await page.getByRole('radio', { name: 'No' }).click();
  const inverted = await changed(page, first);
  expect(inverted).not.toBe(turned);
  await page.getByRole('radio', { name: 'Automatic' }).click();
  await expect.poll(() => answers(page).innerText()).toBe(first);

  const corner = page.getByRole('button', { name: 'Top left corner' });
  await corner.focus();
  for (let moves = 0; moves < 8; moves++) await page.keyboard.press('Shift+ArrowDown');
  await changed(page, first);
  await expect(reset).toBeEnabled();
  await press(page, 'Frame the whole photo');
  const picture = page.getByRole('application');
  const frame = page.getByRole('button', { name: 'Move the part' });
  // Both at the same moment: the page may still move.
  await expect
    .poll(async () => {
      const [whole, part] = [await picture.boundingBox(), await frame.boundingBox()];
      return whole?.width === part?.width && whole?.height === part?.height;
    })
    .toBe(true);
  await settled(page);
  // The button below it may have been scrolled to.
  await picture.scrollIntoViewIfNeeded();
  const box = await picture.boundingBox();
  if (!box) throw new Error('no picture');

  await page.mouse.move(box.x + 6, box.y + 6);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 6 });
  await page.mouse.up();
  await changed(page, first);
  await press(page, 'Reset adjustments');
  await expect.poll(() => answers(page).innerText()).toBe(first);
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

test('is not sure where there are several garments, until the frame is around one', async ({
  page,
}) => {
  await openAssistant(page);
  await choose(page, [await photoOfTwo(page)]);
  await settled(page);
  // The same is said to screen readers, elsewhere.
  const detail = page.getByRole('region', { name: 'two.png', exact: true });
  const reason = detail.getByText('There seem to be several garments. Put the frame around one.');
  await expect(reason).toBeVisible();
  const corner = page.getByRole('button', { name: 'Top left corner' });
  await corner.focus();
  for (let moves = 0; moves < 13; moves++) await page.keyboard.press('Shift+ArrowRight');
  await expect(reason).toBeHidden();
});

test('shows where the network looked, for the answer and for other classes', async ({ page }) => {
  await openAssistant(page);
  await choose(page, [await photoOf(page, 'trousers')]);
  const section = page.getByRole('region', { name: 'Where it looked' });
  const heat = section.locator('canvas[aria-hidden="true"]');
  // On the photo, and on what the network sees.
  await expect(heat).toHaveCount(2);
  for (const picture of ['The garment', 'What the network sees']) {
    const name = `${picture}, coloured where it spoke for Trouser`;
    await expect(section.getByRole('img', { name })).toBeVisible();
  }
  await expect(section.getByText('By 14 × 14 places')).toBeVisible();
  const colours = () => heat.last().evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
  const answer = await colours();
  const picker = section.getByRole('button', { name: /For which class/ });
  await picker.click();
  await page.getByRole('option', { name: /^The runner-up: / }).click();
  await expect.poll(colours).not.toBe(answer);
  const second = await colours();
  await picker.click();
  await page.getByRole('option', { name: 'Dress', exact: true }).click();
  await expect(section.getByRole('img', { name: /spoke for Dress$/ })).toHaveCount(2);
  await picker.click();
  await page.getByRole('option', { name: 'The answer: Trouser' }).click();
  await expect.poll(colours).toBe(answer);
  expect(second).not.toBe(answer);
  // The box that is seen lies over the one that is pressed.
  await section.getByText('Colour the picture').click();
  await expect(heat).toHaveCount(0);
});

test('strokes change what is taken as garment, and the answer follows', async ({ page }) => {
  await openAssistant(page);
  await choose(page, [await photoOf(page, 'trousers')]);
  const first = await settled(page);
  // Icons are on 20 x 20 fields.
  const strip = page.getByRole('list', { name: 'What the network sees' });
  const outline = strip.locator('svg:not([viewBox="0 0 20 20"]) path').first();
  const edge = await outline.getAttribute('d');
  await page.getByRole('radio', { name: 'Leave out' }).click();
  const pad = page.getByRole('application', {
    name: 'The photo trousers.png: paint over what is not',
  });
  await pad.scrollIntoViewIfNeeded();
  const box = await pad.boundingBox();
  if (!box) throw new Error('no picture');
  const at = (x: number, y: number) => [box.x + box.width * x, box.y + box.height * y] as const;
  // Over the right leg.
  await page.mouse.move(...at(0.64, 0.45));
  await page.mouse.down();
  for (const y of [0.55, 0.65, 0.75]) await page.mouse.move(...at(0.66, y), { steps: 4 });
  await page.mouse.up();
  await changed(page, first);
  await expect(outline).not.toHaveAttribute('d', edge ?? '');
  await press(page, 'Undo mark');
  await expect.poll(() => answers(page).innerText()).toBe(first);
  await expect(outline).toHaveAttribute('d', edge ?? '');

  await page.getByRole('radio', { name: 'Everything in the frame' }).click();
  await changed(page, first);
  await expect(outline).toHaveCount(0);
  await page.getByRole('radio', { name: 'Only the garment' }).click();
  await page.getByRole('slider', { name: 'Straighten' }).focus();
  for (let steps = 0; steps < 20; steps++) await page.keyboard.press('ArrowRight');
  await changed(page, first);
  await press(page, 'Reset adjustments');
  await expect.poll(() => answers(page).innerText()).toBe(first);
});

test('shows the nearest training images, which lead to Browse', async ({ page }) => {
  await openAssistant(page);
  await choose(page, [await photoOf(page, 'trousers')]);
  await settled(page);
  await page.getByText('Nearest known images').click();
  await expect(page.getByText('No images are loaded to compare with.')).toBeVisible();
  await press(page, 'Load the images');
  const nearest = page.getByRole('list', { name: 'Nearest known images' });
  await expect(nearest.getByRole('listitem')).toHaveCount(5, { timeout: 60_000 });
  await expect(nearest.getByText('Trouser', { exact: true }).first()).toBeVisible();
  const distances = (await nearest.getByText(/^Distance /).allInnerTexts()).map((text) =>
    Number(text.replace(/\D/g, '')),
  );
  expect(distances).toEqual([...distances].sort((one, other) => one - other));
  expect(distances[0]).toBeGreaterThan(0);
  const link = nearest.getByRole('link').first();
  const name = await link.innerText();
  await link.click();
  await expect(page).toHaveURL(/#\/browse\?split=train&image=\d+$/);
  const index = name.replace(/\D/g, '');
  expect(page.url()).toContain(`image=${index}`);
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

/** Red of every pixel of a canvas. */
function drawn(canvas: Locator): Promise<number[]> {
  return canvas.evaluate((element: HTMLCanvasElement) => {
    const { width, height } = element;
    const data = element.getContext('2d')?.getImageData(0, 0, width, height).data ?? [];
    return Array.from(data).filter((_, index) => index % 4 === 0);
  });
}

function escaped(text = ''): string {
  return text.replace(/[/.*+?^${}()|[\]\\]/g, '\\$&');
}
