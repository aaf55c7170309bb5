import { expect, press, test } from './fixtures';

/** For loading 70,000 images on a machine that is busy. */
const SLOW = { timeout: 60_000 };

/** In the page: every worker breaks when it is asked something, while `breaks` is true. */
function breakWorkers(): void {
  const { prototype } = Worker;
  prototype.postMessage = new Proxy(prototype.postMessage, {
    apply(send, worker: Worker, message) {
      const breaks = Reflect.get(globalThis, 'breaks') === true;
      if (breaks) worker.dispatchEvent(new ErrorEvent('error'));
      else Reflect.apply(send, worker, message);
    },
  });
}

test('an answer about the image before is not held against the label of this one', async ({
  page,
}) => {
  await page.addInitScript(breakWorkers);
  await page.goto('/?lang=en#/understand');
  await expect(page.getByText('Right: the label is Ankle boot.')).toBeVisible(SLOW);
  await page.evaluate(() => Object.assign(globalThis, { breaks: true }));
  await press(page, 'Next image');
  const alert = page.getByRole('alert');
  await expect(alert).toContainText('What you see is from before.');
  await expect(page.getByText('Test image 1', { exact: true })).toBeVisible();
  await expect(page.getByText(/the label is/)).toHaveCount(0);
  await page.evaluate(() => Object.assign(globalThis, { breaks: false }));
  await press(page, 'Try again');
  await expect(page.getByText('the label is Pullover')).toBeVisible(SLOW);
  await expect(alert).toHaveCount(0);
});
