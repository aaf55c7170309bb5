import { expect, it, vi } from 'vitest';
import { AtelierError } from '../../domain/failure';
import { defaultSettings } from '../../domain/settings';
import type { EngineJob } from '../engine/job';
import { engineInTurns } from '../engine/testing/in-turns';
import { initialWeights } from '../models/initial-weights';
import { bandImages, firstImages, relativeDifference, startInNode, TINY_CNN } from '../testing';
import { createTrainer } from './create-trainer';
import type { TrainingJob } from './trainer';

vi.mock('../engine/start', () => ({
  startEngine: async (job: EngineJob) => engineInTurns(job, 2),
}));
vi.mock('../backends/start', () => ({ startBackend: startInNode }));

const OPTIONS = { optimizer: 'adamW', weightDecay: 0.5, clipNorm: 0.5, l2: 0.1, rotation: 20 };

/** As a session makes it: all settings, and the network. */
const JOB = { ...defaultSettings(), ...OPTIONS, model: TINY_CNN } as TrainingJob;

async function weightsAfter(backend: 'engine' | 'cpu', job: TrainingJob) {
  const trainer = await createTrainer(job, backend);
  const weights = initialWeights(job.model, job.seed);
  trainer.writeState({ weights, optimizer: [], step: 0 });
  const batch = firstImages(9);
  const steps = [1, 2, 3].map((step) => ({ step, batch, learningRate: 0.01 }));
  await trainer.run(bandImages(9, 1), steps);
  const after = await trainer.readWeights();
  trainer.dispose();
  return after.map(({ data }) => data);
}

it('hands every option of a run on to the engine as to tfjs', async () => {
  const expected = await weightsAfter('cpu', JOB);
  const actual = await weightsAfter('engine', JOB);
  expected.forEach((data, index) => {
    expect(relativeDifference(actual[index] ?? [], data)).toBeLessThan(1e-5);
  });
  const plain = await weightsAfter('engine', { ...defaultSettings(), model: TINY_CNN });
  expect(relativeDifference(plain[0] ?? [], expected[0] ?? [])).toBeGreaterThan(1e-3);
});

it('says how much memory is missing, rather than that the engine is not there', async () => {
  const huge = { kind: 'dense', units: 200_000, activation: 'relu' } as const;
  const layers = [...TINY_CNN.layers.slice(0, 3), huge, ...TINY_CNN.layers.slice(3)];
  const job = { ...JOB, model: { ...TINY_CNN, layers } };
  const thrown = await createTrainer(job, 'engine').catch((error: unknown) => error);
  expect(thrown).toBeInstanceOf(AtelierError);
  const { failure } = thrown as AtelierError;
  expect(failure).toEqual({ code: 'out-of-memory', bytes: expect.any(Number), limit: 2 ** 30 });
});
