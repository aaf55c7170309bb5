import type { ReactNode, RefObject } from 'react';
import { Label, Slider, SliderOutput, SliderThumb, SliderTrack } from 'react-aria-components';
import { classes } from './classes';
import { FieldExtra } from './FieldExtra';
import field from './field.module.css';
import styles from './SliderField.module.css';

/** Props of {@link SliderField}. */
export interface SliderFieldProps {
  label: string;
  value: number;
  /** Called at every movement. */
  onChange: (value: number) => void;
  minimum: number;
  maximum: number;
  /** `log` gives every factor of ten the same length; both ends must then be above 0. */
  scale?: 'linear' | 'log' | undefined;
  /** Smallest movement: an amount, or on a log scale a share of a factor of ten. */
  step: number;
  /** The value as text, beside the label. */
  formatValue: (value: number) => string;
  /** How screen readers are told the position on the track; absent: as a plain number. */
  numberFormat?: Intl.NumberFormatOptions | undefined;
  /** Hides the value beside the label, where a number box shows it already. */
  isValueHidden?: boolean | undefined;
  isLabelHidden?: boolean | undefined;
  extra?: ReactNode;
  help?: string | undefined;
  isDisabled?: boolean | undefined;
  /** Receives the input of the thumb, which has the keyboard's place. */
  inputRef?: RefObject<HTMLInputElement | null> | undefined;
}

/** A slider with its value in words. */
export function SliderField(props: SliderFieldProps) {
  const { label, formatValue, isLabelHidden = false, scale = 'linear' } = props;
  const { toTrack, toValue } = SCALES[scale];
  const value = Math.min(props.maximum, Math.max(props.minimum, props.value));
  const valueText = formatValue(props.value);
  return (
    <Slider
      className={classes(field.field, styles.slider)}
      value={toTrack(value)}
      onChange={(position: number) => props.onChange(toValue(position))}
      minValue={toTrack(props.minimum)}
      maxValue={toTrack(props.maximum)}
      step={props.step}
      isDisabled={props.isDisabled ?? false}
      {...(props.numberFormat && { formatOptions: props.numberFormat })}
      {...(isLabelHidden ? { 'aria-label': label } : {})}
    >
      {!(isLabelHidden && props.isValueHidden) && (
        <div className={field.labelRow}>
          {!isLabelHidden && <Label className={classes(field.label)}>{label}</Label>}
          {props.extra && <FieldExtra>{props.extra}</FieldExtra>}
          {!props.isValueHidden && (
            <SliderOutput className={classes(styles.output)}>{valueText}</SliderOutput>
          )}
        </div>
      )}
      <SliderTrack className={classes(styles.track)}>
        {({ state }) => (
          <>
            <div className={styles.rail} />
            <div
              className={styles.filled}
              style={{ width: `${state.getThumbPercent(0) * 100}%` }}
            />
            <SliderThumb
              className={classes(styles.thumb)}
              {...(props.inputRef && { inputRef: props.inputRef })}
            />
          </>
        )}
      </SliderTrack>
      {props.help && <p className={field.help}>{props.help}</p>}
    </Slider>
  );
}

const SCALES = {
  linear: { toTrack: (value: number) => value, toValue: (position: number) => position },
  log: { toTrack: Math.log10, toValue: (position: number) => significant(10 ** position) },
};

/** Cuts the noise of powers and logarithms: two digits are as fine as a slider gets. */
function significant(value: number): number {
  return Number(value.toPrecision(2));
}
