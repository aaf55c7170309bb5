/** Weights and optimiser state outside of any tensor library. */

/** One weight or optimiser slot, in tfjs layout, as 32-bit floats. */
export interface NamedArray {
  /** Layer and weight, as in `conv2d_1/kernel`; optimiser slots add theirs: `conv2d_1/kernel/m`. */
  name: string;
  shape: number[];
  data: Float32Array;
}

/** All that a trainer carries from step to step. */
export interface TrainerState {
  weights: NamedArray[];
  /** Empty before the first step and for optimisers without memory. */
  optimizer: NamedArray[];
  /** Gradient steps made; decides Adam's bias correction and the dropout masks. */
  step: number;
}

/**
 * Buffers of arrays, for handing them to another thread without a copy. Shared memory is not among
 * them: it is seen by all threads as it is, and refuses to be handed over.
 */
export function arrayBuffers(arrays: readonly NamedArray[]): ArrayBuffer[] {
  return arrays.flatMap(({ data: { buffer } }) => (isShared(buffer) ? [] : [buffer]));
}

function isShared(buffer: ArrayBufferLike): buffer is SharedArrayBuffer {
  // Pages that are not cross-origin isolated do not even have the name.
  return typeof SharedArrayBuffer !== 'undefined' && buffer instanceof SharedArrayBuffer;
}

/** As {@link arrayBuffers}, of a whole state. */
export function stateBuffers({ weights, optimizer }: TrainerState): ArrayBuffer[] {
  return arrayBuffers([...weights, ...optimizer]);
}

/** Whether no value of the arrays is NaN or infinite. */
export function areFinite(arrays: readonly NamedArray[]): boolean {
  return arrays.every(({ data }) => data.every(Number.isFinite));
}
