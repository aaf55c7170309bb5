import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import './chart-tooltip.css';
import { disposeChart } from './chart-registry';
import { type ChartTheme, readTheme } from './chart-theme';
import { type RedrawQueue, redrawQueue } from './redraw-queue';

/** Data streams in several times a second; the eye, and a phone's processor, do with two. */
const REDRAW_INTERVAL_MS = 500;

/** Where and how to draw. */
export interface ChartFrame {
  container: HTMLElement;
  /** Of the container, in CSS pixels; above 0. */
  width: number;
  theme: ChartTheme;
}

/** Draws one frame; resolves when it is on the screen. */
export type ChartDraw = (frame: ChartFrame) => Promise<void>;

/** What {@link useChart} gives a component. */
export interface ChartHandle {
  /** For the element that shows the chart and has no children of React's. */
  containerRef: RefObject<HTMLDivElement | null>;
  /** `drawn` after the first draw; `failed` when the last one threw (no network for the chunk). */
  status: 'waiting' | 'drawn' | 'failed';
  /** Null until the container is on the page. */
  theme: ChartTheme | null;
}

/**
 * Keeps a chart drawn: `draw` runs, at most twice a second, when it changed (make it anew only when
 * the data did, by `useCallback`), and at once when the container's width or the theme changed. A
 * null `draw` leaves what is there. Nothing is drawn while the tab is hidden.
 */
export function useChart(draw: ChartDraw | null): ChartHandle {
  const containerRef = useRef<HTMLDivElement>(null);
  const latestDraw = useRef(draw);
  const queueRef = useRef<RedrawQueue>(null);
  const [status, setStatus] = useState<ChartHandle['status']>('waiting');
  const [theme, setTheme] = useState<ChartTheme | null>(null);

  // Before the first paint: a legend in the theme's colours appears with the rest.
  useLayoutEffect(() => {
    const container = containerRef.current;
    if (!container) return;
    let current = readTheme(container);
    setTheme(current);
    const queue = redrawQueue(async () => {
      const outcome = await drawFrame(latestDraw.current, container, current);
      if (outcome) setStatus(outcome);
    }, REDRAW_INTERVAL_MS);
    queueRef.current = queue;
    const unwatch = watchSurroundings(container, () => {
      current = keepIfSame(current, readTheme(container));
      setTheme(current);
      queue.requestNow();
    });
    return () => {
      unwatch();
      queue.stop();
      disposeChart(container);
    };
  }, []);

  useEffect(() => {
    latestDraw.current = draw;
    if (draw) queueRef.current?.request();
  }, [draw]);

  return { containerRef, status, theme };
}

async function drawFrame(
  draw: ChartDraw | null,
  container: HTMLElement,
  theme: ChartTheme,
): Promise<'drawn' | 'failed' | null> {
  const width = container.clientWidth;
  if (!draw || width === 0 || document.hidden) return null;
  try {
    await draw({ container, width, theme });
    return 'drawn';
  } catch (error) {
    // The view says that the chart is missing; the cause is for whoever looks into it.
    reportError(error);
    return 'failed';
  }
}

/** The old object when nothing changed, so that React has no reason to render. */
function keepIfSame(known: ChartTheme, read: ChartTheme): ChartTheme {
  return JSON.stringify(known) === JSON.stringify(read) ? known : read;
}

/** Calls back when the width, the theme or the tab's visibility may have changed. */
function watchSurroundings(container: HTMLElement, onChange: () => void): () => void {
  let width = container.clientWidth;
  const sizes = new ResizeObserver(() => {
    // Drawing itself changes the height.
    if (container.clientWidth === width) return;
    width = container.clientWidth;
    onChange();
  });
  sizes.observe(container);
  const attributes = new MutationObserver(onChange);
  attributes.observe(document.documentElement, {
    attributeFilter: ['class', 'style', 'data-theme', 'lang'],
  });
  const queries = [
    '(prefers-color-scheme: dark)',
    '(prefers-contrast: more)',
    '(forced-colors: active)',
  ];
  const media = queries.map((query) => matchMedia(query));
  for (const query of media) query.addEventListener('change', onChange);
  document.addEventListener('visibilitychange', onChange);
  return () => {
    sizes.disconnect();
    attributes.disconnect();
    for (const query of media) query.removeEventListener('change', onChange);
    document.removeEventListener('visibilitychange', onChange);
  };
}
