import { beforeAll, describe, expect, it } from 'vitest';
import { largestDifference, onEngine, onTfjs } from './engine-testing';
import { RANDOM_IMAGES, randomCase } from './random-networks';
import { startInNode } from './testing';

const NETWORKS = 240;

beforeAll(() => startInNode('cpu'));

describe('random networks', () => {
  it.each(Array.from({ length: NETWORKS }, (_, seed) => seed))(
    'number %i trains as on tfjs',
    async (seed) => {
      const { job, plans, threads } = randomCase(seed);
      const expected = await onTfjs(job, RANDOM_IMAGES, plans);
      const actual = await onEngine(job, threads, RANDOM_IMAGES, plans);
      expect(largestDifference(actual, expected), JSON.stringify(job)).toBeLessThan(1e-5);
      expect(actual.evaluation.lossSum / expected.evaluation.lossSum).toBeCloseTo(1, 5);
    },
  );
});
