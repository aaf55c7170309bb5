/** Networks that can answer: what is opened in the worker that applies them. */
import type { ModelSpec } from './models/layers';
import type { NamedArray } from './tensors';

/** A network with its weights, to be opened under a key. */
export interface NetworkRequest {
  /** Names the network in later calls; opening another under the same key replaces it. */
  key: string;
  spec: ModelSpec;
  /** Seed of its first weights, for comparing with the untrained network. */
  seed: number;
  /** What logits are divided by before the softmax (Guo et al. 2017); 1 for networks not calibrated. */
  temperature: number;
  /** The same for the mean probabilities of photos that are seen in several widths, beyond `temperature`; absent: 1. */
  photoTemperature?: number;
  /** The weights, or the address of a safetensors file that has them. */
  weights: NamedArray[] | string;
}

/**
 * Networks that come with the app: one trained on Fashion-MNIST, one on photo-like views of it (by the
 * preset for photos), one on photos.
 */
export const SHIPPED_KINDS = ['shipped', 'forPhotos', 'photo'] as const;
/** One of {@link SHIPPED_KINDS}. */
export type ShippedKind = (typeof SHIPPED_KINDS)[number];
/** Those that are runs of this app on Fashion-MNIST, as `npm run pretrain` makes them. */
export type ShippedRunKind = Exclude<ShippedKind, 'photo'>;
/** Their folders, from the app's own address. */
export const SHIPPED_FOLDERS: Record<ShippedKind, string> = {
  shipped: 'models/s3-cnn/',
  forPhotos: 'models/for-photos/',
  photo: 'models/photo-resnet/',
};
/** Files of a shipped network, in its folder; `photos` tells how it confuses classes on photos. */
export const SHIPPED_FILES = {
  record: 'run.json',
  weights: 'weights.safetensors',
  photos: 'photos.json',
} as const;

/** Whether a file by its name, without folders, is one of a shipped network: no data set has such files. */
export function isShippedFile(file: string): boolean {
  return Object.values(SHIPPED_FILES).some((name) => name === file);
}

/** What a layer made of one image. */
export interface LayerActivation {
  /** Place in the whole network and name, as {@link summarise} gives them. */
  order: number;
  name: string;
  /** Output shape without the batch axis: [height, width, channels], [rows, units] or [units]. */
  shape: number[];
  /** All values in tfjs order (channels last). */
  values: Float32Array<ArrayBuffer>;
}

/** One image followed through a network. */
export interface Explanation {
  /**
   * Of every layer that computes (convolution, pooling, dense, ...), also inside of blocks, in the
   * order of computation. The last are the logits.
   */
  activations: LayerActivation[];
  /** Of the network's classes; they add up to 1. */
  probabilities: Float32Array<ArrayBuffer>;
}

/** Where a network looked for a class in one image, by its last layer with maps (Grad-CAM). */
export interface ClassActivation {
  /** Place of that layer in the whole network, as {@link summarise} gives it. */
  order: number;
  /** The class that was asked about. */
  label: number;
  /** Sides of that layer's maps, which lie over the whole image. */
  width: number;
  height: number;
  /** Row by row: 0 where nothing speaks for the class, 1 at the strongest place; or all 0. */
  values: Float32Array<ArrayBuffer>;
}

/** Counts of values in bins of equal width. */
export interface Histogram {
  /** Lower edge of the first bin and upper edge of the last. */
  minimum: number;
  maximum: number;
  /** Values in each bin; the upper edge belongs to the last bin. */
  counts: number[];
}

/** Weights of one layer, beside those it began with. */
export interface LayerWeights {
  /** As in {@link LayerActivation}. */
  order: number;
  name: string;
  /** Kernel as the tfjs layer has it: [height, width, inputs, filters], or [inputs, units]. */
  shape: number[];
  /** Kernel values; null for layers whose kernel is not shown value by value (dense). */
  kernel: Float32Array<ArrayBuffer> | null;
  untrainedKernel: Float32Array<ArrayBuffer> | null;
  /** Both over the same bins. */
  histogram: Histogram;
  untrainedHistogram: Histogram;
  /** Of the kernel now. */
  mean: number;
  standardDeviation: number;
}
