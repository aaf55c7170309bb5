import { useEffect, useRef } from 'react';
import { SETTINGS } from '../../domain/settings';
import { useMessages } from '../../stores/preferences';
import { changeLearningRate } from '../../stores/run';
import { isActive, useRun } from '../../stores/run-state';
import { changeSettings, useSettings } from '../../stores/settings';
import { Button } from '../../ui/Button';
import { NumberField } from '../../ui/NumberField';
import { SliderField } from '../../ui/SliderField';
import { InfoTip } from '../../ui/Tooltip';
import styles from './SettingsForm.module.css';

const { minimum, maximum, default: initial } = SETTINGS.learningRate;
/** The slider covers what people use; the number box takes the whole range. */
const SLIDER = { minimum: 1e-5, maximum: 1 };
const FORMAT: Intl.NumberFormatOptions = { maximumFractionDigits: 7 };
/** A dragged slider settles this long before a running training hears of it. */
const SETTLE_MS = 250;

/** The learning rate as a number and on a log scale; the one setting that a running training takes. */
export function LearningRateField() {
  const t = useMessages();
  const { label, help } = t.settings.fields.learningRate;
  const learningRate = useSettings((settings) => settings.learningRate);
  const { change, drag } = useLearningRateChange();
  return (
    <div className={styles.rate}>
      <NumberField
        label={label}
        extra={
          <>
            <InfoTip label={t.common.actions.more}>{help}</InfoTip>
            {learningRate !== initial && (
              <Button
                variant="quiet"
                size="small"
                icon="reset"
                aria-label={t.settings.toDefault}
                onPress={() => change(initial)}
              />
            )}
          </>
        }
        value={learningRate}
        onChange={change}
        minimum={minimum}
        maximum={maximum}
        step={null}
        format={FORMAT}
      />
      <SliderField
        label={t.settings.rateSlider}
        isLabelHidden
        isValueHidden
        value={learningRate}
        onChange={drag}
        minimum={SLIDER.minimum}
        maximum={SLIDER.maximum}
        scale="log"
        step={0.05}
        formatValue={t.common.format.short}
      />
    </div>
  );
}

/** Sets the learning rate of the next run and of the present one: at once, or when a drag has settled. */
function useLearningRateChange() {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const set = (learningRate: number, settleMs: number) => {
    changeSettings({ learningRate });
    clearTimeout(timer.current);
    if (!isActive(useRun.getState().status)) return;
    if (settleMs === 0) void changeLearningRate(learningRate);
    else timer.current = setTimeout(() => void changeLearningRate(learningRate), settleMs);
  };
  return {
    change: (learningRate: number) => set(learningRate, 0),
    drag: (learningRate: number) => set(learningRate, SETTLE_MS),
  };
}
