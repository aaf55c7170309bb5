/**
 * Trains the network that comes with Atelier: by the built app itself, in a headless browser, on all
 * training images. Writes public/models/s3-cnn: the run record, and the weights as safetensors.
 * `npm run build && npm run pretrain`; other settings to compare: `-- --settings "epochs=5&lr=0.004"`
 * with `--folder DIR`. About seven minutes on two cores without a GPU.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium, type Page } from '@playwright/test';
import { preview } from 'vite';
import { formatRunRecord, parseRunRecord, type RunRecord } from '../src/domain/run';
import { formatSafetensors } from '../src/domain/safetensors';
import { BROWSER_ARGUMENTS } from './browser-arguments';
import { findBrowser } from './find-browser';

/** Chosen on the validation images; see docs/decisions/0010-shipped-model.md. */
const SETTINGS = 'model=s3-cnn&backend=wasm&epochs=4&batch=64&lr=0.004&schedule=oneCycle';
const FOLDER = fileURLToPath(new URL('../public/models/s3-cnn', import.meta.url));
/** The test accuracy that the shipped network must have. */
const REQUIRED_ACCURACY = 0.91;
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
      settings: { type: 'string', default: SETTINGS },
      folder: { type: 'string', default: FOLDER },
    },
  });
  const server = await preview({ preview: { port: 4323 }, logLevel: 'error' });
  const executablePath = findBrowser((line) => console.log(line));
  const browser = await chromium.launch({ executablePath, args: [...BROWSER_ARGUMENTS] });
  try {
    const base = server.resolvedUrls?.local[0];
    if (!base) throw new Error('the preview server gives no address');
    const address = new URL(`?lang=en#/train?${values.settings}`, base).href;
    const page = await browser.newPage();
    await page.goto(address);
    const record = await train(page);
    const weights = await readWeights(page, record.id);
    write(values.folder, record, weights);
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

function write(
  folder: string,
  record: RunRecord,
  weights: Parameters<typeof formatSafetensors>[0],
): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'run.json'), formatRunRecord(record));
  writeFileSync(
    join(folder, 'weights.safetensors'),
    formatSafetensors(weights, { run: record.id }),
  );
  const validation = record.history.at(-1)?.validationAccuracy ?? Number.NaN;
  const test = record.result?.accuracy ?? Number.NaN;
  console.log(`validation ${validation.toFixed(4)}, test ${test.toFixed(4)}: written to ${folder}`);
  if (!(test >= REQUIRED_ACCURACY)) {
    throw new Error(`test accuracy below ${REQUIRED_ACCURACY}: not fit to be shipped`);
  }
}

await main();
