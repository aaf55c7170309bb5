import { describe, expect, it } from 'vitest';
import { FASHION_CLASSES } from './dataset';
import { AtelierError } from './failure';
import { CATALOGUE } from './models/catalogue';
import { formatRunRecord, parseRunRecord, RUN_VERSION, type RunRecord } from './run';
import { defaultSettings } from './settings';

function record(): RunRecord {
  return {
    format: 'atelier-run',
    version: RUN_VERSION,
    id: '0123456789abcdef',
    createdAt: '2026-11-22T10:00:00.000Z',
    status: 'finished',
    dataset: {
      id: 'starter',
      name: null,
      classes: [...FASHION_CLASSES],
      fingerprint: 'a'.repeat(64),
      trainingImages: 5500,
      validationImages: 500,
      testImages: 1000,
    },
    model: { spec: CATALOGUE['s3-cnn'], parameters: 804_554 },
    settings: { ...defaultSettings(), epochs: 2, seed: 7 },
    backend: 'wasm',
    device: { userAgent: 'a browser', cores: 2 },
    learningRateChanges: [{ step: 100, learningRate: 1e-4 }],
    history: [
      {
        epoch: 1,
        step: 172,
        trainingLoss: 0.8,
        trainingAccuracy: 0.7,
        validationLoss: 0.6,
        validationAccuracy: 0.8,
        seconds: 4.5,
        learningRate: 1e-4,
      },
      {
        epoch: 2,
        step: 344,
        trainingLoss: 0.5,
        trainingAccuracy: 0.82,
        validationLoss: null,
        validationAccuracy: null,
        seconds: 4.25,
        learningRate: 1e-4,
      },
    ],
    result: {
      loss: 0.5,
      accuracy: 0.75,
      confusion: [
        [1, 0],
        [1, 2],
      ],
      seconds: 0.3,
    },
  };
}

/** A copy of the record with one place of it changed: `history.0.step`; undefined removes it. */
function withChange(place: string, value: unknown): unknown {
  const changed = structuredClone(record()) as unknown as Record<string, unknown>;
  const keys = place.split('.');
  const last = keys.pop() as string;
  let parent = changed;
  for (const key of keys) parent = parent[key] as Record<string, unknown>;
  if (value === undefined) delete parent[last];
  else parent[last] = value;
  return changed;
}

function reasonOf(value: unknown): string {
  try {
    parseRunRecord(value);
  } catch (thrown) {
    const failure = thrown instanceof AtelierError ? thrown.failure : null;
    if (failure?.code === 'run-invalid') return failure.reason;
    throw thrown;
  }
  return 'accepted';
}

describe('a run record', () => {
  it('survives the round trip through its file', () => {
    const text = formatRunRecord(record());
    expect(text.endsWith('}\n')).toBe(true);
    expect(parseRunRecord(JSON.parse(text))).toEqual(record());
  });

  it('may be young: no epochs, no result, no changes', () => {
    const young = { ...record(), status: 'running', history: [], result: null };
    expect(parseRunRecord(young)).toEqual(young);
  });

  it('of another version is refused, naming the version', () => {
    expect(reasonOf(withChange('version', 2))).toBe('version 2');
    expect(reasonOf(withChange('version', '1'))).toBe('version 1');
    expect(reasonOf(withChange('version', undefined))).toBe('version undefined');
  });

  it('of before there were own data sets has the names of then', () => {
    const { name, classes, ...dataset } = record().dataset;
    const read = parseRunRecord({ ...record(), dataset });
    expect(read.dataset.name).toBeNull();
    expect(read.dataset.classes).toEqual([...FASHION_CLASSES]);
  });

  it('may be about a data set of one’s own', () => {
    const own = { id: 'own-0123456789abcdef', name: 'shop.csv', classes: [...'0123456789'] };
    const dataset = { ...record().dataset, ...own };
    expect(parseRunRecord({ ...record(), dataset }).dataset).toEqual(dataset);
  });

  it.each([null, undefined, 5, 'text', [[]]])('is not %j', (value) => {
    expect(reasonOf(value)).toBe('record');
  });

  it.each([
    ['format', 'other', 'format'],
    ['id', '', 'id'],
    ['id', 7, 'id'],
    ['createdAt', 'yesterday', 'createdAt'],
    ['createdAt', undefined, 'createdAt'],
    ['status', 'paused', 'status'],
    ['status', undefined, 'status'],
    ['backend', 'auto', 'backend'],
    ['backend', 'cuda', 'backend'],
    ['settings', undefined, 'settings.model'],
    ['settings.optimizer', 'lion', 'settings.optimizer'],
    ['settings.seed', 1.5, 'settings.seed'],
    ['dataset', [], 'dataset'],
    ['dataset.trainingImages', -1, 'dataset.trainingImages'],
    ['dataset.validationImages', '500', 'dataset.validationImages'],
    ['dataset.testImages', undefined, 'dataset.testImages'],
    ['dataset.fingerprint', 5, 'dataset.fingerprint'],
    ['dataset.id', 'own-123', 'dataset.id'],
    ['dataset.name', 5, 'dataset.name'],
    ['dataset.classes', ['a', 'b'], 'dataset.classes'],
    ['dataset.classes', Array(10).fill(0), 'dataset.classes'],
    ['model', null, 'model'],
    ['model.parameters', 0.5, 'model.parameters'],
    ['history', {}, 'history'],
    ['history.0', null, 'history[0]'],
    ['history.1.epoch', 3, 'history[1].epoch'],
    ['history.0.step', undefined, 'history[0].step'],
    ['history.1.trainingLoss', 'low', 'history[1].trainingLoss'],
    ['history.0.trainingLoss', Number.NaN, 'history[0].trainingLoss'],
    ['history.0.trainingAccuracy', null, 'history[0].trainingAccuracy'],
    ['history.0.validationLoss', undefined, 'history[0].validationLoss'],
    ['history.0.validationAccuracy', '0.8', 'history[0].validationAccuracy'],
    ['history.1.seconds', Number.POSITIVE_INFINITY, 'history[1].seconds'],
    ['history.1.learningRate', null, 'history[1].learningRate'],
    ['learningRateChanges', null, 'learningRateChanges'],
    ['learningRateChanges.0', 3, 'learningRateChanges[0]'],
    ['learningRateChanges.0.step', -1, 'learningRateChanges[0].step'],
    ['learningRateChanges.0.learningRate', 'x', 'learningRateChanges[0].learningRate'],
    ['result', undefined, 'result'],
    ['result', 0.9, 'result'],
    ['result.loss', null, 'result.loss'],
    ['result.accuracy', '90 %', 'result.accuracy'],
    ['result.confusion', {}, 'result.confusion'],
    ['result.confusion.0', [1, 2, 3], 'result.confusion'],
    ['result.confusion.1', 'row', 'result.confusion'],
    ['result.confusion.1', [0, -1], 'result.confusion'],
    ['result.confusion.1', [0, 0.5], 'result.confusion'],
  ])('with %s = %j is refused: %s', (place, value, reason) => {
    expect(reasonOf(withChange(place, value))).toBe(reason);
  });

  // What the views and the storage's order rely on, but parseRunRecord does not look at.
  it.each([
    ['createdAt', 2026, 'createdAt'],
    ['dataset.id', 'mnist', 'dataset.id'],
    ['model.spec', undefined, 'model.spec'],
    ['device', undefined, 'device'],
    ['result.seconds', undefined, 'result.seconds'],
  ])('with %s = %j is refused: %s', (place, value, reason) => {
    expect(reasonOf(withChange(place, value))).toBe(reason);
  });
});
