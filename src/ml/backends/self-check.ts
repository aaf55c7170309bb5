/** Proves a backend on this device before it is used: is it right, and how fast is it? */
import * as tf from '@tensorflow/tfjs';
import { BACKEND_ERROR_LIMIT, type BackendCheck, type BackendId } from '../../domain/backend';
import { CLASS_COUNT, IMAGE_PIXELS, type ImageSet } from '../../domain/dataset';
import { AtelierError } from '../../domain/failure';
import { CATALOGUE } from '../../domain/models/catalogue';
import { randomStream } from '../../domain/random';
import { initialWeights } from '../models/initial-weights';
import { relativeError } from '../relative-error';
import { createTrainer } from '../train/create-trainer';
import type { Trainer, TrainingJob } from '../train/trainer';
import { PROBES } from './probes';
import { isSoftwareGpu } from './software-gpu';

const PROBE_BATCH = 8;
const SEED = 1;

/** The timing uses what people train most: the small CNN at batch size 32. */
const TIMED_BATCH = 32;
const TIMED_STEPS = 5;
const TIME_LIMIT_MS = 500;

/**
 * Compares one gradient step with the CPU's and times a few. Never throws for a backend's fault.
 * @param skipsSoftwareGpu whether an emulated GPU is only told
 */
export async function checkBackend(
  backend: BackendId,
  skipsSoftwareGpu = false,
): Promise<BackendCheck> {
  try {
    if (skipsSoftwareGpu && (await isSoftwareGpu(backend))) {
      return { backend, status: 'skipped', reason: 'softwareGpu' };
    }
    const errors: number[] = [];
    for (const model of PROBES) {
      const job: ProbeJob = { model, optimizer: 'sgd' };
      errors.push(await probeError(job, backend));
    }
    const error = Math.max(...errors);
    // Written so that NaN counts as wrong.
    if (!(error <= BACKEND_ERROR_LIMIT)) return { backend, status: 'wrong', error };
    return { backend, status: 'correct', error, stepMs: await medianStep(backend) };
  } catch (thrown) {
    return failedCheck(backend, thrown);
  }
}

/** What is wrong with a backend, for those who look after it; null where the browser simply has no such thing. */
function failedCheck(backend: BackendId, thrown: unknown): BackendCheck {
  const unavailable = (detail: string | null) =>
    ({ backend, status: 'unavailable', detail }) as const;
  if (!(thrown instanceof AtelierError)) return unavailable(String(thrown));
  const { failure, cause } = thrown;
  switch (failure.code) {
    case 'backend-unavailable':
      return unavailable(failure.detail);
    case 'file-unreachable': {
      const detail = `${failure.file}: ${failure.status || String(cause)}`;
      return { backend, status: 'unreachable', detail };
    }
    case 'file-damaged':
      return unavailable(`${failure.file}: ${String(cause)}`);
    default:
      return unavailable(String(thrown));
  }
}

type ProbeJob = Pick<TrainingJob, 'model' | 'optimizer'>;

/** Largest relative error of loss and gradients against the CPU. */
async function probeError(job: ProbeJob, backend: BackendId): Promise<number> {
  const expected = await probe(job, 'cpu');
  const actual = await probe(job, backend);
  return Math.max(
    ...expected.map((array, index) => relativeError(array, actual[index] ?? new Float32Array())),
  );
}

/** Loss, gradient of every weight and change of every running statistic in one step on fixed images. */
async function probe(job: ProbeJob, backend: BackendId): Promise<Float32Array[]> {
  return withTrainer(job, backend, async (trainer) => {
    const before = initialWeights(job.model, SEED);
    const results = await trainer.run(noise(PROBE_BATCH), [stepPlan(1, PROBE_BATCH, 1)]);
    const { weights } = await trainer.readState();
    // With plain descent at rate 1 the change of a weight is its gradient.
    const gradients = weights.map(({ data }, index) =>
      data.map((value, position) => (before[index]?.data[position] ?? Number.NaN) - value),
    );
    return [Float32Array.from(results, ({ loss }) => loss), ...gradients];
  });
}

/** Median milliseconds of a step; the first, which compiles shaders, is left out. */
async function medianStep(backend: BackendId): Promise<number> {
  const model = CATALOGUE['s3-cnn'];
  return withTrainer({ model, optimizer: 'adam' }, backend, async (trainer) => {
    const images = noise(TIMED_BATCH);
    await trainer.run(images, [stepPlan(1, TIMED_BATCH, 1e-3)]);
    const times: number[] = [];
    const startedAt = performance.now();
    while (times.length < TIMED_STEPS && performance.now() - startedAt < TIME_LIMIT_MS) {
      const before = performance.now();
      await trainer.run(images, [stepPlan(times.length + 2, TIMED_BATCH, 1e-3)]);
      times.push(performance.now() - before);
    }
    times.sort((left, right) => left - right);
    return times[Math.floor(times.length / 2)] as number;
  });
}

async function withTrainer<T>(
  job: ProbeJob,
  backend: BackendId,
  use: (trainer: Trainer) => Promise<T>,
): Promise<T> {
  const trainer = await createTrainer({ ...job, loss: 'crossEntropy', seed: SEED }, backend);
  try {
    const weights = initialWeights(job.model, SEED);
    trainer.writeState({ weights, optimizer: [], step: 0 });
    return await use(trainer);
  } finally {
    trainer.dispose();
  }
}

function stepPlan(step: number, batch: number, learningRate: number) {
  return { step, batch: Uint32Array.from({ length: batch }, (_, index) => index), learningRate };
}

/** Repeatable random images, one of each class in turn. */
function noise(count: number): ImageSet {
  const random = randomStream(SEED);
  return {
    count,
    images: Uint8Array.from({ length: count * IMAGE_PIXELS }, () => random() * 256),
    labels: Uint8Array.from({ length: count }, (_, index) => index % CLASS_COUNT),
  };
}

/** Tensors alive in this thread; a leak shows as growth. */
export function liveTensors(): number {
  return tf.memory().numTensors;
}
