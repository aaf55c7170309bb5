import type { ReactElement, ReactNode } from 'react';
import {
  Button as AriaButton,
  Tooltip as AriaTooltip,
  Dialog,
  DialogTrigger,
  Popover,
  TooltipTrigger,
} from 'react-aria-components';
import { classes } from './classes';
import { Icon } from './icons';
import styles from './Tooltip.module.css';

/** Props of {@link Tooltip}. */
export interface TooltipProps {
  text: ReactNode;
  /** The button or link that it describes. */
  children: ReactElement;
}

/** A short description on hover and keyboard focus. Fingers do not see it: put nothing vital here. */
export function Tooltip({ text, children }: TooltipProps) {
  return (
    <TooltipTrigger delay={500}>
      {children}
      <AriaTooltip className={classes(styles.tooltip)} offset={6}>
        {text}
      </AriaTooltip>
    </TooltipTrigger>
  );
}

/** Props of {@link InfoTip}. */
export interface InfoTipProps {
  /** Name of the button, as in "More about Learning rate". */
  label: string;
  children: ReactNode;
}

/** A small "i" that opens an explanation on press; works with fingers, mouse and keys alike. */
export function InfoTip({ label, children }: InfoTipProps) {
  return (
    <DialogTrigger>
      <AriaButton className={classes(styles.info)} aria-label={label}>
        <Icon name="info" size={16} />
      </AriaButton>
      <Popover className={classes(styles.popover)} offset={4} isNonModal>
        <Dialog className={classes(styles.dialog)} aria-label={label}>
          {children}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
