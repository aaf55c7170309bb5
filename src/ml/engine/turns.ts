/** Threads played in turn by one: for tests where there are no workers, and for profiles. */
import { type Crew, instantiate } from './crew';
import { CONTROL, OPERATION_BYTES } from './operations';

/** A crew of `threads` that take turns, operation after operation: `hear` is told which operation took how long, for profiles. */
export function takingTurns(
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
  threads: number,
  hear: (operation: number, milliseconds: number) => void = () => {},
): Crew {
  const crew = Array.from({ length: threads }, () => instantiate(module, memory));
  const runAll = (step: number, address: number) =>
    crew.forEach((kernels, thread) => {
      kernels.runOne(thread, step, address);
    });
  return {
    threads,
    run() {
      const control = new Uint32Array(memory.buffer);
      const word = (place: number) => control[place / 4] as number;
      for (let step = 0; step < word(CONTROL.stepCount); step++) {
        const record = word(CONTROL.steps) + step * word(CONTROL.stepBytes);
        for (let index = 0; index < word(CONTROL.operationCount); index++) {
          const before = performance.now();
          runAll(record, word(CONTROL.operations) + index * OPERATION_BYTES);
          hear(index, performance.now() - before);
        }
      }
    },
    dispose() {},
  };
}
