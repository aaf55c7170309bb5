import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { redrawQueue } from './redraw-queue';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('draws a stream of requests at once, then once an interval, the last one included', async () => {
  const draw = vi.fn(async () => undefined);
  const queue = redrawQueue(draw, 500);
  for (let time = 0; time < 1_000; time += 100) {
    queue.request();
    await vi.advanceTimersByTimeAsync(100);
  }
  // At 0, 500 and 1000 ms.
  expect(draw).toHaveBeenCalledTimes(3);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(draw).toHaveBeenCalledTimes(3);
});

it('never draws twice at the same time', async () => {
  let finish = () => {};
  const draw = vi.fn(() => new Promise<void>((resolve) => (finish = resolve)));
  const queue = redrawQueue(draw, 500);
  queue.request();
  await vi.advanceTimersByTimeAsync(0);
  queue.requestNow();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(draw).toHaveBeenCalledTimes(1);
  finish();
  await vi.advanceTimersByTimeAsync(0);
  expect(draw).toHaveBeenCalledTimes(2);
});

it('does not wait for the interval when what is shown is wrong', async () => {
  const draw = vi.fn(async () => undefined);
  const queue = redrawQueue(draw, 500);
  queue.request();
  await vi.advanceTimersByTimeAsync(10);
  queue.request();
  queue.requestNow();
  await vi.advanceTimersByTimeAsync(10);
  expect(draw).toHaveBeenCalledTimes(2);
});

it('draws nothing once stopped', async () => {
  const draw = vi.fn(async () => undefined);
  const queue = redrawQueue(draw, 500);
  queue.request();
  queue.stop();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(draw).not.toHaveBeenCalled();
});

it('leaves a machine that draws slowly more time in between', async () => {
  const draw = vi.fn(() => new Promise<void>((resolve) => setTimeout(resolve, 20)));
  const queue = redrawQueue(draw, 500);
  const drawsWithin = async (milliseconds: number) => {
    const before = draw.mock.calls.length;
    for (let time = 0; time < milliseconds; time += 100) {
      queue.request();
      await vi.advanceTimersByTimeAsync(100);
    }
    return draw.mock.calls.length - before;
  };
  // 20 ms are a fortieth of 800 ms: at 0 and 500, then every 800 ms.
  expect(await drawsWithin(8_000)).toBe(11);
  // However slow, after two intervals it draws.
  draw.mockImplementation(() => new Promise<void>((resolve) => setTimeout(resolve, 200)));
  await drawsWithin(1_500);
  expect(await drawsWithin(10_000)).toBe(10);
});
