import type { Page } from '@playwright/test';
import { downloadRun, expect, openTrain, press, type RunRecord, state, test } from './fixtures';

/** Some seconds an epoch; dropout, whose chance has to be continued too, is left to the unit tests. */
const SETTINGS = { model: 's3-cnn', epochs: '2', batch: '100', seed: '7' };

test('a run continues after a reload and after a crash as if nothing had happened', async ({
  page,
}) => {
  await openTrain(page, SETTINGS);
  await press(page, 'Train');
  const expected = await finish(page);

  await test.step('reload in the second epoch', async () => {
    await press(page, 'Reset');
    await press(page, 'Train');
    await inSecondEpoch(page);
    await page.reload();
    await expect(page.getByText('A run was interrupted')).toBeVisible();
    await expect(page.getByText(/1 of 2 epochs done/)).toBeVisible();
    await press(page, 'Continue the run');
    expectSame(await finish(page), expected);
  });

  await test.step('the worker dies in the second epoch', async () => {
    await press(page, 'Reset');
    await press(page, 'Train');
    await inSecondEpoch(page);
    await killWorker(page);
    await expect(page.getByText('Training was interrupted and went on')).toBeVisible();
    await expect(page.getByText(/from the end of epoch 1/)).toBeVisible();
    expectSame(await finish(page), expected);
  });
});

test('a worker that dies twice without progress ends the run and offers to continue', async ({
  page,
}) => {
  await openTrain(page, { ...SETTINGS, epochs: '20' });
  await press(page, 'Train');
  await expect(state(page)).toHaveText(/^Training/);
  await killWorker(page);
  await expect(page.getByText('Training was interrupted and went on')).toBeVisible();
  await expect(state(page)).toHaveText(/^Training/);
  await killWorker(page);
  await expect(state(page)).toHaveText('Failed');
  await expect(page.getByRole('alert')).toContainText('worker');
  await press(page, 'Continue the run');
  await expect(state(page)).toHaveText(/^Training/);
});

test('an interrupted run can be forgotten', async ({ page }) => {
  await openTrain(page, { ...SETTINGS, epochs: '20' });
  await press(page, 'Train');
  await expect(state(page)).toHaveText(/^Training/);
  await page.reload();
  await press(page, 'Forget it');
  await expect(page.getByText('A run was interrupted')).toBeHidden();
  await page.reload();
  await expect(page.getByRole('button', { name: 'Train', exact: true })).toBeEnabled();
  await expect(page.getByText('A run was interrupted')).toBeHidden();
});

test('without storage the run goes on, and says that it is not saved', async ({ page }) => {
  await page.addInitScript(() => {
    indexedDB.open = () => {
      throw new DOMException('blocked', 'SecurityError');
    };
  });
  await openTrain(page, { ...SETTINGS, model: 's3-dense', epochs: '1' });
  await press(page, 'Train');
  await expect(page.getByText('This run is not saved')).toBeVisible();
  await expect(state(page)).toHaveText('Finished', { timeout: 60_000 });
});

async function inSecondEpoch(page: Page): Promise<void> {
  await expect(state(page)).toHaveText('Training · Epoch 2 of 2', { timeout: 120_000 });
}

async function finish(page: Page): Promise<RunRecord> {
  await expect(state(page)).toHaveText('Finished', { timeout: 180_000 });
  return downloadRun(page);
}

/** Ends the worker from inside, as a crash does: the page is not told by anyone. */
async function killWorker(page: Page): Promise<void> {
  const workers = page.workers();
  expect(workers).toHaveLength(1);
  // The call never answers, since the worker is gone.
  await Promise.race([
    workers[0]?.evaluate(() => self.close()).catch(() => undefined),
    page.waitForTimeout(500),
  ]);
}

/** Same weights give the same figures, to the last digit. */
function expectSame(actual: RunRecord, expected: RunRecord): void {
  const figures = ({ history, result }: RunRecord) => ({
    history: history.map(({ epoch, step, ...rest }) => {
      const { trainingLoss, trainingAccuracy, validationLoss, validationAccuracy } = rest;
      return { epoch, step, trainingLoss, trainingAccuracy, validationLoss, validationAccuracy };
    }),
    result: result && { loss: result.loss, confusion: result.confusion },
  });
  expect(figures(actual)).toEqual(figures(expected));
}
