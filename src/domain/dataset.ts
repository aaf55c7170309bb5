/** What a data set is, as data: classes, the manifest of packed files, and images in memory. */

/** Width and height of a Fashion-MNIST image, in pixels. */
export const IMAGE_SIDE = 28;
/** Pixels of one image: 28 x 28. */
export const IMAGE_PIXELS = IMAGE_SIDE * IMAGE_SIDE;

/**
 * The ten classes in label order (0 to 9), by the names of the data set's authors
 * (Xiao, Rasul, Vollgraf 2017, https://arxiv.org/abs/1708.07747).
 */
export const FASHION_CLASSES = [
  'T-shirt/top',
  'Trouser',
  'Pullover',
  'Dress',
  'Coat',
  'Sandal',
  'Shirt',
  'Sneaker',
  'Bag',
  'Ankle boot',
] as const;

/** Number of classes. */
export const CLASS_COUNT = FASHION_CLASSES.length;

/** The data sets that come with the app: all 70,000 images, or the committed sample of 7,000. */
export const BUILT_IN_DATASETS = ['fashion-mnist', 'starter'] as const;
/** Identifier of a built-in data set. */
export type BuiltInDatasetId = (typeof BUILT_IN_DATASETS)[number];
/** Identifier of a person's own data set: `own-` and 16 hex digits of its fingerprint. */
export type OwnDatasetId = `own-${string}`;
/** Identifier of any data set. */
export type DatasetId = BuiltInDatasetId | OwnDatasetId;

/** Whether a text is the identifier of a person's own data set. */
export function isOwnDatasetId(text: string): text is OwnDatasetId {
  return /^own-[0-9a-f]{16}$/.test(text);
}

/** Whether a text is the identifier of a data set that comes with the app. */
export function isBuiltInDatasetId(text: string): text is BuiltInDatasetId {
  return (BUILT_IN_DATASETS as readonly string[]).includes(text);
}

/** The two parts of the data as published. Validation images are taken from `train` later. */
export const SPLITS = ['train', 'test'] as const;
/** One of {@link SPLITS}. */
export type SplitName = (typeof SPLITS)[number];

/** One sprite sheet: `count` images side by side, `columns` a row, as an 8-bit grey PNG. */
export interface SheetEntry {
  /** File name beside the manifest. */
  file: string;
  /** Images in this sheet. */
  count: number;
  /** Images in one row of the sheet. */
  columns: number;
  /** SHA-256 (hex) of the pixels in image order, count x 784 bytes: not of the PNG file. */
  sha256: string;
}

/** One split as packed: sheets in image order, and one byte a label. */
export interface SplitEntry {
  count: number;
  sheets: SheetEntry[];
  labels: { file: string; sha256: string };
}

/** The manifest beside the packed files; written by scripts/pack-dataset, read by the worker. */
export interface DatasetManifest {
  /** Version of this format. */
  format: 1;
  id: BuiltInDatasetId;
  classes: string[];
  /** SHA-256 over the hex hashes of all sheets and labels in order; names the data in run records. */
  fingerprint: string;
  splits: Record<SplitName, SplitEntry>;
}

/** Images of one split in memory. */
export interface ImageSet {
  /** Number of images, N. */
  count: number;
  /**
   * N images of as many bytes as the network takes (784 of Fashion-MNIST), row-major, channels side by
   * side, 0 black to 255 white. Shared between threads where the page may.
   */
  images: Uint8Array;
  /** N labels, from 0 up to the number of classes. */
  labels: Uint8Array;
}

/** A data set in memory. */
export interface Dataset {
  id: DatasetId;
  /** What a person called it; null for the built-in ones, whose names are translated. */
  name: string | null;
  fingerprint: string;
  /** Names of the ten labels, in label order. */
  classes: string[];
  train: ImageSet;
  test: ImageSet;
}
