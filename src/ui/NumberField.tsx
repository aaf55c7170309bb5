import type { ReactNode } from 'react';
import {
  NumberField as AriaNumberField,
  Button,
  FieldError,
  Group,
  Input,
  Label,
  Text,
} from 'react-aria-components';
import { classes } from './classes';
import { FieldExtra } from './FieldExtra';
import field from './field.module.css';
import { Icon } from './icons';
import styles from './NumberField.module.css';

/** Props of {@link NumberField}. */
export interface NumberFieldProps {
  label: string;
  value: number;
  /** Called when the person has finished: Enter, leaving the field, a stepper, an arrow key. */
  onChange: (value: number) => void;
  minimum?: number | undefined;
  maximum?: number | undefined;
  /** What a stepper adds, and the grid that values snap to; null hides the steppers. */
  step?: number | null | undefined;
  /** How the value is written; whole numbers without it. */
  format?: Intl.NumberFormatOptions | undefined;
  placeholder?: string | undefined;
  help?: string | undefined;
  /** What is wrong with the value. */
  error?: string | undefined;
  /** Something beside the label, such as an {@link InfoTip}. */
  extra?: ReactNode;
  isDisabled?: boolean | undefined;
  isLabelHidden?: boolean | undefined;
  /**
   * Names of the steppers. Without them React Aria joins its own with the field's, and then three
   * elements bear the field's name.
   */
  stepLabels?: { increase: string; decrease: string } | undefined;
}

const WHOLE: Intl.NumberFormatOptions = { maximumFractionDigits: 0 };

/** A number typed, or stepped with buttons, arrow keys, Page Up and Page Down. */
export function NumberField(props: NumberFieldProps) {
  const { label, onChange, minimum, maximum, step = 1, isLabelHidden = false } = props;
  return (
    <AriaNumberField
      className={classes(field.field)}
      value={props.value}
      onChange={(value) => {
        // An emptied field gives NaN: keep what was there.
        if (!Number.isNaN(value)) onChange(value);
      }}
      {...(minimum === undefined ? {} : { minValue: minimum })}
      {...(maximum === undefined ? {} : { maxValue: maximum })}
      {...(step === null ? {} : { step })}
      formatOptions={props.format ?? WHOLE}
      isDisabled={props.isDisabled ?? false}
      isInvalid={props.error !== undefined}
      isWheelDisabled
      {...(props.stepLabels && {
        incrementAriaLabel: props.stepLabels.increase,
        decrementAriaLabel: props.stepLabels.decrease,
      })}
      {...(isLabelHidden ? { 'aria-label': label } : {})}
    >
      {!isLabelHidden && (
        <div className={field.labelRow}>
          <Label className={classes(field.label)}>{label}</Label>
          {props.extra && <FieldExtra>{props.extra}</FieldExtra>}
        </div>
      )}
      <Entry hasSteppers={step !== null} placeholder={props.placeholder ?? ''} />
      {props.help && (
        <Text slot="description" className={classes(field.help)}>
          {props.help}
        </Text>
      )}
      <FieldError className={classes(field.error)}>{props.error}</FieldError>
    </AriaNumberField>
  );
}

function Entry({ hasSteppers, placeholder }: { hasSteppers: boolean; placeholder: string }) {
  return (
    <Group className={classes(field.box)}>
      <Input className={classes(styles.input)} placeholder={placeholder} />
      {hasSteppers && (
        <>
          <Button slot="decrement" className={classes(styles.stepper)}>
            <Icon name="minus" size={14} />
          </Button>
          <Button slot="increment" className={classes(styles.stepper)}>
            <Icon name="plus" size={14} />
          </Button>
        </>
      )}
    </Group>
  );
}
