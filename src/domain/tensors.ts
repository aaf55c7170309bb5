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

/** Buffers of a state, for handing them to another thread without a copy. */
export function stateBuffers(state: TrainerState): ArrayBuffer[] {
  return [...state.weights, ...state.optimizer].map((array) => array.data.buffer as ArrayBuffer);
}

/** Whether no value of the arrays is NaN or infinite. */
export function areFinite(arrays: readonly NamedArray[]): boolean {
  return arrays.every(({ data }) => data.every(Number.isFinite));
}
