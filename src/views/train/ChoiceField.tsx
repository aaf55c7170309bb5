import { type ChoiceName, type ChoiceSetting, SETTINGS } from '../../domain/settings';
import type { Messages } from '../../i18n/messages';
import { useMessages } from '../../stores/preferences';
import { changeSettings, useSettings } from '../../stores/settings';
import { SelectField } from '../../ui/SelectField';

/** Properties of {@link ChoiceField}. */
export interface ChoiceFieldProps {
  name: ChoiceName;
  isDisabled: boolean;
}

/** A picker for one setting; the chosen option is explained below it. */
export function ChoiceField({ name, isDisabled }: ChoiceFieldProps) {
  const t = useMessages();
  const value: string = useSettings((settings) => settings[name]);
  const setting: ChoiceSetting = SETTINGS[name];
  const options = setting.options.map((id) => ({ id, ...optionTexts(t, name, id) }));
  return (
    <SelectField
      label={t.settings.fields[name].label}
      options={options}
      value={value}
      onChange={(chosen) => changeSettings({ [name]: chosen })}
      help={options.find(({ id }) => id === value)?.description}
      isDisabled={isDisabled}
    />
  );
}

interface OptionTexts {
  label: string;
  description: string;
}

type NamedOptions = Record<string, { name: string; description: string }>;

function optionTexts(t: Messages, name: ChoiceName, id: string): OptionTexts {
  if (name === 'backend') return backendTexts(t, id);
  const texts: Record<Exclude<ChoiceName, 'backend'>, NamedOptions> = {
    model: t.settings.models,
    dataset: t.common.datasets,
    loss: t.settings.losses,
    optimizer: t.settings.optimizers,
    schedule: t.settings.schedules,
  };
  const { name: label, description } = texts[name][id] ?? { name: id, description: '' };
  return { label, description };
}

function backendTexts(t: Messages, id: string): OptionTexts {
  if (id === 'auto') {
    return { label: t.settings.auto.name, description: t.settings.auto.description };
  }
  const names: Record<string, string> = t.backendNames;
  const descriptions: Record<string, string> = t.settings.backends;
  return { label: names[id] ?? id, description: descriptions[id] ?? '' };
}
