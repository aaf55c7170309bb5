/**
 * The settings of a training run as one table: the form, the address and the run record all follow
 * from it. Adding a row here is all it takes to add a setting.
 */
import { BACKEND_IDS, type BackendChoice } from './backend';
import { BUILT_IN_DATASETS, type DatasetId, isOwnDatasetId } from './dataset';
import { MODEL_IDS, type ModelId } from './models/layers';

/** Loss functions. */
export const LOSS_IDS = ['crossEntropy', 'hinge'] as const;
/** Softmax cross-entropy, or the multi-class hinge (Weston and Watkins 1999) with margin 1. */
export type LossId = (typeof LOSS_IDS)[number];

/** Optimisers. */
export const OPTIMIZER_IDS = ['adam', 'sgd', 'momentum'] as const;
/** Adam (Kingma and Ba 2014), plain gradient descent, or descent with momentum 0.9. */
export type OptimizerId = (typeof OPTIMIZER_IDS)[number];

/** Learning rate schedules; see {@link file://./schedule.ts}. */
export const SCHEDULE_IDS = ['constant', 'step', 'cosine', 'oneCycle'] as const;
/** Identifier of a schedule. */
export type ScheduleId = (typeof SCHEDULE_IDS)[number];

/** Everything that decides a run's outcome, with the data. */
export interface TrainingSettings {
  model: ModelId;
  dataset: DatasetId;
  backend: BackendChoice;
  /** Passes over the training images. */
  epochs: number;
  /** Images per gradient step. */
  batchSize: number;
  /** Base (for one-cycle: peak) learning rate. */
  learningRate: number;
  loss: LossId;
  optimizer: OptimizerId;
  schedule: ScheduleId;
  /** Decides the split, the initial weights, the order of images and the dropout masks. */
  seed: number;
  /** Share of the training images held out for validation; 1/12 is 5,000 of 60,000. */
  validationFraction: number;
}

/** Name of a setting. */
export type SettingName = keyof TrainingSettings;

/** A choice from a closed list. */
export interface ChoiceSetting<T extends string = string> {
  kind: 'choice';
  options: readonly T[];
  default: T;
  /** Whether a value outside of the list is one too, such as a person's own data set. */
  accepts?: (value: string) => boolean;
  /** Short name in the address. */
  query: string;
  /** Shown among the further settings. */
  isAdvanced?: boolean;
}

/** A number in a range, ends included. */
export interface NumberSetting {
  kind: 'number';
  minimum: number;
  maximum: number;
  /** Only whole numbers. */
  integer: boolean;
  /** What one press of the stepper adds; null for values that grow by factors (learning rate). */
  step: number | null;
  default: number;
  query: string;
  isAdvanced?: boolean;
}

/** A row of the table. */
export type Setting = ChoiceSetting | NumberSetting;

/** The table, in the order in which the form shows it. */
export const SETTINGS = {
  model: { kind: 'choice', options: MODEL_IDS, default: 's3-cnn', query: 'model' },
  dataset: {
    kind: 'choice',
    options: BUILT_IN_DATASETS,
    accepts: isOwnDatasetId,
    default: 'fashion-mnist',
    query: 'data',
  },
  backend: {
    kind: 'choice',
    options: ['auto', ...BACKEND_IDS],
    default: 'auto',
    query: 'backend',
  },
  epochs: whole('epochs', 1, 1000, 5),
  batchSize: whole('batch', 1, 1024, 32),
  learningRate: {
    kind: 'number',
    minimum: 1e-7,
    maximum: 10,
    integer: false,
    step: null,
    default: 1e-3,
    query: 'lr',
  },
  seed: whole('seed', 0, 4294967295, 42),
  optimizer: {
    kind: 'choice',
    options: OPTIMIZER_IDS,
    default: 'adam',
    query: 'optimizer',
    isAdvanced: true,
  },
  schedule: {
    kind: 'choice',
    options: SCHEDULE_IDS,
    default: 'constant',
    query: 'schedule',
    isAdvanced: true,
  },
  loss: {
    kind: 'choice',
    options: LOSS_IDS,
    default: 'crossEntropy',
    query: 'loss',
    isAdvanced: true,
  },
  validationFraction: {
    kind: 'number',
    minimum: 0,
    maximum: 0.5,
    integer: false,
    step: 0.01,
    default: 1 / 12,
    query: 'validation',
    isAdvanced: true,
  },
} as const satisfies Record<SettingName, Setting>;

function whole(query: string, minimum: number, maximum: number, initial: number): NumberSetting {
  return { kind: 'number', minimum, maximum, integer: true, step: 1, default: initial, query };
}

/** Settings that are a choice from a list. */
export type ChoiceName = NameOf<'choice'>;
/** Settings that are a number. */
export type NumberName = NameOf<'number'>;
type NameOf<Kind extends Setting['kind']> = {
  [Name in SettingName]: (typeof SETTINGS)[Name]['kind'] extends Kind ? Name : never;
}[SettingName];

/** Names of all settings, in the table's order. */
export const SETTING_NAMES = Object.keys(SETTINGS) as SettingName[];

/** Every setting at its default. */
export function defaultSettings(): TrainingSettings {
  return Object.fromEntries(
    SETTING_NAMES.map((name) => [name, SETTINGS[name].default]),
  ) as unknown as TrainingSettings;
}

/** The value if it is one this setting allows, else null. Accepts numbers as text. */
export function parseSetting(name: SettingName, value: unknown): string | number | null {
  const setting: Setting = SETTINGS[name];
  if (setting.kind === 'choice') {
    if (typeof value !== 'string') return null;
    return setting.options.includes(value) || setting.accepts?.(value) ? value : null;
  }
  const isBlank = typeof value === 'string' && value.trim() === '';
  if (isBlank || (typeof value !== 'string' && typeof value !== 'number')) return null;
  const number = Number(value);
  const allowed =
    number >= setting.minimum &&
    number <= setting.maximum &&
    (!setting.integer || Number.isInteger(number));
  return allowed ? number : null;
}

/** Settings from an address's query; what is absent or not allowed stays at its default. */
export function settingsFromQuery(query: URLSearchParams): TrainingSettings {
  const given = SETTING_NAMES.flatMap((name) => {
    const value = parseSetting(name, query.get(SETTINGS[name].query) ?? undefined);
    return value === null ? [] : [[name, value]];
  });
  return { ...defaultSettings(), ...Object.fromEntries(given) };
}

/** A query holding the settings that differ from their defaults. */
export function settingsToQuery(settings: TrainingSettings): URLSearchParams {
  const query = new URLSearchParams();
  for (const name of SETTING_NAMES) {
    if (settings[name] !== SETTINGS[name].default) {
      query.set(SETTINGS[name].query, String(settings[name]));
    }
  }
  return query;
}

/**
 * Settings from a stored record, or the name of the first that is not allowed. One that is absent was
 * not there yet when the record was written: then its default held.
 */
export function parseSettings(value: unknown): TrainingSettings | { invalid: SettingName } {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { invalid: 'model' };
  }
  const given: Record<string, unknown> = { ...defaultSettings(), ...value };
  for (const name of SETTING_NAMES) {
    if (parseSetting(name, given[name]) === null) return { invalid: name };
  }
  return Object.fromEntries(
    SETTING_NAMES.map((name) => [name, parseSetting(name, given[name])]),
  ) as unknown as TrainingSettings;
}
