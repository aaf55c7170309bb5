import type { ReactNode, Ref } from 'react';
import {
  Button,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Select,
  SelectValue,
  Text,
} from 'react-aria-components';
import { classes } from './classes';
import { FieldExtra } from './FieldExtra';
import field from './field.module.css';
import { Icon } from './icons';
import styles from './SelectField.module.css';

/** A choice of a {@link SelectField}. */
export interface SelectOption<Id extends string> {
  id: Id;
  label: string;
  /** A line under the label in the open list. */
  description?: string | undefined;
}

/** Props of {@link SelectField}. */
export interface SelectFieldProps<Id extends string> {
  label: string;
  options: readonly SelectOption<Id>[];
  value: Id;
  onChange: (value: Id) => void;
  /** Hears when the list opens, so that what it says can be got then. */
  onOpen?: (() => void) | undefined;
  /** A line under the field. */
  help?: string | undefined;
  /** Something beside the label, such as an {@link InfoTip}. */
  extra?: ReactNode;
  isDisabled?: boolean | undefined;
  /** Keeps the label for screen readers only. */
  isLabelHidden?: boolean | undefined;
  /** Without a box, for bars. */
  isQuiet?: boolean | undefined;
  /** Receives the button that opens the list. */
  buttonRef?: Ref<HTMLButtonElement> | undefined;
}

/** A picker: one choice from a short list, each with an explanation where it helps. */
export function SelectField<Id extends string>(props: SelectFieldProps<Id>) {
  const { label, options, value, onChange, onOpen, isLabelHidden = false } = props;
  return (
    <Select
      className={field.field ?? ''}
      value={value}
      onChange={(key) => onChange(key as Id)}
      onOpenChange={(isOpen) => isOpen && onOpen?.()}
      isDisabled={props.isDisabled ?? false}
      {...(isLabelHidden ? { 'aria-label': label } : {})}
    >
      {!isLabelHidden && (
        <div className={field.labelRow}>
          <Label className={classes(field.label)}>{label}</Label>
          {props.extra && <FieldExtra>{props.extra}</FieldExtra>}
        </div>
      )}
      <Button
        ref={props.buttonRef ?? null}
        className={classes(field.box, styles.button, props.isQuiet && styles.quiet)}
      >
        <SelectValue className={classes(styles.value)}>
          {({ selectedText }) => selectedText}
        </SelectValue>
        <Icon name="chevronDown" size={16} />
      </Button>
      {props.help && (
        <Text slot="description" className={classes(field.help)}>
          {props.help}
        </Text>
      )}
      <Options options={options} />
    </Select>
  );
}

function Options({ options }: { options: readonly SelectOption<string>[] }) {
  return (
    <Popover className={classes(styles.popover)} offset={4}>
      <ListBox className={classes(styles.list)} items={options}>
        {(option) => (
          <ListBoxItem id={option.id} textValue={option.label} className={classes(styles.option)}>
            <span className={styles.mark}>
              <Icon name="check" size={16} />
            </span>
            <Text slot="label" className={classes(styles.optionLabel)}>
              {option.label}
            </Text>
            {option.description && (
              <Text slot="description" className={classes(styles.description)}>
                {option.description}
              </Text>
            )}
          </ListBoxItem>
        )}
      </ListBox>
    </Popover>
  );
}
