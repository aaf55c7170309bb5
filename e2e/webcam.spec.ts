import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { openAsFound, openAssistant } from './assistant-page';
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

/** Two fake cameras, with the browser's own picture. */
const withTwo = base.extend<object, object>({
  launchOptions: [
    async ({ launchOptions }, use) => {
      const cameras = '--use-fake-device-for-media-stream=device-count=2';
      await use({ ...launchOptions, args: [...(launchOptions.args ?? []), cameras] });
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

    const track = await trackOf(page);
    await press(page, 'Stop webcam');
    await expect(webcam).toBeHidden();
    await expect(page.getByRole('button', { name: 'Use webcam' })).toBeFocused();
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
    // The held picture gets an answer of its own.
    await page.waitForTimeout(1000);
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
    const track = await trackOf(page);
    await page.getByRole('link', { name: 'Browse' }).click();
    await expect(page).toHaveURL(/#\/browse/);
    await expect.poll(() => track.evaluate(({ readyState }) => readyState)).toBe('ended');
    await page.getByRole('link', { name: 'Assistant' }).click();
    await expect(page.getByRole('button', { name: 'Use webcam' })).toBeEnabled();
    await expect(page.getByRole('region', { name: 'Webcam', exact: true })).toBeHidden();
  });

  test('says an answer once it is steady, politely and not at every frame', async ({ page }) => {
    await openAsFound(page);
    await noteWhatIsSaid(page);
    await press(page, 'Use webcam');
    // The film goes from one garment to the other and back.
    const said = async () => (await notes(page)).filter(({ kind }) => kind === 'said');
    await expect.poll(async () => (await said()).length, { timeout: 60_000 }).toBeGreaterThan(2);
    const all = await notes(page);
    expect(all.filter(({ kind }) => kind === 'said').map(({ text }) => text)).toContainEqual(
      expect.stringMatching(/^Trousers, (\d+|over 99)%$/),
    );
    let shown: Note | null = null;
    let last = '';
    for (const note of all) {
      if (note.kind === 'shown') shown = note;
      if (note.kind !== 'said') continue;
      // What is shown, and since nearly a second at least.
      // "Not sure: none of these kinds" has a colon.
      expect([', ', ': '].some((next) => note.text.startsWith(shown?.text + next))).toBe(true);
      expect(note.at - (shown?.at ?? 0)).toBeGreaterThan(900);
      expect(note.text).not.toBe(last);
      last = note.text;
    }
  });

  test('is off while the tab is hidden, says so, and goes on when asked to', async ({ page }) => {
    await openAsFound(page);
    await press(page, 'Use webcam');
    await expect(page.getByText(/ confident$/)).toBeVisible({ timeout: 30_000 });
    const track = await trackOf(page);
    await setHidden(page, false);
    expect(await track.evaluate(({ readyState }) => readyState)).toBe('live');

    await setHidden(page, true);
    expect(await track.evaluate(({ readyState }) => readyState)).toBe('ended');
    await setHidden(page, false);
    const notice = page.getByText(
      'The webcam was switched off because this tab was hidden. Press Use webcam to go on.',
    );
    await expect(notice).toBeVisible();
    await expect(page.locator('video')).toHaveCount(0);

    await press(page, 'Use webcam');
    await expect(page.getByText(/ confident$/)).toBeVisible({ timeout: 30_000 });
    await expect(notice).toBeHidden();
    const next = await trackOf(page);
    expect(await next.evaluate(({ readyState }) => readyState)).toBe('live');
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

for (const facing of ['user', 'environment'] as const) {
  test(`a camera that looks at the ${facing}: mirrored for people only, never for the network`, async ({
    page,
  }) => {
    await page.addInitScript(darkOnTheLeft, facing);
    await openAsFound(page);
    await press(page, 'Use webcam');
    const strip = page.getByRole('list', { name: 'What the network sees' });
    await expect(strip).toBeVisible({ timeout: 30_000 });
    const video = page.getByLabel('Picture of the webcam');
    await expect(video).toHaveCSS(
      'transform',
      facing === 'user' ? 'matrix(-1, 0, 0, 1, 0, 0)' : 'none',
    );
    const seen = strip.getByRole('img', { name: 'Network’s view' });
    await expect.poll(() => sides(seen)).toEqual(['dark', 'bright']);

    await press(page, 'Take photo');
    await expect(page.getByRole('row', { name: /^webcam-1\.png: .*%/ })).toBeVisible();
    await press(page, 'Stop webcam');
    await expect.poll(() => sides(seen)).toEqual(['dark', 'bright']);
  });
}

withTwo.describe('with two cameras', () => {
  withTwo.use({ permissions: ['camera'] });

  withTwo('another one is chosen by its name, and the first goes off', async ({ page }) => {
    await openWebcam(page);
    const picker = page.getByRole('button', { name: /Camera$/ });
    await expect(picker).toContainText('fake_device_0');
    await expect(page.getByText(/ confident$/)).toBeVisible({ timeout: 30_000 });
    const first = await trackOf(page);
    await picker.click();
    await page.getByRole('option', { name: /fake_device_1/ }).click();
    await expect(picker).toContainText('fake_device_1');
    await expect(page.getByText(/ confident$/)).toBeVisible({ timeout: 30_000 });
    const second = await trackOf(page);
    expect(await first.evaluate(({ readyState }) => readyState)).toBe('ended');
    expect(await second.evaluate(({ readyState, label }) => [readyState, label])).toEqual([
      'live',
      expect.stringContaining('fake_device_1'),
    ]);
    // Not lost with what was there before the camera was another.
    await expect(picker).toBeFocused();
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

/** The track of the camera that is shown. */
function trackOf(page: Page) {
  return page.evaluateHandle(() => {
    const stream = document.querySelector('video')?.srcObject as MediaStream;
    return stream.getVideoTracks()[0] as MediaStreamTrack;
  });
}

/** Hides the tab, or shows it again, as far as the page can tell. */
async function setHidden(page: Page, isHidden: boolean): Promise<void> {
  await page.evaluate((hidden) => {
    const value = hidden ? 'hidden' : 'visible';
    Object.defineProperty(document, 'hidden', { configurable: true, value: hidden });
    Object.defineProperty(document, 'visibilityState', { configurable: true, value });
    document.dispatchEvent(new Event('visibilitychange'));
  }, isHidden);
}

/** What came to be shown as the webcam's answer, or was said to screen readers, and when. */
interface Note {
  kind: 'shown' | 'said';
  text: string;
  /** By the page's clock, in milliseconds. */
  at: number;
}

/** Notes answers from here on; a polite region without a name is where the page announces. */
async function noteWhatIsSaid(page: Page): Promise<void> {
  await page.evaluate(() => {
    const notes: { kind: string; text: string; at: number }[] = [];
    Object.assign(window, { notes });
    let shown = '';
    const look = (records: MutationRecord[]) => {
      const at = performance.now();
      const section = document.querySelector('video')?.closest('section');
      const sureness = [...(section?.querySelectorAll('p') ?? [])].find((paragraph) =>
        / confident/.test(paragraph.textContent ?? ''),
      );
      const text = sureness?.parentElement?.firstElementChild?.textContent ?? '';
      if (text && text !== shown) notes.push({ kind: 'shown', text, at });
      shown = text;
      // Words are taken out and put in: one announcement.
      for (const target of new Set(records.map((record) => record.target))) {
        const isRegion = target instanceof Element && target.matches('span[role="status"]');
        if (isRegion) notes.push({ kind: 'said', text: target.textContent ?? '', at });
      }
    };
    new MutationObserver(look).observe(document.body, {
      childList: true,
      characterData: true,
      subtree: true,
    });
  });
}

function notes(page: Page): Promise<Note[]> {
  return page.evaluate(() => (window as unknown as { notes: Note[] }).notes);
}

/** In the page: a camera whose picture is dark on the left and bright on the right. */
function darkOnTheLeft(facingMode: string): void {
  navigator.mediaDevices.getUserMedia = async () => {
    const canvas = document.createElement('canvas');
    canvas.width = 320;
    canvas.height = 240;
    const context = canvas.getContext('2d');
    const draw = () => {
      if (!context) return;
      context.fillStyle = '#e0e0e0';
      context.fillRect(0, 0, 320, 240);
      context.fillStyle = '#202020';
      context.fillRect(0, 0, 160, 240);
    };
    draw();
    // A still canvas gives no frames.
    setInterval(draw, 100);
    const stream = canvas.captureStream(10);
    const [track] = stream.getVideoTracks();
    if (track) track.getSettings = () => ({ facingMode });
    return stream;
  };
}

/** Whether a picture is dark or bright on its left and on its right. */
function sides(picture: Locator): Promise<string[]> {
  return picture.evaluate((canvas: HTMLCanvasElement) =>
    [0.25, 0.75].map((share) => {
      const { width, height } = canvas;
      const data = canvas.getContext('2d')?.getImageData(share * width, height / 2, 1, 1).data;
      return (data?.[1] ?? 0) < 128 ? 'dark' : 'bright';
    }),
  );
}
