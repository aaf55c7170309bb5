/**
 * Ways to compute on this device. `engine` is our own (docs/engine.md); the others are tfjs's, `wasm`
 * with our gradients added.
 */
export const BACKEND_IDS = ['engine', 'webgpu', 'webgl', 'wasm', 'cpu'] as const;
/** Identifier of a backend. */
export type BackendId = (typeof BACKEND_IDS)[number];
/** Those that compute through tfjs. */
export type TfjsBackendId = Exclude<BackendId, 'engine'>;

/** What a person can choose: one backend, or the fastest that proves correct here. */
export type BackendChoice = 'auto' | BackendId;

/** Outcome of trying one backend on this device. */
export type BackendCheck =
  | {
      backend: BackendId;
      status: 'correct';
      /** Largest relative L2 error of outputs and gradients against tfjs's CPU backend. */
      error: number;
      /** Median training step of the small CNN at batch size 32, in milliseconds. */
      stepMs: number;
    }
  | { backend: BackendId; status: 'wrong'; error: number }
  /** `detail` is the technical message; null where the browser simply has no such thing. */
  | { backend: BackendId; status: 'unavailable'; detail: string | null }
  /** Its files did not come, as without a connection: the next visit tries it again. `detail` as above. */
  | { backend: BackendId; status: 'unreachable'; detail: string }
  | { backend: BackendId; status: 'timeout'; seconds: number }
  /** Not tried by Auto, because a faster one is known to be correct. */
  | { backend: BackendId; status: 'skipped'; reason: SkipReason };

/**
 * Why a backend need not be tried: its GPU would be emulated on the processor, or it is the one that
 * is always slower than WASM.
 */
export type SkipReason = 'softwareGpu' | 'lastResort';

/** Detail of an engine that is not available because the browser lacks WebAssembly's vector instructions. */
export const NO_SIMD = 'no WebAssembly SIMD';

/**
 * Relative L2 error a backend may show in outputs and gradients of the self-check. Single precision
 * stays below 1e-5; half-precision textures (some phones) come to about 1e-3 and train badly.
 */
export const BACKEND_ERROR_LIMIT = 1e-3;

/** The fastest correct backend, or null when none is. */
export function fastestCorrect(checks: readonly BackendCheck[]): BackendId | null {
  let best: Extract<BackendCheck, { status: 'correct' }> | null = null;
  for (const check of checks) {
    if (check.status === 'correct' && (!best || check.stepMs < best.stepMs)) best = check;
  }
  return best?.backend ?? null;
}
