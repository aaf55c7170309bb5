import { describe, expect, it } from 'vitest';
import { learningRateAt, scheduleFactor } from './schedule';
import { SCHEDULE_IDS } from './settings';

const constant = { learningRate: 0.1, schedule: 'constant' } as const;

describe('scheduleFactor', () => {
  it('stays at 1 for "constant"', () => {
    for (const progress of [0, 0.3, 0.999]) expect(scheduleFactor('constant', progress)).toBe(1);
  });

  it('divides by ten after each third for "step"', () => {
    expect(scheduleFactor('step', 0)).toBe(1);
    expect(scheduleFactor('step', 0.333)).toBe(1);
    expect(scheduleFactor('step', 1 / 3)).toBeCloseTo(0.1, 12);
    expect(scheduleFactor('step', 0.666)).toBeCloseTo(0.1, 12);
    expect(scheduleFactor('step', 2 / 3)).toBeCloseTo(0.01, 12);
    expect(scheduleFactor('step', 0.9999)).toBeCloseTo(0.01, 12);
    expect(scheduleFactor('step', 1)).toBeCloseTo(0.01, 12);
  });

  it('falls along half a cosine for "cosine"', () => {
    expect(scheduleFactor('cosine', 0)).toBe(1);
    // 0.5 (1 + cos 45 degrees) = 0.853553, and the floor of 1e-4 adds 0.0000146.
    expect(scheduleFactor('cosine', 0.25)).toBeCloseTo(0.853568, 6);
    expect(scheduleFactor('cosine', 0.5)).toBeCloseTo(0.50005, 12);
    expect(scheduleFactor('cosine', 1)).toBeCloseTo(1e-4, 12);
  });

  it('rises from 1/25 to the peak at 30 % and falls to 1/10,000 for "oneCycle"', () => {
    expect(scheduleFactor('oneCycle', 0)).toBeCloseTo(1 / 25, 12);
    expect(scheduleFactor('oneCycle', 0.15)).toBeCloseTo(0.52, 12);
    expect(scheduleFactor('oneCycle', 0.3)).toBe(1);
    expect(scheduleFactor('oneCycle', 0.65)).toBeCloseTo(0.50005, 12);
    expect(scheduleFactor('oneCycle', 1)).toBeCloseTo(1e-4, 12);
  });

  it('rises all the way to the peak of "oneCycle", falls after it, and never jumps', () => {
    let before = scheduleFactor('oneCycle', 0);
    for (let step = 1; step <= 1000; step++) {
      const factor = scheduleFactor('oneCycle', step / 1000);
      if (step <= 300) expect(factor).toBeGreaterThan(before);
      else expect(factor).toBeLessThan(before);
      expect(Math.abs(factor - before)).toBeLessThan(0.006);
      before = factor;
    }
  });

  it('is above 0 and at most 1 at every point of every schedule', () => {
    for (const schedule of SCHEDULE_IDS) {
      for (let step = 0; step < 500; step++) {
        const factor = scheduleFactor(schedule, step / 500);
        expect(factor).toBeGreaterThan(0);
        expect(factor).toBeLessThanOrEqual(1);
      }
    }
  });
});

describe('learningRateAt', () => {
  it('multiplies the base with the factor of the share of steps done', () => {
    const oneCycle = { learningRate: 0.5, schedule: 'oneCycle' } as const;
    expect(learningRateAt(0, 1000, oneCycle, [])).toBeCloseTo(0.02, 12);
    expect(learningRateAt(300, 1000, oneCycle, [])).toBe(0.5);
    // The last step is not yet at the end: within the last thousandth of the wave.
    const last = learningRateAt(999, 1000, oneCycle, []);
    expect(last).toBeGreaterThan(0.5e-4);
    expect(last).toBeLessThan(0.5e-4 + 0.5 * 1e-5);
  });

  it('drops the rate of "step" at the first step of each third', () => {
    const step = { learningRate: 1, schedule: 'step' } as const;
    const rates = Array.from({ length: 9 }, (_, index) => learningRateAt(index, 9, step, []));
    const expected = [1, 1, 1, 0.1, 0.1, 0.1, 0.01, 0.01, 0.01];
    rates.forEach((rate, index) => {
      expect(rate).toBeCloseTo(expected[index] as number, 12);
    });
  });

  it('applies each change from its step on', () => {
    const changes = [
      { step: 3, learningRate: 0.01 },
      { step: 5, learningRate: 0.2 },
    ];
    const rates = [0, 2, 3, 4, 5, 99].map((step) => learningRateAt(step, 100, constant, changes));
    expect(rates).toEqual([0.1, 0.1, 0.01, 0.01, 0.2, 0.2]);
  });

  it('lets the schedule go on over a changed base', () => {
    const cosine = { learningRate: 0.1, schedule: 'cosine' } as const;
    const changes = [{ step: 40, learningRate: 1 }];
    expect(learningRateAt(50, 100, cosine, changes)).toBeCloseTo(0.50005, 12);
  });
});
