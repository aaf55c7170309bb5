/** The engine and its peers on the same networks, by turns in one run. */
import { cpus } from 'node:os';
import type { EngineTask, EngineTime } from './engine-page';
import type { JaxTask } from './peers/jax-page';
import type { TfjsPeer, TfjsTask } from './peers/tfjs-page';
import { findTorch, type Torch } from './peers/torch';
import type { EngineCase, TrainingTime } from './training-cases';
import { openTrainingPage, type TrainingPage } from './training-page';

/** Who trains. */
export type Trainee = 'engine' | 'torch' | 'jax' | TfjsPeer;

/** One trainee on one case, with a measurement of each round. */
export interface TrainingMeasurement {
  trainee: Trainee;
  case: EngineCase;
  times: TrainingTime[];
  /** Evaluation of 10,000 images, seconds; the engine's only. */
  evaluations: number[];
}

/** All measurements, and why some are missing. */
export interface TrainingResults {
  measurements: TrainingMeasurement[];
  /** Version of PyTorch; null where it is not there. */
  torch: string | null;
  /** What was not measured and why, in sentences. */
  omitted: string[];
}

/** For work on the measurement itself. */
export interface TrainingOptions {
  rounds: number;
  /** Only cases whose JSON contains this. */
  only: string;
}

const MEASURE_MS = 2000;
/** As the app's engine takes them; PyTorch is given as many. */
const THREADS = Math.min(cpus().length, 8);

const CASES: EngineCase[] = [
  { model: 's3-cnn', batch: 32, threads: THREADS },
  { model: 's3-cnn', batch: 128, threads: THREADS },
  { model: 's1-cnn', batch: 64, threads: THREADS },
  { model: 'small-resnet', batch: 64, threads: THREADS },
  { model: 's3-cnn', batch: 32, threads: 1 },
  { model: 's3-cnn', batch: 128, threads: 1 },
];

/** In browsers, on the small CNN; their threads are their own choice. */
const PEERS: [trainee: Trainee, batch: number][] = [
  ['jax', 32],
  ['jax', 128],
  ['composed', 32],
  ['composed', 128],
  ['ours', 32],
  ['ours', 128],
  ['webgl', 32],
  ['webgl', 128],
  ['cpu', 32],
];

/** Measures everything, case after case, as often as there are rounds. */
export async function measureTraining({ rounds, only }: TrainingOptions): Promise<TrainingResults> {
  const torch = findTorch();
  const { measurements, omitted } = plan(torch, only);
  const page = await openTrainingPage();
  try {
    for (let round = 0; round < rounds; round++) {
      for (const measurement of measurements) await measureOnce(measurement, page, torch);
      console.log(`round ${round + 1} of ${rounds}`);
    }
  } finally {
    await page.close();
  }
  return { measurements, torch: 'version' in torch ? torch.version : null, omitted };
}

/** What there is to measure, each case of the engine followed by PyTorch's, and why the rest is not. */
function plan(torch: Torch | { missing: string }, only: string) {
  const omitted = 'missing' in torch ? [`PyTorch was not measured: ${torch.missing}.`] : [];
  const all: [Trainee, EngineCase][] = CASES.flatMap((one): [Trainee, EngineCase][] => {
    const engine: [Trainee, EngineCase] = ['engine', one];
    return 'missing' in torch ? [engine] : [engine, ['torch', one]];
  });
  for (const [trainee, batch] of PEERS) {
    all.push([trainee, { model: 's3-cnn', batch, threads: THREADS }]);
  }
  const measurements = all
    .map(
      ([trainee, one]): TrainingMeasurement => ({ trainee, case: one, times: [], evaluations: [] }),
    )
    .filter((one) => JSON.stringify(one).includes(only));
  return { measurements, omitted };
}

async function measureOnce(
  { trainee, case: one, times, evaluations }: TrainingMeasurement,
  page: TrainingPage,
  torch: Torch | { missing: string },
): Promise<void> {
  const { batch } = one;
  if (trainee === 'torch') {
    if ('measure' in torch) times.push(torch.measure(one, MEASURE_MS / 1000));
  } else if (trainee === 'engine') {
    const task: EngineTask = { ...one, milliseconds: MEASURE_MS, isProfile: false };
    const { evaluationSeconds, epochSeconds, images } = await page.measure<EngineTime>(
      'engine-page.ts',
      trainee,
      task,
    );
    times.push({ epochSeconds, images });
    evaluations.push(evaluationSeconds);
  } else if (trainee === 'jax') {
    const task: JaxTask = { batch, milliseconds: MEASURE_MS };
    times.push(await page.measure('peers/jax-page.ts', trainee, task));
  } else {
    const task: TfjsTask = { peer: trainee, batch, milliseconds: MEASURE_MS };
    times.push(await page.measure('peers/tfjs-page.ts', trainee, task));
  }
}
