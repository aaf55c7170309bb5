/** Loss or accuracy as lines, drawn by tfjs-vis. */
import { alignSeries, lastAtOrBefore } from './align-series';
import { disposeChart, setUpChart, type TooltipContent } from './chart-registry';
import { readTheme } from './chart-theme';
import type { CurveSeries } from './curve';
import { curveColors, curveStyle } from './curve-style';
import { lineChartPatch, type YDomain } from './line-spec';
import { loadLineChart } from './renderers';
import type { ChartFrame } from './use-chart';

/** Points a series is thinned to before it is drawn: about as many as a chart has pixels. */
const POINT_LIMIT = 400;

/** What is drawn. */
export interface LineChart {
  /** In the order in which they are drawn. */
  series: readonly CurveSeries[];
  /** What x is, in words. */
  xLabel: string;
  /** With its axes, in CSS pixels. */
  height: number;
  yDomain: YDomain;
  /** Values in words. */
  formatX: (value: number) => string;
  formatY: (value: number) => string;
}

/** Draws a chart, or draws it anew with other data. */
export async function drawLineChart(frame: ChartFrame, chart: LineChart): Promise<void> {
  const linechart = await loadLineChart();
  const colors = curveColors(frame.theme);
  const { x, values } = alignSeries(chart.series, POINT_LIMIT);
  const keys = chart.series.map((_, index) => seriesKey(index));
  const lines = chart.series.map((one, index) => [keys[index], curveStyle(one, colors)] as const);
  setUpChart(frame.container, {
    theme: frame.theme,
    patch: lineChartPatch({ lines: Object.fromEntries(lines), x, yDomain: chart.yDomain }),
    tooltip: ({ x }) => rowTooltip(Number(x), chart),
  });
  await linechart(
    frame.container,
    { values: values.map((ys) => ys.map((y, row) => ({ x: row, y }))), series: keys },
    {
      width: frame.width,
      height: chart.height,
      xLabel: chart.xLabel,
      fontSize: frame.theme.fontSize,
    },
  );
}

/** As a training draws it at its first step. */
const FIRST_STEP: LineChart = {
  series: [{ name: 'first', role: 'training', points: [{ x: 1, y: 2.3 }] }],
  xLabel: '',
  height: 240,
  yDomain: { kind: 'fromZero' },
  formatX: String,
  formatY: String,
};

/**
 * Loads the drawing code and draws a chart that nobody sees: the first one takes vega a tenth of a
 * second, which a click on Train, or a training, would have to wait for.
 */
export async function warmUpLineChart(): Promise<void> {
  const container = document.createElement('div');
  container.hidden = true;
  // Colours are those of the page, so it has to be on it.
  document.body.append(container);
  try {
    await drawLineChart({ container, width: 400, theme: readTheme(container) }, FIRST_STEP);
  } finally {
    disposeChart(container);
    container.remove();
  }
}

/** A name that vega-lite takes literally: it reads dots and brackets in a field as a path. */
function seriesKey(index: number): string {
  return `series${index}`;
}

/** At the pointer's x, the last value of every curve that had begun by then. */
function rowTooltip(x: number, chart: LineChart): TooltipContent {
  const lines = chart.series.flatMap(({ name, points }) => {
    const point = points[lastAtOrBefore(points, x)];
    return point ? [{ label: name, value: chart.formatY(point.y) }] : [];
  });
  return { heading: `${chart.xLabel} ${chart.formatX(x)}`, lines };
}
