import { classes } from './classes';
import { Icon } from './icons';
import styles from './ProbabilityBars.module.css';
import { VisuallyHidden } from './VisuallyHidden';

/** Props of {@link ProbabilityBars}. */
export interface ProbabilityBarsProps {
  /** Name of the list. */
  label: string;
  /** Names of the classes, in label order. */
  classNames: readonly string[];
  /** One for each class, 0 to 1. */
  probabilities: ArrayLike<number>;
  /** The label of the image, which is marked; null or absent where none is known. */
  truth?: number | null | undefined;
  /** What the mark means, such as "label of the image". */
  truthLabel?: string | undefined;
  formatShare: (share: number) => string;
}

/** Probabilities as bars with their figures, in label order; the largest one stands out. */
export function ProbabilityBars(props: ProbabilityBarsProps) {
  const { classNames, probabilities, truth = null, truthLabel = '', formatShare } = props;
  const shares = classNames.map((_, label) => probabilities[label] ?? 0);
  const best = shares.indexOf(Math.max(...shares));
  return (
    <ol className={styles.bars} aria-label={props.label}>
      {classNames.map((name, label) => {
        const share = shares[label] ?? 0;
        return (
          <li key={name} className={classes(styles.row, label === best && styles.best)}>
            <span className={styles.name}>
              {name}
              {label === truth && (
                <span className={styles.truth} title={truthLabel}>
                  <Icon name="check" size={14} />
                  <VisuallyHidden>({truthLabel})</VisuallyHidden>
                </span>
              )}
            </span>
            <span className={styles.track} aria-hidden="true">
              <span className={styles.bar} style={{ transform: `scaleX(${share})` }} />
            </span>
            <span className={styles.figure}>{formatShare(share)}</span>
          </li>
        );
      })}
    </ol>
  );
}
