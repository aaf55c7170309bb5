import { describe, expect, it } from 'vitest';
import { FASHION_CLASSES } from '../../domain/dataset';
import { PhotoViews } from './photo-views';
import type { StepPlan } from './trainer';

/** Twenty bright squares of different sizes, labelled 0 to 9 by turns. */
const DATA = {
  classes: [...FASHION_CLASSES],
  train: {
    count: 20,
    images: Uint8Array.from({ length: 20 * 784 }, (_, at) => {
      const [image, column, row] = [Math.floor(at / 784), at % 28, Math.floor((at % 784) / 28)];
      return column > 5 && column < 22 && row > 12 - image / 2 && row < 22 ? 200 : 0;
    }),
    labels: Uint8Array.from({ length: 20 }, (_, image) => image % 10),
  },
};
const PLANS: StepPlan[] = [1, 2, 3].map((step) => ({
  step,
  batch: Uint32Array.of(step, 2 * step, 19, 7),
  learningRate: step / 10,
}));

/** What a trainer is shown of a step: image after image, and labels. */
function shownOf(photoViews: number, plans: readonly StepPlan[], step: number, seed = 5) {
  const { images, plans: shown } = new PhotoViews({ photoViews, seed }, DATA).show(plans);
  const batch = shown.find((plan) => plan.step === step)?.batch ?? new Uint32Array();
  return {
    images: [...batch].map((at) => String(images.images.subarray(at * 784, (at + 1) * 784))),
    labels: [...batch].map((at) => images.labels[at]),
  };
}

const originals = [...(PLANS[1] as StepPlan).batch].map((at) =>
  String(DATA.train.images.subarray(at * 784, (at + 1) * 784)),
);

describe('photo-like views of a run', () => {
  it('leave all as it is when they are off', () => {
    const { images, plans } = new PhotoViews({ photoViews: 0, seed: 5 }, DATA).show(PLANS);
    expect(images).toBe(DATA.train);
    expect(plans).toBe(PLANS);
  });

  it('take the place of all images or of a share, under the same labels, in the same steps', () => {
    const before = DATA.train.images.slice();
    const all = shownOf(1, PLANS, 2);
    expect(all.labels).toEqual([2, 4, 9, 7]);
    for (const [at, image] of all.images.entries()) expect(image).not.toBe(originals[at]);
    const many = PLANS.flatMap((_, turn) =>
      [...Array(10).keys()].map((at) => shownOf(0.5, PLANS, 2, turn * 10 + at).images),
    );
    const kept = many.flat().filter((image, at) => image === originals[at % 4]).length;
    expect(kept).toBeGreaterThan(40);
    expect(kept).toBeLessThan(80);
    expect(DATA.train.images).toEqual(before);
    const { plans } = new PhotoViews({ photoViews: 1, seed: 5 }, DATA).show(PLANS);
    expect(plans.map(({ step, learningRate }) => [step, learningRate])).toEqual([
      [1, 0.1],
      [2, 0.2],
      [3, 0.3],
    ]);
  });

  it('depend on seed, step and place alone, not on what is asked for at once', () => {
    const together = shownOf(1, PLANS, 2);
    expect(shownOf(1, PLANS.slice(1, 2), 2)).toEqual(together);
    expect(shownOf(1, PLANS, 2, 6)).not.toEqual(together);
    const again = PLANS.map((plan) => ({ ...plan, batch: (PLANS[1] as StepPlan).batch }));
    expect(shownOf(1, again, 3).images).not.toEqual(together.images);
  });
});
