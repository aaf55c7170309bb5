import { expect, it } from 'vitest';
import { randomStream } from '../random';
import { makePoor } from './poor-view';

const SIDE = 64;
const VIEWS = 60;

/** Columns by turns red and black, with bytes around them that must stay. */
function striped(): Uint8Array {
  const data = new Uint8Array(SIDE * SIDE * 3 + 10).fill(99);
  for (let pixel = 0; pixel < SIDE * SIDE; pixel++) {
    data.set(pixel % 2 === 0 ? [200, 0, 0] : [0, 0, 0], 5 + pixel * 3);
  }
  return data;
}

const views = Array.from({ length: VIEWS }, (_, seed) => {
  const data = striped();
  makePoor(data, 5, SIDE, randomStream(seed));
  expect([...data.subarray(0, 5), ...data.subarray(-5)]).toEqual(Array(10).fill(99));
  return data.subarray(5, -5);
});

/** Whether red, green and blue are the same everywhere. */
function isGrey(view: Uint8Array): boolean {
  return view.every((value, at) => value === view[at - (at % 3)]);
}

/** Whether all neighbours are as different as they were. */
function isSharp(view: Uint8Array): boolean {
  const [bright] = view as unknown as [number];
  return view.every((value, at) => at % 3 > 0 || value === (at % 6 === 0 ? bright : 0));
}

it('colours, detail or both are lost, a third of the views each', () => {
  const kinds = views.map((view) => `${isGrey(view)} ${isSharp(view)}`);
  expect(new Set(kinds)).toEqual(new Set(['true true', 'true false', 'false false']));
});

it('the mean brightness of each colour stays where only detail is lost', () => {
  const coarse = views.filter((view) => !isGrey(view));
  for (const view of coarse) {
    const red = view.filter((_, at) => at % 3 === 0);
    expect(red.reduce((sum, value) => sum + value, 0) / red.length).toBeCloseTo(100, -1);
    expect(view.every((value, at) => at % 3 === 0 || value === 0)).toBe(true);
  }
});
