/** How long one photo's answer takes by our engine, beside tfjs in WASM. */
import { table } from './markdown';
import { openTrainingPage } from './training-page';

/** Medians, both measured in turn in one worker. */
export interface AnsweringTime {
  network: string;
  /** Images that a photo makes of itself: widths, or it and its mirror image. */
  images: number;
  engineMs: number;
  tfjsMs: number;
}

/** Measures it on one thread, as the Assistant answers. */
export async function measureAnswering(): Promise<AnsweringTime[]> {
  const page = await openTrainingPage();
  try {
    return await page.measure<AnsweringTime[]>('answering-worker.ts', 'answering', {});
  } finally {
    await page.close();
  }
}

/** The section about it. */
export function answeringSection(times: readonly AnsweringTime[]): string {
  const rows = times.map(({ network, images, engineMs, tfjsMs }) => [
    network,
    String(images),
    engineMs.toFixed(1),
    tfjsMs.toFixed(1),
    (tfjsMs / engineMs).toFixed(1),
  ]);
  return `## The network's part of an answer

Images that one photo makes of itself, one thread, medians; both in turn in one worker:

${table(['network', 'images', 'our engine, ms', 'tfjs in WASM, ms', 'times as fast'], rows)}`;
}
