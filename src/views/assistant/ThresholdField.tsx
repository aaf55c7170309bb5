import { useRef } from 'react';
import { MAX_THRESHOLD } from '../../domain/photo/verdict';
import { setThreshold, useMessages, usePreferences } from '../../stores/preferences';
import { useThreshold } from '../../stores/threshold';
import { Button } from '../../ui/Button';
import { SliderField } from '../../ui/SliderField';

/** How sure the network must be to give an answer, for photos and webcam alike. */
export function ThresholdField() {
  const { assistant, common } = useMessages();
  const threshold = useThreshold();
  const slider = useRef<HTMLInputElement>(null);
  const isSet = usePreferences((state) => state.threshold !== null);
  return (
    <div>
      <SliderField
        inputRef={slider}
        label={assistant.threshold.label}
        help={assistant.threshold.help}
        value={threshold}
        onChange={setThreshold}
        minimum={0}
        maximum={MAX_THRESHOLD}
        step={0.01}
        numberFormat={{ style: 'percent' }}
        formatValue={(value) => common.format.percent(value, 0)}
      />
      {isSet && (
        <Button
          variant="quiet"
          size="small"
          icon="reset"
          onPress={() => {
            setThreshold(null);
            slider.current?.focus();
          }}
        >
          {assistant.threshold.usual}
        </Button>
      )}
    </div>
  );
}
