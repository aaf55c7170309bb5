import { classes } from '../classes';
import styles from './ShareBars.module.css';
import { scaleEnd } from './scale';

/** A share and its interval, each 0 to 1. */
export interface ShareMark {
  share: number;
  low: number;
  high: number;
}

/** A row of {@link ShareBars}. */
export interface ShareBar {
  name: string;
  /** A bar with a whisker; null where nothing was counted. */
  counted: ShareMark | null;
  /** A ring with a whisker below the bar; null where there is none. */
  corrected: ShareMark | null;
}

/** Props of {@link ShareBars}. */
export interface ShareBarsProps {
  bars: readonly ShareBar[];
  /** Says what the picture shows, in a sentence. */
  summary: string;
  legend: { counted: string; corrected: string; interval: string };
  /** The share in words, with so many digits after the point, or as many as usual. */
  formatShare: (share: number, digits?: number) => string;
}

/** Shares as bars with their intervals, all on one scale; a table beside says the same. */
export function ShareBars({ bars, summary, legend, formatShare }: ShareBarsProps) {
  const marks = bars.flatMap(({ counted, corrected }) => [counted, corrected].filter(isMark));
  const end = scaleEnd(marks.map(({ high }) => high));
  const hasCorrected = bars.some(({ corrected }) => corrected !== null);
  return (
    <figure className={styles.figure}>
      <div role="img" aria-label={summary} className={styles.chart}>
        {bars.map((bar) => (
          <div key={bar.name} className={styles.row}>
            <span className={styles.name}>{bar.name}</span>
            <span className={classes(styles.track, hasCorrected && styles.tall)}>
              {bar.counted && <Bar mark={bar.counted} end={end} />}
              {bar.corrected && <Ring mark={bar.corrected} end={end} />}
            </span>
            <span className={styles.value}>{bar.counted && formatShare(bar.counted.share)}</span>
          </div>
        ))}
        <div className={styles.row}>
          <span />
          <span className={styles.scale}>
            <span>{formatShare(0, 0)}</span>
            <span>{formatShare(end / 2, 0)}</span>
            <span>{formatShare(end, 0)}</span>
          </span>
          <span />
        </div>
      </div>
      <Legend legend={legend} hasCorrected={hasCorrected} />
    </figure>
  );
}

/** Explains the signs; the table says all of it in words, so screen readers skip this. */
function Legend({
  legend,
  hasCorrected,
}: Pick<ShareBarsProps, 'legend'> & { hasCorrected: boolean }) {
  return (
    <figcaption className={styles.legend} aria-hidden="true">
      <span>
        <i className={styles.barSign} /> {legend.counted}
      </span>
      {hasCorrected && (
        <span>
          <i className={styles.ringSign} /> {legend.corrected}
        </span>
      )}
      <span>
        <i className={styles.whiskerSign} /> {legend.interval}
      </span>
    </figcaption>
  );
}

function Bar({ mark, end }: { mark: ShareMark; end: number }) {
  return (
    <span className={styles.counted}>
      <span className={styles.bar} style={{ width: percentOf(mark.share, end) }} />
      <Whisker mark={mark} end={end} />
    </span>
  );
}

function Ring({ mark, end }: { mark: ShareMark; end: number }) {
  return (
    <span className={styles.corrected}>
      <Whisker mark={mark} end={end} />
      <span className={styles.ring} style={{ insetInlineStart: percentOf(mark.share, end) }} />
    </span>
  );
}

function Whisker({ mark: { low, high }, end }: { mark: ShareMark; end: number }) {
  const place = { insetInlineStart: percentOf(low, end), width: percentOf(high - low, end) };
  return <span className={styles.whisker} style={place} />;
}

function percentOf(share: number, end: number): string {
  return `${Math.min(100, (100 * share) / end)}%`;
}

function isMark(mark: ShareMark | null): mark is ShareMark {
  return mark !== null;
}
