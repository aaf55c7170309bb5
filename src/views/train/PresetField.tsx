import { PRESET_IDS, type PresetId, presetOf, withPreset } from '../../domain/presets';
import { useMessages } from '../../stores/preferences';
import { changeSettings, useSettings } from '../../stores/settings';
import { SelectField } from '../../ui/SelectField';

/** A picker of settings that go well together; shows "Own" once one of them was changed. */
export function PresetField({ isDisabled }: { isDisabled: boolean }) {
  const { presets: texts } = useMessages().settings;
  const settings = useSettings();
  const current = presetOf(settings);
  const listed = PRESET_IDS.map((id) => ({ id, ...texts.options[id] }));
  const own = { id: 'own', ...texts.own } as const;
  const options = current === null ? [own, ...listed] : listed;
  const value: PresetId | 'own' = current ?? 'own';
  return (
    <SelectField
      label={texts.label}
      options={options}
      value={value}
      onChange={(id) => {
        if (id !== 'own') changeSettings(withPreset(settings, id));
      }}
      help={options.find(({ id }) => id === value)?.description}
      isDisabled={isDisabled}
    />
  );
}
