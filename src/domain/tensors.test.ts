import { describe, expect, it } from 'vitest';
import { areFinite, stateBuffers } from './tensors';

describe('stateBuffers', () => {
  it('lists the buffer of every weight and slot once, ready to be handed over', () => {
    const array = (name: string) => ({ name, shape: [2], data: new Float32Array(2) });
    const state = { weights: [array('a'), array('b')], optimizer: [array('a/m')], step: 3 };
    const buffers = stateBuffers(state);
    expect(buffers).toEqual([...state.weights, ...state.optimizer].map(({ data }) => data.buffer));
    // Handing one buffer over twice is refused, as is one that is not transferable.
    expect(() => structuredClone(state, { transfer: buffers })).not.toThrow();
  });
});

describe('areFinite', () => {
  const array = (...values: number[]) => {
    return { name: 'w', shape: [values.length], data: Float32Array.from(values) };
  };

  it('finds a single value that is not a number or infinite', () => {
    expect(areFinite([])).toBe(true);
    expect(areFinite([array(0, -1.5, 3e38), array()])).toBe(true);
    expect(areFinite([array(1), array(1, Number.NaN)])).toBe(false);
    expect(areFinite([array(Number.NEGATIVE_INFINITY)])).toBe(false);
  });
});
