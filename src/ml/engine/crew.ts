/** Who runs the kernels: the calling thread alone, or with helpers. */
import { CONTROL } from './operations';

/** What the compiled kernels export. */
export interface Kernels {
  runSteps(thread: number): void;
  runOne(thread: number, step: number, operation: number): void;
  serve(thread: number): void;
}

/** Runs commands that lie ready in memory. */
export interface Crew {
  readonly threads: number;
  /** Runs the command and returns when all threads are done with it. */
  run(): void;
  /** Ends the helpers. */
  dispose(): void;
}

/** A helper thread that waits for commands. */
export interface Helper {
  terminate(): void;
}

/** Starts helper number `thread` (from 1); settles once it waits for commands. */
export type StartHelper = (
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
  thread: number,
) => Promise<Helper>;

/** Kernels over a memory, for the calling thread. */
export function instantiate(module: WebAssembly.Module, memory: WebAssembly.Memory): Kernels {
  // A shared memory that grows gives a new buffer, but the old one goes on meaning the same bytes.
  const words = new Int32Array(memory.buffer);
  const env = {
    memory,
    sleep(address: number, expected: number) {
      Atomics.wait(words, address / 4, expected);
    },
    wake(address: number) {
      Atomics.notify(words, address / 4);
    },
  };
  const { exports } = new WebAssembly.Instance(module, { env });
  return exports as unknown as Kernels;
}

/** A crew of `threads`, the calling one included. */
export async function hireCrew(
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
  threads: number,
  start: StartHelper,
): Promise<Crew> {
  const kernels = instantiate(module, memory);
  const helpers = await startAll(
    Array.from({ length: threads - 1 }, (_, index) => start(module, memory, index + 1)),
  );
  return {
    threads,
    run() {
      if (helpers.length > 0) command(memory);
      kernels.runSteps(0);
    },
    dispose() {
      if (helpers.length === 0) return;
      new Int32Array(memory.buffer)[CONTROL.stop / 4] = 1;
      command(memory);
      for (const helper of helpers) helper.terminate();
    },
  };
}

/** All helpers; where one of them does not start, the others are ended, and its reason is thrown. */
async function startAll(starting: readonly Promise<Helper>[]): Promise<Helper[]> {
  try {
    return await Promise.all(starting);
  } catch (thrown) {
    for (const helper of starting)
      void helper.then((started) => started.terminate()).catch(() => {});
    throw thrown;
  }
}

/** Wakes the helpers. */
function command(memory: WebAssembly.Memory): void {
  const words = new Int32Array(memory.buffer);
  Atomics.add(words, CONTROL.command / 4, 1);
  Atomics.notify(words, CONTROL.command / 4);
}
