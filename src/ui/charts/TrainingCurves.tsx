import { useCallback, useMemo, useState } from 'react';
import { CurveLegend } from './CurveLegend';
import { CurveTable } from './CurveTable';
import type { CurveSeries } from './curve';
import { curveColors, DOT_LIMIT } from './curve-style';
import { drawLineChart } from './line-chart';
import type { YDomain } from './line-spec';
import styles from './TrainingCurves.module.css';
import { type ChartFrame, useChart } from './use-chart';

const { figure, caption, unit, plot, canvas, hiddenCanvas, notice } = styles;

/** The words of {@link TrainingCurves}, in the reader's language. */
export interface TrainingCurvesTexts {
  /** What x is: steps, epochs or seconds. */
  xLabel: string;
  /** What y is: loss or accuracy. */
  yLabel: string;
  /** The chart in one sentence, for who cannot see it. */
  label: string;
  /** Opens the table that says the same in numbers. */
  tableLabel: string;
  /** Stands where the curves will be while there are none yet. */
  empty: string;
  /** Stands there while the drawing code loads. */
  loading: string;
  /** Stands there when the drawing code could not be loaded. */
  failed: string;
}

/** Properties of {@link TrainingCurves}. */
export interface TrainingCurvesProps {
  /** Drawn in this order: raw traces first, so that their smoothed twins lie on top. */
  series: readonly CurveSeries[];
  texts: TrainingCurvesTexts;
  /** Of the plot with its axes, in CSS pixels. */
  height: number;
  yDomain: YDomain;
  /** A y value in words, for tooltip and table. */
  formatY: (value: number) => string;
  /** An x value in words. */
  formatX: (value: number) => string;
}

/**
 * Loss or accuracy as training goes on, drawn by tfjs-vis. Give it new series as often as they
 * come: it redraws at most twice a second. Keep `series` the same object while nothing changed.
 */
export function TrainingCurves(props: TrainingCurvesProps) {
  const { series, texts, height, yDomain, formatX, formatY } = props;
  const { xLabel } = texts;
  // vega warns of a scale without values, so a curve comes with its first point.
  const begun = useMemo(() => series.filter(({ points }) => points.length > 0), [series]);
  const hasPoints = begun.length > 0;
  const [isShown, setIsShown] = useState(false);
  const drawCurves = useCallback(
    async (frame: ChartFrame) => {
      const drawn = hasPoints ? begun : firstPoints(series);
      await drawLineChart(frame, { series: drawn, xLabel, height, yDomain, formatX, formatY });
      if (hasPoints) setIsShown(true);
    },
    [hasPoints, begun, series, xLabel, height, yDomain, formatX, formatY],
  );
  const { containerRef, status, theme } = useChart(drawCurves);
  const message = messageFor(hasPoints, status === 'drawn' && !isShown ? 'waiting' : status, texts);
  return (
    <figure className={figure}>
      <figcaption className={caption}>
        <span className={unit}>{texts.yLabel}</span>
        {theme && <CurveLegend series={series} colors={curveColors(theme)} />}
      </figcaption>
      <div className={plot} style={{ height }}>
        <div
          className={message === null ? canvas : hiddenCanvas}
          role="img"
          aria-label={texts.label}
        >
          <div ref={containerRef} />
        </div>
        {message !== null && <p className={notice}>{message}</p>}
      </div>
      {hasPoints && <CurveTable {...props} />}
    </figure>
  );
}

/**
 * Curves as they will soon be, without dots. Drawn while nobody sees them: a chart takes some 50 ms to
 * build, which a training that runs already would have to share; then only its data changes.
 */
function firstPoints(series: readonly CurveSeries[]): CurveSeries[] {
  const points = Array.from({ length: DOT_LIMIT + 1 }, (_, step) => ({ x: step + 1, y: 1 }));
  return series
    .filter(({ role }) => role === 'training' || role === 'trainingRaw')
    .map((one) => ({ ...one, points }));
}

function messageFor(
  hasPoints: boolean,
  status: 'waiting' | 'drawn' | 'failed',
  texts: TrainingCurvesTexts,
): string | null {
  if (!hasPoints) return texts.empty;
  if (status === 'drawn') return null;
  return status === 'failed' ? texts.failed : texts.loading;
}
