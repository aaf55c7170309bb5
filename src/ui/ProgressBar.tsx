import { ProgressBar as AriaProgressBar, Label } from 'react-aria-components';
import { classes } from './classes';
import styles from './ProgressBar.module.css';

/** Props of {@link ProgressBar}. */
export interface ProgressBarProps {
  label: string;
  /** Share done, 0 to 1; null while it cannot be told. */
  share: number | null;
  /** The value in words; also what screen readers say. */
  valueText?: string | undefined;
  /** A quieter line below: counts, time left. */
  detail?: string | undefined;
  isLabelHidden?: boolean | undefined;
}

/** How far something has come. */
export function ProgressBar({ label, share, valueText, detail, isLabelHidden }: ProgressBarProps) {
  return (
    <AriaProgressBar
      className={classes(styles.progress)}
      value={share ?? 0}
      minValue={0}
      maxValue={1}
      isIndeterminate={share === null}
      {...(valueText === undefined ? {} : { valueLabel: valueText })}
      {...(isLabelHidden ? { 'aria-label': label } : {})}
    >
      {(!isLabelHidden || valueText) && (
        <div className={styles.heading}>
          {!isLabelHidden && <Label className={classes(styles.label)}>{label}</Label>}
          {valueText && <span className={styles.value}>{valueText}</span>}
        </div>
      )}
      <div className={styles.track}>
        <div
          className={classes(styles.fill, share === null && styles.moving)}
          {...(share === null ? {} : { style: { transform: `scaleX(${share})` } })}
        />
      </div>
      {detail && <p className={styles.detail}>{detail}</p>}
    </AriaProgressBar>
  );
}
