import { expect, it } from 'vitest';
import { scaleEnd } from './scale';

it('ends at a round share that has room for all', () => {
  expect(scaleEnd([])).toBe(0.1);
  expect(scaleEnd([0.02, 0.1])).toBe(0.1);
  expect(scaleEnd([0.1001])).toBe(0.2);
  expect(scaleEnd([0.3, 0.81])).toBe(1);
});
