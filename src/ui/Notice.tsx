import type { ReactNode } from 'react';
import { Button } from './Button';
import { classes } from './classes';
import { Icon, type IconName } from './icons';
import styles from './Notice.module.css';

/** How much a notice matters; an error interrupts screen readers, the others wait. */
export type NoticeTone = 'info' | 'warning' | 'error' | 'success';

/** Props of {@link Notice}. */
export interface NoticeProps {
  tone: NoticeTone;
  title: string;
  children?: ReactNode;
  /** Buttons below the text. */
  actions?: ReactNode;
  /** Shows a button that takes the notice away. */
  onDismiss?: (() => void) | undefined;
  /** Name of that button. */
  dismissLabel?: string | undefined;
}

const ICONS: Record<NoticeTone, IconName> = {
  info: 'info',
  warning: 'warning',
  error: 'error',
  success: 'check',
};

/** A message in the page: what is the case, and what can be done about it. */
export function Notice({ tone, title, children, actions, onDismiss, dismissLabel }: NoticeProps) {
  return (
    <div
      className={classes(styles.notice, styles[tone])}
      role={tone === 'error' ? 'alert' : 'status'}
    >
      <span className={styles.icon}>
        <Icon name={ICONS[tone]} size={20} />
      </span>
      <div className={styles.content}>
        <p className={styles.title}>{title}</p>
        {children && <div className={styles.body}>{children}</div>}
        {actions && <div className={styles.actions}>{actions}</div>}
      </div>
      {onDismiss && (
        <div>
          <Button
            variant="quiet"
            size="small"
            icon="close"
            aria-label={dismissLabel ?? title}
            onPress={onDismiss}
          />
        </div>
      )}
    </div>
  );
}
