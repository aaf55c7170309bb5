import { beforeAll, describe, expect, it } from 'vitest';
import { type Augmentation, changeImage, drawChange } from '../../domain/augment';
import { IMAGE_PIXELS, type ImageSet } from '../../domain/dataset';
import type { ModelSpec } from '../../domain/models/layers';
import { randomStream } from '../../domain/random';
import { largestDifference, onEngine, onTfjs, stepPlans } from '../engine-testing';
import { initialWeights } from '../models/initial-weights';
import { bandImages, firstImages, sameBits, startInNode, TINY_CNN, TINY_LINEAR } from '../testing';
import { Engine } from './engine';
import { engineMemory } from './job';
import { kernelsInNode } from './testing/in-turns';
import { takingTurns } from './turns';

beforeAll(() => startInNode('cpu'));

/** Bytes without any symmetry. */
function noiseImages(count: number): ImageSet {
  const random = randomStream(5);
  const images = Uint8Array.from({ length: count * IMAGE_PIXELS }, () => random() * 256);
  return { count, images, labels: new Uint8Array(count) };
}

const SHARED = { loss: 'crossEntropy', optimizer: 'sgd' } as const;

/** What an image of a batch looked like to the network: its input, read out of memory as bytes. */
function seenBytes(
  model: ModelSpec,
  augmentation: Augmentation,
  { seed, step, threads }: { seed: number; step: number; threads: number },
  images: ImageSet,
): Uint8Array {
  const job = { ...SHARED, model: { ...model, inputScaling: 'raw' as const }, seed };
  const memory = engineMemory({ ...job, ...augmentation }, threads);
  const crew = takingTurns(kernelsInNode(), memory, threads);
  const engine = new Engine({ ...job, ...augmentation }, memory, crew);
  engine.writeWeights(initialWeights(model, 1));
  engine.train(images, [{ step, batch: firstImages(images.count), learningRate: 0 }]);
  const [{ fields } = { fields: {} as Record<string, number> }] =
    engine.plan.training.list.operations;
  const { output = 0, outputSample = 0, outputRow = 0, outputPixel = 0 } = fields;
  const values = new Float32Array(memory.buffer);
  return Uint8Array.from({ length: images.count * IMAGE_PIXELS }, (_, index) => {
    const pixel = index % IMAGE_PIXELS;
    const sample = Math.floor(index / IMAGE_PIXELS) * outputSample;
    const place = output + sample + Math.floor(pixel / 28) * outputRow + (pixel % 28) * outputPixel;
    return values[place / 4] as number;
  });
}

function expectedBytes(
  augmentation: Augmentation,
  { seed, step }: { seed: number; step: number },
  { images, count }: ImageSet,
): Uint8Array {
  const changed = new Uint8Array(images.length);
  for (let position = 0; position < count; position++) {
    const from = position * IMAGE_PIXELS;
    changeImage(images, from, changed, from, drawChange(augmentation, seed, step, position));
  }
  return changed;
}

const OFF: Augmentation = { flip: 0, shift: 0, rotation: 0, zoom: 0, erasing: 0 };
const USUAL: Augmentation = { flip: 0.5, shift: 2, rotation: 10, zoom: 0.1, erasing: 0.5 };

describe('augmentation in the engine', () => {
  it.each<[string, Augmentation]>([
    ['flip', { ...OFF, flip: 0.5 }],
    ['shift', { ...OFF, shift: 3 }],
    ['rotation', { ...OFF, rotation: 33.3 }],
    ['zoom', { ...OFF, zoom: 0.123 }],
    ['erasing', { ...OFF, erasing: 0.7 }],
    ['the usual', USUAL],
    ['the most', { flip: 1, shift: 8, rotation: 45, zoom: 0.5, erasing: 1 }],
  ])('gives the bytes of augment.ts: %s', (_, augmentation) => {
    const images = noiseImages(37);
    for (const [index, seed] of [0, 42, 2 ** 31, 2 ** 32 - 1].entries()) {
      const at = { seed, step: [1, 2, 1719, 1_000_000][index] as number, threads: index + 1 };
      const model = index % 2 === 0 ? TINY_CNN : TINY_LINEAR;
      expect(seenBytes(model, augmentation, at, images)).toEqual(
        expectedBytes(augmentation, at, images),
      );
    }
  });

  it('gives those bytes at any seed, step and setting', () => {
    const random = randomStream(9);
    const images = noiseImages(9);
    for (let round = 0; round < 60; round++) {
      const augmentation: Augmentation = {
        flip: random(),
        shift: Math.floor(random() * 9),
        rotation: random() * 45,
        zoom: random() * 0.5,
        erasing: random(),
      };
      const seed = Math.floor(random() * 2 ** 32);
      const at = { seed, step: 1 + Math.floor(random() * 50_000), threads: 1 + (round % 3) };
      expect(seenBytes(TINY_CNN, augmentation, at, images)).toEqual(
        expectedBytes(augmentation, at, images),
      );
    }
  });

  it.each([TINY_CNN, TINY_LINEAR])(
    'trains $id as on tfjs, and evaluates unchanged images',
    async (model) => {
      const images = bandImages(60, 1);
      const job = { ...SHARED, ...USUAL, optimizer: 'adam', model, seed: 7 } as const;
      const plans = stepPlans(images, [12, 7, 1, 12, 3], 0.01);
      const expected = await onTfjs(job, images, plans);
      for (const threads of [1, 2, 3, 5]) {
        const actual = await onEngine(job, threads, images, plans);
        expect(largestDifference(actual, expected)).toBeLessThan(1e-5);
        expect(actual.evaluation.lossSum / expected.evaluation.lossSum).toBeCloseTo(1, 5);
        actual.results.forEach(({ loss, correct }, index) => {
          expect(loss).toBeCloseTo(expected.results[index]?.loss ?? 0, 5);
          expect(correct).toBe(expected.results[index]?.correct);
        });
      }
    },
  );

  it('gives the same bits however steps are grouped', async () => {
    const images = bandImages(60, 1);
    const job = { ...SHARED, ...USUAL, model: TINY_CNN, seed: 7 } as const;
    const plans = stepPlans(images, [12, 7, 1, 12], 0.01);
    const together = await onEngine(job, 2, images, plans);
    const memory = engineMemory(job, 2);
    const engine = new Engine(job, memory, takingTurns(kernelsInNode(), memory, 2));
    engine.writeWeights(initialWeights(TINY_CNN, 7));
    for (const plan of plans) engine.train(images, [plan]);
    expect(sameBits(engine.readWeights(), together.state.weights)).toBe(true);
  });
});
