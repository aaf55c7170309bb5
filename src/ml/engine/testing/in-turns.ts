/** Engines where there is no browser: in Node, one thread plays all in turn. */
import { readFileSync } from 'node:fs';
import { Engine } from '../engine';
import { type EngineJob, engineMemory } from '../job';
import { takingTurns } from '../turns';

/** The kernels that every runtime takes. */
export function kernelsInNode(file = 'kernels.wasm'): WebAssembly.Module {
  return new WebAssembly.Module(readFileSync(new URL(`../generated/${file}`, import.meta.url)));
}

/** An engine whose threads are played in turn, operation after operation, by the calling one. */
export function engineInTurns(job: EngineJob, threads: number, module = kernelsInNode()): Engine {
  const memory = engineMemory(job, threads);
  return new Engine(job, memory, takingTurns(module, memory, threads));
}
