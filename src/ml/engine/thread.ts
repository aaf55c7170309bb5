/** A helper thread of the engine: takes module and memory once, then waits in WASM for commands. */
import { instantiate } from './crew';

/** What the helper is told at its start. */
export interface ThreadStart {
  module: WebAssembly.Module;
  memory: WebAssembly.Memory;
  thread: number;
}

addEventListener('message', ({ data }: MessageEvent<ThreadStart>) => {
  const kernels = instantiate(data.module, data.memory);
  postMessage('ready');
  kernels.serve(data.thread);
});
