import { beforeAll, expect, it } from 'vitest';
import { CATALOGUE } from '../../domain/models/catalogue';
import { initialWeights } from '../models/initial-weights';
import { bandImages, firstImages, startInNode } from '../testing';
import { TfjsTrainer } from './tfjs-trainer';

beforeAll(() => startInNode('wasm'));

it('the residual network learns within a few steps, with all that goes with it', async () => {
  const model = CATALOGUE['small-resnet'];
  const images = bandImages(10, 1);
  const options = { labelSmoothing: 0.1, weightDecay: 0.01, shift: 1, flip: 0.5 };
  const job = { model, loss: 'crossEntropy', optimizer: 'adamW', seed: 3, ...options } as const;
  const trainer = new TfjsTrainer(job, 'wasm');
  trainer.writeState({ weights: initialWeights(model, 3), optimizer: [], step: 0 });
  const losses: number[] = [];
  for (let step = 1; step <= 8; step++) {
    const plan = { step, batch: firstImages(10), learningRate: 2e-3 };
    losses.push(...(await trainer.run(images, [plan])).map(({ loss }) => loss));
  }
  trainer.dispose();
  // ln 10 where nothing is known.
  expect(losses[0]).toBeGreaterThan(1.5);
  expect(losses.at(-1)).toBeLessThan(0.8 * (losses[0] as number));
}, 60_000);
