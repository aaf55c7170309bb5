import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Stopwatch } from './stopwatch';

let now = 0;
beforeEach(() => {
  now = 1000;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
});
afterEach(() => {
  vi.restoreAllMocks();
});

it('measures from start to hold, and nothing in between', () => {
  const watch = new Stopwatch();
  now += 5000;
  expect(watch.seconds).toBe(0);
  watch.start();
  now += 1500;
  expect(watch.seconds).toBe(1.5);
  watch.hold();
  now += 60_000;
  expect(watch.seconds).toBe(1.5);
  watch.start();
  now += 500;
  expect(watch.seconds).toBe(2);
});

it('continues from the seconds it is given', () => {
  const watch = new Stopwatch(30);
  watch.start();
  now += 250;
  expect(watch.seconds).toBe(30.25);
});

it('takes a second start or hold for what it is: nothing new', () => {
  const watch = new Stopwatch();
  watch.start();
  now += 1000;
  watch.start();
  now += 1000;
  watch.hold();
  watch.hold();
  expect(watch.seconds).toBe(2);
});
