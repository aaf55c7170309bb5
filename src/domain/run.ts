import type { BackendId } from './backend';
import { BACKEND_IDS } from './backend';
import { type DatasetId, FASHION_CLASSES, isBuiltInDatasetId, isOwnDatasetId } from './dataset';
import { AtelierError } from './failure';
import type { ConfusionMatrix } from './metrics';
import type { ModelSpec } from './models/layers';
import type { LearningRateChange } from './schedule';
import { parseSettings, type TrainingSettings } from './settings';
import type { TrainerState } from './tensors';

/** Version of the run record that this code writes. */
export const RUN_VERSION = 1;

/** Figures of one completed epoch. Losses are means per image; accuracies are 0 to 1. */
export interface EpochRecord {
  /** Counted from 1. */
  epoch: number;
  /** Gradient steps made by its end. */
  step: number;
  /** Mean over the epoch's batches, measured while the weights were changing (as Keras does). */
  trainingLoss: number;
  trainingAccuracy: number;
  /** Measured at the epoch's end; null when no images are held out. */
  validationLoss: number | null;
  validationAccuracy: number | null;
  /** Training and validation time of this epoch, pauses left out. */
  seconds: number;
  /** Learning rate of its last step. */
  learningRate: number;
}

/** Outcome on the test images, measured once, at the end of the run. */
export interface TestResult {
  loss: number;
  accuracy: number;
  confusion: ConfusionMatrix;
  /** Seconds the measurement took. */
  seconds: number;
}

/** `running` covers paused runs too: a run that has not ended. */
export const RUN_STATUSES = ['running', 'finished', 'stopped', 'failed'] as const;
/** Where a run stands. */
export type RunStatus = (typeof RUN_STATUSES)[number];

/** Everything about a run but its weights: what is stored, compared, exported and imported. */
export interface RunRecord {
  format: 'atelier-run';
  version: typeof RUN_VERSION;
  id: string;
  /** ISO 8601, UTC. */
  createdAt: string;
  status: RunStatus;
  dataset: {
    id: DatasetId;
    /** What a person called it; null for the built-in ones. */
    name: string | null;
    fingerprint: string;
    /** Names of the ten labels, in label order. */
    classes: string[];
    trainingImages: number;
    validationImages: number;
    testImages: number;
  };
  model: { spec: ModelSpec; parameters: number };
  settings: TrainingSettings;
  /** What computed, after Auto has chosen. */
  backend: BackendId;
  device: { userAgent: string; cores: number };
  learningRateChanges: LearningRateChange[];
  history: EpochRecord[];
  result: TestResult | null;
}

/** Weights of a run at some step; the run's record tells the rest. Stored under the run's id. */
export interface Checkpoint {
  runId: string;
  /** Completed epochs. */
  epoch: number;
  state: TrainerState;
}

/** The record as text, as "Download run" gives it. */
export function formatRunRecord(record: RunRecord): string {
  return `${JSON.stringify(record, null, 2)}\n`;
}

/**
 * Reads a record from parsed JSON.
 * @throws AtelierError `run-invalid` naming the first part that is wrong
 */
export function parseRunRecord(value: unknown): RunRecord {
  const record = asObject(value, 'record');
  expect(record.format === 'atelier-run', 'format');
  expect(record.version === RUN_VERSION, `version ${String(record.version)}`);
  expect(typeof record.id === 'string' && record.id !== '', 'id');
  expect(isDate(record.createdAt), 'createdAt');
  expect(isOneOf(RUN_STATUSES, record.status), 'status');
  expect(isOneOf(BACKEND_IDS, record.backend), 'backend');
  const settings = parseSettings(record.settings);
  if ('invalid' in settings) throw invalid(`settings.${settings.invalid}`);
  const dataset = asObject(record.dataset, 'dataset');
  for (const count of ['trainingImages', 'validationImages', 'testImages']) {
    expect(isCount(dataset[count]), `dataset.${count}`);
  }
  expect(typeof dataset.fingerprint === 'string', 'dataset.fingerprint');
  expect(isDatasetId(dataset.id), 'dataset.id');
  // Absent from records of before there were own data sets.
  const { name = null, classes = [...FASHION_CLASSES] } = dataset;
  expect(name === null || typeof name === 'string', 'dataset.name');
  expect(isClassNames(classes), 'dataset.classes');
  const model = asObject(record.model, 'model');
  expect(isCount(model.parameters), 'model.parameters');
  expect(Array.isArray(asObject(model.spec, 'model.spec').layers), 'model.spec.layers');
  expect(typeof asObject(record.device, 'device').userAgent === 'string', 'device.userAgent');
  asArray(record.history, 'history').forEach(checkEpoch);
  asArray(record.learningRateChanges, 'learningRateChanges').forEach(checkChange);
  if (record.result !== null) checkResult(record.result);
  const read = value as RunRecord;
  return {
    ...read,
    settings,
    dataset: { ...read.dataset, name: name as string | null, classes: classes as string[] },
  };
}

function isDatasetId(value: unknown): boolean {
  return typeof value === 'string' && (isBuiltInDatasetId(value) || isOwnDatasetId(value));
}

function isClassNames(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.length === FASHION_CLASSES.length &&
    value.every((name) => typeof name === 'string')
  );
}

function checkEpoch(value: unknown, index: number): void {
  const place = `history[${index}]`;
  const epoch = asObject(value, place);
  expect(epoch.epoch === index + 1, `${place}.epoch`);
  const figures = ['step', 'trainingLoss', 'trainingAccuracy', 'seconds', 'learningRate'];
  for (const figure of figures) expect(Number.isFinite(epoch[figure]), `${place}.${figure}`);
  for (const figure of ['validationLoss', 'validationAccuracy']) {
    expect(epoch[figure] === null || Number.isFinite(epoch[figure]), `${place}.${figure}`);
  }
}

function checkChange(value: unknown, index: number): void {
  const place = `learningRateChanges[${index}]`;
  const change = asObject(value, place);
  expect(isCount(change.step), `${place}.step`);
  expect(Number.isFinite(change.learningRate), `${place}.learningRate`);
}

function checkResult(value: unknown): void {
  const result = asObject(value, 'result');
  expect(Number.isFinite(result.loss), 'result.loss');
  expect(Number.isFinite(result.accuracy), 'result.accuracy');
  expect(Number.isFinite(result.seconds), 'result.seconds');
  const matrix = asArray(result.confusion, 'result.confusion');
  for (const row of matrix) {
    const counts = asArray(row, 'result.confusion');
    expect(counts.length === matrix.length && counts.every(isCount), 'result.confusion');
  }
}

function asObject(value: unknown, place: string): Record<string, unknown> {
  expect(typeof value === 'object' && value !== null && !Array.isArray(value), place);
  return value as Record<string, unknown>;
}

function asArray(value: unknown, place: string): unknown[] {
  expect(Array.isArray(value), place);
  return value as unknown[];
}

function isDate(value: unknown): boolean {
  return typeof value === 'string' && !Number.isNaN(Date.parse(value));
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isOneOf(options: readonly string[], value: unknown): boolean {
  return typeof value === 'string' && options.includes(value);
}

function expect(condition: boolean, place: string): void {
  if (!condition) throw invalid(place);
}

function invalid(place: string): AtelierError {
  return new AtelierError({ code: 'run-invalid', reason: place });
}
