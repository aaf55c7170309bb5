import { beforeAll, describe, expect, it } from 'vitest';
import { CLASS_COUNT } from '../../domain/dataset';
import { conv3x3 } from '../../domain/models/blocks';
import type { LayerSpec, ModelSpec } from '../../domain/models/layers';
import { largestDifference, onEngine, onTfjs, stepPlans } from '../engine-testing';
import { bandImages, startInNode } from '../testing';
import type { TrainingJob } from '../train/trainer';

const IMAGES = bandImages(40, 3);
/** Keeps the pooling from being fused with what stands before it. */
const NOTHING: LayerSpec = { kind: 'dropout', rate: 0 };
const VALID: LayerSpec = { ...conv3x3(20), padding: 'valid', activation: 'linear', bias: false };

/**
 * Sides of the image after its first pooling: 14, 9 or 7; then convolutions of at least 16 channels. Where no pooling
 * is fused they have tiles of 4 x 4 outputs, on 13 and 5 pixels too ('without padding').
 */
const STACKS: Record<string, LayerSpec[]> = {
  'even sides': [{ kind: 'maxPool', size: 2 }, conv3x3(16), conv3x3(24), conv3x3(17)],
  'odd sides': [{ kind: 'maxPool', size: 4 }, conv3x3(16), conv3x3(24), conv3x3(16)],
  'without padding': [{ kind: 'maxPool', size: 3 }, conv3x3(16), VALID, VALID, conv3x3(18)],
  'fused pooling': [
    ...[{ kind: 'maxPool', size: 2 } as const, conv3x3(16), conv3x3(24)],
    ...[{ kind: 'maxPool', size: 2 } as const, conv3x3(16), { kind: 'maxPool', size: 2 } as const],
  ],
  'pooling apart': [
    ...[{ kind: 'maxPool', size: 2 } as const, conv3x3(16), conv3x3(24), NOTHING],
    ...[{ kind: 'maxPool', size: 2 } as const, conv3x3(16)],
  ],
  'several strips': [conv3x3(16), conv3x3(16), { kind: 'maxPool', size: 4 }],
  'several strips of large tiles': [
    conv3x3(16),
    conv3x3(16),
    NOTHING,
    { kind: 'maxPool', size: 4 },
  ],
};

function network(layers: LayerSpec[]): ModelSpec {
  const classify: LayerSpec = { kind: 'dense', units: CLASS_COUNT, activation: 'softmax' };
  return {
    ...{ id: 's1-cnn', inputShape: [28, 28, 1], inputScaling: 'unit' },
    layers: [...layers, { kind: 'flatten' }, classify],
  };
}

beforeAll(() => startInNode('cpu'));

describe('convolutions of many channels', () => {
  it.each(
    Object.keys(STACKS).flatMap((name) => [1, 2, 3, 5].map((threads) => [name, threads] as const)),
  )('train as on tfjs with %s on %i threads', async (name, threads) => {
    await expectSame(STACKS[name] as LayerSpec[], threads, [3, 1]);
  });

  it.each([1, 3])(
    'train as on tfjs in more than one group of images, on %i threads',
    async (threads) => {
      await expectSame(
        [{ kind: 'maxPool', size: 4 }, conv3x3(16), conv3x3(24), NOTHING],
        threads,
        [19, 2],
      );
    },
  );
});

async function expectSame(layers: LayerSpec[], threads: number, batches: number[]): Promise<void> {
  const model = network(layers);
  const job: TrainingJob = { model, seed: 5, loss: 'crossEntropy', optimizer: 'momentum' };
  const plans = stepPlans(IMAGES, batches, 1e-2);
  const expected = await onTfjs(job, IMAGES, plans);
  const actual = await onEngine(job, threads, IMAGES, plans);
  expect(largestDifference(actual, expected)).toBeLessThan(1e-5);
  expect(actual.evaluation.predictions).toEqual(expected.evaluation.predictions);
  expect(actual.evaluation.lossSum).toBeCloseTo(expected.evaluation.lossSum, 4);
}
