import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { openAssistant } from './assistant-page';
import { test as base, expect, press, state } from './fixtures';
import { writeWebcamFilm } from './photos';

/** The browser's own fake camera, which shows a film. */
const test = base.extend<object, object>({
  launchOptions: [
    async ({ launchOptions }, use) => {
      const folder = mkdtempSync(join(tmpdir(), 'atelier-webcam-'));
      const film = join(folder, 'film.y4m');
      writeWebcamFilm(film);
      const args = [
        ...(launchOptions.args ?? []),
        '--use-fake-device-for-media-stream',
        `--use-file-for-fake-video-capture=${film}`,
      ];
      await use({ ...launchOptions, args });
      rmSync(folder, { recursive: true });
    },
    { scope: 'worker' },
  ],
});

test.describe('with a camera', () => {
  test.use({ permissions: ['camera'] });

  test('answers live, takes a photo, and stops', async ({ page }) => {
    await openWebcam(page);
    const webcam = page.getByRole('region', { name: 'Webcam', exact: true });
    await expect(webcam.getByText(/answers a second$/)).toBeVisible({ timeout: 30_000 });
    const label = webcam.getByText(/ confident$/).locator('xpath=../../p[1]');
    await expect(label).toHaveText(/^Trouser$/, { timeout: 30_000 });
    await expect(label).not.toHaveText(/^Trouser$/, { timeout: 30_000 });
    await expect(webcam.getByRole('listitem').filter({ hasText: 'Network’s view' })).toBeVisible();

    await press(page, 'Take photo');
    await expect(page.getByRole('row', { name: /^webcam-1\.png: .*%/ })).toBeVisible();
    await expect(state(page)).toHaveText('1 photo answered');

    const track = await page.evaluateHandle(() => {
      const stream = document.querySelector('video')?.srcObject as MediaStream;
      return stream.getVideoTracks()[0] as MediaStreamTrack;
    });
    await press(page, 'Stop webcam');
    await expect(webcam).toBeHidden();
    expect(await track.evaluate(({ readyState }) => readyState)).toBe('ended');
    await expect(page.getByRole('row', { name: /^webcam-1\.png/ })).toBeVisible();
  });

  test('holds the picture and its answer, and goes on', async ({ page }) => {
    await openWebcam(page);
    const webcam = page.getByRole('region', { name: 'Webcam', exact: true });
    const label = webcam.getByText(/ confident$/).locator('xpath=../../p[1]');
    await expect(label).toHaveText('Trouser', { timeout: 30_000 });
    await press(page, 'Freeze');
    await expect(webcam.getByText('The picture is frozen; the camera stays on.')).toBeVisible();
    const held = await webcam
      .getByRole('list', { name: 'Probability of each category' })
      .innerText();
    const isPaused = () =>
      page.locator('video').evaluate((video: HTMLVideoElement) => video.paused);
    expect(await isPaused()).toBe(true);
    // The film shows the other garment after two seconds.
    await page.waitForTimeout(4500);
    await expect(webcam.getByRole('list', { name: 'Probability of each category' })).toHaveText(
      new RegExp(held.split(/\s+/).map(escaped).join('\\s*')),
    );
    await press(page, 'Go on');
    expect(await isPaused()).toBe(false);
    await expect(label).not.toHaveText('Trouser', { timeout: 30_000 });
  });

  test('is off once the screen is left', async ({ page }) => {
    await openWebcam(page);
    await expect(page.getByText(/ confident$/)).toBeVisible({ timeout: 30_000 });
    const track = await page.evaluateHandle(() => {
      const stream = document.querySelector('video')?.srcObject as MediaStream;
      return stream.getVideoTracks()[0] as MediaStreamTrack;
    });
    await page.getByRole('link', { name: 'Browse' }).click();
    await expect(page).toHaveURL(/#\/browse/);
    await expect.poll(() => track.evaluate(({ readyState }) => readyState)).toBe('ended');
    await page.getByRole('link', { name: 'Assistant' }).click();
    await expect(page.getByRole('button', { name: 'Use webcam' })).toBeEnabled();
    await expect(page.getByRole('region', { name: 'Webcam', exact: true })).toBeHidden();
  });

  test('says so when the camera is lost, and keeps the photos', async ({ page }) => {
    await openWebcam(page);
    await expect(page.getByText(/ confident$/)).toBeVisible({ timeout: 30_000 });
    await press(page, 'Take photo');
    await expect(page.getByRole('row', { name: /^webcam-1\.png: .*%/ })).toBeVisible();
    await page.evaluate(() => {
      const stream = document.querySelector('video')?.srcObject as MediaStream;
      // As browsers do when a camera is unplugged.
      stream.getVideoTracks()[0]?.dispatchEvent(new Event('ended'));
    });
    await expect(page.getByRole('alert')).toContainText('unplugged or switched off');
    await expect(page.getByRole('row', { name: /^webcam-1\.png/ })).toBeVisible();
  });
});

test.describe('with a camera that is not allowed', () => {
  // Nobody is there to allow it: the browser refuses.
  test('says so, and what to do', async ({ page }) => {
    await openWebcam(page);
    const alert = page.getByRole('alert');
    await expect(alert).toContainText('not allowed to use the camera');
    await expect(alert).toContainText('press Use webcam again');
    await expect(page.getByRole('button', { name: 'Use webcam' })).toBeEnabled();
  });
});

test.describe('without a camera', () => {
  test('says that there is none', async ({ page }) => {
    await page.addInitScript(() => {
      navigator.mediaDevices.getUserMedia = () =>
        Promise.reject(new DOMException('Requested device not found', 'NotFoundError'));
    });
    await openWebcam(page);
    await expect(page.getByRole('alert')).toContainText('No camera was found');
  });
});

/** Text as a regular expression finds it. */
function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

async function openWebcam(page: Page): Promise<void> {
  await openAssistant(page);
  await press(page, 'Use webcam');
}
