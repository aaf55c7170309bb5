import vegaEmbed, {
  type EmbedOptions,
  type Result,
  vegaLite,
} from '../../../node_modules/vega-embed/build/embed.js';
import { nextTask } from '../../domain/next-task';
import {
  type ChartEntry,
  type ChartSize,
  chartEntry,
  type LiveChart,
  type TooltipContent,
} from './chart-registry';
import { readTheme } from './chart-theme';
import { repairSpec } from './repair-spec';
import type { ChartSpec, Row } from './spec';

/**
 * Stands in for the package `vega-embed` (an alias in vite.config.ts, so that tfjs-vis finds this
 * instead; the real one is imported by its path, since its name leads here). It repairs what
 * tfjs-vis writes, draws in the page's theme and as the container's owner set up, evaluates
 * expressions by an interpreter (the Content-Security-Policy forbids `eval`), and sends new data
 * to a chart that is already there: building one anew costs three times as much.
 *
 * Owners talk to it through `chart-registry.ts` and never import it.
 */

/** Draws or updates the chart in `container`; calls for one container run one after another. */
export default function embed(
  container: HTMLElement,
  spec: ChartSpec,
  options: EmbedOptions = {},
): Promise<void> {
  const entry = chartEntry(container);
  const drawn = entry.queue.then(() => draw(container, entry, spec, options));
  // A failed draw is its caller's to hear about; the next one still gets its turn.
  entry.queue = drawn.catch(() => undefined);
  return drawn;
}

async function draw(
  container: HTMLElement,
  entry: ChartEntry,
  written: ChartSpec,
  options: EmbedOptions,
): Promise<void> {
  if (entry.disposed) return;
  const { patch, theme = readTheme(container) } = entry.setup;
  const repaired = repairSpec(written, theme);
  const spec = patch ? patch(repaired, theme) : repaired;
  const key = chartKey(spec);
  if (entry.live?.key === key && spec.datasets) {
    await entry.live.update(spec.datasets, spec);
    return;
  }
  entry.live?.finalize();
  entry.live = null;
  const compiled = vegaLite.compile(spec as Parameters<typeof vegaLite.compile>[0]).spec;
  // The view in a task of its own: both in one keep a page that trains from answering for 60 ms.
  await nextTask();
  if (entry.disposed) return;
  const result = await vegaEmbed(container, compiled, {
    ...options,
    mode: 'vega',
    hover: false,
    actions: false,
    defaultStyle: false,
    renderer: 'canvas',
    ast: true,
    tooltip: tooltipOptions(entry),
  });
  // The chart's owner may have gone while it was being built.
  if (entry.disposed) result.finalize();
  else entry.live = liveChart(key, result, spec);
}

/** The specification without its data and size: two charts that share it differ in those only. */
function chartKey({ datasets = {}, width, height, ...rest }: ChartSpec): string {
  return JSON.stringify([rest, Object.keys(datasets)]);
}

function liveChart(key: string, result: Result, built: ChartSize): LiveChart {
  const { view, finalize } = result;
  let shown = built;
  return {
    key,
    finalize,
    async update(datasets, size) {
      const { width, height } = size;
      const labels = verticalDomain(result);
      for (const [name, rows] of Object.entries(datasets)) view.data(name, rows);
      // Only a new size: setting any makes vega lay the chart out anew, at double the cost.
      if (width !== undefined && width !== shown.width) view.width(width);
      if (height !== undefined && height !== shown.height) view.height(height);
      shown = size;
      await view.runAsync();
      if (labels !== verticalDomain(result)) await view.resize().runAsync();
    },
  };
}

/** What the labels of the vertical axis span: when it changes they may need another width. */
function verticalDomain({ view, vgSpec }: Result): string {
  const hasScale = vgSpec.scales?.some(({ name }) => name === 'y');
  return hasScale ? String(view.scale('y').domain()) : '';
}

/** vega's tooltip without the style tag it would inject, saying what the owner wants said. */
function tooltipOptions(entry: ChartEntry): Exclude<EmbedOptions['tooltip'], undefined> {
  const plain = { disableDefaultStyle: true };
  if (!entry.setup.tooltip) return plain;
  return {
    ...plain,
    // Asks the entry at each call: the owner's words may have changed since the chart was built.
    formatTooltip: (row: Row, escapeHtml: (text: unknown) => string) => {
      const content = entry.setup.tooltip?.(row);
      return content ? tooltipHtml(content, escapeHtml) : '';
    },
  };
}

function tooltipHtml(content: TooltipContent, escapeHtml: (text: unknown) => string): string {
  const heading = content.heading ? `<strong>${escapeHtml(content.heading)}</strong>` : '';
  const lines = content.lines.map(
    ({ label, value }) =>
      `<tr><td class="key">${escapeHtml(label)}</td><td>${escapeHtml(value)}</td></tr>`,
  );
  return `${heading}<table><tbody>${lines.join('')}</tbody></table>`;
}
