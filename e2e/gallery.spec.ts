import AxeBuilder from '@axe-core/playwright';
import { choose, openAssistant } from './assistant-page';
import { expect, test } from './fixtures';
import { photoOf } from './photos';

for (const [language, mark, settled] of [
  ['en', 'Not sure', '2 photos answered'],
  ['ko', '확실하지 않음', '사진 2장 완료'],
] as const) {
  test(`the gallery marks answers that are not sure, in ${language}`, async ({ page }) => {
    await openAssistant(page, language);
    await choose(page, [await photoOf(page, 'bag'), await photoOf(page, 'coat')]);
    await expect(page.getByRole('status', { name: /^(State|상태)$/ })).toHaveText(settled);
    await page.getByRole('radio', { name: /^(Gallery|갤러리)$/ }).click();
    const tile = (name: string) => page.getByRole('gridcell', { name: `${name}: ` });
    const marks = page.getByRole('gridcell').getByRole('img', { name: mark, exact: true });

    const threshold = page.getByRole('slider', { name: /^(Not sure below|확신 기준)$/ });
    await threshold.focus();
    await page.keyboard.press('Home');
    await expect(tile('coat.png')).toBeVisible();
    await expect(marks).toHaveCount(0);
    await page.keyboard.press('End');
    await expect(marks).toHaveCount(2);
    expect((await new AxeBuilder({ page }).include('main').analyze()).violations).toEqual([]);

    // What a person says is sure.
    await tile('coat.png').click();
    await page.getByRole('button', { name: /What it really is|실제 종류/ }).click();
    await page.getByRole('option', { name: /^(Coat|코트)$/ }).click();
    await expect(marks).toHaveCount(1);
    await expect(tile('bag.png').getByRole('img', { name: mark, exact: true })).toBeVisible();
  });
}
