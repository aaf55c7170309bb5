import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { classes } from './classes';
import field from './field.module.css';
import { Icon, type IconName } from './icons';
import styles from './ToggleGroup.module.css';

/** A segment of a {@link ToggleGroup}. */
export interface ToggleOption<Id extends string> {
  id: Id;
  label: string;
  /** Shown instead of the label, which then serves screen readers and the tooltip. */
  icon?: IconName | undefined;
}

/** Props of {@link ToggleGroup}. */
export interface ToggleGroupProps<Id extends string> {
  label: string;
  options: readonly ToggleOption<Id>[];
  value: Id;
  onChange: (value: Id) => void;
  isDisabled?: boolean | undefined;
  /** Shows the label above; otherwise it serves screen readers only. */
  isLabelShown?: boolean | undefined;
  /** As wide as its place. */
  isStretched?: boolean | undefined;
}

/** A segmented control: one of two to five choices, all in view. */
export function ToggleGroup<Id extends string>(props: ToggleGroupProps<Id>) {
  const { label, options, value, onChange } = props;
  const group = (
    <ToggleButtonGroup
      className={classes(styles.group, props.isStretched && styles.stretched)}
      aria-label={label}
      selectionMode="single"
      disallowEmptySelection
      isDisabled={props.isDisabled ?? false}
      selectedKeys={[value]}
      onSelectionChange={([chosen]) => onChange(chosen as Id)}
    >
      {options.map((option) => (
        <ToggleButton
          key={option.id}
          id={option.id}
          className={classes(styles.segment, option.icon && styles.iconOnly)}
          {...(option.icon ? { 'aria-label': option.label } : {})}
        >
          {option.icon ? <Icon name={option.icon} size={16} /> : option.label}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
  if (!props.isLabelShown) return group;
  return (
    <div className={field.field}>
      <div className={field.labelRow}>
        <span className={field.label} aria-hidden="true">
          {label}
        </span>
      </div>
      {group}
    </div>
  );
}
