import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { PRESETS, type PresetId, withPreset } from '../src/domain/presets';
import { defaultSettings, settingsToQuery } from '../src/domain/settings';
import { type App, downloadRun, pressTrain, waitForState } from './browser';
import { describeMachine, type Machine } from './machine';

/** A run of one preset with one seed. */
export interface PresetRun {
  preset: PresetId;
  epochs: number;
  seed: number;
  backend: string;
  parameters: number;
  /** From the click on Train to the result on the test images, by the run's own clock. */
  minutes: number;
  validationAccuracy: number;
  testAccuracy: number;
  /** What it ran on, and when it was started. */
  machine: Machine;
}

/** Presets that promise an accuracy, and the share of the test images that must be right. */
export const PROMISES = [
  { preset: 'accurate', aim: 0.935, mostEpochs: 5 },
  { preset: 'mostAccurate', aim: 0.945, mostEpochs: 20 },
] as const satisfies readonly { preset: PresetId; aim: number; mostEpochs: number }[];

const SEEDS = [1, 2, 3];
/** Far above what the slowest machine here has needed. */
const LIMIT_SECONDS = 4 * 3600;

/** Where the runs are kept, so that those of several days make one table. */
const KEPT = new URL('../docs/results/accuracy.json', import.meta.url);

/**
 * Trains presets with each seed through the app; each run is kept at once and takes the place of an
 * earlier one with the same preset and seed.
 * @param only what to train; all presets where none is named, all seeds where none is
 * @returns all runs that are kept, in the order of presets and seeds
 */
export async function measureAccuracy(
  app: App,
  only: { preset?: string | undefined; seed?: string | undefined },
): Promise<PresetRun[]> {
  for (const { preset } of PROMISES) {
    if (only.preset && preset !== only.preset) continue;
    for (const seed of SEEDS) {
      if (!only.seed || seed === Number(only.seed)) keep(await runOnce(app, preset, seed));
    }
  }
  return keptRuns();
}

function keep(run: PresetRun): void {
  console.log(JSON.stringify(run));
  const others = keptRuns().filter(
    ({ preset, seed }) => preset !== run.preset || seed !== run.seed,
  );
  const runs = PROMISES.flatMap(({ preset }) =>
    [...others, run].filter((one) => one.preset === preset).sort((a, b) => a.seed - b.seed),
  );
  writeFileSync(KEPT, `${JSON.stringify(runs, null, 2)}\n`);
}

function keptRuns(): PresetRun[] {
  return existsSync(KEPT) ? (JSON.parse(readFileSync(KEPT, 'utf8')) as PresetRun[]) : [];
}

/** The settings of a preset as the address has them, without the seed. */
export function addressOf(preset: PresetId): string {
  return `?lang=en#/train?${settingsToQuery(withPreset(defaultSettings(), preset))}`;
}

async function runOnce(app: App, preset: PresetId, seed: number): Promise<PresetRun> {
  const machine = describeMachine(app.browserVersion);
  const page = await app.newPage(`${addressOf(preset)}&seed=${seed}`);
  await pressTrain(page);
  await waitForState(page, 'Finished', LIMIT_SECONDS);
  const record = await downloadRun(page);
  await page.context().close();
  if (record.dataset.testImages !== 10_000) throw new Error('trained on a sample: npm run data');
  const seconds = record.history.reduce((sum, epoch) => sum + epoch.seconds, 0);
  return {
    preset,
    epochs: PRESETS[preset].epochs ?? Number.NaN,
    seed,
    backend: record.backend,
    parameters: record.model.parameters,
    minutes: (seconds + (record.result?.seconds ?? 0)) / 60,
    validationAccuracy: record.history.at(-1)?.validationAccuracy ?? Number.NaN,
    testAccuracy: record.result?.accuracy ?? Number.NaN,
    machine,
  };
}
