/** Settings that go well together, chosen on validation images; what a person may start from. */
import { defaultSettings, SETTING_NAMES, type TrainingSettings } from './settings';

/** Presets, in the order in which the interface lists them. */
export const PRESET_IDS = ['standard', 'fast', 'accurate', 'mostAccurate', 'forPhotos'] as const;
/** One of {@link PRESET_IDS}. */
export type PresetId = (typeof PRESET_IDS)[number];

/** What stays as it is when a preset is applied: it is about the data and the machine. */
type Kept = 'dataset' | 'backend' | 'seed' | 'validationFraction';

/** AdamW and one-cycle, as Smith and Topin (2018) trained residual networks in few epochs. */
const ONE_CYCLE = {
  batchSize: 64,
  optimizer: 'adamW',
  schedule: 'oneCycle',
  learningRate: 4e-3,
  weightDecay: 0.02,
  labelSmoothing: 0.1,
} as const satisfies Partial<TrainingSettings>;

const RESIDUAL = { ...ONE_CYCLE, model: 'small-resnet', flip: 0.5 } as const;

/** What each preset sets; the rest is at its default. */
export const PRESETS: Record<PresetId, Partial<Omit<TrainingSettings, Kept>>> = {
  /** As the small CNN was published with (5 epochs, Adam, constant learning rate). */
  standard: {},
  /**
   * One-cycle (Smith and Topin 2018): the small CNN's usual accuracy in less time. Chosen among a dozen
   * settings by validation images: 92.46 and 92.28 % with two seeds; without label smoothing 92.30 and
   * 91.84, at batch size 64 and a peak of 4e-3 without it 92.38 and 91.94 in half as much time again.
   */
  fast: {
    batchSize: 128,
    epochs: 4,
    schedule: 'oneCycle',
    learningRate: 6e-3,
    labelSmoothing: 0.1,
  },
  /** The residual network in five epochs, and in twenty: docs/decisions/0016-residual-network.md. */
  accurate: { ...RESIDUAL, epochs: 5, batchSize: 32, learningRate: 3e-3, labelSmoothing: 0.05 },
  mostAccurate: { ...RESIDUAL, epochs: 20, erasing: 0.25 },
  /** Chosen on validation photos; see docs/decisions/0021-for-photos.md. */
  forPhotos: { ...ONE_CYCLE, model: 's1-cnn', epochs: 12, photoViews: 1 },
};

/** Settings with a preset applied: data, backend, seed and split stay. */
export function withPreset(settings: TrainingSettings, id: PresetId): TrainingSettings {
  const { dataset, backend, seed, validationFraction } = settings;
  return {
    ...defaultSettings(),
    ...PRESETS[id],
    ...{ dataset, backend, seed, validationFraction },
  };
}

/** The preset that settings are of; null where they are a person's own. */
export function presetOf(settings: TrainingSettings): PresetId | null {
  const isSame = (id: PresetId) => {
    const preset = withPreset(settings, id);
    return SETTING_NAMES.every((name) => preset[name] === settings[name]);
  };
  return PRESET_IDS.find(isSame) ?? null;
}
