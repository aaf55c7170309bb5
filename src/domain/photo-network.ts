/**
 * The record of a network that was trained on photos outside of the app, by `npm run pretrain:photos`: what
 * it is, what it was trained on, and what was measured about it. Lies beside its weights.
 */
import { AtelierError } from './failure';
import type { ModelSpec } from './models/layers';

/** Photos and the people who took them. */
export interface PhotoCounts {
  photos: number;
  people: number;
}

/** The record. */
export interface PhotoNetworkRecord {
  format: 'atelier-photo-network';
  version: 1;
  /** Names these weights: `photos.json` refers to it. */
  id: string;
  /** ISO 8601, UTC. */
  createdAt: string;
  model: { spec: ModelSpec; parameters: number };
  /** What its outputs mean, in order, in English. */
  dataset: { classes: string[] };
  settings: { seed: number };
  /** Makes its probabilities believable; see {@link fitTemperature}. */
  temperature: number;
  /** Probability that an answer needs unless a person says otherwise, 0 to below 1. */
  usualThreshold: number;
  training: PhotoCounts;
  /** Photos of other people; shares are 0 to 1. */
  validation: PhotoCounts & { accuracy: number; macroRecall: number };
}

/** The record as text. */
export function formatPhotoNetwork(record: PhotoNetworkRecord): string {
  return `${JSON.stringify(record, null, 2)}\n`;
}

/**
 * Reads a record from parsed JSON.
 * @throws AtelierError `run-invalid` naming the first part that is wrong
 */
export function parsePhotoNetwork(value: unknown): PhotoNetworkRecord {
  const record = (value ?? {}) as Partial<PhotoNetworkRecord>;
  expect(record.format === 'atelier-photo-network' && record.version === 1, 'format');
  expect(typeof record.id === 'string' && record.id !== '', 'id');
  expect(!Number.isNaN(Date.parse(String(record.createdAt))), 'createdAt');
  const { spec, parameters } = record.model ?? {};
  expect(Array.isArray(spec?.layers) && Array.isArray(spec?.inputShape), 'model.spec');
  expect(isCount(parameters), 'model.parameters');
  const classes: unknown = record.dataset?.classes;
  expect(
    Array.isArray(classes) && classes.every((name) => typeof name === 'string'),
    'dataset.classes',
  );
  expect(isCount(record.settings?.seed), 'settings.seed');
  expect(Number.isFinite(record.temperature) && Number(record.temperature) > 0, 'temperature');
  expect(isShare(record.usualThreshold), 'usualThreshold');
  for (const part of ['training', 'validation'] as const) {
    expect(isCount(record[part]?.photos) && isCount(record[part]?.people), part);
  }
  expect(isShare(record.validation?.accuracy), 'validation.accuracy');
  expect(isShare(record.validation?.macroRecall), 'validation.macroRecall');
  return value as PhotoNetworkRecord;
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isShare(value: unknown): boolean {
  return typeof value === 'number' && value >= 0 && value <= 1;
}

function expect(condition: boolean, place: string): void {
  if (!condition) throw new AtelierError({ code: 'run-invalid', reason: place });
}
