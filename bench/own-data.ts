import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FileContents } from '../scripts/dataset/official';
import { readFirst } from '../scripts/dataset/source';
import { officialSources } from '../scripts/dataset/sources';
import { IMAGE_PIXELS } from '../src/domain/dataset';
import { parseIdxImages, parseIdxLabels } from '../src/domain/idx';
import type { App } from './browser';
import { median } from './median';

/** Opening all 70,000 images as one CSV file of one's own. */
export interface OwnData {
  megabytes: number;
  images: number;
  /** From pressing "Read the files" to images stored and chosen: median of the visits. */
  seconds: number;
  visits: number;
  /** Longest task on the main thread from then until the images are on the screen. */
  longestTaskMs: number;
}

const VISITS = 3;

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Opens the CSV file in fresh contexts and reads the app's own measurement. */
export async function measureOwnData(app: App): Promise<OwnData> {
  const report = (line: string) => console.log(line);
  const sources = officialSources(ROOT, process.env.FASHION_MNIST_DIR, report);
  const files = await readFirst(sources, report);
  if (!files) throw new Error('no source has the images');
  const folder = mkdtempSync(join(tmpdir(), 'atelier-own-data-'));
  try {
    const path = join(folder, 'all-images.csv');
    const { bytes, images } = writeCsv(path, files);
    const visits = [];
    for (let visit = 0; visit < VISITS; visit++) visits.push(await openOnce(app, path));
    return {
      megabytes: bytes / 1e6,
      images,
      seconds: median(visits.map(({ milliseconds }) => milliseconds)) / 1000,
      visits: VISITS,
      longestTaskMs: Math.max(...visits.map(({ longest }) => longest)),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function openOnce(app: App, path: string) {
  const page = await app.newPage('?lang=en#/browse?data=starter&own-data');
  await page.getByRole('grid', { name: 'Images, 7,000', includeHidden: true }).waitFor();
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Open files' }).click(),
  ]);
  await chooser.setFiles(path);
  await page.getByRole('button', { name: 'Read the files' }).click();
  const measured = await page.evaluate(async () => {
    const longTasks: PerformanceEntry[] = [];
    new PerformanceObserver((list) => longTasks.push(...list.getEntries())).observe({
      type: 'longtask',
      buffered: true,
    });
    const find = () => performance.getEntriesByName('import files').at(0);
    while (!find()) await new Promise((resolve) => setTimeout(resolve, 100));
    // The images appear a moment later.
    await new Promise((resolve) => setTimeout(resolve, 3000));
    const { startTime, duration: milliseconds } = find() as PerformanceEntry;
    const during = longTasks.filter((task) => task.startTime >= startTime);
    return { milliseconds, longest: Math.max(0, ...during.map(({ duration }) => duration)) };
  });
  await page.context().close();
  return measured;
}

/** Writes both parts as one file, as on Kaggle. */
function writeCsv(path: string, files: FileContents): { bytes: number; images: number } {
  const head = [
    'label',
    ...Array.from({ length: IMAGE_PIXELS }, (_, pixel) => `pixel${pixel + 1}`),
  ];
  const lines = [head.join(',')];
  for (const [imageBytes, labelBytes] of [
    [files.trainImages, files.trainLabels],
    [files.testImages, files.testLabels],
  ] as const) {
    const { count, pixels } = parseIdxImages(imageBytes);
    const labels = parseIdxLabels(labelBytes);
    for (let index = 0; index < count; index++) {
      const image = pixels.subarray(index * IMAGE_PIXELS, (index + 1) * IMAGE_PIXELS);
      lines.push(`${labels[index]},${image.join(',')}`);
    }
  }
  const text = `${lines.join('\n')}\n`;
  writeFileSync(path, text);
  return { bytes: text.length, images: lines.length - 1 };
}
