/** How fast photos as cameras take them are answered: one, and many in a row. */
import {
  appendFileSync,
  copyFileSync,
  mkdtempSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { App } from './browser';
import { answerMany, type ManyPhotos } from './many-photos';
import { median } from './median';
import { choosePhotos, openAssistant } from './photos';

/** Answering JPEGs of 12 megapixels by the photo network. */
export interface LargePhotos {
  /** Size of each file, in megabytes. */
  megabytes: number;
  /**
   * From the moment that the page has the file until it says that it is answered, in milliseconds: median of the
   * visits. The first photo of a visit.
   */
  answerMs: number;
  visits: number;
  /** Many in a row, with other bytes each. */
  inRow: ManyPhotos;
  /** The same where photos are decoded at their full size, as in browsers that cannot do otherwise. */
  whole: Pick<LargePhotos, 'answerMs' | 'inRow'>;
}

const VISITS = 5;
const IN_ROW = 100;
/** Nobody finds a file sooner once the Assistant is open. */
const CHOOSING_MS = 2000;

/** Opens the Assistant and answers large photos. */
export async function measureLargePhotos(app: App): Promise<LargePhotos> {
  const folder = mkdtempSync(join(tmpdir(), 'atelier-large-'));
  try {
    const file = join(folder, 'large.jpg');
    const page = await openAssistant(app);
    writeFileSync(file, await largePhoto(page));
    await page.context().close();
    const files = copiesOf(file, folder);
    const scaled: number[] = [];
    const whole: number[] = [];
    for (let visit = 0; visit < VISITS; visit++) {
      scaled.push(await answerTime(app, file));
      whole.push(await answerTime(app, file, decodeWhole));
    }
    return {
      ...{ megabytes: statSync(file).size / 1e6, visits: VISITS },
      ...{ answerMs: median(scaled), inRow: await answerMany(app, files, 'photo') },
      whole: {
        answerMs: median(whole),
        inRow: await answerMany(app, files, 'photo', decodeWhole),
      },
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Takes what decodes photos smaller out of the page's workers. */
async function decodeWhole(page: Page): Promise<void> {
  await page.route('**/assets/worker-*.js', async (route) => {
    const response = await route.fetch();
    const body = `delete globalThis.ImageDecoder;${await response.text()}`;
    await route.fulfill({ response, body });
  });
}

/** With bytes added that decoders do not look at: equal files would be answered once. */
function copiesOf(file: string, folder: string): string[] {
  return Array.from({ length: IN_ROW }, (_, index) => {
    const copy = join(folder, `large-${index + 1}.jpg`);
    copyFileSync(file, copy);
    appendFileSync(copy, String(index));
    return copy;
  });
}

/** A visit's first photo: milliseconds by the page's own clock, looked at before each frame that it draws. */
async function answerTime(
  app: App,
  photo: string,
  prepare?: (page: Page) => Promise<void>,
): Promise<number> {
  const page = await openAssistant(app, 'photo', prepare);
  await page.waitForTimeout(CHOOSING_MS);
  const time = page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        document.addEventListener('change', begin, { capture: true, once: true });
        function begin() {
          const started = performance.now();
          const look = () => {
            const state = document.querySelector('output[aria-label="State"]')?.textContent ?? '';
            if (state === '1 photo answered') resolve(performance.now() - started);
            else requestAnimationFrame(look);
          };
          look();
        }
      }),
  );
  // From a file, as a person would give it: not sent to the browser through this test.
  await choosePhotos(page, [photo]);
  const milliseconds = await time;
  await page.context().close();
  return milliseconds;
}

/**
 * A JPEG of 4000 x 3000 pixels: a garment on a floor, both with the grain of a sensor, which is what fills the files
 * of cameras and takes time to decode.
 */
async function largePhoto(page: Page): Promise<Buffer> {
  const base64 = await page.evaluate(async () => {
    const [width, height] = [4000, 3000];
    const pixels = new Uint8ClampedArray(width * height * 4).fill(255);
    let seed = 1;
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const isBody = x > 1300 && x < 2700 && y > 700 && y < 2500;
        const isSleeve = x > 700 && x < 3300 && y > 700 && y < 1300;
        const color = isBody || isSleeve ? [35, 64, 122] : [170, 135, 95];
        seed = (seed * 1664525 + 1013904223) >>> 0;
        const grain = (seed >>> 24) / 12 + 6 * Math.sin(x / 37) * Math.sin(y / 53);
        for (let part = 0; part < 3; part++) {
          pixels[(y * width + x) * 4 + part] = (color[part] ?? 0) + grain;
        }
      }
    }
    const canvas = new OffscreenCanvas(width, height);
    canvas.getContext('2d')?.putImageData(new ImageData(pixels, width, height), 0, 0);
    const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 });
    const bytes = new Uint8Array(await blob.arrayBuffer());
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  });
  return Buffer.from(base64, 'base64');
}
