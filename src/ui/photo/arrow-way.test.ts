import { describe, expect, it } from 'vitest';
import { type ArrowEvent, arrowWay } from './arrow-way';

const STEPS = { alone: 0.02, withShift: 0.1 };

const press = (key: string, held: Partial<ArrowEvent> = {}) =>
  arrowWay({ key, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...held }, STEPS);

describe('arrowWay', () => {
  it('leads where the arrow points, further with Shift', () => {
    expect(press('ArrowRight')).toMatchObject({ x: 0.02 });
    expect(press('ArrowUp')).toMatchObject({ y: -0.02 });
    expect(press('ArrowLeft', { shiftKey: true })).toMatchObject({ x: -0.1 });
  });

  it("leaves other keys, and the browser's own", () => {
    expect(press('Enter')).toBeNull();
    expect(press('ArrowLeft', { altKey: true })).toBeNull();
    expect(press('ArrowDown', { ctrlKey: true })).toBeNull();
    expect(press('ArrowDown', { metaKey: true })).toBeNull();
  });
});
