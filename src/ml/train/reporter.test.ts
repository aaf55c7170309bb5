import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RunEvent, StepPoint } from '../../protocol/events';
import { type Position, Reporter } from './reporter';

let now = 0;
let events: Extract<RunEvent, { type: 'progress' }>[] = [];
let reporter: Reporter;

beforeEach(() => {
  now = 10_000;
  events = [];
  vi.spyOn(performance, 'now').mockImplementation(() => now);
  reporter = new Reporter('run-1', (event) => {
    if (event.type === 'progress') events.push(event);
  });
});
afterEach(() => {
  vi.restoreAllMocks();
});

function position(changes: Partial<Position> = {}): Position {
  return { phase: 'training', epoch: 1, fraction: 0.5, imagesLeft: 1000, ...changes };
}

function point(step: number, seconds: number): StepPoint {
  return { step, loss: 1, accuracy: 0.5, seconds, learningRate: 1e-3 };
}

/** A step of 32 images every 20 ms for so many seconds. */
function train(seconds: number, from = 0): void {
  for (let step = 1; step <= seconds * 50; step++) {
    now += 20;
    reporter.step(point(step, from + step / 50), 32, position());
  }
}

describe('Reporter', () => {
  it('sends at most four events a second, and every step in exactly one of them', () => {
    train(10);
    expect(events.length).toBeLessThanOrEqual(41);
    expect(events.length).toBeGreaterThan(36);
    reporter.flush();
    const steps = events.flatMap(({ points }) => points.map(({ step }) => step));
    expect(steps).toEqual(Array.from({ length: 500 }, (_, index) => index + 1));
  });

  it('limits progress without steps in the same way', () => {
    for (let part = 1; part <= 100; part++) {
      now += 10;
      reporter.progress(position({ phase: 'validating', fraction: part / 100 }));
    }
    expect(events.length).toBeLessThanOrEqual(11);
    expect(events.every(({ points }) => points.length === 0)).toBe(true);
    expect(events.at(-1)?.phase).toBe('validating');
  });

  it('tells of the first step at once', () => {
    reporter.step(point(1, 0.1), 32, position());
    expect(events).toEqual([
      {
        runId: 'run-1',
        type: 'progress',
        phase: 'training',
        points: [point(1, 0.1)],
        epoch: 1,
        fraction: 0.5,
        imagesPerSecond: null,
        secondsLeft: null,
      },
    ]);
  });

  it('sends what is waiting when it is flushed, and nothing before there is something', () => {
    reporter.flush();
    expect(events).toEqual([]);
    reporter.step(point(1, 0.1), 32, position());
    reporter.step(point(2, 0.2), 32, position());
    expect(events.length).toBe(1);
    reporter.flush();
    expect(events[1]?.points).toEqual([point(2, 0.2)]);
  });

  it('knows the speed and the time left', () => {
    // 32 images every 0.02 s are 1,600 a second.
    train(2);
    expect(events.at(-1)?.imagesPerSecond).toBeCloseTo(1600, 6);
    expect(events.at(-1)?.secondsLeft).toBeCloseTo(1000 / 1600, 6);
  });

  it('forgets the speed of more than three seconds ago', () => {
    train(5);
    // Ten times slower from here on: 32 images every 0.2 s.
    for (let step = 1; step <= 20; step++) {
      now += 200;
      reporter.step(point(250 + step, 5 + step * 0.2), 32, position());
    }
    expect(events.at(-1)?.imagesPerSecond).toBeCloseTo(160, 0);
  });
});
