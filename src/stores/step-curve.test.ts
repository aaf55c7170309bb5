import { describe, expect, it } from 'vitest';
import type { StepPoint } from '../protocol/events';
import { StepCurve } from './step-curve';

function points(from: number, to: number): StepPoint[] {
  return Array.from({ length: to - from + 1 }, (_, offset) => ({
    step: from + offset,
    loss: 1 / (from + offset),
    accuracy: 0.5,
    seconds: from + offset,
    learningRate: 1e-3,
  }));
}

function stepsOf(curve: StepCurve): number[] {
  return curve.points.map(({ step }) => step);
}

describe('StepCurve', () => {
  it('keeps every step of a run of ordinary length', () => {
    const curve = new StepCurve();
    curve.add(points(1, 100));
    curve.add([]);
    curve.add(points(101, 9000));
    expect(curve.points).toEqual(points(1, 9000));
  });

  it('thins a long run evenly, and never holds more than a screen can show', () => {
    const curve = new StepCurve();
    for (let from = 1; from < 200_000; from += 250) {
      curve.add(points(from, from + 249));
      expect(curve.points.length).toBeLessThanOrEqual(16_384);
    }
    const steps = stepsOf(curve);
    const gaps = new Set(steps.slice(1).map((step, index) => step - (steps[index] as number)));
    expect(gaps).toEqual(new Set([16]));
    expect(steps[0]).toBe(16);
    expect(steps.at(-1)).toBe(200_000);
  });

  it('ends up with the same points however they arrive', () => {
    const [one, other] = [new StepCurve(), new StepCurve()];
    one.add(points(1, 50_000));
    for (const point of points(1, 50_000)) other.add([point]);
    expect(stepsOf(one)).toEqual(stepsOf(other));
  });

  it('keeps its list: who holds it sees it grow', () => {
    const curve = new StepCurve();
    const held = curve.points;
    curve.add(points(1, 40_000));
    expect(curve.points).toBe(held);
    expect(held.length).toBeGreaterThan(8000);
  });

  it('forgets steps that a continued run makes again, thinned or not', () => {
    const short = new StepCurve();
    short.add(points(1, 15));
    short.cutAfter(10);
    short.add(points(11, 18));
    expect(short.points).toEqual(points(1, 18));
    short.cutAfter(0);
    expect(short.points).toEqual([]);
    const [cut, whole] = [new StepCurve(), new StepCurve()];
    whole.add(points(1, 50_000));
    cut.add(points(1, 45_000));
    cut.cutAfter(30_000);
    cut.add(points(30_001, 50_000));
    expect(stepsOf(cut)).toEqual(stepsOf(whole));
  });
});
