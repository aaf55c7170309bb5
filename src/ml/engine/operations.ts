/**
 * The operations that kernels can do, and the fields of each one's record in memory: the contract
 * between the planner (plan.ts), which writes records, and the kernels, which read them.
 * `npm run kernels` makes AssemblyScript classes of this table (scripts/build-kernels.ts).
 *
 * Words used in the names: addresses and strides are in bytes. `xSample`, `xRow` and `xPixel` are
 * the distances between samples, rows and pixels of tensor x; for the input of a convolution, rows
 * and pixels mean those that the next output row and pixel start from. `panels` are groups of eight
 * output channels or units. `segments`, `run` and `jump` describe a convolution's window: that many
 * runs of `run` contiguous bytes, `jump` bytes apart. `gate` is the address of the activations whose
 * ReLU the gradient passes, or 0.
 */
export const OPERATIONS = {
  /** Bytes of images to floats, through a table of 256 values. */
  loadImages: [
    ...['table', 'output', 'outputSample', 'outputRow', 'outputPixel', 'height', 'width'],
    'channels',
  ],
  /** As loadImages, of grey images of 28 x 28 that are changed at random: see domain/augment.ts. */
  loadChangedImages: [
    ...['table', 'output', 'outputSample', 'outputRow', 'outputPixel', 'height', 'width'],
    'channels',
  ],
  convForward: [
    ...['input', 'inputSample', 'inputRow', 'inputPixel', 'segments', 'run', 'jump'],
    ...['weights', 'panelBytes', 'panels', 'bias', 'relu'],
    ...['output', 'outputSample', 'outputRow', 'outputPixel', 'height', 'width'],
  ],
  /**
   * Convolution, bias, ReLU and 2 x 2 max-pooling; `offsets` remembers where each maximum came from.
   * `isThin`: windows are 3 x 3 on one channel, at stride 1.
   */
  convPoolForward: [
    ...['input', 'inputSample', 'inputRow', 'inputPixel', 'segments', 'run', 'jump'],
    ...['weights', 'panelBytes', 'panels', 'bias', 'relu'],
    ...['output', 'outputSample', 'outputRow', 'outputPixel', 'height', 'width', 'offsets'],
    'isThin',
  ],
  /** `top` and `left` are what is padded; `offsets` remembers which pixel each maximum came from. */
  maxPoolForward: [
    ...['input', 'inputSample', 'inputRow', 'inputPixel', 'inputHeight', 'inputWidth'],
    ...['size', 'stride', 'top', 'left', 'channelBytes'],
    ...['output', 'outputSample', 'outputRow', 'outputPixel', 'height', 'width', 'offsets'],
  ],
  /** `share` is what each pixel of a window counts: 1 / (its height x its width). */
  avgPoolForward: [
    ...['input', 'inputSample', 'inputRow', 'inputPixel'],
    ...['windowHeight', 'windowWidth', 'stride', 'share', 'channelBytes'],
    ...['output', 'outputSample', 'outputRow', 'outputPixel', 'height', 'width'],
  ],
  /** `tapRow` and `tapPixel` are the distances inside a window of `side` x `side` pixels. */
  depthwiseForward: [
    ...['input', 'inputSample', 'inputRow', 'inputPixel', 'side', 'tapRow', 'tapPixel'],
    ...['weights', 'panelBytes', 'panels', 'bias', 'relu'],
    ...['output', 'outputSample', 'outputRow', 'outputPixel', 'height', 'width'],
  ],
  /**
   * From each of the step's samples to `count` references, both `length` bytes an image: squared or
   * absolute differences. There are at least four references, the last of them padding if need be.
   */
  distances: ['queries', 'references', 'count', 'length', 'isSquared', 'output', 'outputRow'],
  /** Rows of a matrix times weights; `rows` is a sample's. `bySample` tells how threads share it. */
  denseForward: [
    ...['input', 'inputRow', 'rows', 'length', 'weights', 'panelBytes', 'panels', 'bias', 'relu'],
    ...['output', 'outputRow', 'bySample'],
  ],
  /** Draws masks and multiplies by them in place. */
  dropoutForward: [
    ...['values', 'sample', 'row', 'pixel', 'height', 'width', 'channels'],
    ...['mask', 'stream', 'keep'],
  ],
  /** `values` and `mask` start with the frame. */
  dropoutBackward: ['values', 'sample', 'mask'],
  /** Loss, prediction and, unless `gradient` is 0, the gradient of the mean loss. */
  loss: ['logits', 'logitsRow', 'classes', 'kind', 'smoothing', 'gradient', 'hits'],
  /** Sums the losses of a batch into the step's record, in order, by one thread. */
  collect: ['hits'],
  denseInputGradient: [
    ...['gradient', 'gradientRow', 'rows', 'weights', 'panelBytes', 'panels', 'length'],
    ...['output', 'outputRow', 'gate', 'bySample'],
  ],
  maxPoolBackward: [
    ...['gradient', 'gradientSample', 'gradientRow', 'gradientPixel', 'height', 'width'],
    ...['channelBytes', 'offsets', 'gate', 'output', 'outputSample', 'outputStart'],
  ],
  avgPoolBackward: [
    ...['gradient', 'gradientSample', 'gradientRow', 'gradientPixel', 'height', 'width'],
    ...['windowHeight', 'windowWidth', 'stride', 'share', 'channelBytes', 'gate'],
    ...['output', 'outputSample', 'outputRow', 'outputPixel', 'outputStart'],
  ],
  depthwiseInputGradient: [
    ...['gradient', 'gradientSample', 'gradientRow', 'gradientPixel', 'height', 'width'],
    ...['side', 'stride', 'top', 'left', 'weights', 'panelBytes', 'panels', 'gate'],
    ...['output', 'outputSample', 'outputRow', 'outputPixel', 'outputHeight', 'outputWidth'],
  ],
  /** Weights from panels to one row an output channel, as input gradients read them. */
  transposeWeights: ['weights', 'panelBytes', 'panels', 'segments', 'run', 'output'],
  /** Adds each output pixel's gradient, times the weights, to the window it came from. */
  convInputGradient: [
    ...[
      'gradient',
      'gradientSample',
      'gradientRow',
      'gradientPixel',
      'height',
      'width',
      'channels',
    ],
    ...['transposed', 'segments', 'run', 'jump'],
    ...['output', 'outputSample', 'outputRow', 'outputPixel', 'outputStart'],
    ...['gate'],
  ],
  /** As convInputGradient, after convPoolForward: one pixel a window and channel has a gradient. */
  convPoolInputGradient: [
    ...[
      'gradient',
      'gradientSample',
      'gradientRow',
      'gradientPixel',
      'height',
      'width',
      'channels',
    ],
    ...['transposed', 'segments', 'run', 'jump', 'offsets'],
    ...['output', 'outputSample', 'outputStart', 'gate'],
  ],
  convWeightGradient: [
    ...['input', 'inputSample', 'inputRow', 'inputPixel', 'segments', 'run', 'jump'],
    ...['gradient', 'gradientSample', 'gradientRow', 'gradientPixel', 'height', 'width'],
    ...['weights', 'panelBytes', 'panels'],
  ],
  convPoolWeightGradient: [
    ...['input', 'inputSample', 'segments', 'run', 'jump'],
    ...['gradient', 'gradientSample', 'gradientRow', 'gradientPixel', 'height', 'width'],
    ...['offsets', 'sums', 'weights', 'panelBytes', 'panels', 'isThin'],
  ],
  /** The weight gradient of each sample for itself, as long as the weights. */
  depthwiseSampleSums: [
    ...['input', 'inputSample', 'inputRow', 'inputPixel', 'side', 'tapRow', 'tapPixel'],
    ...['gradient', 'gradientSample', 'gradientRow', 'gradientPixel', 'height', 'width'],
    ...['panelBytes', 'panels', 'sums'],
  ],
  /** Adds the samples' sums. */
  depthwiseWeightGradient: ['sums', 'weights', 'panelBytes', 'panels'],
  denseWeightGradient: [
    ...['input', 'inputRow', 'rows', 'length', 'gradient', 'gradientRow'],
    ...['weights', 'panelBytes', 'panels'],
  ],
  /** Kernels, or turned round for the input gradient, as tiles of 16 or 36 `places` want them: [panels][places][channels][8]. */
  winogradWeights: ['weights', 'panelBytes', 'panels', 'channels', 'isTurned', 'places', 'output'],
  /** As convForward or, unless `offsets` is 0, convPoolForward. `stripRows`: rows of tiles at a time. */
  winogradForward: [
    ...['input', 'inputSample', 'inputRow', 'inputPixel', 'weights', 'panels', 'bias', 'relu'],
    ...['output', 'outputSample', 'outputRow', 'outputPixel', 'height', 'width', 'offsets'],
    'stripRows',
  ],
  /** As convInputGradient; `top` and `left` are the padding of the gradient, in pixels. */
  winogradInputGradient: [
    ...['gradient', 'gradientSample', 'gradientRow', 'gradientPixel', 'height', 'width'],
    ...['top', 'left', 'weights', 'panels', 'output', 'outputSample', 'outputRow', 'outputPixel'],
    ...['outputHeight', 'outputWidth', 'gate', 'stripRows'],
  ],
  /** As convWeightGradient; `tiles`: how many at a time; `sums` has room for winogradWeights' output. */
  winogradWeightGradient: [
    ...['input', 'inputSample', 'inputRow', 'inputPixel', 'gradient', 'gradientSample'],
    ...['gradientRow', 'gradientPixel', 'height', 'width', 'weights', 'panelBytes', 'panels'],
    ...['sums', 'tiles'],
  ],
  /** As winogradForward without pooling or, with turned kernels and no bias, winogradInputGradient. `group`: images at a time. */
  largeTiles: [
    ...['input', 'inputSample', 'inputRow', 'inputPixel', 'height', 'width', 'top', 'left'],
    ...['weights', 'panels', 'bias', 'relu', 'gate', 'output', 'outputSample', 'outputRow'],
    ...['outputPixel', 'outputHeight', 'outputWidth', 'group', 'stripRows'],
  ],
  /** As winogradWeightGradient. */
  largeTilesWeightGradient: [
    ...['input', 'inputSample', 'inputRow', 'inputPixel', 'gradient', 'gradientSample'],
    ...['gradientRow', 'gradientPixel', 'height', 'width', 'weights', 'panelBytes', 'panels'],
    ...['sums', 'tiles'],
  ],
  biasGradient: [
    ...['gradient', 'gradientSample', 'gradientRow', 'gradientPixel', 'height', 'width'],
    ...['panels', 'bias'],
  ],
  /** Sums of squares of all stored gradients, a 64-bit float for each thread; see update-pass.ts. */
  squareGradients: ['table', 'count', 'squares'],
  /** Updates all weights by stored gradients; those are made shorter first where `limit` is above 0. */
  applyGradients: ['table', 'count', 'squares', 'limit'],
  /** An activation from one tensor to another; see {@link ACTIVATION_CODES}. */
  activationForward: [
    ...['input', 'inputSample', 'inputRow', 'output', 'outputSample', 'outputRow'],
    ...['height', 'width', 'pixelBytes', 'channels', 'kind'],
  ],
  /** `values` are the activation's outputs and lie as `gradient`, `gate` as `output`. */
  activationBackward: [
    ...['gradient', 'values', 'gradientSample', 'gradientRow', 'output', 'gate'],
    ...['outputSample', 'outputRow', 'height', 'width', 'pixelBytes', 'kind'],
  ],
  /** output = left + right, and ReLU; `output` may be one of the two. */
  add: [
    ...['left', 'leftSample', 'leftRow', 'right', 'rightSample', 'rightRow'],
    ...['output', 'outputSample', 'outputRow', 'height', 'width', 'pixelBytes', 'relu'],
  ],
  /** Copies `channels` values of each pixel to where pixels lie differently. */
  copyPixels: [
    ...['input', 'inputSample', 'inputRow', 'inputPixel'],
    ...['output', 'outputSample', 'outputRow', 'outputPixel', 'height', 'width', 'channels'],
  ],
  /** Sums and sums of squares of a thread's samples; `area` is described in kernels/batch-norm-area.ts. */
  batchNormMoments: [
    ...['input', 'inputSample', 'inputRow', 'inputPixel', 'height', 'width'],
    ...['panels', 'area', 'areaBytes'],
  ],
  /** Normalises by the batch's statistics, which also enter the running ones. */
  batchNormForward: [
    ...['input', 'inputSample', 'inputRow', 'inputPixel', 'height', 'width'],
    ...['panels', 'area', 'areaBytes', 'channels', 'gamma', 'beta'],
    ...['mean', 'variance', 'momentum', 'epsilon', 'relu', 'output', 'outputSample', 'outputRow'],
  ],
  /** Normalises by the running statistics. */
  batchNormInference: [
    ...['input', 'inputSample', 'inputRow', 'inputPixel', 'height', 'width'],
    ...['panels', 'area', 'areaBytes', 'channels', 'gamma', 'beta'],
    ...['mean', 'variance', 'epsilon', 'relu', 'output', 'outputSample', 'outputRow'],
  ],
  /** Sums of dy and of dy (x - mean) over a thread's samples. */
  batchNormSums: [
    ...['input', 'inputSample', 'inputRow', 'inputPixel', 'height', 'width'],
    ...['panels', 'area', 'areaBytes', 'gradient', 'gradientSample', 'gradientRow'],
  ],
  /** `gate` lies as `input`, and so does `output`. */
  batchNormInputGradient: [
    ...['input', 'inputSample', 'inputRow', 'inputPixel', 'height', 'width'],
    ...['panels', 'area', 'areaBytes', 'channels'],
    ...['gradient', 'gradientSample', 'gradientRow', 'output', 'gate'],
  ],
  batchNormUpdate: ['panels', 'area', 'areaBytes', 'gamma', 'beta'],
} as const;

/** Name of an operation. */
export type OperationName = keyof typeof OPERATIONS;

/** Values of all fields of an operation. */
export type Fields<Name extends OperationName> = Record<(typeof OPERATIONS)[Name][number], number>;

/** Names in the order of their codes. */
export const OPERATION_NAMES = Object.keys(OPERATIONS) as OperationName[];

/** Fields that are 32-bit floats; all others are unsigned 32-bit integers. */
export const FLOAT_FIELDS: ReadonlySet<string> = new Set([
  ...['keep', 'share', 'smoothing', 'limit', 'momentum', 'epsilon'],
]);

/** What each activation is called in the records of `activationForward` and `activationBackward`. */
export const ACTIVATION_CODES = { linear: 0, relu: 1, leakyRelu: 2, sigmoid: 3, tanh: 4 } as const;

/** Bytes of an operation's record: code, barrier, then the fields. */
export const OPERATION_BYTES = 128;
/** Where the fields start in it. */
export const FIELDS_OFFSET = 8;

/**
 * The page of memory that tells every thread what to do. Counters of the barrier lie on cache lines
 * of their own, so that waiting threads do not slow each other down.
 */
export const CONTROL = {
  /** Threads that have arrived at the barrier. */
  arrived: 64,
  /** Counts the barriers passed. */
  generation: 128,
  /** Threads that gave up spinning and sleep until the barrier opens. */
  sleepers: 192,
  /** Counts the commands given to the helper threads. */
  command: 256,
  threads: 320,
  /** 1: helper threads end. */
  stop: 324,
  operations: 328,
  operationCount: 332,
  steps: 336,
  stepBytes: 340,
  stepCount: 344,
  optimizer: 348,
  /** Distance from a weight to its first optimiser slot, and from that to the second. */
  slotOffset: 352,
  scratch: 356,
  scratchBytes: 360,
  /** Distance from a weight to its stored gradient; 0 where gradients are applied and not stored. */
  gradientOffset: 364,
  /** 32-bit floats: see TrainingOptions. */
  momentum: 368,
  l1: 372,
  l2: 376,
  seed: 380,
  /** 64-bit floats from here: see Augmentation. */
  flip: 384,
  shift: 392,
  rotation: 400,
  zoom: 408,
  erasing: 416,
} as const;

/** Bytes before the parameters: what {@link CONTROL} describes. */
export const CONTROL_BYTES = 1024;

/** Fields of a step's record: what changes from step to step, and what comes out. */
export const STEP = {
  /** Images in the batch. */
  count: 0,
  images: 4,
  labels: 8,
  /** Where the predicted classes go, one byte each. */
  predictions: 12,
  /** 32-bit float; for Adam with the bias correction in it. */
  rate: 16,
  correct: 20,
  /** 64-bit float: sum over the batch. */
  lossSum: 24,
  /** 32-bit float: what kernels are multiplied by before their update, for weight decay. */
  shrink: 32,
  /** 32-bit float: what Adam adds to the root of the second moment. */
  epsilon: 36,
  /** The step's number, from 1 over the run. */
  number: 40,
  /** Where the losses of the images go, a 64-bit float each. */
  losses: 44,
  /** Four 64-bit floats for each dropout layer: the state of its random stream. */
  streams: 48,
} as const;

/** 32-bit words of a table of weights: address, bytes, and 1 for what penalties and decay apply to. */
export const WEIGHTS_ENTRY_BYTES = 12;

/** Bytes of a random stream's state in a step's record. */
export const STREAM_BYTES = 32;
