/**
 * What tests of a session share: sessions that are observed, on small images. A test file has to put `startInNode`
 * and `TINY_CATALOGUE` of ../testing.ts in place of the start of backends and of the catalogue.
 */
import * as tf from '@tensorflow/tfjs';
import { expect, vi } from 'vitest';
import { accuracy, confusionMatrix } from '../../domain/metrics';
import { CATALOGUE } from '../../domain/models/catalogue';
import type { Checkpoint, EpochRecord } from '../../domain/run';
import { defaultSettings, type TrainingSettings } from '../../domain/settings';
import type { RunRequest } from '../../protocol/api';
import type { RunEvent } from '../../protocol/events';
import { bandDataset, startInNode, sumOf } from '../testing';
import { TrainingSession } from './session';
import { TfjsTrainer } from './tfjs-trainer';

/** The events of one type. */
export type EventOf<Type extends RunEvent['type']> = Extract<RunEvent, { type: Type }>;

/** The images of every session that is given no others. */
export const DATA = bandDataset(120, 30);

/** 100 images to train on and 20 to validate; 7 steps an epoch, the last of 4 images. */
export const SETTINGS: TrainingSettings = {
  ...defaultSettings(),
  model: 's1-cnn',
  dataset: 'starter',
  backend: 'cpu',
  epochs: 2,
  batchSize: 16,
  learningRate: 0.01,
  validationFraction: 1 / 6,
  seed: 5,
};
/** A session under test with what it told. */
export class Observed {
  readonly session: TrainingSession;
  readonly events: RunEvent[] = [];
  readonly #waiting: { type: RunEvent['type']; count: number; resolve: () => void }[] = [];

  constructor(
    settings: Partial<TrainingSettings> = {},
    request: Partial<RunRequest> = {},
    onEvent: (event: RunEvent, session: TrainingSession) => void = () => {},
    data = DATA,
  ) {
    const whole: RunRequest = {
      runId: 'run-1',
      settings: { ...SETTINGS, ...settings },
      backend: 'cpu',
      checkpoint: null,
      history: [],
      learningRateChanges: [],
      start: 'running',
      ...request,
    };
    this.session = new TrainingSession(whole, data, (event) => {
      this.events.push(event);
      onEvent(event, this.session);
      for (const { type, count, resolve } of this.#waiting) {
        if (this.of(type).length >= count) resolve();
      }
    });
    observed.push(this);
  }

  /** The events of a type. */
  of<Type extends RunEvent['type']>(type: Type): EventOf<Type>[] {
    return this.events.filter((event): event is EventOf<Type> => event.type === type);
  }

  /** Resolves once so many events of a type have come. */
  told(type: RunEvent['type'], count = 1): Promise<void> {
    if (this.of(type).length >= count) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push({ type, count, resolve }));
  }

  /** The steps that it told of. */
  get steps(): number[] {
    return this.of('progress').flatMap(({ points }) => points.map(({ step }) => step));
  }

  /** The learning rate of each of them. */
  get rates(): number[] {
    return this.of('progress').flatMap(({ points }) => points.map((point) => point.learningRate));
  }

  /** The records of its epochs. */
  get history(): EpochRecord[] {
    return this.of('epoch').map(({ record }) => record);
  }

  /** The types of what it told, but for progress. */
  get types(): string[] {
    return this.events.map(({ type }) => type).filter((type) => type !== 'progress');
  }
}

let observed: Observed[] = [];
let tensorsBefore = 0;

/** Begins a test: the CPU backend, and no session yet. */
export async function beginWithoutSession(): Promise<void> {
  await startInNode('cpu');
  observed = [];
  tensorsBefore = tf.memory().numTensors;
}

/** Tensors that the sessions of this test hold. */
export function heldTensors(): number {
  return tf.memory().numTensors - tensorsBefore;
}

/** Ends a test: however a run ended, its session gives every tensor back. */
export async function endSessions(): Promise<void> {
  vi.useRealTimers();
  for (const { session } of observed) await session.dispose();
  expect(heldTensors()).toBe(0);
}

/** A run from beginning to end. */
export async function wholeRun(
  settings: Partial<TrainingSettings> = {},
  request: Partial<RunRequest> = {},
): Promise<Observed> {
  const run = new Observed(settings, request);
  await run.session.train();
  return run;
}

/** A history without what differs between two runs that are the same. */
export function withoutTimes(history: EpochRecord[]): Omit<EpochRecord, 'seconds'>[] {
  return history.map(({ seconds: _, ...rest }) => rest);
}

/** 1, 2, 3 up to the last. */
export function upTo(last: number): number[] {
  return Array.from({ length: last }, (_, index) => index + 1);
}

/** What a second trainer with these weights measures. */
export async function measureWith(
  checkpoint: Checkpoint,
  part: 'train' | 'test',
  indices: Uint32Array,
) {
  const trainer = new TfjsTrainer(
    { model: CATALOGUE['s1-cnn'], loss: 'crossEntropy', optimizer: 'adam', seed: SETTINGS.seed },
    'cpu',
  );
  trainer.writeState(checkpoint.state);
  const { losses, predictions } = await trainer.evaluate(DATA[part], indices);
  trainer.dispose();
  const labels = Uint8Array.from(indices, (index) => DATA[part].labels[index] as number);
  const confusion = confusionMatrix(labels, predictions, 10);
  return { loss: sumOf(losses) / indices.length, accuracy: accuracy(confusion), confusion };
}
