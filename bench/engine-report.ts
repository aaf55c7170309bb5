import type { InterfaceLoad } from './interface';
import type { Machine } from './machine';
import { measuredBy, percent, table, taskText } from './markdown';
import { median } from './median';
import type { Scrolling } from './scrolling';
import type { TimeToAccuracy } from './time-to-accuracy';
import type { Trainee, TrainingMeasurement, TrainingResults } from './training';
import type { EngineCase } from './training-cases';

/** Everything that was measured. */
export interface EngineResults {
  machine: Machine;
  rounds: number;
  training: TrainingResults;
  /** Null where only some cases were asked for. */
  load: InterfaceLoad | null;
  scrolling: Scrolling | null;
  timeToAccuracy: TimeToAccuracy | null;
}

/** What the engine has to reach beside a peer. */
interface Bar {
  models: string;
  peer: Trainee;
  isOneThread: boolean;
  /** Largest time of the engine as a share of the peer's. */
  largestShare?: number;
  /** Or: how many times the engine's time the peer must need at least. */
  smallestFactor?: number;
}

const BARS: Bar[] = [
  { models: 's3-cnn', peer: 'torch', isOneThread: false, largestShare: 0.7 },
  { models: 's1-cnn', peer: 'torch', isOneThread: false, largestShare: 1.2 },
  { models: 'small-resnet', peer: 'torch', isOneThread: false, largestShare: 1.6 },
  { models: 's3-cnn', peer: 'torch', isOneThread: true, largestShare: 1.1 },
  { models: 's3-cnn', peer: 'composed', isOneThread: false, smallestFactor: 20 },
  { models: 's3-cnn', peer: 'jax', isOneThread: false, smallestFactor: 20 },
  { models: 's3-cnn', peer: 'webgl', isOneThread: false, smallestFactor: 80 },
];

/** Longest evaluation of 10,000 images by the small CNN, in seconds. */
const EVALUATION_BAR = 0.6;

const NAMES: Record<Trainee, string> = {
  engine: '**engine**',
  torch: 'PyTorch, native',
  jax: 'jax-js, WASM',
  composed: 'tfjs WASM, composed filter gradient',
  ours: "tfjs WASM, the app's backend",
  webgl: 'tfjs WebGL by software',
  cpu: 'tfjs CPU',
};

/** The results as a Markdown page. */
export function engineReport({
  machine,
  rounds,
  training,
  load,
  scrolling,
  timeToAccuracy,
}: EngineResults): string {
  return `# Measured: the engine

${measuredBy('npm run build && npm run bench -- --part engine', machine)}

Seconds for an epoch of 60,000 images with Adam, reckoned from the images that were trained on while the
clock ran (sum over the rounds). Median and range of ${rounds} rounds, in which all cases take turns. All
train on the same kind of noise; bytes are scaled batch by batch, within the time. ${torchText(training)}
jax-js takes as many threads as there are cores. tfjs WASM has one: its threads are half of the cores at most.
${training.omitted.map((sentence) => `\n${sentence}`).join('')}

${timesTable(training.measurements)}

## Beside the peers

${barsTable(training.measurements)}

${loadText(load)}
${scrollingText(scrolling)}
${accuracyText(timeToAccuracy)}`;
}

function torchText({ torch }: TrainingResults): string {
  return torch === null
    ? ''
    : `PyTorch ${torch}, threads as for the engine, in its best environment.`;
}

function timesTable(measurements: readonly TrainingMeasurement[]): string {
  return table(
    ['', 'model', 'batch', 'threads', 's/epoch', 'from', 'to', 'images', 'evaluate 10,000, s'],
    measurements.map(({ trainee, case: { model, batch, threads }, times, evaluations }) => {
      const seconds = times.map(({ epochSeconds }) => epochSeconds);
      const images = times.reduce((sum, time) => sum + time.images, 0);
      const isOwnChoice = !['engine', 'torch'].includes(trainee);
      return [
        NAMES[trainee],
        model,
        String(batch),
        isOwnChoice ? '' : String(threads),
        ...[median(seconds), Math.min(...seconds), Math.max(...seconds)].map(secondsText),
        images.toLocaleString('en'),
        evaluations.length > 0 ? median(evaluations).toFixed(3) : '',
      ];
    }),
  );
}

function barsTable(measurements: readonly TrainingMeasurement[]): string {
  const engines = measurements.filter(({ trainee }) => trainee === 'engine');
  const rows = BARS.flatMap((bar) =>
    engines
      .filter((engine) => isFor(bar, engine))
      .map((engine) => barRow(bar, engine, measurements)),
  );
  const evaluation = engines
    .filter((engine) => engine.case.model === 's3-cnn' && engine.case.threads > 1)
    .map(({ case: one, evaluations }) => {
      const seconds = median(evaluations);
      const isMet = metText(seconds <= EVALUATION_BAR);
      const bar = `at most ${EVALUATION_BAR} s`;
      return ['evaluate 10,000 images', caseText(one), `${seconds.toFixed(3)} s`, bar, isMet];
    });
  return table(['', 'case', 'measured', 'bar', 'met'], [...rows, ...evaluation]);
}

function isFor(bar: Bar, { case: { model, threads } }: TrainingMeasurement): boolean {
  return model === bar.models && (threads === 1) === bar.isOneThread;
}

function barRow(
  { peer, largestShare, smallestFactor }: Bar,
  engine: TrainingMeasurement,
  measurements: readonly TrainingMeasurement[],
): string[] {
  const { model, batch, threads } = engine.case;
  const other = measurements.find(
    ({ trainee, case: one }) =>
      trainee === peer && one.model === model && one.batch === batch && one.threads === threads,
  );
  const share = secondsOf(engine) / (other ? secondsOf(other) : Number.NaN);
  const bar = largestShare
    ? `engine at most ${largestShare.toFixed(2)} of its time`
    : `at least ${smallestFactor} times the engine's time`;
  const measured = largestShare ? share.toFixed(2) : `${(1 / share).toFixed(0)} times`;
  const isMet = largestShare ? share <= largestShare : 1 / share >= (smallestFactor ?? 0);
  const outcome = other ? [measured, bar, metText(isMet)] : ['not measured', bar, ''];
  return [NAMES[peer], caseText(engine.case), ...outcome];
}

function secondsOf({ times }: TrainingMeasurement): number {
  return median(times.map(({ epochSeconds }) => epochSeconds));
}

function caseText({ model, batch, threads }: EngineCase): string {
  return `${model}, batch ${batch}, ${threads === 1 ? '1 thread' : `${threads} threads`}`;
}

function metText(isMet: boolean): string {
  return isMet ? 'yes' : 'no';
}

function secondsText(seconds: number): string {
  return seconds.toFixed(seconds < 100 ? 2 : 0);
}

function loadText(load: InterfaceLoad | null): string {
  if (!load) return '';
  return `## Interface

Longest task of the main thread while the engine trains the small CNN on the Train screen:
${taskText(load.trainingMs)} in ${load.trainingSeconds} s. In the first ${load.startSeconds} s, when the charts are drawn for
the first time: ${taskText(load.startMs)}. Bar: none over 50 ms; met: ${metText(Math.max(load.trainingMs, load.startMs) <= 50)}.
`;
}

function scrollingText(measured: Scrolling | null): string {
  if (!measured) return '';
  const { seconds, mean, slowest } = measured;
  return `Scrolling Browse by the wheel while the engine trains on one thread, so that a core is left for the page:
${mean.toFixed(1)} frames a second over ${seconds} s, ${slowest} in the slowest (bar: above 50).
`;
}

function accuracyText(measured: TimeToAccuracy | null): string {
  if (!measured) return '';
  const { address, aim, runs } = measured;
  const reached = runs.filter(({ testAccuracy }) => testAccuracy >= aim);
  const seconds = median(runs.map((run) => run.seconds));
  return `## Time to ${percent(aim)} test accuracy

From the click on Train on a page that is ready to the result on the test images, with
\`${address}\`: median ${seconds.toFixed(1)} s; ${reached.length} of ${runs.length}
runs got there. Opening the page, with all 70,000 images and the check of the backends, took
${median(runs.map(({ openingSeconds }) => openingSeconds)).toFixed(1)} s before that.

${table(
  ['seed', 's', 'opening, s', 'test accuracy'],
  runs.map(({ seed, seconds: from, openingSeconds, testAccuracy }) => [
    String(seed),
    from.toFixed(1),
    openingSeconds.toFixed(1),
    percent(testAccuracy),
  ]),
)}
`;
}
