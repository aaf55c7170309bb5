import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { watchLife } from './life';

let now = 0;
let worker: EventTarget;
let lost: ReturnType<typeof vi.fn<(cause: string) => void>>;
/** Whether the worker answers; and how often it was asked. */
let answers: boolean;
let asked: number;
/** Answers that the worker owes. */
let owed: (() => void)[];
let stop: () => void;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  now = 1000;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
  vi.stubGlobal('navigator', {});
  worker = new EventTarget();
  lost = vi.fn();
  answers = true;
  asked = 0;
  owed = [];
  stop = () => {};
});
afterEach(() => {
  stop();
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

function watch(): void {
  stop = watchLife(worker as Worker, 'atelier-1', ping, lost);
}

function ping(): Promise<void> {
  asked++;
  if (answers) return Promise.resolve();
  return new Promise((resolve) => owed.push(resolve));
}

/** Time passes, for the clock and for the timers. */
async function pass(seconds: number): Promise<void> {
  for (let second = 0; second < seconds; second++) {
    now += 1000;
    await vi.advanceTimersByTimeAsync(1000);
  }
}

/** The computer sleeps: the clock goes on, no timer fires. */
function sleep(seconds: number): void {
  now += seconds * 1000;
}

describe('the heartbeat', () => {
  it('asks every few seconds and is content with answers', async () => {
    watch();
    await pass(600);
    expect(asked).toBeGreaterThan(100);
    expect(lost).not.toHaveBeenCalled();
  });

  it('finds a worker that stops answering to hang after 45 seconds, and says so once', async () => {
    watch();
    await pass(20);
    answers = false;
    // The question is at most 5 s later than the last answer.
    await pass(45);
    expect(lost).not.toHaveBeenCalled();
    await pass(15);
    expect(lost.mock.calls).toEqual([['hang']]);
    await pass(300);
    expect(lost).toHaveBeenCalledTimes(1);
  });

  it('finds a worker to hang that never answered at all', async () => {
    answers = false;
    watch();
    await pass(45);
    expect(lost).not.toHaveBeenCalled();
    await pass(10);
    expect(lost.mock.calls).toEqual([['hang']]);
  });

  it('is patient with a worker that is busy for 40 seconds and then answers', async () => {
    watch();
    await pass(10);
    for (let busy = 0; busy < 5; busy++) {
      answers = false;
      await pass(40);
      answers = true;
      for (const answer of owed.splice(0)) answer();
      await pass(10);
    }
    expect(lost).not.toHaveBeenCalled();
  });

  it('asks one question at a time', async () => {
    answers = false;
    watch();
    await pass(40);
    expect(asked).toBe(1);
  });

  it('does not take a computer that slept for a worker that hangs', async () => {
    watch();
    await pass(20);
    // Asleep while a question is on its way.
    answers = false;
    await pass(5);
    sleep(8 * 3600);
    await pass(6);
    expect(lost).not.toHaveBeenCalled();
    answers = true;
    for (const answer of owed.splice(0)) answer();
    await pass(60);
    expect(lost).not.toHaveBeenCalled();
  });

  // A worker that was busy before the computer slept has used its beats up already.
  it('does not either when the worker was busy before', async () => {
    watch();
    answers = false;
    await pass(20);
    sleep(8 * 3600);
    await pass(6);
    expect(lost).not.toHaveBeenCalled();
  });

  it('does find a hang after sleep', async () => {
    watch();
    answers = false;
    await pass(5);
    sleep(8 * 3600);
    await pass(60);
    expect(lost.mock.calls).toEqual([['hang']]);
  });
});

describe('an error of the worker', () => {
  it('is a crash, told once', () => {
    watch();
    worker.dispatchEvent(new Event('error'));
    worker.dispatchEvent(new Event('error'));
    expect(lost.mock.calls).toEqual([['crash']]);
  });

  it('ends the heartbeat', async () => {
    watch();
    worker.dispatchEvent(new Event('error'));
    const before = asked;
    answers = false;
    await pass(120);
    expect(asked).toBe(before);
    expect(lost).toHaveBeenCalledTimes(1);
  });
});

describe('ending the watch', () => {
  it('hears and asks nothing any more', async () => {
    watch();
    await pass(10);
    stop();
    answers = false;
    worker.dispatchEvent(new Event('error'));
    const before = asked;
    await pass(120);
    expect(asked).toBe(before);
    expect(lost).not.toHaveBeenCalled();
  });
});

describe("the worker's lock", () => {
  interface Request {
    name: string;
    signal: AbortSignal;
    grant(): void;
  }
  let requests: Request[];

  beforeEach(() => {
    requests = [];
    const request = (name: string, { signal }: { signal: AbortSignal }, granted: () => void) =>
      new Promise<void>((resolve, reject) => {
        const grant = () => {
          granted();
          resolve();
        };
        requests.push({ name, signal, grant });
        signal.addEventListener('abort', () => reject(signal.reason));
      });
    vi.stubGlobal('navigator', { locks: { request } });
  });

  it('that comes free means a crash', async () => {
    watch();
    await pass(1);
    expect(requests.map(({ name }) => name)).toEqual(['atelier-1']);
    requests[0]?.grant();
    expect(lost.mock.calls).toEqual([['crash']]);
  });

  it('is asked for only once the worker has answered: before, it does not hold it', async () => {
    answers = false;
    watch();
    await pass(10);
    expect(requests).toEqual([]);
    for (const answer of owed.splice(0)) answer();
    await pass(1);
    expect(requests.length).toBe(1);
  });

  it('is not waited for any longer when the watch ends', async () => {
    watch();
    await pass(1);
    stop();
    expect(requests[0]?.signal.aborted).toBe(true);
    await pass(1);
    expect(lost).not.toHaveBeenCalled();
  });

  it('is not asked for when the watch ended before the first answer', async () => {
    answers = false;
    watch();
    stop();
    for (const answer of owed.splice(0)) answer();
    await pass(1);
    expect(requests).toEqual([]);
  });
});
