import { useMemo, useState } from 'react';
import { useMessages } from '../../stores/preferences';
import { type RunState, useRun } from '../../stores/run-state';
import { Checkbox } from '../../ui/Checkbox';
import type { YDomain } from '../../ui/charts/line-spec';
import { MAX_SMOOTHING } from '../../ui/charts/smoothing';
import { TrainingCurves } from '../../ui/charts/TrainingCurves';
import { Section } from '../../ui/Section';
import { SliderField } from '../../ui/SliderField';
import { ToggleGroup } from '../../ui/ToggleGroup';
import { useThrottled } from '../../ui/use-throttled';
import styles from './CurvesSection.module.css';
import { type CurveAxis, type CurveMeasure, curveSeries } from './curve-series';
import { lossCeiling } from './loss-ceiling';

/** Building the series walks over all steps: twice a second is as often as the charts redraw. */
const REBUILD_MS = 500;
const CHART_HEIGHT = 240;
const ACCURACY_DOMAIN: YDomain = { kind: 'fit', max: 1 };

/** Loss and accuracy as the run goes on, with their axis and smoothing. */
export function CurvesSection() {
  const t = useMessages();
  const [axis, setAxis] = useState<CurveAxis>('step');
  const [smoothing, setSmoothing] = useState(0.9);
  const [leavesOutExtremes, setLeavesOutExtremes] = useState(true);
  const { charts } = t.analysis;
  return (
    <Section
      title={charts.title}
      actions={
        <ToggleGroup
          label={charts.xAxis}
          options={(['step', 'epoch', 'seconds'] as const).map((id) => ({
            id,
            label: charts.xAxes[id],
          }))}
          value={axis}
          onChange={setAxis}
        />
      }
    >
      <div className={styles.charts}>
        <MeasureChart
          measure="loss"
          axis={axis}
          smoothing={smoothing}
          leavesOutExtremes={leavesOutExtremes}
        />
        <MeasureChart
          measure="accuracy"
          axis={axis}
          smoothing={smoothing}
          leavesOutExtremes={false}
        />
      </div>
      <div className={styles.controls}>
        <SliderField
          label={charts.smoothing}
          help={charts.smoothingHelp}
          value={smoothing}
          onChange={setSmoothing}
          minimum={0}
          maximum={MAX_SMOOTHING}
          step={0.01}
          formatValue={(value) => t.common.format.decimal(value, 2)}
        />
        <Checkbox
          label={charts.ignoreOutliers}
          isSelected={leavesOutExtremes}
          onChange={setLeavesOutExtremes}
        />
      </div>
    </Section>
  );
}

interface MeasureChartProps {
  measure: CurveMeasure;
  axis: CurveAxis;
  smoothing: number;
  /** Ends the scale where almost all values are, so that a few wild first steps do not flatten it. */
  leavesOutExtremes: boolean;
}

function MeasureChart({ measure, axis, smoothing, leavesOutExtremes }: MeasureChartProps) {
  const t = useMessages();
  const { charts } = t.analysis;
  const { short, percent, decimal, count } = t.common.format;
  const series = useSeries(measure, axis, smoothing);
  const formats = useMemo(
    () => ({
      y: (value: number) => (measure === 'accuracy' ? percent(value) : decimal(value, 4)),
      x: (value: number) => (axis === 'step' ? count(value) : short(value)),
    }),
    [measure, axis, percent, decimal, count, short],
  );
  const ceiling = leavesOutExtremes ? lossCeiling(series) : null;
  const yDomain = useMemo((): YDomain => {
    if (measure === 'accuracy') return ACCURACY_DOMAIN;
    return ceiling === null ? { kind: 'fromZero' } : { kind: 'fromZero', max: ceiling };
  }, [measure, ceiling]);
  const name = charts[measure];
  return (
    <TrainingCurves
      series={series}
      texts={{
        xLabel: charts.xAxes[axis],
        yLabel: name,
        label: name,
        tableLabel: charts.asTable,
        empty: charts.noData,
        loading: charts.loading,
        failed: charts.drawFailed,
      }}
      height={CHART_HEIGHT}
      yDomain={yDomain}
      formatX={formats.x}
      formatY={formats.y}
    />
  );
}

function useSeries(measure: CurveMeasure, axis: CurveAxis, smoothing: number) {
  const { charts } = useMessages().analysis;
  const curve = useRun((run) => run.curve);
  const history = useRun((run) => run.record?.history);
  const stepsPerEpoch = useRun((run) => run.stepsPerEpoch);
  const points = useThrottled(useRun, pointsOf, REBUILD_MS);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `points` tells that the curve has grown
  return useMemo(
    () =>
      curveSeries(
        { steps: curve.points, history: history ?? [], stepsPerEpoch },
        measure,
        axis,
        smoothing,
        { batches: charts.batches, training: charts.training, validation: charts.validation },
      ),
    [curve, points, history, stepsPerEpoch, measure, axis, smoothing, charts],
  );
}

function pointsOf({ points }: RunState): number {
  return points;
}
