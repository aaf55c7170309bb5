import {
  answers,
  changed,
  choose,
  garmentOutline,
  leaveOutPad,
  openAssistant,
  row,
  rows,
  settled,
} from './assistant-page';
import { expect, press, state, test } from './fixtures';
import { photoOf } from './photos';

test('the keyboard stays in the list when rows are removed, and begins anew after the last', async ({
  page,
}) => {
  await openAssistant(page);
  await choose(page, [
    await photoOf(page, 'bag'),
    await photoOf(page, 'coat'),
    await photoOf(page, 'trousers'),
  ]);
  await expect(state(page)).toHaveText('3 photos answered');
  const button = (name: string) => page.getByRole('button', { name: `Remove ${name}` });
  await row(page, 'coat.png').click();
  await button('coat.png').focus();
  await page.keyboard.press('Enter');
  await expect(button('trousers.png')).toBeFocused();
  await page.keyboard.press('Space');
  await expect(button('bag.png')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(rows(page)).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Choose photos' })).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Choose folder' })).toBeFocused();
});

test('after a row was removed by the pointer, no key removes another by itself', async ({
  page,
}) => {
  await openAssistant(page);
  await choose(page, [await photoOf(page, 'bag'), await photoOf(page, 'coat')]);
  await expect(state(page)).toHaveText('2 photos answered');
  await page.getByRole('button', { name: 'Remove bag.png' }).click();
  await expect(page.getByRole('grid', { name: 'Photos' })).toBeFocused();
  await page.keyboard.press('Space');
  await expect(rows(page)).toHaveCount(1);
  await page.keyboard.press('Delete');
  await expect(rows(page)).toHaveCount(0);
});

test('the brush is moved and paints by keys, and the answer follows', async ({ page }) => {
  await openAssistant(page);
  await choose(page, [await photoOf(page, 'trousers')]);
  const first = await settled(page);
  const outline = garmentOutline(page);
  const edge = await outline.getAttribute('d');
  await page.getByRole('radio', { name: 'Leave out' }).press('Space');
  const pad = leaveOutPad(page, 'trousers.png');
  await expect(pad).toHaveAccessibleDescription('Arrow keys move the brush, Space paints.');
  await pad.focus();
  const repeat = async (key: string, times: number) => {
    for (let done = 0; done < times; done++) await page.keyboard.press(key);
  };
  // Over the right leg, and down along it.
  await repeat('Shift+ArrowRight', 1);
  await repeat('ArrowRight', 3);
  const points = 7;
  for (let painted = 0; painted < points; painted++) {
    await repeat('Space', 1);
    await repeat('ArrowDown', 2);
  }
  await changed(page, first);
  await expect(outline).not.toHaveAttribute('d', edge ?? '');
  for (let undone = 0; undone < points; undone++) await press(page, 'Undo mark');
  await expect.poll(() => answers(page).innerText()).toBe(first);
  await expect(page.getByRole('button', { name: 'Undo mark' })).toBeDisabled();
});

test('keys go on near a button that is gone once it is pressed', async ({ page }) => {
  await openAssistant(page);
  const bag = await photoOf(page, 'bag');
  await choose(page, [bag, { ...bag, name: 'again.png' }]);
  await expect(state(page)).toHaveText('1 photo answered, 1 duplicate');
  const threshold = page.getByRole('slider', { name: /^Not sure below/ });
  await threshold.press('ArrowRight');
  await page.getByRole('button', { name: 'As usual for the network' }).press('Enter');
  await expect(threshold).toBeFocused();

  const picker = page.getByRole('button', { name: /What it really is/ });
  await picker.click();
  await page.getByRole('option', { name: 'Coat', exact: true }).click();
  await page.getByRole('button', { name: 'Undo', exact: true }).press('Enter');
  await expect(picker).toBeFocused();

  await row(page, 'again.png').click();
  await page.getByRole('button', { name: 'Answer it too' }).press('Enter');
  await expect(page.getByRole('grid', { name: 'Photos' })).toBeFocused();
  await expect(state(page)).toHaveText('2 photos answered');
});
