import type { ChartSetup } from './chart-registry';
import { cellFills, cellText, type MatrixCell, type MatrixMode } from './matrix-cells';
import type { ChartSpec, LayerSpec, Properties, Row } from './spec';

/** What a confusion matrix adds to tfjs-vis's specification. */
export interface MatrixChartSetup {
  /** In the order of tfjs-vis's rows: true class by true class. */
  cells: readonly MatrixCell[];
  mode: MatrixMode;
  /** CSS pixels of the whole chart; decides the size of numbers and names. */
  width: number;
}

/** About what the labels beside the squares take, in pixels. */
const LABELS = 80;

/** The patch (see {@link ChartSetup}) for a tfjs-vis confusion matrix. */
export function matrixPatch(setup: MatrixChartSetup): NonNullable<ChartSetup['patch']> {
  const side = (setup.width - LABELS) / Math.sqrt(setup.cells.length);
  // Four digits fit a square at this size, and it stays legible on a phone.
  const fontSize = Math.round(2 * Math.min(13, Math.max(9, side * 0.42))) / 2;
  return (spec, theme) => {
    const fills = cellFills(setup.cells, theme);
    const paint = (row: Row, index: number): Row => {
      const cell = setup.cells[index];
      return {
        ...row,
        cell: index,
        shown: cell ? cellText(cell, setup.mode) : '',
        fill: fills[index],
        ink: cell?.count === 0 ? theme.textMuted : theme.text,
      };
    };
    const datasets = Object.entries(spec.datasets ?? {});
    return {
      ...spec,
      padding: { left: 0, right: 0, top: 2, bottom: 3 },
      config: { ...spec.config, ...axes(Math.min(12, Math.max(10.5, fontSize))) },
      datasets: Object.fromEntries(datasets.map(([name, rows]) => [name, rows.map(paint)])),
      layer: [squares(theme.surface, spec), numbers(fontSize)],
    };
  };
}

/** One square a cell in its own colour: tfjs-vis's two layers leave the diagonal white. */
function squares(gap: string, spec: ChartSpec): LayerSpec {
  return {
    ...spec.layer?.[0],
    transform: [],
    mark: {
      type: 'rect',
      stroke: gap,
      strokeWidth: 2,
      cornerRadius: 3,
      tooltip: { content: 'data' },
    },
    encoding: { color: { field: 'fill', type: 'nominal', scale: null } },
  };
}

function numbers(fontSize: number): LayerSpec {
  return {
    mark: { type: 'text', baseline: 'middle', fontSize, tooltip: { content: 'data' } },
    encoding: {
      text: { field: 'shown', type: 'nominal' },
      color: { field: 'ink', type: 'nominal', scale: null },
    },
  };
}

/** Names without lines; the title of the rows stands above them, where it takes no width. */
function axes(labelFontSize: number): Properties {
  const axis = { domain: false, ticks: false, grid: false, labelFontSize, labelLimit: 110 };
  return {
    axisX: { ...axis, labelAngle: -45, labelAlign: 'right', labelBaseline: 'middle' },
    axisY: {
      ...axis,
      titleAngle: 0,
      titleAlign: 'right',
      titleAnchor: 'end',
      titleX: -4,
      titleY: -10,
    },
  };
}
