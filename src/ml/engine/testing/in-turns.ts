/** Engines where there is no browser: in Node, one thread plays all in turn. */
import { readFileSync } from 'node:fs';
import { type Crew, instantiate } from '../crew';
import { Engine, type EngineJob, engineMemory } from '../engine';
import { CONTROL, OPERATION_BYTES } from '../operations';

/** The kernels that every runtime takes. */
export function kernelsInNode(file = 'kernels.wasm'): WebAssembly.Module {
  return new WebAssembly.Module(readFileSync(new URL(`../generated/${file}`, import.meta.url)));
}

/** An engine whose threads are played in turn, operation after operation, by the calling one. */
export function engineInTurns(job: EngineJob, threads: number, module = kernelsInNode()): Engine {
  const memory = engineMemory(job, threads);
  return new Engine(job, memory, takingTurns(module, memory, threads));
}

/** Threads in turn: `hear` is told which operation took how long, for profiles. */
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
