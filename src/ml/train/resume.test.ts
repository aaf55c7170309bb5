/** The promise that matters most, kept by real networks on the engine and on a backend of tfjs. */
import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, it, vi } from 'vitest';
import type { BackendId } from '../../domain/backend';
import { CATALOGUE } from '../../domain/models/catalogue';
import type { Checkpoint, EpochRecord } from '../../domain/run';
import { defaultSettings, type TrainingSettings } from '../../domain/settings';
import type { RunRequest } from '../../protocol/api';
import type { RunEvent } from '../../protocol/events';
import type { EngineJob } from '../engine/job';
import { initialWeights } from '../models/initial-weights';
import { bandDataset, sameBits, startInNode } from '../testing';
import { TrainingSession } from './session';
import { TfjsTrainer } from './tfjs-trainer';

vi.mock('../backends/start', async () => {
  const { startInNode } = await import('../testing');
  return { startBackend: startInNode, onContextLost: () => {} };
});

vi.mock('../engine/start', async () => {
  const { engineInTurns } = await import('../engine/testing/in-turns');
  return { startEngine: async (job: EngineJob) => engineInTurns(job, 2) };
});

const DATA = bandDataset(30, 10);
const REQUEST: RunRequest = {
  runId: 'run-1',
  settings: {
    ...defaultSettings(),
    model: 's1-cnn',
    dataset: 'starter',
    epochs: 3,
    batchSize: 8,
    schedule: 'cosine',
    photoViews: 0.7,
    validationFraction: 1 / 3,
  },
  backend: 'wasm',
  checkpoint: null,
  history: [],
  learningRateChanges: [],
  start: 'running',
};

beforeAll(() => startInNode('wasm'));

/** Trains and gives the epochs, their checkpoints and the final weights. */
async function train(changes: Partial<RunRequest>) {
  const events: RunEvent[] = [];
  const session = new TrainingSession({ ...REQUEST, ...changes }, DATA, (event) => {
    events.push(event);
  });
  await session.train();
  await session.dispose();
  const epochs = events.flatMap((event) => (event.type === 'epoch' ? [event] : []));
  const finished = events.find((event) => event.type === 'finished');
  if (finished?.type !== 'finished') throw new Error(`ended by ${JSON.stringify(events.at(-1))}`);
  return { epochs, finished };
}

function figures({ seconds: _, ...record }: EpochRecord) {
  return record;
}

const EXAMPLES: { name: string; backend: BackendId; settings: Partial<TrainingSettings> }[] = [
  { name: 's1-cnn with dropout, on photo-like views,', backend: 'wasm', settings: {} },
  { name: 's1-cnn with dropout, on photo-like views,', backend: 'engine', settings: {} },
  {
    name: 'small-resnet with batch norm and changed images',
    backend: 'engine',
    settings: {
      ...{ model: 'small-resnet', optimizer: 'adamW', weightDecay: 0.02, photoViews: 0 },
      ...{ flip: 0.5, shift: 2, rotation: 10, zoom: 0.1, erasing: 0.5, learningRate: 3e-3 },
    },
  },
];

it.each(EXAMPLES)(
  '$name continues on $backend from an epoch as if it had never stopped',
  async (example) => {
    const { backend, settings } = example;
    const request = { backend, settings: { ...REQUEST.settings, ...settings } };
    const tensorsBefore = tf.memory().numTensors;
    const whole = await train(request);
    expect(whole.epochs.length).toBe(3);
    const { record, checkpoint } = whole.epochs[0] as {
      record: EpochRecord;
      checkpoint: Checkpoint;
    };
    const rest = await train({
      ...request,
      ...{ checkpoint: structuredClone(checkpoint), history: [record] },
    });
    expect(rest.epochs.map(({ record }) => figures(record))).toEqual(
      whole.epochs.slice(1).map(({ record }) => figures(record)),
    );
    expect(sameBits(rest.finished.weights, whole.finished.weights)).toBe(true);
    const [one, other] = [rest.epochs[1]?.checkpoint, whole.epochs[2]?.checkpoint];
    expect(sameBits(one?.state.optimizer ?? [], other?.state.optimizer ?? [])).toBe(true);
    expect(one?.state.step).toBe(other?.state.step);
    expect(rest.finished.result?.loss).toBe(whole.finished.result?.loss);
    // And it trained: the comparison is not of weights that stood still.
    const losses = whole.epochs.map(({ record }) => record.trainingLoss);
    expect(losses[2]).toBeLessThan(losses[0] as number);
    expect(tf.memory().numTensors).toBe(tensorsBefore);
  },
);

it.each(['s1-cnn', 's3-cnn', 's3-dense'] as const)(
  '%s gives an image the same loss to the bit on WASM, however many are classified at once',
  async (id) => {
    const model = CATALOGUE[id];
    const job = { model, loss: 'crossEntropy', optimizer: 'adam', seed: 7 } as const;
    const trainer = new TfjsTrainer(job, 'wasm');
    trainer.writeState({ weights: initialWeights(model, 7), optimizer: [], step: 0 });
    const lossesOf = async (first: number, end: number) => {
      const indices = Uint32Array.from({ length: end - first }, (_, index) => (first + index) % 30);
      return [...(await trainer.evaluate(DATA.train, indices)).losses];
    };
    const all = await lossesOf(0, 64);
    const parts = [lossesOf(0, 1), lossesOf(1, 33), lossesOf(33, 40), lossesOf(40, 64)];
    expect((await Promise.all(parts)).flat()).toEqual(all);
    trainer.dispose();
  },
);
