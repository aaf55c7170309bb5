import type { BackendId } from '../domain/backend';

/** Names of the backends; technical terms, the same in every language. */
export const BACKEND_NAMES: Record<BackendId, string> = {
  engine: 'Atelier engine',
  webgpu: 'WebGPU',
  webgl: 'WebGL',
  wasm: 'WASM',
  cpu: 'CPU',
};

/** Name of a backend, or the text itself where a failure carries something else. */
export function backendName(id: string): string {
  return BACKEND_NAMES[id as BackendId] ?? id;
}
