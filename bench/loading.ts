import type { App } from './browser';
import { median } from './median';

/** Loading of all 70,000 images. */
export interface Loading {
  /** From the request to images in memory, checked: median of the visits. */
  seconds: number;
  visits: number;
  /** Longest task on the main thread from the page's start until the images are ready. */
  longestTaskMs: number;
}

const VISITS = 5;

/** Opens the browse screen in fresh contexts and reads the app's own measurement. */
export async function measureLoading(app: App): Promise<Loading> {
  const seconds: number[] = [];
  const tasks: number[] = [];
  for (let visit = 0; visit < VISITS; visit++) {
    const page = await app.newPage('?lang=en#/browse');
    const measured = await page.evaluate(async () => {
      const longTasks: PerformanceEntry[] = [];
      new PerformanceObserver((list) => longTasks.push(...list.getEntries())).observe({
        type: 'longtask',
        buffered: true,
      });
      const find = () => performance.getEntriesByName('load fashion-mnist').at(0);
      while (!find()) await new Promise((resolve) => setTimeout(resolve, 100));
      const load = find() as PerformanceEntry;
      const end = load.startTime + load.duration;
      const during = longTasks.filter(
        ({ startTime }) => startTime >= load.startTime && startTime < end,
      );
      return {
        milliseconds: load.duration,
        longest: Math.max(0, ...during.map(({ duration }) => duration)),
      };
    });
    seconds.push(measured.milliseconds / 1000);
    tasks.push(measured.longest);
    await page.context().close();
  }
  return { seconds: median(seconds), visits: VISITS, longestTaskMs: Math.max(...tasks) };
}
