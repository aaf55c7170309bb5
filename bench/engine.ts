/**
 * Speed of the engine in a real browser, without peers and the rest of the app, for work on kernels:
 * `npm run kernels && npx tsx bench/engine.ts`, with `--rounds N`, `--profile` and `--only TEXT`. Prints
 * seconds an epoch of 60,000 images, medians over rounds in which the cases take turns.
 */
import { parseArgs } from 'node:util';
import type { EngineTask, EngineTime } from './engine-page';
import { median } from './median';
import type { EngineCase } from './training-cases';
import { openTrainingPage } from './training-page';

/** What is measured. */
const CASES: EngineCase[] = [
  { model: 's3-cnn', batch: 32, threads: 1 },
  { model: 's3-cnn', batch: 32, threads: 2 },
  { model: 's3-cnn', batch: 128, threads: 1 },
  { model: 's3-cnn', batch: 128, threads: 2 },
  { model: 's1-cnn', batch: 64, threads: 1 },
  { model: 's1-cnn', batch: 64, threads: 2 },
  { model: 'small-resnet', batch: 64, threads: 1 },
  { model: 'small-resnet', batch: 64, threads: 2 },
  { model: 's3-dense', batch: 32, threads: 2 },
];

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    profile: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
  },
});

const page = await openTrainingPage();
try {
  const cases = CASES.filter((one) => JSON.stringify(one).includes(values.only));
  const times = new Map<EngineCase, EngineTime[]>(cases.map((one) => [one, []]));
  for (let round = 0; round < Number(values.rounds); round++) {
    for (const one of cases) {
      const task: EngineTask = { ...one, milliseconds: 2000, isProfile: values.profile };
      times.get(one)?.push(await page.measure('engine-page.ts', '', task));
    }
  }
  for (const [{ model, batch, threads }, all] of times) {
    const epoch = median(all.map(({ epochSeconds }) => epochSeconds));
    const best = Math.min(...all.map(({ epochSeconds }) => epochSeconds));
    const evaluation = median(all.map(({ evaluationSeconds }) => evaluationSeconds));
    console.log(
      `${model} batch ${batch}, ${threads} threads: ${epoch.toFixed(2)} s/epoch (best ${best.toFixed(2)}), ` +
        `evaluate 10,000: ${evaluation.toFixed(3)} s`,
    );
    const profile = all.at(-1)?.profile;
    if (profile) console.log(profile);
  }
} finally {
  await page.close();
}
