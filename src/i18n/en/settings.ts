import { common } from './common';

const { count, percent } = common.format;

/** The form of a training run: fields, options and what each does, in English. */
export const settings = {
  title: 'Settings',
  advanced: 'More settings',
  locked:
    'Settings are fixed while a run lasts. Reset to change them; only the learning rate can change on the way.',
  toDefault: 'Back to default',
  stepLabels: { increase: 'Increase', decrease: 'Decrease' },
  /** Names the slider beside the learning rate's number. */
  rateSlider: 'Coarse, on a log scale',
  presets: {
    label: 'Preset',
    own: { label: 'Own', description: 'Settings of your own.' },
    options: {
      standard: {
        label: 'Standard',
        description: 'Five epochs at a constant learning rate, as in most courses.',
      },
      fast: {
        label: 'Fast',
        description:
          'The same network, as accurate in less time: the learning rate rises, then falls.',
      },
      accurate: {
        label: 'Accurate',
        description: 'The residual network, five epochs: many times the work of Fast.',
      },
      mostAccurate: {
        label: 'Most accurate',
        description: 'The residual network for twenty epochs.',
      },
      forPhotos: {
        label: 'For photos',
        description:
          'Learns from photo-like views: right about more photos in the Assistant, about fewer test images.',
      },
    },
  },
  fields: {
    model: { label: 'Model', help: 'The network: which layers, in which order.' },
    dataset: { label: 'Data', help: 'The images to learn from.' },
    backend: {
      label: 'Backend',
      help: 'What computes. Auto tests what this device has and takes the fastest that is correct.',
    },
    epochs: { label: 'Epochs', help: 'How often the network sees every training image.' },
    batchSize: {
      label: 'Batch size',
      help: 'Images per step. Larger batches give smoother but fewer steps.',
    },
    learningRate: {
      label: 'Learning rate',
      help: 'How far each step moves the weights. Too small learns slowly, too large never settles.',
    },
    loss: { label: 'Loss', help: 'How wrong answers are counted. Training makes it smaller.' },
    optimizer: {
      label: 'Optimizer',
      help: 'How a step is made from the gradient, the direction in which the loss falls fastest.',
    },
    schedule: { label: 'Schedule', help: 'How the learning rate changes during the run.' },
    seed: {
      label: 'Seed',
      help: 'Fixes all chance: first weights, order of images, dropout, augmentation. Same seed, same run.',
    },
    momentum: {
      label: 'Momentum',
      help: 'How much of the earlier direction each step keeps. For the optimizers with momentum.',
    },
    clipNorm: {
      label: 'Gradient limit',
      help: 'Shortens the gradient of all weights together to this length when it is longer. Keeps rare large steps from spoiling a run. 0 is off.',
    },
    labelSmoothing: {
      label: 'Label smoothing',
      help: 'Spreads this share of each answer over all classes, so that the network does not grow too sure. For cross-entropy; 10% is usual, 0 is off.',
    },
    weightDecay: {
      label: 'Weight decay',
      help: 'Shrinks the weights a little at each step, by this times the learning rate, whatever the gradient says. With AdamW 0.01 is usual, 0 is off.',
    },
    l1: {
      label: 'L1 penalty',
      help: 'Counts the size of the weights as part of the loss. Pushes weights that do little to 0. 0 is off.',
    },
    l2: {
      label: 'L2 penalty',
      help: 'Counts the squares of the weights as part of the loss. Keeps all weights small. 0 is off.',
    },
    flip: {
      label: 'Mirror',
      help: 'Chance that a training image is mirrored left to right. 50% is usual, 0 is off.',
    },
    shift: {
      label: 'Shift',
      help: 'Moves training images by up to this many pixels in each direction. 0 is off.',
    },
    rotation: {
      label: 'Rotation',
      help: 'Turns training images by up to this many degrees either way. 0 is off.',
    },
    zoom: {
      label: 'Zoom',
      help: 'Makes training images larger or smaller by up to this share. 0 is off.',
    },
    erasing: {
      label: 'Erasing',
      help: 'Chance that a rectangle of a training image is covered with noise, so that the network cannot rely on one detail. 0 is off.',
    },
    photoViews: {
      label: 'Photo-like views',
      help: 'Share of the training images shown as if they were cut out of a photo: turned, stretched, in other light, with patterns and bits of background, shoes in pairs from above. Makes answers to photos better and to test images worse. 0 is off.',
    },
    validationFraction: {
      label: 'Validation split',
      help: 'Share of the training images held back, to see how the network does on images it has not learned from.',
    },
  },
  groups: {
    regularization: {
      title: 'Regularization',
      help: 'Keeps the network from learning the training images by heart.',
    },
    augmentation: {
      title: 'Augmentation',
      help: 'Changes training images at random each time they are seen. Validation and test images stay as they are.',
    },
  },
  validationImages: (p: { fraction: number; images: number }) =>
    `${percent(p.fraction)}, ${count(p.images)} images`,
  auto: { name: 'Auto', description: 'The fastest that is correct here' },
  backends: {
    engine: 'The processor, all cores, with code made for these networks',
    webgpu: 'The graphics processor, by its newest interface',
    webgl: 'The graphics processor, on most devices',
    wasm: 'The processor, with compiled code',
    cpu: 'The processor, with plain JavaScript; slow, the reference for the others',
  },
  models: {
    's3-cnn': {
      name: 'Small CNN',
      description: 'One convolution and a dense layer. Learns well within a few epochs.',
    },
    's1-cnn': {
      name: 'Two-layer CNN',
      description: 'Two convolutions and dropout. More accurate, takes longer.',
    },
    'small-resnet': {
      name: 'Small ResNet',
      description: 'Convolutions with shortcuts and batch normalization. Takes by far the longest.',
    },
    's3-dense': {
      name: 'Dense, no convolution',
      description: 'Sees each row of pixels alone. Shows what convolution adds.',
    },
  },
  losses: {
    crossEntropy: {
      name: 'Cross-entropy',
      description: 'Punishes low probability for the right class. The usual choice.',
    },
    hinge: {
      name: 'Hinge',
      description: 'Wants the right class ahead of each other one by a margin of 1.',
    },
  },
  optimizers: {
    adam: {
      name: 'Adam',
      description: 'Adapts the step to each weight. Works with little tuning.',
    },
    sgd: { name: 'SGD', description: 'Plain gradient descent. Try a learning rate near 0.1.' },
    momentum: {
      name: 'SGD with momentum',
      description: 'Keeps rolling in the direction of earlier steps.',
    },
    nesterov: {
      name: 'SGD with Nesterov momentum',
      description: 'Momentum that looks ahead: corrects its course earlier.',
    },
    adamW: {
      name: 'AdamW',
      description: 'Adam, made to go with weight decay; set that below.',
    },
  },
  schedules: {
    constant: { name: 'Constant', description: 'The same from the first step to the last.' },
    step: { name: 'Step', description: 'A tenth after each third of the run.' },
    cosine: { name: 'Cosine', description: 'Falls smoothly to almost zero.' },
    oneCycle: { name: 'One cycle', description: 'Rises first, then falls to almost zero.' },
  },
};

/** Shape of {@link settings}. */
export type SettingsMessages = typeof settings;
