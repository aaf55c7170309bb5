import type { ShippedKind } from '../src/domain/network';
import type { App } from './browser';
import { median } from './median';
import { openAssistant } from './photos';

/** Answering the webcam. */
export interface Webcam {
  /** Answers a second as the screen tells them: median of the seconds looked at. */
  answersPerSecond: number;
  /** Lowest of them. */
  slowest: number;
  seconds: number;
}

const SECONDS = 20;

/** Shows the browser's own test picture, as a camera, to a shipped network. */
export async function measureWebcam(app: App, kind: ShippedKind): Promise<Webcam> {
  const page = await openAssistant(app, kind);
  await page.context().grantPermissions(['camera']);
  await page.getByRole('button', { name: 'Use webcam' }).click();
  const rate = page.getByText(/answers a second$/);
  await rate.waitFor();
  // The first seconds compile and warm up.
  await page.waitForTimeout(3000);
  const rates: number[] = [];
  for (let second = 0; second < SECONDS; second++) {
    await page.waitForTimeout(1000);
    rates.push(Number.parseFloat(await rate.innerText()));
  }
  await page.context().close();
  return { answersPerSecond: median(rates), slowest: Math.min(...rates), seconds: SECONDS };
}
