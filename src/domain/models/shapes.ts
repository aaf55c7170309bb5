import type { Conv2dSpec, LayerSpec, MaxPoolSpec, ModelSpec } from './layers';

/** A layer with what follows from its place in the network. */
export interface LayerSummary {
  /** Position in the network, from 0. */
  index: number;
  /** Unique within the network and stable: kind and its ordinal, as in `conv2d_1`. */
  name: string;
  spec: LayerSpec;
  /** Shapes without the batch axis. */
  inputShape: number[];
  outputShape: number[];
  /** Weights and biases together. */
  parameters: number;
}

/** Shapes, names and parameter counts of every layer, in order. Throws RangeError on a bad network. */
export function summarise(model: ModelSpec): LayerSummary[] {
  const seen = new Map<string, number>();
  let shape: number[] = [...model.inputShape];
  return model.layers.map((spec, index) => {
    const ordinal = (seen.get(spec.kind) ?? 0) + 1;
    seen.set(spec.kind, ordinal);
    const summary: LayerSummary = {
      index,
      name: `${spec.kind}_${ordinal}`,
      spec,
      inputShape: shape,
      outputShape: outputShape(spec, shape),
      parameters: parameterCount(spec, shape),
    };
    shape = summary.outputShape;
    return summary;
  });
}

/** Weights and biases of the whole network. */
export function totalParameters(model: ModelSpec): number {
  return summarise(model).reduce((sum, layer) => sum + layer.parameters, 0);
}

/** Shape after a layer, both without the batch axis. Throws RangeError when the layer does not fit. */
export function outputShape(spec: LayerSpec, input: number[]): number[] {
  switch (spec.kind) {
    case 'conv2d': {
      const [height, width] = imageShape(spec, input);
      return [convolved(height, spec), convolved(width, spec), spec.filters];
    }
    case 'maxPool': {
      const [height, width, channels] = imageShape(spec, input);
      if (spec.size > Math.min(height, width)) {
        throw new RangeError(`window ${spec.size} is larger than its input ${height} x ${width}`);
      }
      return [Math.floor(height / spec.size), Math.floor(width / spec.size), channels];
    }
    case 'dense':
      return [...input.slice(0, -1), spec.units];
    case 'flatten':
      return [product(input)];
    case 'dropout':
      return [...input];
    default:
      return spec satisfies never;
  }
}

function parameterCount(spec: LayerSpec, input: number[]): number {
  switch (spec.kind) {
    case 'conv2d': {
      const [, , channels] = imageShape(spec, input);
      return (spec.kernelSize ** 2 * channels + 1) * spec.filters;
    }
    case 'dense':
      return ((input.at(-1) ?? 0) + 1) * spec.units;
    case 'maxPool':
    case 'flatten':
    case 'dropout':
      return 0;
    default:
      return spec satisfies never;
  }
}

/** Side after a convolution: ceil(n / s) with `same`, ceil((n - k + 1) / s) with `valid`. */
function convolved(side: number, spec: Conv2dSpec): number {
  const reach = spec.padding === 'same' ? side : side - spec.kernelSize + 1;
  if (reach < 1) throw new RangeError(`kernel ${spec.kernelSize} is larger than its input ${side}`);
  return Math.ceil(reach / spec.stride);
}

function imageShape(spec: Conv2dSpec | MaxPoolSpec, input: number[]): [number, number, number] {
  const [height, width, channels] = input;
  if (input.length !== 3 || !height || !width || !channels) {
    throw new RangeError(`${spec.kind} needs [height, width, channels], not [${input}]`);
  }
  return [height, width, channels];
}

function product(shape: number[]): number {
  return shape.reduce((left, right) => left * right, 1);
}
