/** Pictures in which there is nothing: they have no answer that is sure, and stop nothing. */
import type { Locator, Page } from '@playwright/test';
import { choose, downloadRecords, openAsFound, openAssistant, row } from './assistant-page';
import { expect, state, test } from './fixtures';
import { photoOf, type TestFile } from './photos';

const COLORS = { white: '#ffffff', grey: '#8a8a8d', black: '#000000', blue: '#1f4fa8' };
const NAMES = Object.keys(COLORS).map((name) => `${name}.png`);
const NOTHING_FOUND = 'No garment could be told from its background.';
/** Every reason that may be given for it by a network that cuts nothing out. */
const REASON =
  /takes this for none of the kinds|may be none of the kinds|No kind reaches the confidence|about equally probable|could be told from its background\.$/;

test('the network for photos is not sure of a blank picture, and says why', async ({ page }) => {
  await openAsFound(page);
  await choose(page, await plainPictures(page));
  await expect(state(page)).toHaveText(`${NAMES.length} photos answered`);
  for (const name of NAMES)
    await expect((await unsure(page, name)).getByText(REASON)).toBeVisible();
  for (const { file, verdict } of await downloadRecords(page)) expect(verdict, file).not.toBe('');
});

test('the network for Fashion-MNIST tells no garment in a blank picture', async ({ page }) => {
  await openAssistant(page);
  await choose(page, await plainPictures(page));
  await expect(state(page)).toHaveText(`${NAMES.length} photos answered`);
  for (const name of NAMES) {
    await expect((await unsure(page, name)).getByText(NOTHING_FOUND)).toBeVisible();
  }
  const records = await downloadRecords(page);
  expect(records.map(({ verdict }) => verdict)).toEqual(NAMES.map(() => 'nothing-found'));
});

for (const network of ['Photos', 'Fashion-MNIST'] as const) {
  test(`a picture that is transparent all over stops nothing with ${network}`, async ({ page }) => {
    await openAssistant(page, 'en', network);
    const nothing = await plainPicture(page, 'rgb(0 0 0 / 0)', 'nothing.png');
    await choose(page, [nothing, await photoOf(page, 'trousers')]);
    await expect(state(page)).toHaveText('2 photos answered');
    await expect((await unsure(page, 'nothing.png')).getByText(REASON)).toBeVisible();
    await expect(row(page, 'trousers.png')).toHaveAccessibleName(/: (Not sure, perhaps )?Trouser/);
  });
}

function plainPictures(page: Page): Promise<TestFile[]> {
  const entries = Object.entries(COLORS);
  return Promise.all(entries.map(([name, color]) => plainPicture(page, color, `${name}.png`)));
}

/** A picture of one colour. */
function plainPicture(page: Page, color: string, name: string): Promise<TestFile> {
  return photoOf(page, 'trousers', name, 'image/png', 1, { ground: color, garment: color });
}

/** The details of a photo, which must be said not to be sure of. */
async function unsure(page: Page, name: string): Promise<Locator> {
  await expect(row(page, name)).toHaveAccessibleName(/: Not sure/);
  await row(page, name).click();
  const detail = page.getByRole('region', { name, exact: true });
  await expect(detail.getByText('Not sure', { exact: true })).toBeVisible();
  return detail;
}
