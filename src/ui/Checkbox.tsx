import { Checkbox as AriaCheckbox } from 'react-aria-components';
import styles from './Checkbox.module.css';
import { Icon } from './icons';

/** Props of {@link Checkbox}. */
export interface CheckboxProps {
  label: string;
  isSelected: boolean;
  onChange: (isSelected: boolean) => void;
  isDisabled?: boolean | undefined;
}

/** A setting that is on or off. */
export function Checkbox({ label, isSelected, onChange, isDisabled = false }: CheckboxProps) {
  return (
    <AriaCheckbox
      className={styles.checkbox ?? ''}
      isSelected={isSelected}
      onChange={onChange}
      isDisabled={isDisabled}
    >
      <span className={styles.box}>{isSelected && <Icon name="check" size={14} />}</span>
      {label}
    </AriaCheckbox>
  );
}
