import { beforeAll, describe, expect, it } from 'vitest';
import { largestDifference, onEngine, onTfjs } from './engine-testing';
import { RANDOM_IMAGES, randomCase } from './random-networks';
import { startInNode } from './testing';

const NETWORKS = 120;

beforeAll(() => startInNode('cpu'));

describe('random networks', () => {
  it.each(Array.from({ length: NETWORKS }, (_, seed) => seed))(
    'number %i trains as on tfjs',
    async (seed) => {
      const { job, plans, threads } = randomCase(seed);
      const expected = await onTfjs(job, RANDOM_IMAGES, plans);
      const actual = await onEngine(job, threads, RANDOM_IMAGES, plans);
      const difference = largestDifference(actual, expected);
      const { optimizer, loss, model } = job;
      expect(difference, JSON.stringify({ optimizer, loss, layers: model.layers })).toBeLessThan(
        1e-5,
      );
    },
  );
});
