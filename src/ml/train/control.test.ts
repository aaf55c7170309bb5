import { describe, expect, it, vi } from 'vitest';
import { RunControl } from './control';

/** A control, with what it told about waiting. */
function newControl(paused = false) {
  const waits: boolean[] = [];
  const control = new RunControl(paused, [], (waiting) => waits.push(waiting));
  return { control, waits };
}

/** Lets everything that can go on go on. */
function settle(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

describe('RunControl', () => {
  it('lets a running loop make as many steps as it wants, without waiting', async () => {
    const { control, waits } = newControl();
    expect(await control.gate(5)).toBe(5);
    expect(await control.gate(1)).toBe(1);
    expect(waits).toEqual([]);
  });

  it('holds a paused loop until it is resumed', async () => {
    const { control, waits } = newControl();
    control.pause();
    const gate = control.gate(5);
    const passed = vi.fn();
    void gate.then(passed);
    await settle();
    expect(passed).not.toHaveBeenCalled();
    expect(waits).toEqual([true]);
    control.resume();
    expect(await gate).toBe(5);
    expect(waits).toEqual([true, false]);
  });

  it('begins held when it is made so', async () => {
    const { control, waits } = newControl(true);
    const gate = control.gate(3);
    await settle();
    expect(waits).toEqual([true]);
    control.resume();
    expect(await gate).toBe(3);
  });

  it('lets exactly one step through for each press of Step', async () => {
    const { control } = newControl(true);
    control.step();
    expect(await control.gate(8)).toBe(1);
    control.step();
    control.step();
    expect(await control.gate(8)).toBe(1);
    expect(await control.gate(8)).toBe(1);
    const passed = vi.fn();
    void control.gate(8).then(passed);
    await settle();
    expect(passed).not.toHaveBeenCalled();
    control.stop();
  });

  it('pauses a running loop when a step is asked for', async () => {
    const { control } = newControl();
    control.step();
    expect(control.paused).toBe(true);
    expect(await control.gate(8)).toBe(1);
    const held = control.gate(8);
    await settle();
    control.resume();
    expect(await held).toBe(8);
  });

  it('forgets steps not made yet when it is resumed', async () => {
    const { control } = newControl(true);
    control.step();
    control.step();
    control.resume();
    expect(await control.gate(4)).toBe(4);
    control.pause();
    const passed = vi.fn();
    void control.gate(4).then(passed);
    await settle();
    expect(passed).not.toHaveBeenCalled();
    control.stop();
  });

  it('ends a loop that runs, waits or is to make a step', async () => {
    const running = newControl().control;
    running.stop();
    expect(await running.gate(4)).toBe(0);
    expect(running.stopped).toBe(true);
    const waiting = newControl(true).control;
    const gate = waiting.gate(4);
    await settle();
    waiting.stop();
    expect(await gate).toBe(0);
    const stepping = newControl(true).control;
    stepping.step();
    stepping.stop();
    expect(await stepping.gate(4)).toBe(0);
  });

  it('stays held through a resume that is taken back at once', async () => {
    const { control, waits } = newControl(true);
    const gate = control.gate(4);
    await settle();
    control.resume();
    control.pause();
    await settle();
    expect(waits).toEqual([true, false, true]);
    control.resume();
    expect(await gate).toBe(4);
  });

  it('holds a measurement too, and lets it finish for a step', async () => {
    const { control } = newControl(true);
    const passed = vi.fn();
    void control.waitWhilePaused().then(passed);
    await settle();
    expect(passed).not.toHaveBeenCalled();
    control.step();
    await settle();
    expect(passed).toHaveBeenCalled();
    // The measurement did not use the step up.
    expect(await control.gate(9)).toBe(1);
  });
});

describe('learning rate changes', () => {
  it('hold from the first step that is not planned yet', () => {
    const { control } = newControl();
    control.stepsPlanned = 12;
    expect(control.changeLearningRate(0.5)).toEqual({ step: 12, learningRate: 0.5 });
    control.stepsPlanned = 20;
    control.changeLearningRate(0.1);
    expect(control.learningRateChanges).toEqual([
      { step: 12, learningRate: 0.5 },
      { step: 20, learningRate: 0.1 },
    ]);
  });

  it('replace each other while no step was planned between them', () => {
    const { control } = newControl();
    control.stepsPlanned = 3;
    control.changeLearningRate(0.5);
    control.changeLearningRate(0.2);
    expect(control.learningRateChanges).toEqual([{ step: 3, learningRate: 0.2 }]);
  });

  it('are added to those of the record, which stays as it is', () => {
    const earlier = [{ step: 5, learningRate: 1 }];
    const control = new RunControl(false, earlier, () => {});
    control.stepsPlanned = 9;
    control.changeLearningRate(2);
    expect(control.learningRateChanges.map(({ step }) => step)).toEqual([5, 9]);
    expect(earlier).toEqual([{ step: 5, learningRate: 1 }]);
  });
});
