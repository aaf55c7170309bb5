import type { Page } from '@playwright/test';
import { downloadRun, expect, openTrain, press, state, test } from './fixtures';

/** 55,000 images on a small machine without a GPU take minutes. */
const EPOCH_TIMEOUT = 900_000;

test('trains the small CNN on all images through Auto', async ({ page }) => {
  test.setTimeout(EPOCH_TIMEOUT + 200_000);
  await page.goto('/?lang=en#/train?epochs=1');
  const chosen = page.getByRole('row', { name: /\(chosen\).* correct / });
  await expect(chosen).toBeVisible({ timeout: 120_000 });
  const fastest = await fastestCorrect(page);
  await expect(chosen).toContainText(fastest);
  await press(page, 'Train');
  await expect(state(page)).toHaveText('Training · Epoch 1 of 1');
  const loss = page.getByRole('img', { name: /^Loss/ });
  await expect(loss).toBeVisible();
  await expect(page.getByText(/images\/s · .* left$/)).toBeVisible();
  await expect(state(page)).toHaveText('Finished', { timeout: EPOCH_TIMEOUT });
  await expect(page.getByRole('heading', { name: 'Confusion matrix' })).toBeVisible();

  const record = await downloadRun(page);
  expect(record.dataset).toMatchObject({
    id: 'fashion-mnist',
    trainingImages: 55_000,
    validationImages: 5_000,
    testImages: 10_000,
  });
  expect(record.model.parameters).toBe(804_554);
  expect(record.history).toHaveLength(1);
  expect(record.history[0]?.step).toBe(Math.ceil(55_000 / 32));
  expect(record.history[0]?.validationAccuracy).toBeGreaterThanOrEqual(0.85);
  expect(record.result?.accuracy).toBeGreaterThanOrEqual(0.83);
  const counts = record.result?.confusion.flat() ?? [];
  expect(counts.reduce((left, right) => left + right, 0)).toBe(10_000);
});

test('an address with settings that do not exist says which, and trains with the defaults', async ({
  page,
}) => {
  await openTrain(page, { epochs: '0', lr: '0.01', model: 'vgg-16', epoch: '3' });
  const notice = page.getByRole('status').filter({ hasText: 'settings that do not exist' });
  await expect(notice).toContainText('Epochs: “0” is no whole number from 1 to 1,000.');
  await expect(notice).toContainText('Model: “vgg-16” is none of s3-dense, s3-cnn,');
  await expect(notice).toContainText('“epoch” is the name of no setting.');
  await expect(page.getByRole('textbox', { name: 'Epochs' })).toHaveValue('5');
  await expect(page.getByRole('textbox', { name: 'Learning rate' })).toHaveValue('0.01');
  await notice.getByRole('button', { name: 'Dismiss' }).click();
  await expect(notice).toBeHidden();
});

test('says what memory a run takes, and refuses what cannot be had', async ({ page }) => {
  await openTrain(page, { backend: 'engine', model: 's3-cnn' });
  const memory = page.getByText(
    /^Start a run with these settings\. It takes [\d,]+ MB of memory\.$/,
  );
  await expect(memory).toBeVisible();
  const small = await memory.innerText();
  const batchSize = page.getByRole('textbox', { name: 'Batch size' });
  await batchSize.fill('1024');
  await batchSize.press('Enter');
  await expect(memory).not.toHaveText(small);
  await page.getByRole('button', { name: /Model/ }).click();
  await page.getByRole('option', { name: /^Small ResNet/ }).click();
  const train = page.getByRole('button', { name: 'Train', exact: true });
  await expect(train).toBeDisabled();
  await expect(
    page.getByText(/needs [\d,]+ MB of memory; at most [\d,]+ MB can be used/),
  ).toBeVisible();
  await batchSize.fill('64');
  await batchSize.press('Enter');
  await expect(memory).toBeVisible();
  await expect(train).toBeEnabled();
});

test('trains on one thread where the page is not isolated', async ({ page }) => {
  await page.route('**/*', async (route) => {
    const response = await route.fetch();
    const headers = { ...response.headers() };
    delete headers['cross-origin-opener-policy'];
    delete headers['cross-origin-embedder-policy'];
    await route.fulfill({ response, headers });
  });
  await openTrain(page, { backend: 'engine', model: 's3-dense', epochs: '1' });
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
  await press(page, 'Train');
  await expect(state(page)).toHaveText('Finished', { timeout: 60_000 });
  const { backend, result } = await downloadRun(page);
  expect(backend).toBe('engine');
  expect(result?.accuracy).toBeGreaterThan(0.5);
});

test('pauses, steps, resumes, takes a new learning rate, and stops', async ({ page }) => {
  await openTrain(page, { model: 's3-dense', epochs: '50' });
  await press(page, 'Train');
  await expect(state(page)).toHaveText(/^Training/);
  await press(page, 'Pause');
  await expect(state(page)).toHaveText(/^Paused/);

  const step = () => lastStep(page);
  const paused = await step();
  await press(page, 'Step');
  await expect.poll(step).toBe(paused + 1);
  await press(page, 'Step');
  await expect.poll(step).toBe(paused + 2);

  const rate = page.getByRole('textbox', { name: 'Learning rate' });
  await rate.fill('0.0005');
  await rate.press('Enter');
  await press(page, 'Resume');
  await expect(state(page)).toHaveText(/^Training · Epoch [2-9]/, { timeout: 60_000 });
  await press(page, 'Stop');
  await expect(state(page)).toHaveText('Stopped');

  await press(page, 'Measure on the test images');
  await expect(page.getByText('Test accuracy')).toBeVisible();
  const record = await downloadRun(page);
  expect(record.status).toBe('stopped');
  expect(record.learningRateChanges).toEqual([{ step: paused + 2, learningRate: 0.0005 }]);
  expect(record.history[0]?.learningRate).toBe(0.0005);
  expect(record.result?.accuracy).toBeGreaterThan(0.5);
});

test('Step on a fresh page makes exactly one step', async ({ page }) => {
  await openTrain(page, { model: 's3-dense' });
  await press(page, 'Step');
  await expect(state(page)).toHaveText(/^Paused/);
  await expect.poll(() => lastStep(page)).toBe(1);
  await press(page, 'Reset');
  await press(page, 'Forget the run');
  await expect(state(page)).toHaveText('Ready');
  await expect(page.getByRole('heading', { name: 'Press Train' })).toBeVisible();
});

test('a loss that is not finite ends the run with the step and advice', async ({ page }) => {
  await openTrain(page, { model: 's3-dense', optimizer: 'sgd', lr: '10' });
  await press(page, 'Train');
  const alert = page.getByRole('alert');
  await expect(alert).toContainText(/step \d+/);
  await expect(alert).toContainText(/learning rate/i);
  await expect(state(page)).toHaveText('Failed');
});

test('the address carries the settings, and the form writes them back', async ({ page }) => {
  await openTrain(page, { model: 's1-cnn', epochs: '7', batch: '64', lr: '0.002', seed: '9' });
  await expect(page.getByRole('textbox', { name: 'Epochs' })).toHaveValue('7');
  await expect(page.getByRole('textbox', { name: 'Batch size' })).toHaveValue('64');
  await expect(page.getByRole('textbox', { name: 'Learning rate' })).toHaveValue('0.002');
  await expect(page.getByRole('textbox', { name: 'Seed' })).toHaveValue('9');
  await expect(page.getByText('333,526 parameters')).toBeVisible();

  await page.getByRole('button', { name: /Model/ }).click();
  await page.getByRole('option', { name: /^Dense/ }).click();
  await expect(page.getByText('29,898 parameters')).toBeVisible();
  await expect(page).toHaveURL(/model=s3-dense/);
  await page.reload();
  await expect(page.getByText('29,898 parameters')).toBeVisible();
});

test('a preset fills the form, keeps the data, and is left by changing a field', async ({
  page,
}) => {
  await openTrain(page, { epochs: '7', seed: '9' });
  const preset = page.getByRole('button', { name: /Preset/ });
  await expect(preset).toContainText('Own');
  await preset.click();
  await page.getByRole('option', { name: /^Fast/ }).click();
  await expect(preset).toContainText('Fast');
  await expect(page).toHaveURL(/schedule=oneCycle/);
  await expect(page).toHaveURL(/data=starter/);
  await expect(page.getByRole('textbox', { name: 'Seed' })).toHaveValue('9');
  const epochs = page.getByRole('textbox', { name: 'Epochs' });
  await expect(epochs).not.toHaveValue('7');
  await epochs.fill('7');
  await epochs.press('Enter');
  await expect(preset).toContainText('Own');
});

test('the preset for photos trains on photo-like views, as address and record say', async ({
  page,
}) => {
  await openTrain(page, { seed: '9' });
  await page.getByRole('button', { name: /Preset/ }).click();
  await page.getByRole('option', { name: /^For photos/ }).click();
  await expect(page).toHaveURL(/photo-views=1/);
  await page.reload();
  await expect(page.getByRole('button', { name: /Preset/ })).toContainText('For photos');
  await page.getByText('More settings').click();
  const views = page.getByRole('textbox', { name: 'Photo-like views' });
  await expect(views).toHaveValue('100%');
  await press(page, 'Train');
  await expect(state(page)).toHaveText(/^Training · Epoch 2/, { timeout: 120_000 });
  await press(page, 'Stop');
  await expect(state(page)).toHaveText('Stopped');
  const record = await downloadRun(page);
  expect(record.settings).toMatchObject({ photoViews: 1, model: 's1-cnn', seed: 9 });
  expect(record.history[0]?.validationAccuracy).toBeGreaterThan(0.2);
});

/** The latest step, as the transport bar counts. */
async function lastStep(page: Page): Promise<number> {
  const text = await page.getByText(/Step [\d,]+ of/).innerText();
  return Number(text.match(/Step ([\d,]+) of/)?.[1]?.replace(/,/g, ''));
}

/** Name of the backend with the shortest step among those that the self-check found correct. */
async function fastestCorrect(page: Page): Promise<string> {
  const rows = await page.getByRole('row', { name: / correct .* ms$/ }).allInnerTexts();
  const timed = rows.map((row) => {
    const [name = '', , , time = ''] = row.split('\t');
    return { name: name.replace(' (chosen)', ''), milliseconds: Number.parseFloat(time) };
  });
  timed.sort((left, right) => left.milliseconds - right.milliseconds);
  return timed[0]?.name ?? 'none';
}
