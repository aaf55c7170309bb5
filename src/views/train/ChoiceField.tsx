import { type ReactNode, useEffect } from 'react';
import { isBuiltInDatasetId } from '../../domain/dataset';
import { type ChoiceName, type ChoiceSetting, SETTINGS } from '../../domain/settings';
import type { Messages } from '../../i18n/messages';
import { ensureOwnDataListed, useOwnData } from '../../stores/own-data';
import { useMessages } from '../../stores/preferences';
import { formatHash } from '../../stores/route';
import { changeSettings, useSettings } from '../../stores/settings';
import { SelectField, type SelectOption } from '../../ui/SelectField';
import styles from './ChoiceField.module.css';

/** Properties of {@link ChoiceField}. */
export interface ChoiceFieldProps {
  name: ChoiceName;
  isDisabled: boolean;
}

/** A picker for one setting; the chosen option is explained below it. */
export function ChoiceField(props: ChoiceFieldProps) {
  return props.name === 'dataset' ? <DataField {...props} /> : <Field {...props} />;
}

/** The picker of data sets lists a person's own too, and leads to opening others. */
function DataField(props: ChoiceFieldProps) {
  const { ownData } = useMessages();
  const list = useOwnData((state) => state.list);
  const value = useSettings((settings) => settings.dataset);
  useEffect(() => void ensureOwnDataListed(), []);
  const own = (list ?? []).map(({ info }) => {
    return {
      id: info.id as string,
      label: info.name,
      description: ownData.description(info.counts),
    };
  });
  const isListed = own.some(({ id }) => id === value) || isBuiltInDatasetId(value);
  const missing = { id: value as string, label: value, description: ownData.missing };
  return (
    <Field {...props} more={isListed ? own : [...own, missing]}>
      <a className={styles.open} href={formatHash('browse', 'own-data')}>
        {ownData.openMore}
      </a>
    </Field>
  );
}

interface FieldProps extends ChoiceFieldProps {
  /** Options beside those of the table. */
  more?: readonly SelectOption<string>[];
  /** Something beside the label. */
  children?: ReactNode;
}

function Field({ name, isDisabled, more = [], children }: FieldProps) {
  const t = useMessages();
  const value: string = useSettings((settings) => settings[name]);
  const setting: ChoiceSetting = SETTINGS[name];
  const listed = setting.options.map((id) => ({ id, ...optionTexts(t, name, id) }));
  const options: SelectOption<string>[] = [...listed, ...more];
  return (
    <SelectField
      label={t.settings.fields[name].label}
      options={options}
      value={value}
      onChange={(chosen) => changeSettings({ [name]: chosen })}
      help={options.find(({ id }) => id === value)?.description}
      extra={children}
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
