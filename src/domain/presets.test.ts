import { describe, expect, it } from 'vitest';
import { PRESET_IDS, PRESETS, presetOf, withPreset } from './presets';
import {
  defaultSettings,
  parseSetting,
  SETTING_NAMES,
  settingsFromQuery,
  settingsToQuery,
} from './settings';

describe.each(PRESET_IDS)('the preset %s', (id) => {
  it('keeps data, backend, seed and split, and forgets all else', () => {
    const kept = { dataset: 'starter', backend: 'wasm', seed: 7, validationFraction: 0.2 } as const;
    const before = { ...defaultSettings(), ...kept, l2: 0.5, model: 's3-dense' as const };
    const after = withPreset(before, id);
    expect(after).toEqual({ ...defaultSettings(), ...PRESETS[id], ...kept });
    expect(presetOf(after)).toBe(id);
  });

  it('has values that the settings allow, and survives the address', () => {
    const settings = withPreset(defaultSettings(), id);
    for (const name of SETTING_NAMES) expect(parseSetting(name, settings[name])).not.toBeNull();
    expect(presetOf(settingsFromQuery(settingsToQuery(settings)))).toBe(id);
  });
});

it('settings that were changed are of no preset', () => {
  expect(presetOf({ ...defaultSettings(), epochs: 6 })).toBeNull();
  expect(presetOf(defaultSettings())).toBe('standard');
});
