import { expect, it } from 'vitest';
import type { CurveRole } from './curve';
import { pickRows } from './pick-rows';

const series = (role: CurveRole, xs: number[]) => ({
  name: role,
  role,
  points: xs.map((x) => ({ x, y: 0 })),
});
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

it('takes the points that were validated, and the last of all', () => {
  expect(pickRows([series('training', upTo(25)), series('validation', [10, 20])])).toEqual([
    10, 20, 25,
  ]);
});

it('spreads over the training curve while nothing was validated', () => {
  expect(pickRows([series('training', upTo(40)), series('validation', [])])).toEqual(
    upTo(20).map((row) => row * 2),
  );
});

it('is empty for empty curves', () => {
  expect(pickRows([series('training', [])])).toEqual([]);
});
