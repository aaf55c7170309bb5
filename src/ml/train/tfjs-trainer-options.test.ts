import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { changeImage, drawChange } from '../../domain/augment';
import { firstImages, startInNode, TINY_CNN, TINY_LINEAR, TINY_RESIDUAL } from '../testing';
import {
  disposeTrainers,
  fresh,
  IMAGES,
  noteTensors,
  plans,
  sameState,
} from './tfjs-trainer-testing';
import type { StepPlan, TrainingJob } from './trainer';

beforeAll(() => startInNode('cpu'));
beforeEach(noteTensors);
afterEach(disposeTrainers);

/** Every option on. */
const EVERYTHING = {
  labelSmoothing: 0.1,
  l1: 1e-4,
  l2: 1e-3,
  weightDecay: 0.01,
  clipNorm: 1,
  flip: 0.5,
  shift: 2,
  rotation: 10,
  zoom: 0.1,
  erasing: 0.5,
};

describe('TfjsTrainer', () => {
  it('continues to the last bit with batch norm and every option', async () => {
    const job = { model: TINY_RESIDUAL, optimizer: 'adamW', ...EVERYTHING } as const;
    const whole = fresh(job);
    const expected = await whole.run(IMAGES, plans(1, 6));
    const first = fresh(job);
    await first.run(IMAGES, plans(1, 3));
    const second = fresh(job);
    second.writeState(structuredClone(await first.readState()));
    expect(await second.run(IMAGES, plans(4, 6))).toEqual(expected.slice(3));
    expect(sameState(await second.readState(), await whole.readState())).toBe(true);
  });

  it('reports the loss itself, whatever smoothing and penalties pull at the weights', async () => {
    const losses = async (options: Partial<TrainingJob>) => {
      const trainer = fresh({ model: TINY_LINEAR, ...options });
      const results = await trainer.run(IMAGES, plans(1, 2));
      const { losses: after } = await trainer.evaluate(IMAGES, firstImages(60));
      return [...results.map(({ loss }) => loss), ...after];
    };
    const [first, ...plain] = await losses({});
    for (const options of [{ labelSmoothing: 0.2 }, { l1: 0.1 }, { l2: 0.1 }, { clipNorm: 0.1 }]) {
      const [same, ...later] = await losses(options);
      expect(same).toBe(first);
      expect(later).not.toEqual(plain);
    }
  });

  it('applies penalties and weight decay to kernels only', async () => {
    const change = async (options: Partial<TrainingJob>) => {
      const trainer = fresh({ model: TINY_LINEAR, optimizer: 'sgd', ...options });
      await trainer.run(IMAGES, plans(1, 1, 0.1));
      return (await trainer.readWeights()).map(({ data }) => String(data));
    };
    const [kernel, bias] = await change({});
    for (const options of [{ weightDecay: 0.1 }, { l1: 0.1 }, { l2: 0.1 }]) {
      const [otherKernel, otherBias] = await change(options);
      expect(otherKernel).not.toBe(kernel);
      expect(otherBias).toBe(bias);
    }
  });

  it('augments what it trains on, by step and position, and nothing else', async () => {
    const augmentation = { flip: 0.5, shift: 2, rotation: 10, zoom: 0.1, erasing: 0.5 };
    const augmented = fresh({ model: TINY_CNN, ...augmentation });
    const before = structuredClone(IMAGES.images);
    const [plan] = plans(3, 3) as [StepPlan];
    // The same batch, changed beforehand.
    const images = new Uint8Array(12 * 784);
    plan.batch.forEach((image, position) => {
      const change = drawChange(augmentation, 7, 3, position);
      changeImage(IMAGES.images, image * 784, images, position * 784, change);
    });
    const labels = Uint8Array.from(plan.batch, (image) => IMAGES.labels[image] as number);
    const changed = { count: 12, images, labels };
    const plain = fresh({ model: TINY_CNN });
    const first = await augmented.evaluate(IMAGES, plan.batch);
    expect(first).toEqual(await plain.evaluate(IMAGES, plan.batch));
    const results = await augmented.run(IMAGES, [plan]);
    expect(results).toEqual(await plain.run(changed, [{ ...plan, batch: firstImages(12) }]));
    expect(sameState(await augmented.readState(), await plain.readState())).toBe(true);
    expect(IMAGES.images).toEqual(before);
  });

  it('holds no more tensors after steps with every option than before', async () => {
    const trainer = fresh({ model: TINY_RESIDUAL, ...EVERYTHING });
    const before = tf.memory().numTensors;
    await trainer.run(IMAGES, plans(1, 3));
    await trainer.evaluate(IMAGES, firstImages(5));
    trainer.writeState(await trainer.readState());
    expect(tf.memory().numTensors).toBe(before);
  });
});
