import { Checkbox as AriaCheckbox } from 'react-aria-components';
import styles from './Checkbox.module.css';
import { Icon } from './icons';

/** Props of {@link Checkbox}. */
export interface CheckboxProps {
  label: string;
  /** A longer name for screen readers where several have the same label; it holds the label. */
  fullLabel?: string | undefined;
  isSelected: boolean;
  onChange: (isSelected: boolean) => void;
  isDisabled?: boolean | undefined;
}

/** A setting that is on or off. */
export function Checkbox(props: CheckboxProps) {
  const { label, fullLabel, isSelected, onChange, isDisabled = false } = props;
  return (
    <AriaCheckbox
      className={styles.checkbox ?? ''}
      isSelected={isSelected}
      onChange={onChange}
      isDisabled={isDisabled}
      {...(fullLabel === undefined ? {} : { 'aria-label': fullLabel })}
    >
      <span className={styles.box}>{isSelected && <Icon name="check" size={14} />}</span>
      {label}
    </AriaCheckbox>
  );
}
