/**
 * Trains a network that comes with Atelier: by the built app itself, in a headless browser, on all
 * training images. Writes its folder of public/models: the run record, and the weights as safetensors.
 * `npm run build && npm run pretrain -- --network shipped`, or `forPhotos` for the one trained by the preset
 * for photos; other settings to compare: `--settings "epochs=5&lr=0.004"` with `--folder DIR`. Minutes on two
 * cores without a GPU.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium, type Page } from '@playwright/test';
import { preview } from 'vite';
import { SHIPPED_FILES, SHIPPED_FOLDERS, type ShippedRunKind } from '../src/domain/network';
import { withPreset } from '../src/domain/presets';
import { formatRunRecord, parseRunRecord, type RunRecord } from '../src/domain/run';
import { formatSafetensors, type SafetensorsType } from '../src/domain/safetensors';
import { defaultSettings, settingsToQuery } from '../src/domain/settings';
import { BROWSER_ARGUMENTS } from './browser-arguments';
import { findBrowser } from './find-browser';

/** How a network that comes with Atelier is made. */
interface Recipe {
  /** Query of the Train screen. */
  settings: string;
  /** What weights are rounded to. */
  dtype: SafetensorsType;
  /** The test accuracy that it must have, 0 to 1. */
  requiredAccuracy: number;
}

const RECIPES: Record<ShippedRunKind, Recipe> = {
  /** Chosen on the validation images; see docs/decisions/0010-shipped-model.md. */
  shipped: {
    settings: 'model=s3-cnn&backend=wasm&epochs=4&batch=64&lr=0.004&schedule=oneCycle',
    dtype: 'F16',
    requiredAccuracy: 0.91,
  },
  /** Chosen on validation photos; see docs/decisions/0021-for-photos.md. */
  forPhotos: {
    settings: settingsToQuery(withPreset(defaultSettings(), 'forPhotos')).toString(),
    dtype: 'F16',
    requiredAccuracy: 0.8,
  },
};
const LOOK_MS = 5000;

/** A stored checkpoint as the page's database gives it, values as plain numbers. */
interface StoredWeights {
  name: string;
  shape: number[];
  data: number[];
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      network: { type: 'string', default: 'shipped' },
      settings: { type: 'string' },
      folder: { type: 'string' },
    },
  });
  const { network } = values;
  if (!isRecipe(network)) throw new Error(`no network ${network}: shipped or forPhotos`);
  const recipe = RECIPES[network];
  const usual = fileURLToPath(new URL(`../public/${SHIPPED_FOLDERS[network]}`, import.meta.url));
  const folder = values.folder ?? usual;
  const server = await preview({ preview: { port: 4323 }, logLevel: 'error' });
  const executablePath = findBrowser((line) => console.log(line));
  const browser = await chromium.launch({ executablePath, args: [...BROWSER_ARGUMENTS] });
  try {
    const base = server.resolvedUrls?.local[0];
    if (!base) throw new Error('the preview server gives no address');
    const address = new URL(`?lang=en#/train?${values.settings ?? recipe.settings}`, base).href;
    const page = await browser.newPage();
    await page.goto(address);
    const record = await train(page);
    const weights = await readWeights(page, record.id);
    write(folder, recipe, record, weights);
  } finally {
    await browser.close();
    await server.close();
  }
}

/** Presses Train and waits for the end; tells each epoch. */
async function train(page: Page): Promise<RunRecord> {
  await page.getByRole('button', { name: 'Train', exact: true }).click({ timeout: 120_000 });
  for (let told = 0; ; ) {
    await page.waitForTimeout(LOOK_MS);
    const stored = (await page.evaluate(readStore('runs'))) as unknown[];
    if (stored.length === 0) continue;
    const record = parseRunRecord(stored[0]);
    for (const epoch of record.history.slice(told)) {
      console.log(
        `epoch ${epoch.epoch}: validation ${epoch.validationAccuracy?.toFixed(4)}, ${epoch.seconds.toFixed(0)} s`,
      );
    }
    told = record.history.length;
    if (record.status === 'finished') return record;
    if (record.status !== 'running') throw new Error(`the run is ${record.status}`);
  }
}

/** The weights of the run as the page has stored them. */
async function readWeights(page: Page, runId: string) {
  const stored = (await page.evaluate(readStore('checkpoints'))) as {
    runId: string;
    weights: StoredWeights[];
  }[];
  const checkpoint = stored.find((candidate) => candidate.runId === runId);
  if (!checkpoint) throw new Error('the page has stored no weights');
  return checkpoint.weights.map(({ name, shape, data }) => ({
    name,
    shape,
    data: Float32Array.from(data),
  }));
}

/** Script that reads an object store of the page's database; arrays become plain numbers. */
function readStore(store: 'runs' | 'checkpoints'): string {
  return `new Promise((resolve, reject) => {
    const opening = indexedDB.open('atelier');
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const reading = opening.result.transaction('${store}').objectStore('${store}').getAll();
      reading.onerror = () => reject(reading.error);
      reading.onsuccess = () => {
        opening.result.close();
        resolve(reading.result.map((entry) => !entry.state ? entry : {
          runId: entry.runId,
          weights: entry.state.weights.map((array) => ({ ...array, data: Array.from(array.data) })),
        }));
      };
    };
  })`;
}

function isRecipe(name: string): name is ShippedRunKind {
  return Object.hasOwn(RECIPES, name);
}

function write(
  folder: string,
  { dtype, requiredAccuracy }: Recipe,
  record: RunRecord,
  weights: Parameters<typeof formatSafetensors>[0],
): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, SHIPPED_FILES.record), formatRunRecord(record));
  writeFileSync(
    join(folder, SHIPPED_FILES.weights),
    formatSafetensors(weights, { run: record.id }, dtype),
  );
  const validation = record.history.at(-1)?.validationAccuracy ?? Number.NaN;
  const test = record.result?.accuracy ?? Number.NaN;
  console.log(`validation ${validation.toFixed(4)}, test ${test.toFixed(4)}: written to ${folder}`);
  if (!(test >= requiredAccuracy)) {
    throw new Error(`test accuracy below ${requiredAccuracy}: not fit to be shipped`);
  }
}

await main();
