import * as tf from '@tensorflow/tfjs';
import type { BackendId, TfjsBackendId } from '../../domain/backend';
import { AtelierError } from '../../domain/failure';
import { registerWasmGradients } from './wasm-gradients';

/**
 * Makes a backend the active one.
 * @throws AtelierError `backend-unavailable`; tfjs itself would move on to another one silently
 */
export async function startBackend(backend: TfjsBackendId): Promise<void> {
  try {
    await register(backend);
    const started = await tf.setBackend(backend);
    await tf.ready();
    if (!started || tf.getBackend() !== backend) throw notOffered(backend);
  } catch (thrown) {
    if (thrown instanceof AtelierError) throw thrown;
    const detail = thrown instanceof Error ? thrown.message : String(thrown);
    throw new AtelierError({ code: 'backend-unavailable', backend, detail }, { cause: thrown });
  }
}

/** Calls back when the GPU context behind the active backend is lost; other backends have none. */
export function onContextLost(backend: BackendId, lost: () => void): void {
  if (backend === 'webgl') {
    // After a loss tfjs's promises never settle: https://github.com/tensorflow/tfjs/issues/756
    const { gpgpu } = tf.backend() as unknown as { gpgpu: { gl: { canvas: EventTarget } } };
    gpgpu.gl.canvas.addEventListener('webglcontextlost', lost, { once: true });
  }
  if (backend === 'webgpu') {
    const { device } = tf.backend() as unknown as { device: { lost: Promise<unknown> } };
    void device.lost.then(lost);
  }
}

async function register(backend: TfjsBackendId): Promise<void> {
  switch (backend) {
    case 'wasm':
      return registerWasm();
    case 'webgpu':
      return registerWebGpu();
    case 'webgl':
    case 'cpu':
      // Both come with tfjs itself.
      return;
    default:
      return backend satisfies never;
  }
}

function notOffered(backend: BackendId): AtelierError {
  return new AtelierError({ code: 'backend-unavailable', backend, detail: null });
}

async function registerWebGpu(): Promise<void> {
  // Asked first, because tfjs takes an adapter for granted and fails with an unrelated message.
  const adapter = await (
    navigator as { gpu?: { requestAdapter(): Promise<unknown> } }
  ).gpu?.requestAdapter();
  if (!adapter) throw notOffered('webgpu');
  await import('@tensorflow/tfjs-backend-webgpu');
}

async function registerWasm(): Promise<void> {
  const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
  // The threaded build breaks when minified and uses half of the cores at most (docs/decisions).
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  const { wasmPaths } = await import('./wasm-paths');
  setWasmPaths(wasmPaths);
  registerWasmGradients();
}
