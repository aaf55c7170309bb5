/**
 * The engine with real threads beside tfjs's CPU backend, in a browser: the worker of e2e/engine.html.
 * A worker, because a page may not wait for threads.
 */
import * as tf from '@tensorflow/tfjs';
import type { ImageSet } from '../domain/dataset';
import { CATALOGUE } from '../domain/models/catalogue';
import { Engine } from './engine/engine';
import plain from './engine/generated/kernels.wasm?url';
import relaxed from './engine/generated/kernels-relaxed.wasm?url';
import { engineMemory } from './engine/job';
import { hasRelaxedSimd, startEngine } from './engine/start';
import { takingTurns } from './engine/turns';
import { largestDifference, onTfjs, outcomeOf, stepPlans } from './engine-testing';
import { RANDOM_IMAGES, randomCase } from './random-networks';
import { bandImages, sameBits } from './testing';
import { EngineTrainer } from './train/engine-trainer';
import type { StepPlan, TrainingJob } from './train/trainer';

/** One comparison that was made. */
export interface EngineComparison {
  name: string;
  /** Which kernels. */
  kernels: 'plain' | 'relaxed';
  threads: number;
  /** Largest relative L2 difference to tfjs of a weight or optimiser slot, after the steps. */
  difference: number;
  /** Whether the evaluation gives tfjs's classes, and its loss to five digits. */
  isSameEvaluation: boolean;
  /** Whether all weights and slots have the bits that threads taken in turn give. */
  isSameInTurns: boolean;
}

/** What the page can ask for: some random networks, or those of the catalogue. */
export type EngineQuestion = { random: number[] } | 'catalogue';

const THREADS = [1, 2, 3, 5, 8];

const KERNELS = { plain, ...(hasRelaxedSimd() ? { relaxed } : {}) };

async function compile(kernels: 'plain' | 'relaxed'): Promise<WebAssembly.Module> {
  return WebAssembly.compileStreaming(fetch(KERNELS[kernels] ?? plain));
}

/** The job on tfjs once, and on both kernels with every number of threads. */
async function compare(
  name: string,
  job: TrainingJob,
  images: ImageSet,
  plans: readonly StepPlan[],
): Promise<EngineComparison[]> {
  const expected = await onTfjs(job, images, plans);
  const comparisons: EngineComparison[] = [];
  for (const kernels of Object.keys(KERNELS) as (keyof typeof KERNELS)[]) {
    const module = await compile(kernels);
    for (const threads of THREADS) {
      const engine = await startEngine(job, threads, module);
      const actual = await outcomeOf(new EngineTrainer(engine), job, images, plans);
      const memory = engineMemory(job, threads);
      const alone = new Engine(job, memory, takingTurns(module, memory, threads));
      const inTurns = await outcomeOf(new EngineTrainer(alone), job, images, plans);
      const { lossSum, predictions } = actual.evaluation;
      const isSameLoss = Math.abs(lossSum / expected.evaluation.lossSum - 1) < 1e-5;
      comparisons.push({
        name,
        kernels,
        threads,
        difference: largestDifference(actual, expected),
        isSameEvaluation:
          isSameLoss && String(predictions) === String(expected.evaluation.predictions),
        isSameInTurns:
          sameBits(actual.state.weights, inTurns.state.weights) &&
          sameBits(actual.state.optimizer, inTurns.state.optimizer),
      });
    }
  }
  return comparisons;
}

/** The networks of the catalogue; momentum's slots after one step are the gradients. */
async function compareCatalogue(): Promise<EngineComparison[]> {
  const images = bandImages(12, 1);
  const comparisons: EngineComparison[] = [];
  for (const model of Object.values(CATALOGUE)) {
    const job: TrainingJob = { model, loss: 'crossEntropy', optimizer: 'momentum', seed: 7 };
    // Raw pixels are up to 255: steps must be smaller.
    const rate = model.inputScaling === 'raw' ? 1e-4 : 0.01;
    comparisons.push(...(await compare(model.id, job, images, stepPlans(images, [3], rate))));
  }
  return comparisons;
}

async function answer(question: EngineQuestion): Promise<EngineComparison[]> {
  await tf.setBackend('cpu');
  if (question === 'catalogue') return compareCatalogue();
  const comparisons: EngineComparison[] = [];
  for (const seed of question.random) {
    const { job, plans } = randomCase(seed);
    comparisons.push(...(await compare(`random ${seed}`, job, RANDOM_IMAGES, plans)));
  }
  return comparisons;
}

addEventListener('message', async ({ data }: MessageEvent<EngineQuestion>) => {
  // A rejection would not reach the page, an error does.
  const answered = await answer(data).catch((thrown: unknown) => {
    setTimeout(() => {
      throw thrown;
    });
  });
  if (answered) postMessage(answered);
});
