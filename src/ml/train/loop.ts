/** The training loop: epochs, batches, schedule, validation and checkpoints over any Trainer. */
import { CLASS_COUNT, type Dataset, type ImageSet } from '../../domain/dataset';
import { AtelierError } from '../../domain/failure';
import { accuracy, confusionMatrix } from '../../domain/metrics';
import { nextTask } from '../../domain/next-task';
import type { EpochRecord, TestResult } from '../../domain/run';
import { learningRateAt } from '../../domain/schedule';
import type { TrainingSettings } from '../../domain/settings';
import { epochOrder, stratifiedSplit, type TrainingSplit } from '../../domain/split';
import { areFinite } from '../../domain/tensors';
import type { RunEvent } from '../../protocol/events';
import type { RunControl } from './control';
import { PhotoViews } from './photo-views';
import type { Position, Reporter } from './reporter';
import type { Stopwatch } from './stopwatch';
import type { StepPlan, StepResult, Trainer } from './trainer';

/** The switches are looked at about this often: what a person does shall show within 100 ms. */
const RESPONSE_MS = 80;
/** Upper bound of steps queued at once, however fast they are. */
const MAX_QUEUED_STEPS = 256;
/**
 * Images classified between two looks at the switches: few at first, then as many as fit. Powers of two,
 * since a GPU's programs are made anew for each size.
 */
const FIRST_CHUNK = 32;
const LARGEST_CHUNK = 256;

/** What a run works with. */
export interface RunContext {
  runId: string;
  settings: TrainingSettings;
  data: Dataset;
  trainer: Trainer;
  control: RunControl;
  reporter: Reporter;
  clock: Stopwatch;
  send: (event: RunEvent) => void;
}

/** What can hold up or end a measurement. */
export type Interruptible = Pick<RunControl, 'stopped' | 'waitWhilePaused'>;

/** Sums over the steps of an epoch. */
interface EpochTotals {
  images: number;
  loss: number;
  correct: number;
}

/** Gradient steps in an epoch; the last batch may be smaller. */
export function stepsPerEpoch(trainingImages: number, batchSize: number): number {
  return Math.ceil(trainingImages / batchSize);
}

/** The run's split of the training images. */
export function runSplit(data: Dataset, settings: TrainingSettings): TrainingSplit {
  return stratifiedSplit(data.train.labels, settings.validationFraction, settings.seed);
}

/**
 * Trains from the end of epoch `completed` to the last epoch, or until stopped.
 * @throws AtelierError `loss-not-finite` naming the step
 */
export async function trainEpochs(
  context: RunContext,
  split: TrainingSplit,
  completed: number,
): Promise<void> {
  const { settings, control, clock, trainer, runId, send } = context;
  const views = new PhotoViews(settings, context.data);
  for (let epoch = completed; epoch < settings.epochs; epoch++) {
    const startedAt = clock.seconds;
    const totals = await trainEpoch(context, split.training, views, epoch);
    if (control.stopped) return;
    const validation = await validate(context, split.validation, epoch);
    if (control.stopped) return;
    const steps = (epoch + 1) * stepsPerEpoch(split.training.length, settings.batchSize);
    const learningRate = learningRateOf(context, steps - 1, split.training.length);
    const state = await trainer.readState();
    // The last step can spoil the weights: its own loss, measured before, does not show that.
    // And an infinite mean of squares stops a weight for good, without showing in any loss.
    const arrays = [...state.weights, ...state.optimizer];
    const isSound = areFinite(arrays) && Number.isFinite(validation?.loss ?? 0);
    if (!isSound) throw lossNotFinite(steps, epoch, learningRate);
    const record: EpochRecord = {
      epoch: epoch + 1,
      step: steps,
      trainingLoss: totals.loss / totals.images,
      trainingAccuracy: totals.correct / totals.images,
      validationLoss: validation?.loss ?? null,
      validationAccuracy: validation?.accuracy ?? null,
      seconds: clock.seconds - startedAt,
      learningRate,
    };
    send({ runId, type: 'epoch', record, checkpoint: { runId, epoch: epoch + 1, state } });
  }
}

/** Trains one epoch, counted from 0; ends early when stopped. */
async function trainEpoch(
  context: RunContext,
  training: Uint32Array,
  views: PhotoViews,
  epoch: number,
): Promise<EpochTotals> {
  const { settings, control, trainer } = context;
  const order = epochOrder(training, settings.seed, epoch);
  const steps = stepsPerEpoch(order.length, settings.batchSize);
  const totals: EpochTotals = { images: 0, loss: 0, correct: 0 };
  let queued = 1;
  for (let done = 0; done < steps; ) {
    const allowed = await control.gate(Math.min(queued, steps - done));
    if (allowed === 0) break;
    const plans = planSteps(context, order, epoch, done, allowed);
    const startedAt = performance.now();
    const shown = views.show(plans);
    const results = await trainer.run(shown.images, shown.plans);
    queued = nextQueueLength(plans.length, performance.now() - startedAt);
    done += plans.length;
    noteSteps(context, order.length, epoch, plans, results, totals);
    await nextTask();
  }
  return totals;
}

/** As many steps as fit into the response time at the speed just measured, at most doubling. */
function nextQueueLength(steps: number, milliseconds: number): number {
  const fitting = Math.floor((steps * RESPONSE_MS) / Math.max(milliseconds, 0.1));
  return Math.max(1, Math.min(fitting, steps * 2, MAX_QUEUED_STEPS));
}

function planSteps(
  context: RunContext,
  order: Uint32Array,
  epoch: number,
  first: number,
  count: number,
): StepPlan[] {
  const { batchSize } = context.settings;
  const before = epoch * stepsPerEpoch(order.length, batchSize);
  context.control.stepsPlanned = before + first + count;
  return Array.from({ length: count }, (_, offset) => {
    const index = first + offset;
    return {
      step: before + index + 1,
      batch: order.subarray(index * batchSize, (index + 1) * batchSize),
      learningRate: learningRateOf(context, before + index, order.length),
    };
  });
}

/** Learning rate of a step counted from 0 over the run. */
function learningRateOf(context: RunContext, step: number, trainingImages: number): number {
  const { settings, control } = context;
  const total = settings.epochs * stepsPerEpoch(trainingImages, settings.batchSize);
  return learningRateAt(step, total, settings, control.learningRateChanges);
}

/** Adds results to the totals and reports them; throws at the first loss that is not finite. */
function noteSteps(
  context: RunContext,
  trainingImages: number,
  epoch: number,
  plans: readonly StepPlan[],
  results: readonly StepResult[],
  totals: EpochTotals,
): void {
  plans.forEach((plan, index) => {
    const { loss, correct } = results[index] as StepResult;
    const { step, learningRate } = plan;
    if (!Number.isFinite(loss)) throw lossNotFinite(step, epoch, learningRate);
    const images = plan.batch.length;
    totals.images += images;
    totals.loss += loss * images;
    totals.correct += correct;
    const seconds = context.clock.seconds;
    context.reporter.step(
      { step, loss, accuracy: correct / images, seconds, learningRate },
      images,
      positionIn(context, 'training', epoch, totals.images / trainingImages, trainingImages),
    );
  });
}

/** `epoch` is counted from 0, `step` from 1. */
function lossNotFinite(step: number, epoch: number, learningRate: number): AtelierError {
  return new AtelierError({ code: 'loss-not-finite', step, epoch: epoch + 1, learningRate });
}

function positionIn(
  context: RunContext,
  phase: Position['phase'],
  epoch: number,
  fraction: number,
  trainingImages: number,
): Position {
  const epochsLeft = context.settings.epochs - epoch - (phase === 'training' ? fraction : 1);
  return {
    phase,
    epoch: epoch + 1,
    fraction,
    imagesLeft: Math.max(0, epochsLeft * trainingImages),
  };
}

async function validate(
  context: RunContext,
  validation: Uint32Array,
  epoch: number,
): Promise<{ loss: number; accuracy: number } | null> {
  if (validation.length === 0) return null;
  const { trainer, control, reporter, data } = context;
  const trainingImages = data.train.count - validation.length;
  const measured = await measure(trainer, data.train, validation, control, (fraction) =>
    reporter.progress(positionIn(context, 'validating', epoch, fraction, trainingImages)),
  );
  return measured && { loss: measured.loss, accuracy: accuracy(measured.confusion) };
}

/** Twice as many images where that still fits into the response time, half as many where these did not. */
function nextChunk(images: number, milliseconds: number): number {
  if (milliseconds > RESPONSE_MS) return Math.max(1, images / 2);
  return milliseconds * 2 <= RESPONSE_MS ? Math.min(LARGEST_CHUNK, images * 2) : images;
}

/**
 * Loss and confusion matrix over some images; null when stopped on the way.
 * @param onProgress told the share done, 0 to 1
 */
export async function measure(
  trainer: Trainer,
  images: ImageSet,
  indices: Uint32Array,
  control: Interruptible,
  onProgress: (fraction: number) => void,
): Promise<TestResult | null> {
  const startedAt = performance.now();
  const predictions = new Uint8Array(indices.length);
  let lossSum = 0;
  let chunk = FIRST_CHUNK;
  for (let done = 0; done < indices.length; ) {
    await control.waitWhilePaused();
    if (control.stopped) return null;
    const chosen = indices.subarray(done, done + chunk);
    const chunkStartedAt = performance.now();
    const part = await trainer.evaluate(images, chosen);
    chunk = nextChunk(chunk, performance.now() - chunkStartedAt);
    for (const loss of part.losses) lossSum += loss;
    predictions.set(part.predictions, done);
    done += chosen.length;
    onProgress(done / indices.length);
    await nextTask();
  }
  const labels = Uint8Array.from(indices, (index) => images.labels[index] as number);
  const confusion = confusionMatrix(labels, predictions, CLASS_COUNT);
  return {
    loss: lossSum / indices.length,
    accuracy: accuracy(confusion),
    confusion,
    seconds: (performance.now() - startedAt) / 1000,
  };
}
