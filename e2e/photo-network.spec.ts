import type { Locator, Page } from '@playwright/test';
import {
  answers,
  changed,
  choose,
  downloadRecords,
  openAsFound,
  openAssistant,
  row,
  settled,
} from './assistant-page';
import { expect, press, state, test } from './fixtures';
import { labelledPhotos } from './labelled-photos';
import { measuredOn } from './measured';
import { photoOf, photoOfOutfit } from './photos';

/** Among so many photos one is as sure as the tests need it. */
const PHOTOS = 24;

test('the network for photos answers them by default, from what it takes', async ({ page }) => {
  await openAsFound(page);
  await choose(page, [await photoOf(page, 'trousers')]);
  await expect(state(page)).toHaveText('1 photo answered');
  const strip = page.getByRole('list', { name: 'What the network sees' });
  const steps = strip.getByRole('img');
  await expect(steps).toHaveCount(3);
  await expect(strip).toContainText('112 × 112 pixels');
  // Nothing is cut out, so there is nothing to correct about it.
  await expect(page.getByRole('radiogroup', { name: 'Invert brightness' })).toHaveCount(0);
  await expect(page.getByRole('listitem').filter({ hasText: 'Skirt' }).first()).toBeVisible();
});

test('is not sure where there are two garments, in the list as in the open photo, until the frame is around one', async ({
  page,
}) => {
  await openAsFound(page);
  await choose(page, [await photoOf(page, 'trousers'), await photoOfOutfit(page)]);
  await expect(state(page)).toHaveText('2 photos answered');
  const verdicts = async () => (await downloadRecords(page)).map(({ verdict }) => verdict);
  const [single, outfit] = await verdicts();
  expect(single).not.toBe('several-garments');
  expect(outfit).toBe('several-garments');
  await row(page, 'outfit.png').click();
  // The same is said to screen readers, elsewhere.
  const detail = page.getByRole('region', { name: 'outfit.png', exact: true });
  const reason = detail.getByText('There seem to be several garments. Put the frame around one.');
  await expect(reason).toBeVisible();
  expect(await verdicts()).toEqual([single, outfit]);
  const corner = page.getByRole('button', { name: 'Top left corner' });
  await corner.focus();
  for (let moves = 0; moves < 10; moves++) await page.keyboard.press('Shift+ArrowRight');
  for (let moves = 0; moves < 5; moves++) await page.keyboard.press('Shift+ArrowDown');
  await page.getByRole('button', { name: 'Bottom right corner' }).focus();
  for (let moves = 0; moves < 4; moves++) await page.keyboard.press('Shift+ArrowUp');
  await expect(reason).toBeHidden();
  await expect(row(page, 'outfit.png')).toHaveAccessibleName(/Trousers/);
});

test('each network that comes with Atelier can be asked, and says what it knows', async ({
  page,
}) => {
  await openAssistant(page);
  await choose(page, [await photoOf(page, 'trousers')]);
  await expect(row(page, 'trousers.png')).toContainText('Trouser');
  const strip = page.getByRole('list', { name: 'What the network sees' });
  await expect(strip.getByRole('img')).toHaveCount(5);
  await page.getByRole('button', { name: /Network/ }).click();
  const forPhotos = page.getByRole('option', { name: /^Fashion-MNIST for photos, / });
  const { answers, people, right } = measuredOn('for-photos');
  const share = `${((100 * right.length) / answers.length).toFixed(0)}%`;
  await expect(forPhotos).toContainText(
    `${share} right on ${answers.length} photos by ${people} people. Two-layer CNN, `,
  );
  await expect(forPhotos).toContainText(/, \d\d\.\d% of the test images right$/);
  await forPhotos.click();
  await expect(row(page, 'trousers.png')).toContainText('Trouser');
  await expect(strip.getByRole('img')).toHaveCount(5);
  await page.getByRole('button', { name: /Network/ }).click();
  await page.getByRole('option', { name: /^Photos, / }).click();
  await expect(strip.getByRole('img')).toHaveCount(3);
  await expect(strip).toContainText('112 × 112 pixels');
});

test('looks inside the network for photos, at the photo and at an image of the data set', async ({
  page,
}) => {
  await openAsFound(page);
  await choose(page, [await photoOf(page, 'coat')]);
  await expect(state(page)).toHaveText('1 photo answered');
  await press(page, 'Look inside');
  await expect(page.getByRole('button', { name: /Photos, comes with Atelier/ })).toBeVisible();
  await expect(page.getByRole('heading', { name: /^Convolution 1 56 × 56 × 32/ })).toBeVisible();
  const shares = page.getByRole('list', { name: 'Probabilities of the classes' });
  await expect(shares.getByRole('listitem')).toHaveCount(12);
  await expect(shares).toContainText('None of these');

  await press(page, 'Look at images of the data set');
  await expect(
    page.getByText('This network takes other images than this one', { exact: false }),
  ).toBeVisible();
  await expect(shares.getByRole('listitem')).toHaveCount(12);
});

test('the answer and what is seen follow the part, its turn and the whole picture', async ({
  page,
}) => {
  await openSurePhoto(page);
  const first = await look(page);
  expect(first.original).toEqual(first.crop);

  const corner = page.getByRole('button', { name: 'Bottom right corner' });
  await corner.focus();
  for (let moves = 0; moves < 10; moves++) await page.keyboard.press('Shift+ArrowUp');
  const part = await changedLook(page, first);
  const [width, height] = first.original;
  // Ten steps of a twentieth leave the upper half.
  expect(part.crop[0]).toBe(width);
  expect(Math.abs(part.crop[1] - height / 2)).toBeLessThanOrEqual(1);
  expect(part.original).toEqual(first.original);
  await dragCorner(page, 'Top left corner', { x: 0.3, y: 0.1 });
  const smaller = await changedLook(page, part);
  expect(Math.abs(smaller.crop[0] - 0.7 * width)).toBeLessThanOrEqual(0.05 * width);
  expect(Math.abs(smaller.crop[1] - 0.4 * height)).toBeLessThanOrEqual(0.05 * height);

  await press(page, 'Frame the whole photo');
  await expect.poll(() => look(page)).toEqual(first);
  await press(page, 'Rotate right');
  const turned = await changedLook(page, first);
  expect(turned.original).toEqual([height, width]);
  expect(turned.crop).toEqual([height, width]);
  // The same pixels, but for the rounding of sums in another order.
  const upright = turnedRight(first.seen);
  expect(turned.seen).toHaveLength(upright.length);
  const differences = turned.seen.map((value, at) => Math.abs(value - (upright[at] ?? 0)));
  expect(Math.max(...differences)).toBeLessThanOrEqual(1);
  await press(page, 'Rotate left');
  await expect.poll(() => look(page)).toEqual(first);
});

test('shows on the photo where it looked, for the answer and the runner-up', async ({ page }) => {
  const { category } = await openSurePhoto(page);
  const section = page.getByRole('region', { name: 'Where it looked' });
  const heat = section.locator('canvas[aria-hidden="true"]');
  await expect(heat).toHaveCount(2);
  const photo = section.getByRole('img', {
    name: `The garment, coloured where it spoke for ${category}`,
  });
  // The whole of the photo is looked at, so it lies over all of it. The page may still move.
  const boxes = async () => [await heat.first().boundingBox(), await photo.boundingBox()];
  await expect
    .poll(async () => {
      const [over, under] = (await boxes()).map((box) => JSON.stringify(box));
      return over === under;
    })
    .toBe(true);
  const answer = await coverage(heat.first());
  expect(answer.most).toBeGreaterThan(answer.least + 64);

  await section.getByRole('button', { name: /For which class/ }).click();
  await page.getByRole('option', { name: /^The runner-up: / }).click();
  await expect.poll(() => coverage(heat.first())).not.toEqual(answer);
  await section.getByRole('button', { name: /For which class/ }).click();
  await page.getByRole('option', { name: `The answer: ${category}` }).click();
  await expect.poll(() => coverage(heat.first())).toEqual(answer);

  const corner = page.getByRole('button', { name: 'Bottom right corner' });
  await corner.focus();
  for (let moves = 0; moves < 8; moves++) await page.keyboard.press('Shift+ArrowUp');
  await expect.poll(() => coverage(heat.first())).not.toEqual(answer);
  // The box that is seen lies over the one that is pressed.
  await section.getByText('Colour the picture').click();
  await expect(heat).toHaveCount(0);
});

test('is sure up to the confidence that is asked for, and beyond it says why not', async ({
  page,
}) => {
  const { file, category, confidence, none } = await openSurePhoto(page);
  const detail = page.getByRole('region', { name: file, exact: true });
  const heading = detail.getByText(/ confident$/).locator('xpath=../../p[1]');
  const reason = detail.getByText(/^No kind reaches the confidence that an answer needs, \d+%\.$/);
  const threshold = page.getByRole('slider', { name: 'Not sure below' });
  const move = async (key: string, to: number) => {
    await threshold.focus();
    for (let moves = 0; moves < 100; moves++) {
      if ((await threshold.getAttribute('aria-valuetext')) === `${to}%`) break;
      await page.keyboard.press(key);
    }
    await expect(threshold).toHaveAttribute('aria-valuetext', `${to}%`);
  };
  // What may be none of the classes counts tenfold.
  const reached = Math.floor((100 * confidence) / (1 + 9 * none));
  await move('ArrowRight', reached);
  await expect(heading).toHaveText(category);
  await expect(reason).toHaveCount(0);
  await expect(row(page, file)).toHaveAccessibleName(new RegExp(`: ${category}, `));

  await move('ArrowRight', Math.floor(100 * confidence) + 1);
  await expect(heading).toHaveText('Not sure');
  await expect(reason).toBeVisible();
  await expect(detail.getByText(`${category} is nearest, `, { exact: false })).toBeVisible();
  await expect(row(page, file)).toHaveAccessibleName(
    new RegExp(`: Not sure, perhaps ${category}, `),
  );
  const unsureLine = (await downloadRecords(page)).find((line) => line.file === file);
  expect(unsureLine).toMatchObject({ category, verdict: 'low-confidence' });

  await move('ArrowLeft', reached);
  await expect(heading).toHaveText(category);
  await expect(reason).toHaveCount(0);
  await expect(row(page, file)).toHaveAccessibleName(new RegExp(`: ${category}, `));
  const sureLine = (await downloadRecords(page)).find((line) => line.file === file);
  expect(sureLine).toMatchObject({ category, verdict: 'sure' });
});

/** Opens a photo that the network is sure of, but not so sure that no threshold is above it. */
async function openSurePhoto(page: Page) {
  await openAsFound(page);
  const photos = await labelledPhotos(page, PHOTOS);
  await choose(
    page,
    photos.map(({ file }) => file),
  );
  await expect(state(page)).toHaveText(`${PHOTOS} photos answered`);
  const lines = await downloadRecords(page);
  const line = lines.find(({ confidence, verdict }) => {
    const share = Number(confidence);
    return verdict === 'sure' && share > 0.6 && share < 0.95;
  });
  if (!line) throw new Error('no photo is as sure as that');
  const { file = '', category = '', confidence, 'None of these': none } = line;
  await row(page, file).click();
  await expect(page.getByRole('heading', { name: file })).toBeVisible();
  await settled(page);
  return { file, category, confidence: Number(confidence), none: Number(none) };
}

/** What a person sees of how a photo is read. */
interface Look {
  answers: string;
  /** Width and height of the photo, upright, and of the part of it that is used. */
  original: [number, number];
  crop: [number, number];
  /** Green of every pixel that enters the network, row by row. */
  seen: number[];
}

async function look(page: Page): Promise<Look> {
  const strip = page.getByRole('list', { name: 'What the network sees' });
  const sizeOf = (name: string) =>
    strip
      .getByRole('img', { name, exact: true })
      .evaluate(({ width, height }: HTMLCanvasElement): [number, number] => [width, height]);
  const view = strip.getByRole('img', { name: 'Network’s view' });
  const seen = await view.evaluate((canvas: HTMLCanvasElement) => {
    const data = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data;
    return [...(data ?? [])].filter((_, at) => at % 4 === 1);
  });
  return {
    answers: await answers(page).innerText(),
    original: await sizeOf('Photo'),
    crop: await sizeOf('Crop'),
    seen,
  };
}

/** The same once the answers are others and stay so; then the network has seen something else too. */
async function changedLook(page: Page, before: Look): Promise<Look> {
  await changed(page, before.answers);
  const now = await look(page);
  expect(now.seen).not.toEqual(before.seen);
  return now;
}

/** The pixels of a square that is turned a quarter clockwise. */
function turnedRight(seen: readonly number[]): number[] {
  const side = Math.sqrt(seen.length);
  return seen.map((_, at) => {
    const [x, y] = [at % side, Math.floor(at / side)];
    return seen[(side - 1 - x) * side + y] ?? 0;
  });
}

/** Drags a corner of the frame, by shares of the picture's sides. */
async function dragCorner(page: Page, name: string, by: { x: number; y: number }): Promise<void> {
  const picture = page.getByRole('application');
  await picture.scrollIntoViewIfNeeded();
  const [box, handle] = [
    await picture.boundingBox(),
    await page.getByRole('button', { name }).boundingBox(),
  ];
  if (!box || !handle) throw new Error('no picture');
  const [x, y] = [handle.x + handle.width / 2, handle.y + handle.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + by.x * box.width, y + by.y * box.height, { steps: 5 });
  await page.mouse.up();
}

/** How strongly the colours cover their places, 0 to 255. */
function coverage(heat: Locator): Promise<{ least: number; most: number; sum: number }> {
  return heat.evaluate((canvas: HTMLCanvasElement) => {
    const data = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data;
    const alphas = [...(data ?? [])].filter((_, at) => at % 4 === 3);
    const sum = alphas.reduce((all, alpha) => all + alpha, 0);
    return { least: Math.min(...alphas), most: Math.max(...alphas), sum };
  });
}
