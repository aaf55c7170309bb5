import { MAX_THRESHOLD } from '../../../domain/photo/verdict';
import { UNIT_CHOICES } from '../../../domain/trends/periods';
import { setThreshold, useMessages } from '../../../stores/preferences';
import { chooseUnit, type ReportAnswer, useReport } from '../../../stores/report';
import { useThreshold } from '../../../stores/threshold';
import { NumberField } from '../../../ui/NumberField';
import { ToggleGroup } from '../../../ui/ToggleGroup';
import { CategoryEditor } from './CategoryEditor';
import styles from './ReportSettings.module.css';

const THRESHOLD_STEP = 0.01;

/** How photos are counted: by which periods and categories, and from which confidence on. */
export function ReportSettings({ answer }: { answer: ReportAnswer }) {
  const { report, settings } = useMessages();
  const texts = report.settings;
  const unit = useReport((state) => state.unit);
  const threshold = useThreshold();
  return (
    <section className={styles.settings} aria-label={texts.title}>
      <div className={styles.fields}>
        <ToggleGroup
          label={texts.unit}
          isLabelShown
          options={UNIT_CHOICES.map((id) => ({ id, label: texts.units[id] }))}
          value={unit}
          onChange={chooseUnit}
        />
        <div className={styles.threshold}>
          <NumberField
            label={texts.threshold}
            value={threshold}
            onChange={setThreshold}
            minimum={0}
            maximum={MAX_THRESHOLD}
            step={THRESHOLD_STEP}
            format={{ style: 'percent' }}
            help={texts.thresholdHelp}
            stepLabels={settings.stepLabels}
          />
        </div>
      </div>
      <CategoryEditor answer={answer} />
    </section>
  );
}
