/**
 * Measures the app in a real browser: `npm run build && npm run bench`, or one part of it by
 * `-- --part foundation`, `application`, `engine` or `accuracy`; `-- --json FILE` for machines. Writes
 * docs/results, naming the machine. The first three together take about 40 minutes, the last over two
 * hours; with `--preset NAME`, and `--seed N`, it trains these only, and keeps the earlier runs of the others.
 * With ATELIER_PHOTOS, a folder of photos, 5,000 of them are answered too. While working on the engine's part,
 * `--rounds N` and `--only TEXT` shorten it; then nothing is written.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { measureAccuracy } from './accuracy';
import { type AccuracyResults, accuracyReport } from './accuracy-report';
import { measureAnswering } from './answering';
import { type ApplicationResults, applicationReport } from './application-report';
import { measureBackends } from './backends';
import { type App, openApp } from './browser';
import { bundleSizes } from './bundle-sizes';
import { type EngineResults, engineReport } from './engine-report';
import { type FoundationResults, foundationReport } from './foundation-report';
import { measureInterface } from './interface';
import { measureLoading } from './loading';
import { describeMachine } from './machine';
import { measureManyPhotos } from './many-photos';
import { measureModels } from './models';
import { measureOwnData } from './own-data';
import { measureResponse } from './response';
import { measureScrolling } from './scrolling';
import { measureTimeToAccuracy } from './time-to-accuracy';
import { measureTraining } from './training';
import { measureUnderstand } from './understand';
import { measureGradients } from './wasm-gradients';

const PARTS = { foundation, application, engine, accuracy };
const ROUNDS = 5;

const { values } = parseArgs({
  options: {
    json: { type: 'string' },
    part: { type: 'string' },
    rounds: { type: 'string' },
    only: { type: 'string' },
    preset: { type: 'string' },
    seed: { type: 'string' },
  },
});
const isWhole = values.rounds === undefined && values.only === undefined;
const parts = Object.entries(PARTS).filter(([name]) => !values.part || values.part === name);
if (parts.length === 0) throw new Error(`no part ${values.part}: ${Object.keys(PARTS).join(', ')}`);

const app = await openApp();
const results: Record<string, unknown> = {};
try {
  for (const [name, measure] of parts) {
    const { result, page } = await measure(app);
    results[name] = result;
    if (isWhole) writeFileSync(new URL(`../docs/results/${name}.md`, import.meta.url), page);
    console.log(page);
  }
  if (values.json) writeFileSync(values.json, `${JSON.stringify(results, null, 2)}\n`);
} finally {
  await app.close();
}

async function foundation(app: App) {
  const result: FoundationResults = {
    machine: describeMachine(app.browserVersion),
    bundles: bundleSizes(),
    gradients: await measureGradients(),
    loading: await measureLoading(app),
    responses: await measureResponse(app),
    backends: await measureBackends(app),
    models: await measureModels(app),
  };
  return { result, page: foundationReport(result) };
}

async function application(app: App) {
  const photos = process.env.ATELIER_PHOTOS;
  const result: ApplicationResults = {
    machine: describeMachine(app.browserVersion),
    answering: await measureAnswering(),
    manyPhotos: photos ? await measureManyPhotos(app, photos, ['photo', 'forPhotos']) : null,
    understand: {
      engine: await measureUnderstand(app, 'engine'),
      wasm: await measureUnderstand(app, 'wasm'),
    },
    ownData: await measureOwnData(app),
  };
  return { result, page: applicationReport(result) };
}

async function engine(app: App) {
  const { only = '', rounds = ROUNDS } = values;
  const training = await measureTraining({ rounds: Number(rounds), only });
  const result: EngineResults = {
    machine: describeMachine(app.browserVersion),
    rounds: Number(rounds),
    training,
    load: only ? null : await measureInterface(app),
    scrolling: only ? null : await measureScrolling(app),
    timeToAccuracy: only ? null : await measureTimeToAccuracy(app),
  };
  return { result, page: engineReport(result) };
}

async function accuracy(app: App) {
  const result: AccuracyResults = { runs: await measureAccuracy(app, values) };
  return { result, page: accuracyReport(result) };
}
