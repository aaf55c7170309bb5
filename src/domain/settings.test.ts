import { describe, expect, it } from 'vitest';
import {
  defaultSettings,
  parseSetting,
  parseSettings,
  SETTING_NAMES,
  SETTINGS,
  settingsFromQuery,
  settingsToQuery,
  type TrainingSettings,
  trainingOptions,
  unreadSettings,
} from './settings';

/** Every setting at another value than its default. */
const UNUSUAL: TrainingSettings = {
  model: 's1-cnn',
  dataset: 'starter',
  backend: 'wasm',
  epochs: 12,
  batchSize: 100,
  learningRate: 3e-7,
  loss: 'hinge',
  optimizer: 'momentum',
  schedule: 'oneCycle',
  seed: 4294967295,
  validationFraction: 0.1,
  momentum: 0.8,
  clipNorm: 5,
  labelSmoothing: 0.1,
  weightDecay: 0.05,
  l1: 1e-5,
  l2: 1e-4,
  flip: 0.5,
  shift: 2,
  rotation: 10,
  zoom: 0.1,
  erasing: 0.25,
  photoViews: 0.8,
};

/** Settings of a record as the first version wrote them. */
const OLD_SETTINGS = {
  model: 's1-cnn',
  dataset: 'starter',
  backend: 'wasm',
  epochs: 12,
  batchSize: 100,
  learningRate: 3e-7,
  loss: 'hinge',
  optimizer: 'momentum',
  schedule: 'oneCycle',
  seed: 4294967295,
  validationFraction: 0.1,
};

describe('the table', () => {
  it.each(SETTING_NAMES)('allows its own default of %s', (name) => {
    expect(parseSetting(name, SETTINGS[name].default)).toBe(SETTINGS[name].default);
  });

  it('gives every setting its own name in the address', () => {
    const queries = SETTING_NAMES.map((name) => SETTINGS[name].query);
    expect(new Set(queries).size).toBe(SETTING_NAMES.length);
  });

  it('has a row for every setting of a run, and the defaults fill them all', () => {
    expect(Object.keys(defaultSettings()).sort()).toEqual(Object.keys(UNUSUAL).sort());
    expect(parseSettings(defaultSettings())).toEqual(defaultSettings());
  });

  it('holds out 5,000 of 60,000 by default', () => {
    expect(Math.round(60_000 * defaultSettings().validationFraction)).toBe(5000);
  });
});

describe('parseSetting', () => {
  it('allows the ends of a range and nothing beyond', () => {
    expect(parseSetting('epochs', 1)).toBe(1);
    expect(parseSetting('epochs', 1000)).toBe(1000);
    expect(parseSetting('epochs', 0)).toBeNull();
    expect(parseSetting('epochs', 1001)).toBeNull();
    expect(parseSetting('validationFraction', 0)).toBe(0);
    expect(parseSetting('validationFraction', 0.5)).toBe(0.5);
    expect(parseSetting('validationFraction', 0.51)).toBeNull();
    expect(parseSetting('learningRate', 0)).toBeNull();
    expect(parseSetting('seed', 4294967296)).toBeNull();
    expect(parseSetting('seed', -1)).toBeNull();
  });

  it('wants whole numbers where a fraction makes no sense', () => {
    expect(parseSetting('batchSize', 32.5)).toBeNull();
    expect(parseSetting('seed', 0.1)).toBeNull();
    expect(parseSetting('learningRate', 0.5)).toBe(0.5);
  });

  it('reads numbers from text', () => {
    expect(parseSetting('learningRate', '1e-4')).toBe(1e-4);
    expect(parseSetting('epochs', '3')).toBe(3);
  });

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['empty text', ''],
    ['words', 'many'],
    ['trailing junk', '3 epochs'],
    ['not a number', Number.NaN],
    ['infinity', Number.POSITIVE_INFINITY],
    ['a list', [3]],
    ['an object', {}],
    ['a truth value', true],
  ])('refuses %s as a number', (_, value) => {
    expect(parseSetting('epochs', value)).toBeNull();
    expect(parseSetting('seed', value)).toBeNull();
    expect(parseSetting('validationFraction', value)).toBeNull();
  });

  it('refuses blank text as a number, where 0 would be allowed', () => {
    expect(parseSetting('seed', ' ')).toBeNull();
  });

  it('takes choices from their list only', () => {
    expect(parseSetting('model', 's1-cnn')).toBe('s1-cnn');
    expect(parseSetting('backend', 'auto')).toBe('auto');
    expect(parseSetting('model', 'S1-CNN')).toBeNull();
    expect(parseSetting('model', 'toString')).toBeNull();
    expect(parseSetting('loss', 0)).toBeNull();
  });
});

describe('settings in the address', () => {
  it('survive the round trip, however unusual', () => {
    const text = settingsToQuery(UNUSUAL).toString();
    expect(settingsFromQuery(new URLSearchParams(text))).toEqual(UNUSUAL);
  });

  it('are absent while they are at their defaults', () => {
    expect(settingsToQuery(defaultSettings()).toString()).toBe('');
    expect(settingsFromQuery(new URLSearchParams())).toEqual(defaultSettings());
    expect(settingsToQuery({ ...defaultSettings(), epochs: 7 }).toString()).toBe('epochs=7');
  });

  it('fall to their defaults one by one where they are not allowed', () => {
    const query = new URLSearchParams('model=resnet&epochs=-5&batch=64&lr=fast&nonsense=1&seed=');
    expect(settingsFromQuery(query)).toEqual({ ...defaultSettings(), batchSize: 64 });
  });
});

describe('unreadSettings', () => {
  it('has what the settings leave out, as the address has it', () => {
    const query = new URLSearchParams('model=resnet&epoch=3&batch=64&lr=fast');
    expect(unreadSettings(query)).toEqual([
      { query: 'model', value: 'resnet', name: 'model' },
      { query: 'epoch', value: '3', name: null },
      { query: 'lr', value: 'fast', name: 'learningRate' },
    ]);
  });

  it('is empty for what the form writes', () => {
    expect(unreadSettings(settingsToQuery(UNUSUAL))).toEqual([]);
  });
});

describe('parseSettings', () => {
  it('gives back what it was given, without what is not a setting', () => {
    expect(parseSettings({ ...UNUSUAL, extra: 1 })).toEqual(UNUSUAL);
  });

  it('names the first setting, in the order of the table, that is not allowed', () => {
    expect(parseSettings({ ...UNUSUAL, loss: 'none' })).toEqual({ invalid: 'loss' });
    expect(parseSettings({ ...UNUSUAL, loss: 'none', epochs: 0 })).toEqual({ invalid: 'epochs' });
    expect(parseSettings({ ...UNUSUAL, validationFraction: 2 })).toEqual({
      invalid: 'validationFraction',
    });
  });

  it('takes the default of a setting that an older record does not know', () => {
    const { schedule: _, ...older } = UNUSUAL;
    expect(parseSettings(older)).toEqual({ ...UNUSUAL, schedule: 'constant' });
  });

  it('reads a record of before there were options as one without them', () => {
    const names = Object.keys(trainingOptions({})).filter((name) => !(name in OLD_SETTINGS));
    const read = parseSettings(OLD_SETTINGS);
    expect(read).toEqual({ ...OLD_SETTINGS, ...trainingOptions({}), ...OLD_SETTINGS });
    for (const name of names) {
      expect(read).toHaveProperty(name, name === 'momentum' ? 0.9 : 0);
    }
    expect(names.length).toBe(12);
  });

  it.each([null, undefined, 'text', 5, []])('refuses %j', (value) => {
    expect(parseSettings(value)).toEqual({ invalid: 'model' });
  });
});

describe('a data set of one’s own', () => {
  it('is allowed by the form of its id, whatever is in storage', () => {
    expect(parseSetting('dataset', 'own-0123456789abcdef')).toBe('own-0123456789abcdef');
    expect(parseSetting('dataset', 'own-0123456789ABCDEF')).toBeNull();
    expect(parseSetting('dataset', 'own-<script>')).toBeNull();
    expect(parseSetting('model', 'own-0123456789abcdef')).toBeNull();
  });
});
