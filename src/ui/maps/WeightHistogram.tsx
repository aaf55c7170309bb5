import styles from './WeightHistogram.module.css';

/** Counts over bins of equal width that two histograms share. */
interface Counts {
  minimum: number;
  maximum: number;
  counts: readonly number[];
}

/** Props of {@link WeightHistogram}. */
export interface WeightHistogramProps {
  /** Drawn as a filled shape. */
  now: Counts;
  /** Drawn as a dashed line over it; over the same bins. */
  before: Counts;
  names: { now: string; before: string };
  /** Says what the picture shows, in a sentence. */
  summary: string;
  format: (value: number) => string;
}

const WIDTH = 400;
const HEIGHT = 100;

/** Two histograms over one another. Heights are square roots of counts, so that rare values show. */
export function WeightHistogram({ now, before, names, summary, format }: WeightHistogramProps) {
  const tallest = Math.max(1, ...now.counts, ...before.counts);
  return (
    <figure className={styles.histogram}>
      <svg
        role="img"
        aria-label={summary}
        viewBox={`0 -2 ${WIDTH} ${HEIGHT + 4}`}
        preserveAspectRatio="none"
        className={styles.drawing}
      >
        <path d={outline(now.counts, tallest)} className={styles.now} />
        <path d={outline(before.counts, tallest)} className={styles.before} />
        <path d={`M0 ${HEIGHT}H${WIDTH}`} className={styles.axis} />
        <path d={`M${WIDTH / 2} ${HEIGHT}V0`} className={styles.zero} />
      </svg>
      <div className={styles.scale} aria-hidden="true">
        <span>{format(now.minimum)}</span>
        <span>0</span>
        <span>{format(now.maximum)}</span>
      </div>
      <figcaption className={styles.key} aria-hidden="true">
        <span>
          <svg width="22" height="12" aria-hidden="true">
            <path d="M1 11V3h20v8" className={styles.now} />
          </svg>
          {names.now}
        </span>
        <span>
          <svg width="22" height="12" aria-hidden="true">
            <path d="M1 6h20" className={styles.before} />
          </svg>
          {names.before}
        </span>
      </figcaption>
    </figure>
  );
}

/** The steps along the tops of the bins. */
function outline(counts: readonly number[], tallest: number): string {
  const step = WIDTH / counts.length;
  const steps = counts.map((count, bin) => {
    const top = HEIGHT - HEIGHT * Math.sqrt(count / tallest);
    return `V${top.toFixed(1)}H${((bin + 1) * step).toFixed(1)}`;
  });
  return `M0 ${HEIGHT}${steps.join('')}V${HEIGHT}`;
}
