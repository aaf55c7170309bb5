/** The static plan: every address, and every operation of a step, fixed before training starts. */
import { isAugmenting } from '../../domain/augment';
import { IMAGE_PIXELS } from '../../domain/dataset';
import type { ModelSpec } from '../../domain/models/layers';
import { imageBytes } from '../../domain/models/shapes';
import type { LossId } from '../../domain/settings';
import { Arena, roundUp } from './arena';
import type { Pass } from './layers/node';
import { type LayerOutput, type LoweredNetwork, lower } from './lower';
import { OperationList, operationBytes, writeOperation } from './operation-list';
import { CONTROL, CONTROL_BYTES, STEP, STREAM_BYTES } from './operations';
import type { Parameter } from './parameters';
import { placeTensor, type Tensor } from './tensor';
import {
  addUpdate,
  placeUpdate,
  type UpdatePlan,
  type UpdateRequest,
  writeUpdate,
} from './update-pass';

/** What to plan for. */
export interface PlanRequest extends UpdateRequest {
  model: ModelSpec;
  loss: LossId;
  threads: number;
  /** Images of the largest batch. */
  capacity: number;
  /** Whether what each layer puts out can be read after an evaluation; nothing is fused then. */
  keepsActivations?: boolean;
}

/** A planned list of operations, with the address of its records. */
export interface PlannedPass {
  list: OperationList;
  address: number;
}

/** The plan. Addresses of parameters and slots depend on the network alone, not on the capacity. */
export interface Plan {
  request: PlanRequest;
  parameters: Parameter[];
  /** From a parameter to its first slot, and from one slot to the next. */
  slotOffset: number;
  update: UpdatePlan;
  /** Where what depends on the capacity begins; it must be all zeros before the first step. */
  variableStart: number;
  training: PlannedPass;
  evaluation: PlannedPass;
  /** Where the values of layers lie after an evaluation, in the order of computation. */
  outputs: LayerOutput[];
  /** What the last layer puts out, before any softmax. */
  logits: Tensor;
  /** Step records. */
  steps: number;
  stepBytes: number;
  maxSteps: number;
  /** Images of the steps of one command, as bytes, one behind the other; then labels, losses, predictions. */
  images: number;
  maxImages: number;
  labels: number;
  losses: number;
  predictions: number;
  /** 256 floats: what each byte of an image becomes. */
  table: number;
  /** Scratch memory of the threads. */
  scratch: number;
  scratchBytes: number;
  /** Number of classes. */
  classes: number;
  /** Layer index of each dropout, in the order of their streams. */
  dropouts: number[];
  /** Bytes of memory in all. */
  bytes: number;
}

/** Bytes of images that one command can take along, where a batch is not larger: 4,096 of Fashion-MNIST. */
const STAGED_BYTES = 4096 * 784;
/** Steps that one command can take along. */
const MAX_STEPS = 256;
/** Bytes of scratch memory that updates and augmentation need, whatever the layers. */
const LEAST_SCRATCH = 1024;

/** Plans a network. Throws RangeError for one that the engine cannot train. */
export function makePlan(request: PlanRequest): Plan {
  const { model, threads, capacity, keepsActivations = false } = request;
  if (isAugmenting(request) && imageBytes(model) !== IMAGE_PIXELS) {
    throw new RangeError('the engine changes only grey images of 28 x 28');
  }
  const arena = new Arena(CONTROL_BYTES);
  const network = lower(model, arena, { threads, keepsActivations });
  const parameters = network.nodes.flatMap((node) => node.parameters);
  const slotOffset = roundUp(arena.end - CONTROL_BYTES, 64);
  const update = placeUpdate(request, parameters, slotOffset, threads, arena);
  const needs = network.nodes.map((node) => node.scratchBytes);
  const scratchBytes = roundUp(Math.max(LEAST_SCRATCH, ...needs), 64);
  const scratch = arena.allocate(scratchBytes * threads);
  const table = arena.allocate(1024);
  const stepBytes = roundUp(STEP.streams + network.dropouts.length * STREAM_BYTES, 64);
  const variableStart = roundUp(arena.end, 64);
  const maxImages = Math.max(capacity, Math.floor(STAGED_BYTES / imageBytes(model)));
  const steps = arena.allocate(stepBytes * MAX_STEPS);
  const images = arena.allocate(maxImages * imageBytes(model));
  const labels = arena.allocate(maxImages);
  const losses = arena.allocate(8 * maxImages);
  const predictions = arena.allocate(maxImages);
  placeNetwork(network, capacity, arena);
  const passes = planPasses(network, request, { table, update }, arena);
  return {
    ...{ request, parameters, slotOffset, update, variableStart, ...passes },
    ...{ steps, stepBytes, maxSteps: MAX_STEPS, images, maxImages, labels, losses, predictions },
    ...{ table, scratch, scratchBytes, dropouts: network.dropouts, outputs: network.outputs },
    ...{ logits: network.logits, classes: network.logits.channels },
    bytes: roundUp(arena.end, 65536),
  };
}

function placeNetwork({ nodes, tensors }: LoweredNetwork, capacity: number, arena: Arena): void {
  // A tensor stands behind the one whose values it shares.
  for (const tensor of tensors) {
    tensor.values = tensor.source?.values ?? placeTensor(tensor, capacity, arena);
    tensor.gradients = tensor.hasGradient ? placeTensor(tensor, capacity, arena) : 0;
  }
  for (const node of nodes) node.place(capacity, arena);
}

function planPasses(
  network: LoweredNetwork,
  request: PlanRequest,
  { table, update }: { table: number; update: UpdatePlan },
  arena: Arena,
): { training: PlannedPass; evaluation: PlannedPass } {
  const { capacity } = request;
  const hits = arena.allocate(capacity);
  const [training, evaluation] = (['training', 'evaluation'] as const).map((pass) => {
    const list = new OperationList();
    const isChanged = pass === 'training' && isAugmenting(request);
    addInput(list, network, isChanged, table);
    for (const node of network.nodes) node.forward(list, pass);
    addLoss(list, network, pass, request, hits);
    const first = list.operations.length;
    if (pass === 'training') {
      addBackward(list, network);
      addUpdate(list, request, update, first);
    }
    addCollect(list, hits);
    list.placeBarriers();
    return { list, address: arena.allocate(operationBytes(list)) };
  }) as [PlannedPass, PlannedPass];
  return { training, evaluation };
}

function addInput(
  list: OperationList,
  { input }: LoweredNetwork,
  isChanged: boolean,
  table: number,
): void {
  const { values, sample, row, pixel, channels, height, width } = input;
  // Rows of features are images whose pixels lie side by side.
  const isRows = height === 1 && channels > 1;
  const place = isRows
    ? { outputRow: pixel, outputPixel: 4, height: width, width: channels, channels: 1 }
    : { outputRow: row, outputPixel: pixel, height, width, channels };
  list.add(
    isChanged ? 'loadChangedImages' : 'loadImages',
    'input',
    { table, output: values, outputSample: sample, ...place },
    { reads: [], writes: [{ buffer: 'input values', bySample: true }] },
  );
}

function addLoss(
  list: OperationList,
  { logits }: LoweredNetwork,
  pass: Pass,
  { loss, labelSmoothing }: PlanRequest,
  hits: number,
): void {
  const own = (what: string) => ({ buffer: `${logits.name} ${what}`, bySample: true });
  list.add(
    'loss',
    'loss',
    {
      ...{ logits: logits.values, logitsRow: logits.sample, classes: logits.channels },
      kind: loss === 'crossEntropy' ? 0 : 1,
      smoothing: labelSmoothing,
      gradient: pass === 'training' ? logits.gradients : 0,
      hits,
    },
    {
      reads: [own('values')],
      writes: [own('gradients'), { buffer: 'losses and hits', bySample: true }],
    },
  );
}

/** First the gradients of all activations, then all weights at once: those need no barrier between them. */
function addBackward(list: OperationList, { nodes, learning }: LoweredNetwork): void {
  for (const node of [...learning].reverse()) node.inputGradient(list);
  for (const node of [...nodes].reverse()) node.weightGradient(list);
}

function addCollect(list: OperationList, hits: number): void {
  list.add(
    'collect',
    'loss',
    { hits },
    {
      reads: [{ buffer: 'losses and hits', bySample: false }],
      writes: [],
    },
  );
}

/** Writes what the kernels read once: operations, table and the control page. */
export function writePlan(plan: Plan, buffer: ArrayBufferLike): void {
  const { model, threads } = plan.request;
  new Uint8Array(buffer).fill(0, plan.variableStart);
  const memory = new DataView(buffer);
  for (const { list, address } of [plan.training, plan.evaluation]) {
    list.operations.forEach((operation, index) => {
      writeOperation(
        memory,
        address + (index * operationBytes(list)) / list.operations.length,
        operation,
      );
    });
  }
  const scale = model.inputScaling === 'unit' ? 1 / 255 : 1;
  for (let byte = 0; byte < 256; byte++)
    memory.setFloat32(plan.table + 4 * byte, byte * scale, true);
  memory.setUint32(CONTROL.threads, threads, true);
  writeUpdate(memory, plan.request, plan.update, plan.parameters);
  memory.setUint32(CONTROL.slotOffset, plan.slotOffset, true);
  memory.setUint32(CONTROL.scratch, plan.scratch, true);
  memory.setUint32(CONTROL.scratchBytes, plan.scratchBytes, true);
  memory.setUint32(CONTROL.steps, plan.steps, true);
  memory.setUint32(CONTROL.stepBytes, plan.stepBytes, true);
}
