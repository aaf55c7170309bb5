/**
 * The settings of a training run as one table: the form, the address and the run record all follow
 * from it. Adding a row here is all it takes to add a setting.
 */
import { type Augmentation, MAX_ROTATION, MAX_ZOOM } from './augment';
import { BACKEND_IDS, type BackendChoice } from './backend';
import { BUILT_IN_DATASETS, type DatasetId, isOwnDatasetId } from './dataset';
import { MODEL_IDS, type ModelId } from './models/layers';

/** Loss functions. */
export const LOSS_IDS = ['crossEntropy', 'hinge'] as const;
/** Softmax cross-entropy, or the multi-class hinge (Weston and Watkins 1999) with margin 1. */
export type LossId = (typeof LOSS_IDS)[number];

/** Optimisers. */
export const OPTIMIZER_IDS = ['adam', 'adamW', 'sgd', 'momentum', 'nesterov'] as const;
/**
 * Adam (Kingma and Ba 2014), AdamW (Loshchilov and Hutter 2019), plain gradient descent, or descent
 * with momentum, as it is or after Nesterov.
 */
export type OptimizerId = (typeof OPTIMIZER_IDS)[number];

/** Learning rate schedules; see {@link file://./schedule.ts}. */
export const SCHEDULE_IDS = ['constant', 'step', 'cosine', 'oneCycle'] as const;
/** Identifier of a schedule. */
export type ScheduleId = (typeof SCHEDULE_IDS)[number];

/** What shapes a training step beyond loss and optimiser; all but the momentum can be 0, off. */
export interface TrainingOptions extends Augmentation {
  /** Share of the last step's velocity that is kept, 0 to below 1; for the two kinds of momentum. */
  momentum: number;
  /** Largest Euclidean norm of all gradients together; 0: no limit (Pascanu et al. 2012). */
  clipNorm: number;
  /** Share of each target that is spread evenly over the classes (Szegedy et al. 2015); 0 to 0.5. */
  labelSmoothing: number;
  /** Adds l1 times the sum of all kernel values' sizes to what is made small. */
  l1: number;
  /** Adds l2 / 2 times the sum of all squared kernel values to what is made small. */
  l2: number;
  /** Each step takes this times the learning rate off every kernel value, apart from its gradient. */
  weightDecay: number;
}

/** Everything that decides a run's outcome, with the data. */
export interface TrainingSettings extends TrainingOptions {
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
  /** Decides the split, first weights, order of images, dropout masks, augmentation and views. */
  seed: number;
  /** Share of the training images that are shown as photo-like views, 0 to 1. */
  photoViews: number;
  /** Share of the training images held out for validation; 1/12 is 5,000 of 60,000. */
  validationFraction: number;
}

/** Name of a setting. */
export type SettingName = keyof TrainingSettings;

/** Further settings that belong together, under a heading of their own. */
export const SETTING_GROUPS = ['regularization', 'augmentation'] as const;
/** One of {@link SETTING_GROUPS}. */
export type SettingGroup = (typeof SETTING_GROUPS)[number];

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
  group?: SettingGroup;
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
  group?: SettingGroup;
  /** Written as a percentage. */
  isShare?: boolean;
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
  momentum: amount('momentum', 0.999, { default: 0.9 }),
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
  validationFraction: amount('validation', 0.5, { default: 1 / 12, isShare: true }),
  clipNorm: amount('clip', 1000, { group: 'regularization' }),
  labelSmoothing: amount('smoothing', 0.5, { group: 'regularization', isShare: true }),
  weightDecay: amount('decay', 1, { group: 'regularization' }),
  l1: amount('l1', 1, { group: 'regularization' }),
  l2: amount('l2', 1, { group: 'regularization' }),
  flip: amount('flip', 1, { group: 'augmentation', isShare: true }),
  shift: { ...whole('shift', 0, 8, 0), isAdvanced: true, group: 'augmentation' },
  rotation: amount('rotation', MAX_ROTATION, { group: 'augmentation' }),
  zoom: amount('zoom', MAX_ZOOM, { group: 'augmentation', isShare: true }),
  erasing: amount('erasing', 1, { group: 'augmentation', isShare: true }),
  photoViews: amount('photo-views', 1, { group: 'augmentation', isShare: true }),
} as const satisfies Record<SettingName, Setting>;

function whole(query: string, minimum: number, maximum: number, initial: number): NumberSetting {
  return { kind: 'number', minimum, maximum, integer: true, step: 1, default: initial, query };
}

/** A further setting from 0 to `maximum`, by default 0: off. */
function amount(
  query: string,
  maximum: number,
  more: Partial<Pick<NumberSetting, 'default' | 'group' | 'isShare'>> = {},
): NumberSetting {
  const range = { minimum: 0, maximum, integer: false, step: null } as const;
  return { kind: 'number', ...range, default: 0, query, isAdvanced: true, ...more };
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

/** Options as given, and what is absent as it was before there were such options. */
export function trainingOptions(given: Partial<TrainingOptions>): TrainingOptions {
  return { ...defaultSettings(), ...given };
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

/** A part of an address's query that no setting can be read from. */
export interface UnreadSetting {
  /** As the address has them. */
  query: string;
  value: string;
  /** The setting that does not allow the value; null where none has that name. */
  name: SettingName | null;
}

/** What {@link settingsFromQuery} leaves out, in the order of the address. */
export function unreadSettings(query: URLSearchParams): UnreadSetting[] {
  return [...query].flatMap(([key, value]) => {
    const name = SETTING_NAMES.find((known) => SETTINGS[known].query === key) ?? null;
    if (name && parseSetting(name, value) !== null) return [];
    return [{ query: key, value, name }];
  });
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
