/** What the tests of this folder share: a run record and what the worker tells about it. */
import { FASHION_CLASSES } from '../domain/dataset';
import { CATALOGUE } from '../domain/models/catalogue';
import type { Checkpoint, EpochRecord, RunRecord } from '../domain/run';
import { defaultSettings } from '../domain/settings';

/** A record of a run under way. */
export function runRecord(changes: Partial<RunRecord> = {}): RunRecord {
  return {
    format: 'atelier-run',
    version: 1,
    id: 'run-1',
    createdAt: '2026-11-22T10:00:00.000Z',
    status: 'running',
    dataset: {
      id: 'starter',
      name: null,
      fingerprint: 'f'.repeat(64),
      classes: [...FASHION_CLASSES],
      trainingImages: 6000,
      validationImages: 0,
      testImages: 1000,
    },
    model: { spec: CATALOGUE['s3-cnn'], parameters: 804_554 },
    settings: { ...defaultSettings(), dataset: 'starter' },
    backend: 'wasm',
    device: { userAgent: 'a browser', cores: 2 },
    learningRateChanges: [],
    history: [],
    result: null,
    ...changes,
  };
}

/** Figures of an epoch, counted from 1, of a run with 10 steps an epoch. */
export function epochRecord(epoch: number): EpochRecord {
  return {
    epoch,
    step: 10 * epoch,
    trainingLoss: 1 / epoch,
    trainingAccuracy: 0.5,
    validationLoss: 1 / epoch,
    validationAccuracy: 0.5,
    seconds: 1,
    learningRate: 1e-3,
  };
}

/** Weights of a run after so many epochs. */
export function checkpointAt(epoch: number, runId = 'run-1'): Checkpoint {
  const weights = [{ name: 'w', shape: [1], data: Float32Array.of(epoch) }];
  return { runId, epoch, state: { weights, optimizer: [], step: 10 * epoch } };
}
