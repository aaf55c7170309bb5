import { common } from './common';

const { count, decimal, duration, percent, seconds, short } = common.format;

/** The Train screen but for its form and charts, in English. */
export const train = {
  title: 'Train a network',
  transport: {
    label: 'Training controls',
    train: 'Train',
    pause: 'Pause',
    resume: 'Resume',
    step: 'Step',
    stop: 'Stop',
    reset: 'Reset',
    trainHint: 'Start a run with these settings.',
    memory: (p: { bytes: number }) => `It takes ${count(p.bytes / 1e6)} MB of memory.`,
    stepHint: 'Train on one batch, then wait',
    stopHint: 'End the run and keep what it has learned',
    resetHint: 'Forget this run and start from fresh weights',
    confirmReset: {
      title: 'Forget this run?',
      body: 'The run ends here and leaves the screen. Use Download run first to keep the figures.',
      confirm: 'Forget the run',
      cancel: 'Keep it',
    },
  },
  /** Why Train cannot be pressed. */
  blocked: {
    loadingImages: 'Waiting for the images to load.',
    noImages: 'The images could not be loaded; see the message above.',
    checkingBackends: 'Testing what this device computes fastest. A few seconds, the first time.',
    noBackend: 'Nothing on this device computes correctly enough to train.',
  },
  state: {
    label: 'State',
    idle: 'Ready',
    loading: 'Loading images',
    checking: 'Choosing a backend',
    preparing: 'Preparing',
    training: 'Training',
    paused: 'Paused',
    validating: 'Validating',
    testing: 'Testing',
    finished: 'Finished',
    stopped: 'Stopped',
    failed: 'Failed',
  },
  progress: {
    label: 'Progress of the run',
    epochOf: (p: { epoch: number; total: number }) =>
      `Epoch ${count(p.epoch)} of ${count(p.total)}`,
    stepOf: (p: { step: number; total: number }) => `Step ${count(p.step)} of ${count(p.total)}`,
    imagesPerSecond: (p: { rate: number }) => `${count(Math.round(p.rate))} images/s`,
    timeLeft: (p: { seconds: number }) => `${duration(p.seconds)} left`,
    elapsed: (p: { seconds: number }) => `${duration(p.seconds)} so far`,
    validating: (p: { percent: string }) => `Measuring on the validation images, ${p.percent}`,
    testing: (p: { percent: string }) => `Measuring on the test images, ${p.percent}`,
  },
  /** Spoken by screen readers, and shown beside the state. */
  announce: {
    started: (p: { model: string; backend: string }) =>
      `Training of ${p.model} has started on ${p.backend}.`,
    epoch: (p: { epoch: number; total: number; accuracy: number }) =>
      `Epoch ${count(p.epoch)} of ${count(p.total)}: validation accuracy ${percent(p.accuracy)}.`,
    epochChanged: (p: { epoch: number; total: number; accuracy: number; change: number }) =>
      `Epoch ${count(p.epoch)} of ${count(p.total)}: validation accuracy ${percent(p.accuracy)}, ${
        p.change >= 0 ? 'up' : 'down'
      } ${decimal(Math.abs(p.change) * 100, 1)} points.`,
    epochWithoutValidation: (p: { epoch: number; total: number; accuracy: number }) =>
      `Epoch ${count(p.epoch)} of ${count(p.total)}: training accuracy ${percent(p.accuracy)}.`,
    learningRate: (p: { learningRate: number }) => `Learning rate is now ${short(p.learningRate)}.`,
    finished: (p: { accuracy: number }) => `Finished. Test accuracy ${percent(p.accuracy)}.`,
    stopped: (p: { epoch: number }) =>
      p.epoch === 1 ? 'Stopped after 1 epoch.' : `Stopped after ${count(p.epoch)} epochs.`,
  },
  empty: {
    title: 'Press Train',
    body: 'A small network starts from random weights and learns to tell ten kinds of clothing apart. You watch it happen here: the loss falls, the accuracy rises.',
    chance: 'Guessing gets 10% right. See how far it comes after one epoch.',
  },
  result: {
    title: 'Result',
    testAccuracy: 'Test accuracy',
    testLoss: 'Test loss',
    validationAccuracy: 'Validation accuracy',
    trainingAccuracy: 'Training accuracy',
    trainingTime: 'Training time',
    perEpoch: (p: { seconds: number }) => `${seconds(p.seconds)} an epoch`,
    onImages: (p: { images: number }) => `on ${count(p.images)} images it has never seen`,
    beforeTest: 'The test images are looked at once, when the run has ended.',
    overfitting: (p: { points: number }) =>
      `Training accuracy is ${decimal(p.points, 1)} points above validation accuracy: the network knows its training images better than the class (over-fitting).`,
    evaluate: 'Measure on the test images',
    download: 'Download run',
    downloadHint: 'Settings, curves and results as a JSON file',
  },
  /** Parts of the address that no setting can be read from. */
  address: {
    title: 'The address asks for settings that do not exist',
    numbers: (p: { label: string; value: string; minimum: number; maximum: number }) =>
      `${p.label}: “${p.value}” is no number from ${short(p.minimum)} to ${short(p.maximum)}. The default is set.`,
    wholeNumbers: (p: { label: string; value: string; minimum: number; maximum: number }) =>
      `${p.label}: “${p.value}” is no whole number from ${short(p.minimum)} to ${short(p.maximum)}. The default is set.`,
    choices: (p: { label: string; value: string; choices: string }) =>
      `${p.label}: “${p.value}” is none of ${p.choices}. The default is set.`,
    unknown: (p: { name: string }) => `“${p.name}” is the name of no setting. It changes nothing.`,
  },
  resume: {
    title: 'A run was interrupted',
    body: (p: { model: string; epoch: number; total: number }) =>
      `${p.model}, ${count(p.epoch)} of ${count(p.total)} epochs done. It continues as if nothing had happened.`,
    resume: 'Continue the run',
    discard: 'Forget it',
  },
  /** The worker was lost; the run has gone on by itself. */
  recovered: {
    title: 'Training was interrupted and went on',
    fromEpoch: (p: { epoch: number }) => `It continued from the end of epoch ${count(p.epoch)}.`,
    fromStart: 'No epoch was finished yet, so it started again from the beginning.',
  },
  failed: {
    title: 'The run ended early',
    keepsEpoch: (p: { epoch: number }) => `The state after epoch ${count(p.epoch)} is kept.`,
    lowerRate: (p: { learningRate: number }) =>
      `Set the learning rate to ${short(p.learningRate)} and reset`,
  },
  storage: {
    title: 'This run is not saved',
    saved: (p: { epoch: number }) => `Saved up to epoch ${count(p.epoch)}`,
  },
  starter: {
    title: 'Training on the starter sample',
    body: (p: { images: number; total: number }) =>
      `Only ${count(p.images)} of ${count(p.total)} images are here, so accuracy stays lower. To get the rest, run this where Atelier is served and reload:`,
    command: 'npm run data',
  },
};

/** Shape of {@link train}. */
export type TrainMessages = typeof train;
