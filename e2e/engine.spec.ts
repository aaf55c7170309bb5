/**
 * The engine with real threads and the kernels that browsers run, against tfjs's CPU backend.
 * src/ml/engine-testing-worker.ts computes; the networks are those of src/ml/random-networks.ts.
 */
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';

/** From src/ml/engine-testing-worker.ts, which says what the fields mean. */
interface Comparison {
  name: string;
  kernels: string;
  threads: number;
  difference: number;
  isSameEvaluation: boolean;
  isSameInTurns: boolean;
}

test.use({
  baseURL: 'http://localhost:4320',
  // Pages come out of the sources by Vite, whose client listens to its server.
  allowedSockets: [/^ws:\/\/localhost:4320\//],
});

test.beforeEach(async ({ page }) => {
  await page.goto('/e2e/engine.html');
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
});

test('trains random networks as tfjs does, with 1 to 8 threads', async ({ page }) => {
  const seeds = Array.from({ length: 40 }, (_, index) => 200 + index);
  const comparisons = await ask(page, { random: seeds });
  expect(comparisons).toHaveLength(40 * 5 * 2);
  expect(comparisons.filter(isWrong)).toEqual([]);
});

test('computes the gradients of the catalogue as tfjs does, with 1 to 8 threads', async ({
  page,
}) => {
  const comparisons = await ask(page, 'catalogue');
  for (const kernels of ['plain', 'relaxed']) {
    for (const threads of [1, 2, 3, 5, 8]) {
      const names = comparisons
        .filter((one) => one.kernels === kernels && one.threads === threads)
        .map(({ name }) => name);
      expect(names.sort()).toEqual(['s1-cnn', 's3-cnn', 's3-dense', 'small-resnet']);
    }
  }
  expect(comparisons.filter(isWrong)).toEqual([]);
});

function isWrong({ difference, isSameEvaluation, isSameInTurns }: Comparison): boolean {
  // The other way round, NaN would be right.
  return !(difference < 1e-5 && isSameEvaluation && isSameInTurns);
}

function ask(page: Page, question: unknown): Promise<Comparison[]> {
  return page.evaluate(
    (asked) =>
      (globalThis as unknown as { askEngine(asked: unknown): Promise<Comparison[]> }).askEngine(
        asked,
      ),
    question,
  );
}
