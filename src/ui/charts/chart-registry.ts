import type { ChartTheme } from './chart-theme';
import type { ChartSpec, Row } from './spec';

/**
 * What is known of each element that shows a chart: how its owner wants it drawn, and the live
 * view. tfjs-vis takes no such wishes, so they wait here until it calls `./vega-embed`.
 */

/** What a tooltip says: an optional heading, then label and value by line. Plain text. */
export interface TooltipContent {
  heading?: string;
  lines: { label: string; value: string }[];
}

/** How the owner of a container wants its chart drawn, beyond what tfjs-vis offers. */
export interface ChartSetup {
  /** Changes the specification that tfjs-vis wrote. Pure: the result also tells charts apart. */
  patch?: (spec: ChartSpec, theme: ChartTheme) => ChartSpec;
  /** What to say about a row; null says nothing. Without it the chart's own tooltip encoding. */
  tooltip?: (row: Row) => TooltipContent | null;
  /** Colours and font, where the owner has read them already; else they are read at each draw. */
  theme?: ChartTheme;
}

/** Of the whole chart with its axes, in CSS pixels. */
export type ChartSize = Pick<ChartSpec, 'width' | 'height'>;

/** A chart on the screen that can take new data without being built anew. */
export interface LiveChart {
  /** Everything that data and size do not decide; another key needs another chart. */
  key: string;
  update: (datasets: Record<string, Row[]>, size: ChartSize) => Promise<void>;
  /** Frees the view's listeners and timers. */
  finalize: () => void;
}

/** The state of one container. */
export interface ChartEntry {
  setup: ChartSetup;
  live: LiveChart | null;
  /** Settles with the last draw asked for; draws of one container never overlap. */
  queue: Promise<unknown>;
  disposed: boolean;
}

/**
 * One map for the page, not for the module: Vite's dev server bundles tfjs-vis, and through its
 * alias a second copy of this folder's wrapper, apart from the source that the components import.
 */
const REGISTRY = Symbol.for('atelier.charts');

function registry(): WeakMap<HTMLElement, ChartEntry> {
  const holder = globalThis as { [REGISTRY]?: WeakMap<HTMLElement, ChartEntry> };
  holder[REGISTRY] ??= new WeakMap();
  return holder[REGISTRY];
}

/** The state of a container, made on first use. */
export function chartEntry(container: HTMLElement): ChartEntry {
  const entries = registry();
  const known = entries.get(container);
  if (known) return known;
  const entry = { setup: {}, live: null, queue: Promise.resolve(), disposed: false };
  entries.set(container, entry);
  return entry;
}

/** Says how the container's chart is drawn from the next draw on. */
export function setUpChart(container: HTMLElement, setup: ChartSetup): void {
  chartEntry(container).setup = setup;
}

/** Takes the container's chart down and frees it; a draw under way is freed when it ends. */
export function disposeChart(container: HTMLElement): void {
  const entry = registry().get(container);
  if (!entry) return;
  registry().delete(container);
  entry.disposed = true;
  entry.live?.finalize();
  entry.live = null;
  container.replaceChildren();
  // vega's tooltip lives on the body and would stay for ever when its chart goes from under it.
  document.getElementById('vg-tooltip-element')?.classList.remove('visible');
}
