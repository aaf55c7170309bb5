/** Takes the README's pictures of the app anew: `npm run data && npm run build && npm run readme-images`. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { PRESETS } from '../src/domain/presets';
import { defaultSettings, settingsToQuery } from '../src/domain/settings';
import { type App, openApp, pressTrain, waitForState } from './browser';
import { choosePhotos, openAssistant } from './photos';

const FOLDER = fileURLToPath(new URL('../docs/images/', import.meta.url));
/** More than loading all images, or training for four epochs, takes on a slow machine. */
const PATIENCE_SECONDS = 600;
/** For pictures that come after the texts. */
const SETTLE_MS = 3000;

/** Garments on a field of 100 x 100, each with its colour. */
const GARMENTS = {
  't-shirt': ['38,10 62,10 92,24 85,44 72,38 72,90 28,90 28,38 15,44 8,24', '#b3263f'],
  dress: ['38,5 45,5 47,18 53,18 55,5 62,5 64,40 86,92 14,92 36,40', '#1f7a44'],
  jeans: ['30,5 70,5 79,95 57,95 50,36 43,95 21,95', '#2d4a7c'],
} as const;

const app = await openApp();
const folder = mkdtempSync(join(tmpdir(), 'atelier-images-'));
try {
  await takeTrain(app);
  await takeAssistant(app, folder);
  await take(app, 'understand', 'understand?split=test&image=0', 'Where it looked', 1280, 1040);
  await take(app, 'browse', 'browse?split=train&image=0', 'Ankle boot', 1440, 900);
} finally {
  rmSync(folder, { recursive: true });
  await app.close();
}

/** A screen that shows an image, once its heading is there. */
async function take(
  app: App,
  name: string,
  route: string,
  heading: string,
  width: number,
  height: number,
) {
  const page = await app.newPage(`?lang=en#/${route}`, (page) =>
    page.setViewportSize({ width, height }),
  );
  const shown = page.getByRole('heading', { name: heading, exact: true });
  await shown.waitFor({ timeout: PATIENCE_SECONDS * 1000 });
  await shoot(page, name);
}

async function takeTrain(app: App) {
  const query = settingsToQuery({ ...defaultSettings(), ...PRESETS.fast });
  const page = await app.newPage(`?lang=en#/train?${query}`, (page) =>
    page.setViewportSize({ width: 1440, height: 900 }),
  );
  await pressTrain(page);
  await waitForState(page, 'Finished', PATIENCE_SECONDS);
  await shoot(page, 'train');
}

async function takeAssistant(app: App, folder: string) {
  const page = await openAssistant(app, 'forPhotos');
  await page.setViewportSize({ width: 1440, height: 1720 });
  const files: string[] = [];
  for (const garment of Object.keys(GARMENTS) as (keyof typeof GARMENTS)[]) {
    const file = join(folder, `${garment}.png`);
    writeFileSync(file, await drawing(app, garment));
    files.push(file);
  }
  await choosePhotos(page, files);
  await waitForState(page, `${files.length} photos answered`, PATIENCE_SECONDS);
  await shoot(page, 'assistant');
}

async function shoot(page: Page, name: string) {
  await page.waitForTimeout(SETTLE_MS);
  await page.screenshot({ path: join(FOLDER, `${name}.png`) });
  await page.context().close();
}

/** A garment on planks, as a PNG: photos of people's own stay out of the repository. */
async function drawing(app: App, garment: keyof typeof GARMENTS): Promise<Buffer> {
  const [points, color] = GARMENTS[garment];
  const page = await app.newPage('about:blank', (page) =>
    page.setViewportSize({ width: 480, height: 560 }),
  );
  await page.setContent(`<body style="margin: 0"><svg width="480" height="560">
    <defs>
      <pattern id="planks" width="48" height="560" patternUnits="userSpaceOnUse">
        <rect width="48" height="560" fill="#c9a27a" /><rect width="2" height="560" fill="#8f6d4b" />
        <rect x="16" width="5" height="560" fill="#c29a70" />
      </pattern>
      <linearGradient id="light" x2="1" y2="1">
        <stop stop-color="#fff" stop-opacity="0.25" /><stop offset="1" stop-opacity="0.3" />
      </linearGradient>
      <filter id="shadow"><feDropShadow dx="2" dy="3" stdDeviation="2" flood-opacity="0.4" /></filter>
    </defs>
    <rect width="480" height="560" fill="url(#planks)" />
    <g transform="translate(70 70) scale(3.4 4)" filter="url(#shadow)" stroke-linejoin="round">
      <polygon points="${points}" fill="${color}" stroke="${color}" stroke-width="3" />
      <polygon points="${points}" fill="url(#light)" />
    </g>
  </svg></body>`);
  const picture = await page.screenshot();
  await page.context().close();
  return picture;
}
