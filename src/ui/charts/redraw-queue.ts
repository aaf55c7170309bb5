/** Asks for redraws as often as one likes; draws happen one at a time and not too often. */
export interface RedrawQueue {
  /** The data changed: draw once the interval since the last draw has passed. */
  request(): void;
  /** Size or theme changed and what is shown is wrong: draw as soon as no draw is under way. */
  requestNow(): void;
  /** Drops what is asked for; nothing is drawn afterwards. */
  stop(): void;
}

/** A draw that took long, on a busy or slow machine, may be this share of the time until the next. */
const LONGEST_SHARE = 1 / 40;
/** But even then the next one comes within so many intervals. */
const MOST_INTERVALS = 2;

/**
 * A queue that calls `draw` at most once every `interval` milliseconds, the last request included; less
 * often where drawing takes long, because it competes with the training that it shows.
 */
export function redrawQueue(draw: () => Promise<void>, interval: number): RedrawQueue {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let drawing = false;
  let next: 'none' | 'later' | 'now' = 'none';
  let stopped = false;
  let lastDraw = Number.NEGATIVE_INFINITY;
  let pause = interval;
  let isFirst = true;

  const run = async () => {
    timer = undefined;
    next = 'none';
    drawing = true;
    lastDraw = performance.now();
    await draw();
    drawing = false;
    const wanted = (performance.now() - lastDraw) / LONGEST_SHARE;
    // The first draw builds the chart; the next ones only change its data.
    if (!isFirst) pause = Math.min(Math.max(interval, wanted), MOST_INTERVALS * interval);
    isFirst = false;
    schedule();
  };
  const schedule = () => {
    if (stopped || drawing || next === 'none') return;
    clearTimeout(timer);
    const wait = next === 'now' ? 0 : Math.max(0, lastDraw + pause - performance.now());
    timer = setTimeout(run, wait);
  };
  const ask = (when: 'later' | 'now') => {
    if (next !== 'now') next = when;
    schedule();
  };
  return {
    request: () => ask('later'),
    requestNow: () => ask('now'),
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
