import { useMessages } from '../../stores/preferences';
import { isActive, useRun } from '../../stores/run-state';
import { Section } from '../../ui/Section';
import { ChoiceField } from './ChoiceField';
import { LearningRateField } from './LearningRateField';
import { NumberSettingField } from './NumberSettingField';
import styles from './SettingsForm.module.css';

/** The settings of the next run. While one lasts, only the learning rate can be changed. */
export function SettingsForm() {
  const { settings } = useMessages();
  const isLocked = useRun((run) => isActive(run.status));
  return (
    <Section title={settings.title} help={isLocked ? settings.locked : undefined}>
      <div className={styles.fields}>
        <ChoiceField name="model" isDisabled={isLocked} />
        <ChoiceField name="dataset" isDisabled={isLocked} />
        <ChoiceField name="backend" isDisabled={isLocked} />
        <div className={styles.pair}>
          <NumberSettingField name="epochs" isDisabled={isLocked} />
          <NumberSettingField name="batchSize" isDisabled={isLocked} />
        </div>
        <LearningRateField />
        <NumberSettingField name="seed" isDisabled={isLocked} />
        <details className={styles.advanced}>
          <summary>{settings.advanced}</summary>
          <div className={styles.fields}>
            <ChoiceField name="optimizer" isDisabled={isLocked} />
            <ChoiceField name="schedule" isDisabled={isLocked} />
            <ChoiceField name="loss" isDisabled={isLocked} />
            <NumberSettingField name="validationFraction" isDisabled={isLocked} />
          </div>
        </details>
      </div>
    </Section>
  );
}
