/** What the training measurements have in common: cases, what a measurement gives, noise to train on. */
import { CLASS_COUNT, IMAGE_PIXELS, type ImageSet } from '../src/domain/dataset';
import type { ModelId } from '../src/domain/models/layers';
import { randomStream } from '../src/domain/random';

/** One network with batch size and threads. Peers that choose their threads themselves ignore those. */
export interface EngineCase {
  model: ModelId;
  batch: number;
  threads: number;
}

/** What training took. */
export interface TrainingTime {
  /** For 60,000 images, reckoned from those that were trained on. */
  epochSeconds: number;
  /** Images that were trained on while the clock ran. */
  images: number;
}

const COUNT = 4000;
const WARM_UP_MS = 500;

/** Images with a dark border and bright, uneven middles, one class each in turn. */
export function noise(): ImageSet {
  const random = randomStream(1);
  const images = Uint8Array.from({ length: COUNT * IMAGE_PIXELS }, (_, position) => {
    const [x, y] = [position % 28, Math.floor(position / 28) % 28];
    const isInside = x > 5 && x < 22 && y > 2 && y < 25;
    return isInside ? random() * 256 : 0;
  });
  const labels = Uint8Array.from({ length: COUNT }, (_, index) => index % CLASS_COUNT);
  return { count: COUNT, images, labels };
}

/** Images of a step, counted from 0, as positions in the noise. */
export function batchOf(step: number, batch: number): Uint32Array {
  const from = (step * batch) % (COUNT - batch);
  return Uint32Array.from({ length: batch }, (_, index) => from + index);
}

/** The floats and the labels of a step, for peers that take them. */
export function valuesOf(
  images: ImageSet,
  step: number,
  batch: number,
): { pixels: Float32Array; labels: Uint8Array } {
  const from = (step * batch) % (COUNT - batch);
  const bytes = images.images.subarray(from * IMAGE_PIXELS, (from + batch) * IMAGE_PIXELS);
  return {
    pixels: Float32Array.from(bytes, (byte) => byte / 255),
    labels: images.labels.slice(from, from + batch),
  };
}

/**
 * Repeats steps over and over until time is up, after a warm-up.
 * @param train makes some steps, from the given one (counted from 0) on, and gives how many
 */
export async function timeTraining(
  batch: number,
  milliseconds: number,
  train: (step: number) => Promise<number>,
): Promise<TrainingTime> {
  let step = 0;
  const spend = async (limit: number) => {
    const startedAt = performance.now();
    const before = step;
    while (performance.now() - startedAt < limit) step += await train(step);
    const images = (step - before) * batch;
    return { epochSeconds: ((performance.now() - startedAt) / 1000 / images) * 60_000, images };
  };
  await spend(WARM_UP_MS);
  return spend(milliseconds);
}

/** Waits for tasks of the page and answers them, with an error as an error that the page hears. */
export function answerTasks<Task>(answer: (task: Task) => Promise<unknown>): void {
  addEventListener('message', async ({ data }: MessageEvent<Task>) => {
    try {
      postMessage(await answer(data));
    } catch (thrown) {
      // A rejection would not reach the page, an error does.
      setTimeout(() => {
        throw thrown;
      });
    }
  });
}
