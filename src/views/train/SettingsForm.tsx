import { SETTING_NAMES, SETTINGS, type Setting, type SettingName } from '../../domain/settings';
import { useMessages } from '../../stores/preferences';
import { isActive, useRun } from '../../stores/run-state';
import { Section } from '../../ui/Section';
import { ChoiceField, type ChoiceFieldProps } from './ChoiceField';
import { LearningRateField } from './LearningRateField';
import { NumberSettingField, type NumberSettingFieldProps } from './NumberSettingField';
import styles from './SettingsForm.module.css';

/** The settings of the next run. While one lasts, only the learning rate can be changed. */
export function SettingsForm() {
  const { settings } = useMessages();
  const isLocked = useRun((run) => isActive(run.status));
  return (
    <Section title={settings.title} help={isLocked ? settings.locked : undefined}>
      <Fields isAdvanced={false} isLocked={isLocked} />
      <details className={styles.advanced}>
        <summary>{settings.advanced}</summary>
        <Fields isAdvanced isLocked={isLocked} />
      </details>
    </Section>
  );
}

/** A field for each row of the table, in its order. */
function Fields({ isAdvanced, isLocked }: { isAdvanced: boolean; isLocked: boolean }) {
  const names = SETTING_NAMES.filter((name) => {
    const setting: Setting = SETTINGS[name];
    return (setting.isAdvanced ?? false) === isAdvanced;
  });
  return (
    <div className={styles.fields}>
      {names.map((name) => (
        <div key={name} className={isShort(SETTINGS[name]) ? styles.half : styles.whole}>
          <Field name={name} isLocked={isLocked} />
        </div>
      ))}
    </div>
  );
}

/** Numbers of a few digits: two fit beside each other. */
function isShort(setting: Setting): boolean {
  return setting.kind === 'number' && setting.integer && setting.maximum < 10_000;
}

function Field({ name, isLocked }: { name: SettingName; isLocked: boolean }) {
  if (name === 'learningRate') return <LearningRateField />;
  return SETTINGS[name].kind === 'choice' ? (
    <ChoiceField name={name as ChoiceFieldProps['name']} isDisabled={isLocked} />
  ) : (
    <NumberSettingField name={name as NumberSettingFieldProps['name']} isDisabled={isLocked} />
  );
}
