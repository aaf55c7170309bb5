import type { ReactNode, Ref } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';
import styles from './Button.module.css';
import { classes } from './classes';
import { Icon, type IconName } from './icons';

/** Props of {@link Button}; everything else is React Aria's. */
export interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'style' | 'children'> {
  /** The text; leave it out for a button of an icon alone, with an `aria-label`. */
  children?: ReactNode;
  /** `primary` for the one thing to do next, `quiet` inside bars, `danger` for what is lost by it. */
  variant?: 'primary' | 'secondary' | 'quiet' | 'danger';
  size?: 'medium' | 'small' | 'large';
  icon?: IconName;
  /** Receives the element. */
  ref?: Ref<HTMLButtonElement>;
}

/** A button with an optional icon before its text. */
export function Button({
  children,
  variant = 'secondary',
  size = 'medium',
  icon,
  ...rest
}: ButtonProps) {
  const isIconOnly = children === undefined;
  return (
    <AriaButton
      {...rest}
      className={classes(
        styles.button,
        styles[variant],
        styles[size],
        isIconOnly && styles.iconOnly,
      )}
    >
      {icon && <Icon name={icon} />}
      {children}
    </AriaButton>
  );
}
