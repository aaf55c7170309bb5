import { expect, it } from 'vitest';
import { lossCeiling } from './loss-ceiling';

const series = (values: number[]) => [
  { name: 'loss', role: 'training' as const, points: values.map((y, x) => ({ x, y })) },
];

it('cuts a few wild first steps off, at a round number above nearly all values', () => {
  const values = [130, 60, 20, ...Array.from({ length: 97 }, () => 0.9)];
  expect(lossCeiling(series(values))).toBe(2);
});

it('leaves the scale alone where nothing is extreme', () => {
  expect(lossCeiling(series([2.3, 1.5, 1, 0.8, 0.7]))).toBeNull();
});

it('says nothing without values, or with none that is a number', () => {
  expect(lossCeiling([])).toBeNull();
  expect(lossCeiling(series([Number.NaN, Number.POSITIVE_INFINITY]))).toBeNull();
});
