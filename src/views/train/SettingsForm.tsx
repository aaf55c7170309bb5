import { memo, useDeferredValue } from 'react';
import {
  SETTING_GROUPS,
  SETTING_NAMES,
  SETTINGS,
  type Setting,
  type SettingGroup,
  type SettingName,
} from '../../domain/settings';
import { useMessages } from '../../stores/preferences';
import { isActive, useRun } from '../../stores/run-state';
import { Section } from '../../ui/Section';
import { ChoiceField, type ChoiceFieldProps } from './ChoiceField';
import { LearningRateField } from './LearningRateField';
import { NumberSettingField, type NumberSettingFieldProps } from './NumberSettingField';
import { PresetField } from './PresetField';
import styles from './SettingsForm.module.css';

/** The settings of the next run. While one lasts, only the learning rate can be changed. */
export function SettingsForm() {
  const { settings } = useMessages();
  // All fields change with it, which takes longer than a click on Train may: they follow piecemeal.
  const isLocked = useDeferredValue(useRun((run) => isActive(run.status)));
  return (
    <Section title={settings.title} help={isLocked ? settings.locked : undefined}>
      <PresetField isDisabled={isLocked} />
      <Fields names={USUAL} isLocked={isLocked} />
      <details className={styles.advanced}>
        <summary>{settings.advanced}</summary>
        <Fields names={FURTHER} isLocked={isLocked} />
        {SETTING_GROUPS.map((group) => (
          <fieldset key={group} className={styles.group}>
            <legend>{settings.groups[group].title}</legend>
            <p className={styles.groupHelp}>{settings.groups[group].help}</p>
            <Fields names={GROUPED[group]} isLocked={isLocked} />
          </fieldset>
        ))}
      </details>
    </Section>
  );
}

/** Rows of the table in its order: the usual or the further ones, those of a group or of none. */
function namesOf(isAdvanced: boolean, group?: SettingGroup): SettingName[] {
  return SETTING_NAMES.filter((name) => {
    const setting: Setting = SETTINGS[name];
    return (setting.isAdvanced ?? false) === isAdvanced && setting.group === group;
  });
}

const USUAL = namesOf(false);
const FURTHER = namesOf(true);
const GROUPED = Object.fromEntries(
  SETTING_GROUPS.map((group) => [group, namesOf(true, group)]),
) as Record<SettingGroup, SettingName[]>;

/** A field for each setting. */
const Fields = memo(function Fields({ names, isLocked }: FieldsProps) {
  return (
    <div className={styles.fields}>
      {names.map((name) => (
        <div key={name} className={isShort(SETTINGS[name]) ? styles.half : styles.whole}>
          <Field name={name} isLocked={isLocked} />
        </div>
      ))}
    </div>
  );
});

interface FieldsProps {
  names: readonly SettingName[];
  isLocked: boolean;
}

/** Numbers of a few digits without a text below: two fit beside each other. */
function isShort(setting: Setting): boolean {
  if (setting.kind !== 'number') return false;
  return setting.group !== undefined || (setting.integer && setting.maximum < 10_000);
}

function Field({ name, isLocked }: { name: SettingName; isLocked: boolean }) {
  if (name === 'learningRate') return <LearningRateField />;
  return SETTINGS[name].kind === 'choice' ? (
    <ChoiceField name={name as ChoiceFieldProps['name']} isDisabled={isLocked} />
  ) : (
    <NumberSettingField name={name as NumberSettingFieldProps['name']} isDisabled={isLocked} />
  );
}
