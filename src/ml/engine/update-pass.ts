/** The end of a step where gradients are stored, and what optimisers are told: kernels/update.ts. */
import type { OptimizerId, TrainingOptions } from '../../domain/settings';
import type { Arena } from './arena';
import type { OperationList } from './operation-list';
import { CONTROL, STEP, WEIGHTS_ENTRY_BYTES } from './operations';
import { isKernel, type Parameter } from './parameters';

/** What decides how weights are updated. */
export interface UpdateRequest extends TrainingOptions {
  optimizer: OptimizerId;
  /** Decides the dropout masks and the augmentation. */
  seed: number;
  /** Whether the gradients of the last step can be read; they are stored then, which takes time. */
  keepsGradients?: boolean;
}

/** Addresses of what the end of a step works with. */
export interface UpdatePlan {
  /** From a parameter to its stored gradient; 0 where none is stored. */
  gradientOffset: number;
  /** Where all parameters that are trained are listed for the kernels, and how many they are. */
  table: number;
  count: number;
  /** Sum of squares of each thread's share of the gradients, as 64-bit floats. */
  squares: number;
}

/** Optimiser slots by name, in the order in which they lie behind the parameters; keys in the order of kernels/update.ts. */
const SLOTS: Record<OptimizerId, readonly string[]> = {
  sgd: [],
  momentum: ['velocity'],
  nesterov: ['velocity'],
  adam: ['m', 'v'],
  adamW: ['m', 'v'],
};

/** Slots of an optimiser. */
export function slotsOf(optimizer: OptimizerId): readonly string[] {
  return SLOTS[optimizer];
}

/**
 * Places the stored gradients, where there are any, behind parameters and slots.
 * @param slotOffset from a parameter to its first slot, and from one slot to the next
 */
export function placeUpdate(
  request: UpdateRequest,
  parameters: readonly Parameter[],
  slotOffset: number,
  threads: number,
  arena: Arena,
): UpdatePlan {
  const slots = slotsOf(request.optimizer);
  for (const _ of slots) arena.allocate(slotOffset);
  if (request.clipNorm === 0 && !request.keepsGradients)
    return { gradientOffset: 0, table: 0, count: 0, squares: 0 };
  arena.allocate(slotOffset);
  const count = parameters.filter(({ isTrained }) => isTrained).length;
  return {
    gradientOffset: (slots.length + 1) * slotOffset,
    table: arena.allocate(count * WEIGHTS_ENTRY_BYTES),
    count,
    squares: arena.allocate(8 * threads),
  };
}

/**
 * Appends what updates all weights once all gradients are stored; nothing where they are not.
 * @param first index of the first operation that may store one
 */
export function addUpdate(
  list: OperationList,
  { clipNorm }: UpdateRequest,
  { gradientOffset, table, count, squares }: UpdatePlan,
  first: number,
): void {
  if (gradientOffset === 0) return;
  const stored = list.operations.slice(first).flatMap(({ accesses }) => accesses.writes);
  const norm = { buffer: 'gradient squares', bySample: false };
  if (clipNorm > 0) {
    const accesses = { reads: stored, writes: [norm] };
    list.add('squareGradients', 'update', { table, count, squares }, accesses);
  }
  const fields = { table, count, squares, limit: clipNorm };
  list.add('applyGradients', 'update', fields, { reads: [norm], writes: stored });
}

/** Writes what the kernels read once: optimiser, options and the table of parameters. */
export function writeUpdate(
  memory: DataView,
  request: UpdateRequest,
  plan: UpdatePlan,
  parameters: readonly Parameter[],
): void {
  memory.setUint32(CONTROL.optimizer, Object.keys(SLOTS).indexOf(request.optimizer), true);
  memory.setUint32(CONTROL.gradientOffset, plan.gradientOffset, true);
  memory.setUint32(CONTROL.seed, request.seed, true);
  for (const name of ['momentum', 'l1', 'l2'] as const) {
    memory.setFloat32(CONTROL[name], request[name], true);
  }
  for (const name of ['flip', 'shift', 'rotation', 'zoom', 'erasing'] as const) {
    memory.setFloat64(CONTROL[name], request[name], true);
  }
  if (plan.gradientOffset === 0) return;
  const trained = parameters.filter(({ isTrained }) => isTrained);
  trained.forEach((parameter, index) => {
    const entry = plan.table + index * WEIGHTS_ENTRY_BYTES;
    memory.setUint32(entry, parameter.address, true);
    memory.setUint32(entry + 4, parameter.panels * parameter.panelBytes, true);
    memory.setUint32(entry + 8, isKernel(parameter) ? 1 : 0, true);
  });
}

/** Adam's decay rates, for its bias correction; the kernels have the same. */
const BETA_1 = 0.9;
const BETA_2 = 0.999;
/** Keras's default, beside the uncorrected moment. */
const EPSILON = 1e-7;
/** As published, beside the corrected moment. */
const EPSILON_ADAM_W = 1e-8;

/** Writes what optimisers are told of one step, counted from 1, into its record. */
export function writeStepRates(
  memory: DataView,
  record: number,
  { optimizer, weightDecay }: UpdateRequest,
  { step, learningRate }: { step: number; learningRate: number },
): void {
  const isAdam = optimizer === 'adam' || optimizer === 'adamW';
  // Both with their bias correction (Kingma and Ba 2014, section 2).
  const root = Math.sqrt(1 - BETA_2 ** step);
  const rate = isAdam ? (learningRate * root) / (1 - BETA_1 ** step) : learningRate;
  memory.setUint32(record + STEP.number, step, true);
  memory.setFloat32(record + STEP.rate, rate, true);
  memory.setFloat32(record + STEP.shrink, 1 - learningRate * weightDecay, true);
  const epsilon = optimizer === 'adamW' ? EPSILON_ADAM_W * root : EPSILON;
  memory.setFloat32(record + STEP.epsilon, epsilon, true);
}
