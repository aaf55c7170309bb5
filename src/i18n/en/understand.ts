import { common } from './common';

const { count, percent } = common.format;

/** The Understand screen, in English. Values come as text, with as many digits as they deserve. */
export const understand = {
  title: 'Look inside the network',
  intro: 'Follow one image through every layer, and see what training made of the weights.',
  networkLive: 'It is training: what you see follows it.',
  image: {
    title: 'Image',
    part: 'Part',
    index: 'Image number',
    previous: 'Previous image',
    next: 'Next image',
    random: 'Random image',
    name: (p: { split: 'train' | 'test'; index: number }) =>
      `${p.split === 'train' ? 'Training' : 'Test'} image ${count(p.index)}`,
    photo: (p: { name: string }) => `Photo ${p.name}`,
    still: 'Still from the webcam',
    useDataset: 'Look at images of the data set',
    /** Where it was made for a network of another kind. */
    fitted:
      'This network takes other images than this one: it sees it at another size, and in grey or colour as it needs.',
    gone: 'The photo is not here any more',
    goneBody:
      'Photos are not kept when the page is loaded again. Choose it again in Assistant, or look at an image of the data set.',
  },
  loading: {
    images: 'Loading images',
    detail: (p: { images: number; total: number }) =>
      `${count(p.images)} of ${count(p.total)} images`,
    starting: 'Asking for the list of files',
    imagesFailed: 'The images could not be loaded',
    network: 'Opening the network',
    weights: 'Reading the weights',
  },
  failed: 'The network could not be looked into',
  stale: 'What you see is from before.',
  answer: {
    says: 'The network says',
    sentence: (p: { name: string; share: number }) =>
      `The network says ${p.name}, ${percent(p.share)}.`,
    right: (p: { name: string }) => `Right: the label is ${p.name}.`,
    wrong: (p: { name: string }) => `Wrong: the label is ${p.name}.`,
    otherClasses: (p: { name: string }) =>
      `The label is ${p.name}. This network was trained on other classes.`,
    noLabel: 'There is no label to compare with.',
    probabilities: 'Probabilities of the classes',
    truth: 'label of the image',
  },
  large: {
    input: 'Input image',
    hint: 'Point at a map to see it here.',
  },
  layers: {
    title: 'What each layer makes of the image',
    scope: 'Colour range',
    scopes: { unit: 'Unit', layer: 'Layer', global: 'Global' },
    scopeHelp: {
      unit: 'Each map has its own range of colours: shapes show even where a map answers faintly.',
      layer: 'The maps of a layer share one range of colours: their strengths can be compared.',
      global:
        'All layers with maps share one range of colours, and those with single units another.',
    },
    kindNumber: (p: { name: string; number: number }) => `${p.name} ${count(p.number)}`,
    inBlock: (p: { block: string; layer: string }) => `${p.block} · ${p.layer}`,
    onShortWay: (p: { block: string; layer: string }) => `${p.block} · Shortcut · ${p.layer}`,
    maps: (p: { layer: string; maps: number }) => `${p.layer}: ${count(p.maps)} maps`,
    units: (p: { layer: string; units: number }) => `${p.layer}: ${count(p.units)} units`,
    matrix: (p: { layer: string }) => `${p.layer}: one matrix`,
    mapName: (p: { number: number }) => `Map ${count(p.number)}`,
    unitName: (p: { number: number }) => `Unit ${count(p.number)}`,
    matrixName: 'Matrix: a row for each row of the image',
    range: 'Values',
    between: (p: { minimum: string; maximum: string }) => `${p.minimum} to ${p.maximum}`,
    zeros: 'Zeros',
    zeroShare: (p: { share: number }) => percent(p.share, 0),
    dead: 'Dead maps',
    deadOf: (p: { dead: number; maps: number }) => `${count(p.dead)} of ${count(p.maps)}`,
    deadHelp: 'all zero, crossed out',
    parameters: 'Parameters',
    noParameters: 'none',
    convFormula: (p: { kernel: number; inputs: number; filters: number; parameters: number }) =>
      `(${p.kernel} × ${p.kernel} × ${count(p.inputs)} + 1) × ${count(p.filters)} = ${count(p.parameters)}`,
    denseFormula: (p: { inputs: number; units: number; parameters: number }) =>
      `(${count(p.inputs)} + 1) × ${count(p.units)} = ${count(p.parameters)}`,
    hint: 'Point at a value, or move with the arrow keys. Enter shows a map large.',
    unitHint: 'Point at a unit, or move with the arrow keys.',
    value: (p: { name: string; row: number; column: number; value: string }) =>
      `${p.name}, row ${p.row}, column ${p.column}: ${p.value}`,
    unitValue: (p: { name: string; value: string }) => `${p.name}: ${p.value}`,
    mapFigures: (p: {
      name: string;
      minimum: string;
      maximum: string;
      mean: string;
      zeros: number;
    }) => `${p.name}: ${p.minimum} to ${p.maximum}, mean ${p.mean}, ${percent(p.zeros, 0)} zeros`,
    legend: (p: { from: string; to: string }) => `Colours from ${p.from} to ${p.to}`,
    ownLargest: "each map's largest",
    ownSmallest: "each map's −largest",
    dropoutOff: 'not applied here, only while training',
    logits: 'One value for each class before softmax. Softmax turns them into the probabilities.',
  },
  map: {
    pixels: (p: { name: string }) => `Values of ${p.name}. Move with the arrow keys.`,
    hint: 'Point at a value to read it.',
    readout: (p: { row: number; column: number; value: string }) =>
      `Row ${p.row}, column ${p.column}: ${p.value}`,
    previous: 'Previous map',
    next: 'Next map',
    close: 'Close the map',
    minimum: 'Smallest',
    maximum: 'Largest',
    mean: 'Mean',
    value: 'Value',
    pooled: (p: { size: number; number: number; layer: string }) =>
      `Each value is the largest of a ${p.size} × ${p.size} window of map ${count(p.number)} of the layer before (${p.layer}).`,
    /** `ofImage`: it reads the image itself, whose inputs are colours. */
    convolved: (p: { kernel: number; inputs: number; ofImage: boolean; hasBias: boolean }) => {
      const inputs = `${count(p.inputs)} ${p.ofImage ? 'colours of the image' : 'maps before'}`;
      const sum =
        p.inputs === 1
          ? `a ${p.kernel} × ${p.kernel} window times this filter`
          : `${p.kernel} × ${p.kernel} windows of all ${inputs}, each times its slice of this filter`;
      return `Each value is the sum of ${sum}${p.hasBias ? ', plus a bias' : ''}.`;
    },
    convFormula: (p: { kernel: number; inputs: number; parameters: number }) =>
      `${p.kernel} × ${p.kernel} × ${count(p.inputs)} weights + 1 bias = ${count(p.parameters)}`,
    denseFormula: (p: { inputs: number; parameters: number }) =>
      `${count(p.inputs)} weights + 1 bias = ${count(p.parameters)}`,
    summed: (p: { inputs: number; hasBias: boolean }) =>
      `A weighted sum of ${count(p.inputs)} values${p.hasBias ? ' and a bias' : ''}.`,
    relu: 'Sums below 0 become 0 (ReLU).',
    kernel: 'The filter that made it',
  },
  weights: {
    title: 'What training made of the weights',
    help: 'Every layer with weights, now and as they were drawn before the first step.',
    noFilters:
      'This network has no convolution, so it has no filters to show as images. Its weights are in the histograms.',
    shape: (p: { shape: string }) => `${p.shape} weights`,
    now: 'Now',
    before: 'Before training',
    view: 'Show',
    views: { filter: 'One filter', input: 'One input map' },
    filter: 'Filter',
    input: 'Input map',
    previousFilter: 'Previous',
    nextFilter: 'Next',
    kernels: (p: { layer: string; when: string }) => `Filters of ${p.layer}, ${p.when}`,
    filterName: (p: { number: number }) => `Filter ${count(p.number)}`,
    sliceName: (p: { number: number }) => `Slice for input map ${count(p.number)}`,
    kernelHint:
      'Point at a weight, or move with the arrow keys. Enter shows the map of the filter.',
    count: 'Weights',
    mean: 'Mean',
    deviation: 'Standard deviation',
    summary: (p: {
      layer: string;
      weights: number;
      mean: string;
      deviation: string;
      inside: number;
      before: number;
      reach: string;
    }) =>
      `${p.layer}: ${count(p.weights)} weights, mean ${p.mean}, standard deviation ${p.deviation}. ${percent(p.inside, 0)} lie within ±${p.reach}; before training ${percent(p.before, 0)}.`,
    heights:
      'Heights of the histograms grow with the square root of the count, so that rare weights show.',
  },
};

/** Shape of {@link understand}. */
export type UnderstandMessages = typeof understand;
