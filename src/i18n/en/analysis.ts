import { common } from './common';

const { count, decimal, percent, seconds } = common.format;

/** Curves, matrices, tables and the model's diagram, in English. */
export const analysis = {
  charts: {
    title: 'Learning curves',
    loss: 'Loss',
    accuracy: 'Accuracy',
    learningRate: 'Learning rate',
    training: 'Training',
    validation: 'Validation',
    batches: 'Training, each batch',
    xAxis: 'Horizontal axis',
    xAxes: { step: 'Step', epoch: 'Epoch', seconds: 'Seconds' },
    smoothing: 'Smoothing',
    smoothingHelp: 'Averages over neighbouring steps. The raw values stay visible, faintly.',
    ignoreOutliers: 'Leave out extremes',
    loading: 'Loading the chart',
    drawFailed: 'The chart could not be drawn. The table has the same figures.',
    asTable: 'Show as a table',
    epoch: 'Epoch',
    trainingLoss: 'Training loss',
    validationLoss: 'Validation loss',
    trainingAccuracy: 'Training accuracy',
    validationAccuracy: 'Validation accuracy',
    seconds: 'Seconds',
    latest: (p: { name: string; value: string }) => `${p.name} ${p.value}`,
    /** Reads a chart out in one sentence. */
    summary: (p: { name: string; from: string; to: string; epochs: number }) =>
      `${p.name} went from ${p.from} to ${p.to} in ${count(p.epochs)} epochs.`,
    noData: 'The first points appear as soon as training runs.',
  },
  confusion: {
    title: 'Confusion matrix',
    help: 'Rows are what the image is, columns what the network says. Off the diagonal are its mistakes.',
    actual: 'Actual class',
    predicted: 'Predicted class',
    counts: 'Counts',
    percents: 'Percent of the row',
    values: 'Values as',
    cell: (p: { actual: string; predicted: string; images: number; share: number }) =>
      `${count(p.images)} of ${p.actual} called ${p.predicted} (${percent(p.share)})`,
    worst: (p: { actual: string; predicted: string; images: number }) =>
      `Most frequent mistake: ${p.actual} called ${p.predicted}, ${count(p.images)} times.`,
  },
  perClass: {
    title: 'Each class',
    class: 'Class',
    precision: 'Precision',
    precisionHelp: 'Of the images called this class, the share that is.',
    recall: 'Recall',
    recallHelp: 'Of the images of this class, the share that was found.',
    f1: 'F1',
    f1Help: 'One figure for both: the harmonic mean of precision and recall.',
    support: 'Images',
    average: 'Mean of the classes',
    none: 'none',
  },
  model: {
    title: 'The network',
    diagram: 'Diagram of the layers',
    table: 'Layers',
    layer: 'Layer',
    output: 'Output shape',
    parameters: 'Parameters',
    totalRow: 'All layers',
    input: 'Input image',
    inputUnit: 'pixel values divided by 255',
    inputRaw: 'pixel values 0 to 255 as they are',
    total: (p: { parameters: number }) => `${count(p.parameters)} parameters`,
    shape: (p: { shape: readonly number[] }) => p.shape.map(String).join(' × '),
    layers: {
      conv2d: {
        name: 'Convolution',
        help: 'Slides small filters over the image; each filter gives one feature map of where its pattern occurs.',
      },
      maxPool: {
        name: 'Max pooling',
        help: 'Keeps the largest value of each small window: half the width, half the height.',
      },
      depthwiseConv2d: {
        name: 'Depthwise convolution',
        help: 'Slides one small filter over each feature map by itself. Far fewer weights than a convolution.',
      },
      avgPool: {
        name: 'Average pooling',
        help: 'Keeps the mean of each small window.',
      },
      globalAvgPool: {
        name: 'Global average pooling',
        help: 'Turns each feature map into one number, its mean.',
      },
      batchNorm: {
        name: 'Batch normalization',
        help: 'Brings each feature map to mean 0 and spread 1 over the batch, then scales and shifts it as learned. Outside of training it uses averages of earlier batches.',
      },
      activation: {
        name: 'Activation',
        help: 'Applies a function to every value, so that the network can learn more than straight lines.',
      },
      residual: {
        name: 'Residual block',
        help: 'Adds what its layers compute to what came in. The layers only learn what is to change, so deep networks train well.',
      },
      flatten: { name: 'Flatten', help: 'Lines all values up in one row.' },
      dense: { name: 'Dense', help: 'Every output is a weighted sum of all inputs.' },
      dropout: {
        name: 'Dropout',
        help: 'Sets random values to zero while training, so that no single one is relied upon.',
      },
    },
    activations: {
      linear: 'linear',
      relu: 'ReLU',
      leakyRelu: 'leaky ReLU',
      sigmoid: 'sigmoid',
      tanh: 'tanh',
      softmax: 'softmax',
    },
    /** The two ways through a residual block. */
    ways: {
      branch: 'Branch',
      shortcut: 'Shortcut, added to it',
      identity: 'Shortcut: the input as it is, added to it',
    },
    filters: (p: { filters: number; kernel: number }) =>
      `${count(p.filters)} filters of ${p.kernel} × ${p.kernel}`,
    kernel: (p: { kernel: number }) => `one filter of ${p.kernel} × ${p.kernel} for each map`,
    noBias: 'no bias',
    window: (p: { size: number }) => `window ${p.size} × ${p.size}`,
    units: (p: { units: number }) => `${count(p.units)} units`,
    rate: (p: { rate: number }) => `drops ${percent(p.rate, 0)}`,
    stride: (p: { stride: number }) => `stride ${p.stride}`,
    paddings: { same: 'padding same', valid: 'no padding' },
  },
  backends: {
    title: 'What this device computes with',
    intro:
      'Each way to compute was tried on a small network: its output and one gradient step are compared with the CPU reference, then it is timed.',
    backend: 'Backend',
    result: 'Check',
    error: 'Relative error',
    time: 'One step',
    stepTime: (p: { milliseconds: number }) => `${decimal(p.milliseconds, 1)} ms`,
    statuses: {
      correct: 'correct',
      wrong: 'wrong',
      unavailable: 'not available',
      timeout: 'no answer in time',
    },
    noSimd:
      'Not available: this browser lacks SIMD, the vector instructions that it computes with.',
    unavailable: (p: { detail: string }) => `Not available: ${p.detail}`,
    wrong: (p: { error: string }) =>
      `Not used: its results differ by ${p.error} from the reference.`,
    skipped: {
      softwareGpu:
        'Not tried: there is no GPU here; the browser would imitate one on the processor, which is slower.',
      lastResort: 'Not tried: only used where nothing faster works.',
    },
    timeout: (p: { seconds: number }) => `No answer within ${seconds(p.seconds)}.`,
    chosen: 'chosen',
    checking: (p: { name: string }) => `Checking ${p.name}`,
    waiting: 'waiting',
    notChecked: 'not checked yet',
    becauseFastest: (p: { name: string; milliseconds: number }) =>
      `${p.name} is used: the fastest that is correct here, ${decimal(p.milliseconds, 1)} ms a step.`,
    becauseOnly: (p: { name: string }) => `${p.name} is used: the only one that is correct here.`,
    becauseAsked: (p: { name: string }) => `${p.name} is used because you chose it.`,
    checkAgain: 'Check again',
  },
};

/** Shape of {@link analysis}. */
export type AnalysisMessages = typeof analysis;
