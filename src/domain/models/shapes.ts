import type { LayerSpec, ModelSpec, Padding, ResidualSpec } from './layers';
import { layerWeights, type WeightSlot } from './weights';

/** A layer with what follows from its place in the network. */
export interface LayerSummary {
  /** Position among its neighbours (in the network, or in its way through a block), from 0. */
  index: number;
  /**
   * Position in the whole network when blocks are followed by what they hold, from 0: unique, and the
   * same as `index` where there are no blocks. Decides the layer's random numbers.
   */
  order: number;
  /**
   * Unique within the network and stable: kind and its ordinal among its neighbours, as in
   * `conv2d_1`, after the name of the block it stands in: `residual_1/conv2d_1`, or
   * `residual_1/shortcut/conv2d_1` on the short way.
   */
  name: string;
  spec: LayerSpec;
  /** Shapes without the batch axis. */
  inputShape: number[];
  outputShape: number[];
  /** Own arrays; a block has none. */
  weights: WeightSlot[];
  /** Values in all arrays, running statistics too (as Keras counts); of a block, all it holds. */
  parameters: number;
  /** Of a block: the branch that computes; else empty. */
  layers: LayerSummary[];
  /** Of a block: the short way, empty where the input is passed on; else empty. */
  shortcut: LayerSummary[];
}

/** Shapes, names and parameter counts of every layer, in order. Throws RangeError on a bad network. */
export function summarise(model: ModelSpec): LayerSummary[] {
  return summariseLayers(model.layers, model.inputShape, '', { order: 0 });
}

/**
 * Every layer of the tree: each block comes before the layers of its branch, then those of its short
 * way. The order of weights in files and of random streams.
 */
export function flattenLayers(layers: readonly LayerSummary[]): LayerSummary[] {
  return layers.flatMap((layer) => [
    layer,
    ...flattenLayers(layer.layers),
    ...flattenLayers(layer.shortcut),
  ]);
}

/**
 * Every layer of the tree in the order in which its output is there: the layers of a block's branch,
 * those of its short way, then the block, which adds both.
 */
export function inOrderOfComputation(layers: readonly LayerSummary[]): LayerSummary[] {
  return layers.flatMap((layer) => [
    ...inOrderOfComputation(layer.layers),
    ...inOrderOfComputation(layer.shortcut),
    layer,
  ]);
}

/** Values of one image as the network takes it: bytes, before they are scaled. */
export function imageBytes({ inputShape }: Pick<ModelSpec, 'inputShape'>): number {
  return inputShape.reduce((product: number, side) => product * side, 1);
}

/** Classes that a network tells apart: the length of its last output. Throws RangeError on a bad network. */
export function classCount(model: ModelSpec): number {
  return summarise(model).at(-1)?.outputShape.at(-1) ?? 0;
}

/** Values in all arrays of the whole network, running statistics too. */
export function totalParameters(model: ModelSpec): number {
  return sumOf(summarise(model));
}

/** Shape after a layer, both without the batch axis. Throws RangeError when the layer does not fit. */
export function outputShape(spec: LayerSpec, input: readonly number[]): number[] {
  switch (spec.kind) {
    case 'conv2d': {
      const [height, width] = imageShape(spec, input);
      return [...slid([height, width], windowOf(spec)), spec.filters];
    }
    case 'depthwiseConv2d':
    case 'maxPool':
    case 'avgPool': {
      const [height, width, maps] = imageShape(spec, input);
      return [...slid([height, width], windowOf(spec)), maps];
    }
    case 'globalAvgPool':
      return [imageShape(spec, input)[2]];
    case 'dense':
      return [...input.slice(0, -1), spec.units];
    case 'flatten':
      return [product(input)];
    case 'batchNorm':
    case 'activation':
    case 'dropout':
      return [...input];
    case 'residual':
      return residualShape(spec, input);
    default:
      return spec satisfies never;
  }
}

/** Side, stride and padding of a layer that slides over an image, what is absent filled in. */
export function windowOf(
  spec: Extract<LayerSpec, { kind: 'conv2d' | 'depthwiseConv2d' | 'maxPool' | 'avgPool' }>,
): SlidingWindow {
  switch (spec.kind) {
    case 'conv2d':
    case 'depthwiseConv2d':
      return { side: spec.kernelSize, stride: spec.stride, padding: spec.padding };
    case 'maxPool':
      return {
        side: spec.size,
        stride: spec.stride ?? spec.size,
        padding: spec.padding ?? 'valid',
      };
    case 'avgPool':
      return { side: spec.size, stride: spec.stride ?? spec.size, padding: 'valid' };
    default:
      return spec satisfies never;
  }
}

/** A square window that slides over an image; all in pixels. */
export interface SlidingWindow {
  side: number;
  stride: number;
  padding: Padding;
}

function summariseLayers(
  specs: readonly LayerSpec[],
  input: readonly number[],
  prefix: string,
  counter: { order: number },
): LayerSummary[] {
  const seen = new Map<string, number>();
  let shape = [...input];
  return specs.map((spec, index) => {
    const ordinal = (seen.get(spec.kind) ?? 0) + 1;
    seen.set(spec.kind, ordinal);
    const name = `${prefix}${spec.kind}_${ordinal}`;
    const order = counter.order++;
    const [layers, shortcut] =
      spec.kind === 'residual'
        ? [
            summariseLayers(spec.layers, shape, `${name}/`, counter),
            summariseLayers(spec.shortcut, shape, `${name}/shortcut/`, counter),
          ]
        : [[], []];
    const weights = layerWeights(spec, shape);
    const summary: LayerSummary = {
      index,
      order,
      name,
      spec,
      inputShape: shape,
      outputShape: outputShape(spec, shape),
      weights,
      parameters: countOf(weights) + sumOf(layers) + sumOf(shortcut),
      layers,
      shortcut,
    };
    shape = summary.outputShape;
    return summary;
  });
}

function countOf(weights: readonly WeightSlot[]): number {
  return weights.reduce((sum, { shape }) => sum + product(shape), 0);
}

function sumOf(layers: readonly LayerSummary[]): number {
  return layers.reduce((sum, { parameters }) => sum + parameters, 0);
}

function residualShape(spec: ResidualSpec, input: readonly number[]): number[] {
  if (spec.layers.length === 0) throw new RangeError('a residual block needs a layer');
  const through = (layers: readonly LayerSpec[]) =>
    layers.reduce((shape, layer) => outputShape(layer, shape), [...input]);
  const [branch, short] = [through(spec.layers), through(spec.shortcut)];
  if (branch.join() !== short.join()) {
    throw new RangeError(`a residual block adds [${branch}] and [${short}]`);
  }
  return branch;
}

/** Sides after sliding: ceil(n / s) with `same`, ceil((n - k + 1) / s) with `valid`. */
function slid(sides: readonly number[], { side, stride, padding }: SlidingWindow): number[] {
  return sides.map((length) => {
    const reach = padding === 'same' ? length : length - side + 1;
    if (reach < 1) throw new RangeError(`window ${side} is larger than its input ${length}`);
    return Math.ceil(reach / stride);
  });
}

function imageShape(spec: LayerSpec, input: readonly number[]): [number, number, number] {
  const [height, width, channels] = input;
  if (input.length !== 3 || !height || !width || !channels) {
    throw new RangeError(`${spec.kind} needs [height, width, channels], not [${input}]`);
  }
  return [height, width, channels];
}

function product(shape: readonly number[]): number {
  return shape.reduce((left, right) => left * right, 1);
}
