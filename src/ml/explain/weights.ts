import { inOrderOfComputation, type LayerSummary, summarise } from '../../domain/models/shapes';
import type { Histogram, LayerWeights } from '../../domain/network';
import type { NamedArray } from '../../domain/tensors';
import { type OpenNetwork, openedNetwork } from '../infer/networks';
import { initialWeights } from '../models/initial-weights';

/** Bins of every histogram; even, so that 0 is an edge between two. */
export const HISTOGRAM_BINS = 40;

/**
 * Kernels of an open network beside those it began with.
 * @throws AtelierError `network-missing`
 */
export async function inspectWeights(key: string): Promise<LayerWeights[]> {
  const opened = openedNetwork(key);
  const untrained = untrainedOf(opened);
  return inOrderOfComputation(summarise(opened.spec)).flatMap((layer) => {
    const name = `${layer.name}/kernel`;
    const now = opened.weights.find((array) => array.name === name);
    const before = untrained.find((array) => array.name === name);
    return now && before ? [layerWeights(layer, now, before)] : [];
  });
}

/**
 * Counts values in {@link HISTOGRAM_BINS} bins of equal width from -reach to reach. Values beyond go
 * to the outer bins; what is not a number goes nowhere.
 */
export function histogramOf(values: Float32Array, reach: number): Histogram {
  const counts = new Array<number>(HISTOGRAM_BINS).fill(0);
  const scale = HISTOGRAM_BINS / (2 * reach);
  for (let place = 0; place < values.length; place++) {
    const bin = Math.floor(((values[place] as number) + reach) * scale);
    const within = bin < 0 ? 0 : bin < HISTOGRAM_BINS ? bin : HISTOGRAM_BINS - 1;
    if (!Number.isNaN(bin)) counts[within] = (counts[within] as number) + 1;
  }
  return { minimum: -reach, maximum: reach, counts };
}

function layerWeights(
  { order, name, spec }: LayerSummary,
  now: NamedArray,
  before: NamedArray,
): LayerWeights {
  const reach = Math.max(reachOf(now.data), reachOf(before.data)) || 1;
  // Kernels of dense layers are too many values to look at one by one.
  const isShown = spec.kind === 'conv2d';
  return {
    order,
    name,
    shape: [...now.shape],
    // Copies: they are handed over.
    kernel: isShown ? new Float32Array(now.data) : null,
    untrainedKernel: isShown ? new Float32Array(before.data) : null,
    histogram: histogramOf(now.data, reach),
    untrainedHistogram: histogramOf(before.data, reach),
    ...spreadOf(now.data),
  };
}

/** The largest finite absolute value. */
function reachOf(values: Float32Array): number {
  let reach = 0;
  for (let place = 0; place < values.length; place++) {
    const size = Math.abs(values[place] as number);
    if (size > reach && size < Number.POSITIVE_INFINITY) reach = size;
  }
  return reach;
}

function spreadOf(values: Float32Array): { mean: number; standardDeviation: number } {
  let sum = 0;
  for (let place = 0; place < values.length; place++) sum += values[place] as number;
  const mean = sum / values.length;
  let squares = 0;
  for (let place = 0; place < values.length; place++) {
    squares += ((values[place] as number) - mean) ** 2;
  }
  return { mean, standardDeviation: Math.sqrt(squares / values.length) };
}

/**
 * The untrained weights asked for last: during training the same ones are wanted twice a second, and
 * drawing 800,000 random numbers costs more than all the rest here.
 */
let drawn: { id: string; weights: NamedArray[] } | null = null;

function untrainedOf({ spec, seed }: OpenNetwork): NamedArray[] {
  const id = JSON.stringify([spec, seed]);
  if (drawn?.id !== id) drawn = { id, weights: initialWeights(spec, seed) };
  return drawn.weights;
}
