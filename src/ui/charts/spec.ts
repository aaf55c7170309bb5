/** The part of a vega-lite specification, as tfjs-vis writes it, that this folder reads or changes. */

/** One row of a chart's data. */
export type Row = Record<string, unknown>;

/** A mark's properties, or an encoding channel's. */
export type Properties = Record<string, unknown>;

/** Encoding channels that are rewritten here; the others pass through. */
export interface Encoding {
  x?: Properties;
  y?: Properties;
  color?: Properties;
  tooltip?: unknown;
  [channel: string]: unknown;
}

/** One layer of a chart. */
export interface LayerSpec {
  mark: string | Properties;
  data?: { name: string };
  encoding?: Encoding;
  transform?: unknown[];
  /** vega-lite 4's name for `params`; tfjs-vis still writes it. */
  selection?: Record<string, Properties>;
  params?: Properties[];
  [property: string]: unknown;
}

/** A chart: `layer` for several marks on the same axes, else `mark`. */
export interface ChartSpec {
  width?: number;
  height?: number;
  config?: Properties;
  data?: { name?: string; values?: Row[] };
  /** Rows by name, for layers that name their own data. */
  datasets?: Record<string, Row[]>;
  autosize?: Properties;
  encoding?: Encoding;
  layer?: LayerSpec[];
  mark?: string | Properties;
  [property: string]: unknown;
}
