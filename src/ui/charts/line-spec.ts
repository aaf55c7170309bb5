import type { ChartSetup } from './chart-registry';
import type { ChartTheme } from './chart-theme';
import type { LayerSpec, Properties, Row } from './spec';

/** How one line is drawn. Dash and weight tell lines apart where colour does not. */
export interface LineStyle {
  color: string;
  /** Lengths of dash and gap in pixels; empty for a solid line. */
  strokeDash: readonly number[];
  strokeWidth: number;
  opacity: number;
  /** Hollow dots on the points: without them a line of one point would not be seen at all. */
  dots: boolean;
}

/**
 * The vertical axis: from zero up (losses, whose distance from zero matters), or fitted to the data
 * with a fixed upper end (accuracies, at most 1).
 */
export type YDomain = { kind: 'fromZero'; max?: number } | { kind: 'fit'; max?: number };

/** What a line chart adds to tfjs-vis's specification. */
export interface LineChartSetup {
  /** By the series names given to tfjs-vis. */
  lines: Readonly<Record<string, LineStyle>>;
  /** The real x of each row: tfjs-vis puts the row's index there. */
  x: readonly number[];
  yDomain: YDomain;
}

/** Places where the pointer finds a value. Each is a mark to lay out, so not one a row. */
const HOVER_STOPS = 100;

/** The patch (see {@link ChartSetup}) for a tfjs-vis line chart. */
export function lineChartPatch(setup: LineChartSetup): NonNullable<ChartSetup['patch']> {
  return (spec, theme) => ({
    ...spec,
    // Room for dots on the upper edge, for half a label at the right one (labels change, the layout
    // does not) and for the descenders of the axis title, which vega's bounds leave out.
    padding: { left: 0, right: 10, top: 5, bottom: 3 },
    // Laying out the axes again at every update would cost as much as the update; the wrapper
    // asks for it when the y axis changes.
    autosize: { ...spec.autosize, resize: false },
    config: { ...spec.config, axisX: xAxis(), axisY: yAxis() },
    datasets: splitRows(spec.datasets ?? {}, setup),
    encoding: { x: { ...spec.encoding?.x, scale: { nice: false, padding: 5 } } },
    layer: (spec.layer ?? []).map((layer) => patchLayer(layer, setup, theme)),
  });
}

/**
 * Rows of their own for each line, with the real x: from one table of all, every line would filter
 * its rows at every update, by an interpreter. The table itself, thinned, serves the hover rule.
 */
function splitRows(
  datasets: Record<string, Row[]>,
  { lines, x }: LineChartSetup,
): Record<string, Row[]> {
  const split: Record<string, Row[]> = {};
  for (const [name, rows] of Object.entries(datasets)) {
    const stride = Math.ceil(rows.length / HOVER_STOPS);
    // Counted back from the last row, which is the one most looked at.
    split[name] = x
      .filter((_, row) => (x.length - 1 - row) % stride === 0)
      .map((at) => ({ x: at }));
    for (const series of Object.keys(lines)) {
      split[series] = rows.flatMap((row, index) =>
        Number.isFinite(row[series]) ? [{ x: x[index], [series]: row[series] }] : [],
      );
    }
  }
  return split;
}

function patchLayer(layer: LayerSpec, setup: LineChartSetup, theme: ChartTheme): LayerSpec {
  // The hover rule: its tooltip is the row, which the chart's owner puts into words.
  if (layer.mark === 'rule') {
    return { ...layer, mark: { type: 'rule', tooltip: { content: 'data' } } };
  }
  const y = layer.encoding?.y ?? {};
  const series = String(fieldOf(y));
  const style = setup.lines[series];
  if (!style) return layer;
  return {
    ...layer,
    data: { name: series },
    mark: lineMark(style, theme, setup.yDomain),
    encoding: { y: { ...y, title: null, scale: yScale(setup.yDomain) } },
  };
}

function fieldOf({ field }: Properties): unknown {
  return field;
}

function lineMark(style: LineStyle, theme: ChartTheme, domain: YDomain): Properties {
  const { color, strokeDash, strokeWidth, opacity, dots } = style;
  return {
    type: 'line',
    // Only a loss can lie outside; elsewhere dots on the edge stay whole.
    clip: domain.kind === 'fromZero' && domain.max !== undefined,
    // Every row has a value: nothing to look for.
    invalid: null,
    color,
    strokeDash,
    strokeWidth,
    opacity,
    strokeJoin: 'round',
    point: dots && { fill: theme.surface, stroke: color, strokeWidth: 1.5, size: 28, opacity: 1 },
  };
}

function yScale(domain: YDomain): Properties {
  const ceiling = domain.max !== undefined && { domainMax: domain.max };
  return { zero: domain.kind === 'fromZero', ...ceiling };
}

function xAxis(): Properties {
  return {
    grid: false,
    tickCount: { expr: 'max(2, floor(width / 90))' },
    // Steps and epochs are whole, and a lone point would get six zeros.
    tickMinStep: 1,
    format: ',~f',
    titleAnchor: 'end',
    labelFlush: 12,
  };
}

function yAxis(): Properties {
  return {
    domain: false,
    ticks: false,
    minExtent: 30,
    tickCount: { expr: 'max(3, floor(height / 45))' },
  };
}
