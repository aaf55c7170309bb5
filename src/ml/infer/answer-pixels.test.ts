import { expect, it, vi } from 'vitest';
import { CLASS_COUNT } from '../../domain/dataset';
import { CATALOGUE } from '../../domain/models/catalogue';
import { hypothesesOf } from '../../domain/photo/hypotheses';
import type { EngineJob } from '../engine/job';
import { initialWeights } from '../models/initial-weights';
import { bandImages } from '../testing';
import { classify, openNetwork } from './networks';
import { answerPixels } from './photo';

vi.mock('../backends/start', async () => ({
  startBackend: (await import('../testing')).startInNode,
}));
vi.mock('../engine/start', async () => {
  const { engineInTurns } = await import('../engine/testing/in-turns');
  return { startEngine: async (job: EngineJob) => engineInTurns(job, 1) };
});

const SPEC = CATALOGUE['s3-dense'];
const REQUEST = { spec: SPEC, seed: 1, temperature: 1, weights: initialWeights(SPEC, 1) };

it('a prepared photo is answered by the mean of its widths, at the temperature for photos', async () => {
  const { images } = bandImages(2, 1);
  await openNetwork({ ...REQUEST, key: 'as it is' });
  await openNetwork({ ...REQUEST, key: 'sharper', photoTemperature: 0.5 });
  const variants = await classify('as it is', hypothesesOf(images));
  const means = Array.from({ length: 2 * CLASS_COUNT }, (_, at) => {
    const first = Math.floor(at / CLASS_COUNT) * 3 * CLASS_COUNT + (at % CLASS_COUNT);
    const shares = [0, 1, 2].map((width) => variants[first + width * CLASS_COUNT] as number);
    return shares.reduce((sum, share) => sum + share, 0) / 3;
  });
  const asItIs = await answerPixels('as it is', images);
  for (const [at, share] of asItIs.entries()) expect(share).toBeCloseTo(means[at] as number, 5);
  // Half the temperature squares probabilities, which then add up to 1 again.
  const sharper = await answerPixels('sharper', images);
  for (const photo of [0, 1]) {
    const own = means.slice(photo * CLASS_COUNT, (photo + 1) * CLASS_COUNT);
    const sum = own.reduce((total, share) => total + share ** 2, 0);
    own.forEach((share, label) => {
      expect(sharper[photo * CLASS_COUNT + label]).toBeCloseTo(share ** 2 / sum, 4);
    });
  }
});
