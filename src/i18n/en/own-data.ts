import { common } from './common';

const { count, decimal, duration, percent } = common.format;
const sizeText = (bytes: number) =>
  bytes < 1e6 ? `${count(bytes / 1e3)} kB` : `${decimal(bytes / 1e6, bytes < 1e7 ? 1 : 0)} MB`;
const images = (number: number) => (number === 1 ? '1 image' : `${count(number)} images`);

/** Own data sets: opening, listing, removing them; in English. */
export const ownData = {
  title: 'Your own data',
  /** The picker of data sets, and what leads from it to opening others. */
  picker: 'Data',
  openMore: 'Open your own data',
  description: (p: { train: number; test: number }) =>
    `${count(p.train)} to train, ${count(p.test)} to test`,
  missing: 'Not in this browser',
  useBuiltIn: 'Use Fashion-MNIST',
  intro:
    'Open images of your own to look at and to train on. They stay on this device: nothing is sent anywhere.',
  drop: 'Drop files here, or',
  open: 'Open files',
  formats: {
    title: 'Which files can be opened',
    csv: 'CSV: one image a line, its label from 0 to 9, then its 784 pixels from 0 to 255, row by row. A line of headings is optional.',
    example: 'label,pixel1,pixel2,…,pixel784\n7,0,0,…,0\n2,0,13,…,128',
    idx: 'IDX, as MNIST and Fashion-MNIST are published: a file of images and one of labels, or four with a test part.',
    either:
      'Either may be packed with gzip. Two CSV files are taken as one data set when one has "test" in its name.',
    limits: (p: { file: number; unpacked: number; images: number }) =>
      `Images are 28 × 28. At most ${sizeText(p.file)} a file, ${sizeText(p.unpacked)} unpacked, and ${images(p.images)}.`,
  },
  form: {
    label: 'Files to read',
    files: (p: { names: string[]; bytes: number }) =>
      `${p.names.join(', ')} (${sizeText(p.bytes)})`,
    name: 'Name',
    meaning: 'What the labels mean',
    meanings: { fashion: 'Fashion-MNIST classes', digits: 'Digits 0 to 9' },
    testShare: 'Held out for testing',
    testShareHelp:
      'The files bring no test part, so this share of each class is set aside. The network never learns from it.',
    seed: 'Seed',
    seedHelp: 'Decides which images are set aside.',
    partsByName:
      'By their names, the files say which images are for training and which for testing.',
    read: 'Read the files',
    cancel: 'Cancel',
    percent: (share: number) => percent(share, 0),
  },
  progress: {
    label: (p: { name: string }) => `Reading ${p.name}`,
    bytes: (p: { bytes: number; total: number }) => `${sizeText(p.bytes)} of ${sizeText(p.total)}`,
    images: (p: { images: number }) => images(p.images),
    left: (p: { seconds: number }) => `${duration(p.seconds)} left`,
    finishing: 'Checking and storing',
    cancel: 'Cancel',
    cancelled: 'Reading was cancelled. Nothing was kept.',
  },
  opened: {
    title: (p: { name: string }) => `${p.name} is open`,
    known: (p: { name: string }) => `${p.name} was here already`,
    body: (p: { train: number; test: number }) =>
      `${images(p.train)} to train on and ${images(p.test)} to test with.`,
    knownBody: 'These are the same images, so nothing was added. It is chosen now.',
    browse: 'Look at the images',
    train: 'Train on them',
  },
  failed: 'The files were not opened',
  list: {
    title: 'In this browser',
    empty: 'None yet.',
    looking: 'Looking which there are',
    counts: (p: { train: number; test: number; bytes: number }) =>
      `${images(p.train)} to train, ${images(p.test)} to test, ${sizeText(p.bytes)}`,
    made: (p: { share: number; seed: number }) =>
      `Test part: ${percent(p.share, 0)} of each class, seed ${p.seed}`,
    fromFiles: 'Test part: from the files',
    fromBase: (p: { base: string }) => `Test part: as in ${p.base}`,
    files: (p: { names: string[]; date: Date }) =>
      `${p.names.join(', ')}, opened ${p.date.toLocaleDateString('en-US', { dateStyle: 'medium' })}`,
    notStored: 'Not stored: it goes when the page is closed',
    chosen: 'Chosen',
    choose: 'Use',
    chooseNamed: (p: { name: string }) => `Use ${p.name}`,
    remove: 'Remove',
    removeNamed: (p: { name: string }) => `Remove ${p.name}`,
    inUse: 'A run is learning from it: stop that first to remove it.',
    confirm: {
      question: (p: { name: string }) => `Remove ${p.name} from this browser?`,
      body: 'Your files stay as they are. Runs that learned from it stay too.',
      remove: 'Remove it',
      keep: 'Keep it',
    },
    removed: (p: { name: string }) => `${p.name} was removed.`,
  },
  balance: {
    missing: (p: { names: string[] }) =>
      `No training images of ${p.names.join(', ')}: a network cannot learn ${p.names.length === 1 ? 'this class' : 'these classes'}.`,
    uneven: (p: { times: number; largest: string; smallest: string }) =>
      `The classes are uneven: ${p.largest} has ${count(Math.round(p.times))} times the training images of ${p.smallest}. Read accuracy class by class.`,
  },
};

/** Shape of {@link ownData}. */
export type OwnDataMessages = typeof ownData;
