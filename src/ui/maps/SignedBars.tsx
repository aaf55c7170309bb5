import { classes } from '../classes';
import styles from './SignedBars.module.css';

/** Props of {@link SignedBars}. */
export interface SignedBarsProps {
  /** Name of the list. */
  label: string;
  names: readonly string[];
  values: ArrayLike<number>;
  /** What the longest bar stands for, on either side. */
  reach: number;
  format: (value: number) => string;
}

/** Signed values as bars to both sides of zero, with their figures; the largest one stands out. */
export function SignedBars({ label, names, values, reach, format }: SignedBarsProps) {
  const all = names.map((_, place) => values[place] ?? 0);
  const best = all.indexOf(Math.max(...all));
  return (
    <ol className={styles.bars} aria-label={label}>
      {names.map((name, place) => {
        const value = all[place] ?? 0;
        const share = Math.max(-1, Math.min(1, value / reach));
        return (
          <li key={name} className={classes(styles.row, place === best && styles.best)}>
            <span>{name}</span>
            <span className={styles.track} aria-hidden="true">
              <span
                className={classes(styles.bar, share < 0 && styles.below)}
                style={{ transform: `scaleX(${share})` }}
              />
            </span>
            <span className={styles.figure}>{format(value)}</span>
          </li>
        );
      })}
    </ol>
  );
}
