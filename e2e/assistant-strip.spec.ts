import type { Locator } from '@playwright/test';
import {
  answers,
  changed,
  choose,
  garmentOutline,
  leaveOutPad,
  openAssistant,
  settled,
} from './assistant-page';
import { expect, press, test } from './fixtures';
import { photoOf, photoOfTwo } from './photos';

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
  const outline = garmentOutline(page);
  const edge = await outline.getAttribute('d');
  await page.getByRole('radio', { name: 'Leave out' }).click();
  const pad = leaveOutPad(page, 'trousers.png');
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

/** Red of every pixel of a canvas. */
function drawn(canvas: Locator): Promise<number[]> {
  return canvas.evaluate((element: HTMLCanvasElement) => {
    const { width, height } = element;
    const data = element.getContext('2d')?.getImageData(0, 0, width, height).data ?? [];
    return Array.from(data).filter((_, index) => index % 4 === 0);
  });
}
