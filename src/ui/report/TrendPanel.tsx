import type { ShareMark } from './ShareBars';
import styles from './TrendPanel.module.css';

/** Props of {@link TrendPanel}. */
export interface TrendPanelProps {
  name: string;
  /** One for each period, in order; null for one without photos. */
  marks: readonly (ShareMark | null)[];
  /** Of the period after the last; null where there is none. */
  forecast: ShareMark | null;
  /** Upper end of the scale, the same in all panels, 0 to 1. */
  end: number;
  /** The first and the last period, in a word or two. */
  ends: readonly [string, string];
  /** Says what the picture shows, in a sentence. */
  summary: string;
  formatShare: (share: number) => string;
}

const WIDTH = 100;
const HEIGHT = 100;

/**
 * One category's shares over time: a line between neighbouring periods, broken where one has no photos,
 * over a band of intervals. A forecast stands beyond a dotted line, hollow.
 */
export function TrendPanel(props: TrendPanelProps) {
  const { name, marks, forecast, end, ends, summary, formatShare } = props;
  const columns = marks.length + (forecast ? 1 : 0);
  const x = (index: number) => (WIDTH * (index + 0.5)) / columns;
  const y = (share: number) => HEIGHT - (HEIGHT * Math.min(share, end)) / end;
  return (
    <figure className={styles.panel}>
      <figcaption className={styles.name}>{name}</figcaption>
      <div className={styles.plot}>
        <div className={styles.scale} aria-hidden="true">
          <span>{formatShare(end)}</span>
          <span>{formatShare(0)}</span>
        </div>
        <svg
          role="img"
          aria-label={summary}
          viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
          preserveAspectRatio="none"
          className={styles.drawing}
        >
          <path d={`M0 0H${WIDTH}M0 ${HEIGHT / 2}H${WIDTH}`} className={styles.grid} />
          <path d={`M0 ${HEIGHT}H${WIDTH}`} className={styles.axis} />
          {stretches(marks).map((stretch) => (
            <Stretch key={stretch.from} {...stretch} x={x} y={y} />
          ))}
          {forecast && (
            <Forecast mark={forecast} border={x(marks.length - 0.5)} at={x(marks.length)} y={y} />
          )}
        </svg>
        <div className={styles.ends} aria-hidden="true">
          {[...new Set(ends)].map((text) => (
            <span key={text}>{text}</span>
          ))}
        </div>
      </div>
    </figure>
  );
}

interface ForecastProps {
  mark: ShareMark;
  /** Where counting ends, and where the next period is. */
  border: number;
  at: number;
  y: (share: number) => number;
}

function Forecast({ mark: { share, low, high }, border, at, y }: ForecastProps) {
  return (
    <>
      <path d={`M${border} 0V${HEIGHT}`} className={styles.border} />
      <path d={`M${at} ${y(low)}V${y(high)}`} className={styles.whisker} />
      <path d={dot(at, y(share))} className={styles.rim} />
      <path d={dot(at, y(share))} className={styles.hollow} />
    </>
  );
}

/** Neighbouring periods that have photos. */
interface Run {
  /** Index of the first. */
  from: number;
  marks: readonly ShareMark[];
}

interface StretchProps extends Run {
  x: (index: number) => number;
  y: (share: number) => number;
}

function Stretch({ from, marks, x, y }: StretchProps) {
  const places = marks.map((mark, index) => ({ ...mark, at: x(from + index).toFixed(2) }));
  const line = places.map(({ at, share }) => `${at} ${y(share).toFixed(2)}`).join('L');
  const over = places.map(({ at, high }) => `${at} ${y(high).toFixed(2)}`);
  const under = places.map(({ at, low }) => `${at} ${y(low).toFixed(2)}`).reverse();
  return (
    <>
      {/* A single period has no area: its interval is a line. */}
      {places.length > 1 ? (
        <path d={`M${[...over, ...under].join('L')}Z`} className={styles.band} />
      ) : (
        <path d={`M${over[0]}L${under[0]}`} className={styles.whisker} />
      )}
      <path d={`M${line}`} className={styles.line} />
      <path
        d={places.map(({ at, share }) => dot(Number(at), y(share))).join('')}
        className={styles.dots}
      />
    </>
  );
}

function stretches(marks: readonly (ShareMark | null)[]): Run[] {
  const runs: { from: number; marks: ShareMark[] }[] = [];
  marks.forEach((mark, index) => {
    if (!mark) return;
    const last = runs.at(-1);
    if (last && last.from + last.marks.length === index) last.marks.push(mark);
    else runs.push({ from: index, marks: [mark] });
  });
  return runs;
}

/** A line of no length, which round caps make a round dot however the drawing is stretched. */
function dot(x: number, y: number): string {
  return `M${x.toFixed(2)} ${y.toFixed(2)}h0`;
}
