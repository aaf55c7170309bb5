import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RunControl } from './control';
import { measure } from './loop';
import { holdTime, imageSet, ScriptedTrainer } from './loop-testing';

beforeEach(holdTime);
afterEach(() => {
  vi.restoreAllMocks();
});

describe('measure', () => {
  const free = { stopped: false, waitWhilePaused: () => Promise.resolve() };

  it('gives mean loss, accuracy and confusion matrix over exactly the images asked for', async () => {
    const trainer = new ScriptedTrainer();
    const images = imageSet(1000);
    // Says 0 to all; the loss of an image is its number.
    trainer.classify = (_, indices) => ({
      losses: Float64Array.from(indices),
      predictions: new Uint8Array(indices.length),
    });
    const indices = Uint32Array.from({ length: 600 }, (_, index) => index + 100);
    const fractions: number[] = [];
    const result = await measure(trainer, images, indices, free, (share) => fractions.push(share));
    expect(result?.loss).toBe(399.5);
    expect(result?.accuracy).toBe(0.1);
    expect(result?.confusion.map(([first]) => first)).toEqual(new Array(10).fill(60));
    expect(trainer.evaluated).toEqual([32, 64, 128, 256, 120]);
    expect(fractions).toEqual([32, 96, 224, 480, 600].map((done) => done / 600));
  });

  it.each([
    [0.5, [32, 64, 128, 128]],
    [2, [32, 32, 32, 32]],
    [4, [32, 16, 16, 16]],
    [200, [32, 16, 8, 4]],
  ])('takes parts of about 80 ms where an image takes %f ms', async (imageMs, parts) => {
    const trainer = new ScriptedTrainer();
    trainer.imageMs = imageMs;
    const indices = Uint32Array.from({ length: 1000 }, (_, index) => index);
    await measure(trainer, imageSet(1000), indices, free, () => {});
    expect(trainer.evaluated.slice(0, 4)).toEqual(parts);
  });

  // A run that continues after a reload has to end with the same figures, to the last digit.
  it('gives the same loss to the bit however fast the machine is', async () => {
    const indices = Uint32Array.from({ length: 1000 }, (_, index) => index);
    const lossAt = async (imageMs: number) => {
      const trainer = new ScriptedTrainer();
      trainer.imageMs = imageMs;
      trainer.classify = (_, images) => ({
        losses: Float64Array.from(images, (image) => 1 / (image + 3)),
        predictions: new Uint8Array(images.length),
      });
      return (await measure(trainer, imageSet(1000), indices, free, () => {}))?.loss;
    };
    const loss = await lossAt(0);
    expect(await lossAt(1.3)).toBe(loss);
    expect(await lossAt(4)).toBe(loss);
  });

  it('waits while paused', async () => {
    const control = new RunControl(true, [], () => {});
    const trainer = new ScriptedTrainer();
    const result = measure(trainer, imageSet(10), Uint32Array.of(1, 2), control, () => {});
    await new Promise((resolve) => setTimeout(resolve));
    expect(trainer.evaluated).toEqual([]);
    control.resume();
    expect((await result)?.accuracy).toBe(0);
  });

  it('lets messages through between its parts', async () => {
    const control = new RunControl(false, [], () => {});
    setTimeout(() => control.stop());
    const images = imageSet(250);
    const indices = new Uint32Array(250 * 20_000);
    const result = await measure(new ScriptedTrainer(), images, indices, control, () => {});
    expect(result).toBeNull();
  });

  it('gives null when it is stopped on the way', async () => {
    const control = { ...free };
    const trainer = new ScriptedTrainer();
    const indices = Uint32Array.from({ length: 900 }, (_, index) => index);
    const stop = () => {
      control.stopped = true;
    };
    expect(await measure(trainer, imageSet(900), indices, control, stop)).toBeNull();
    expect(trainer.evaluated).toEqual([32]);
  });
});
