/** A failure that is no photo's fault stops all answers: the screen says that, and not that it works on them. */
import { choose, openAsFound, row } from './assistant-page';
import { expect, press, state, test } from './fixtures';
import { photoOf } from './photos';

test.use({ allowedErrors: [/weights\.safetensors/] });

test('a queue without a network says that it has stopped, and goes on when asked to', async ({
  page,
}) => {
  await page.route('**/weights.safetensors', (route) => route.abort());
  await openAsFound(page);
  await choose(page, [await photoOf(page, 'trousers'), await photoOf(page, 'coat')]);
  await expect(page.getByRole('alert')).toContainText('No photo can be answered');
  await expect(state(page)).toHaveText('Stopped: see the message below');
  await expect(page.getByRole('progressbar', { name: 'Photos answered' })).toHaveCount(0);
  const detail = page.getByRole('region', { name: 'trousers.png', exact: true });
  await expect(detail.getByText('Waiting', { exact: true })).toBeVisible();
  await expect(detail.getByText('Looking at the photo')).toHaveCount(0);

  await page.unroute('**/weights.safetensors');
  await press(page, 'Try again');
  await expect(state(page)).toHaveText('2 photos answered');
  await expect(row(page, 'trousers.png')).toHaveAccessibleName(/%/);
});
