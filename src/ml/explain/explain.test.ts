import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { computes } from '../../domain/feature-maps';
import type { LayerSpec, ModelSpec } from '../../domain/models/layers';
import { inOrderOfComputation, type LayerSummary, summarise } from '../../domain/models/shapes';
import type { NamedArray } from '../../domain/tensors';
import type { EngineJob } from '../engine/job';
import { closeNetwork, openNetwork } from '../infer/networks';
import { initialWeights } from '../models/initial-weights';
import { bandImages, startInNode, TINY_CNN } from '../testing';
import { explain } from './explain';
import { EXPLAINED, patternFor } from './testing';

vi.mock('../backends/start', () => ({ startBackend: async () => startInNode('cpu') }));
vi.mock('../engine/start', async () => {
  const { engineInTurns } = await import('../engine/testing/in-turns');
  return { startEngine: async (job: EngineJob) => engineInTurns(job, 1) };
});

beforeAll(() => startInNode('cpu'));

const KEY = 'under test';
const PIXELS = bandImages(1, 4).images;

function open(spec: ModelSpec, weights: NamedArray[]): Promise<null> {
  return openNetwork({ key: KEY, spec, seed: 1, temperature: 1, weights });
}

/** A layer as tfjs's documentation has it, with nothing of ours. */
function stockLayer(spec: LayerSpec): tf.layers.Layer {
  switch (spec.kind) {
    case 'conv2d':
      return tf.layers.conv2d({
        filters: spec.filters,
        kernelSize: spec.kernelSize,
        strides: spec.stride,
        padding: spec.padding,
        activation: spec.activation === 'relu' ? 'relu' : 'linear',
        useBias: spec.bias ?? true,
      });
    case 'maxPool':
      return tf.layers.maxPooling2d({ poolSize: spec.size, strides: spec.stride ?? spec.size });
    case 'globalAvgPool':
      return tf.layers.globalAveragePooling2d({});
    case 'batchNorm':
      return tf.layers.batchNormalization({ epsilon: spec.epsilon });
    case 'activation':
      return tf.layers.reLU();
    case 'dense':
      return tf.layers.dense({
        units: spec.units,
        activation: spec.activation === 'relu' ? 'relu' : 'linear',
      });
    case 'flatten':
      return tf.layers.flatten();
    case 'dropout':
      return tf.layers.dropout({ rate: spec.rate });
    default:
      throw new Error(`no stock layer for ${spec.kind}`);
  }
}

/** A layer of the network beside the stock layer that does the same, and its output. */
interface StockLayer {
  summary: LayerSummary;
  layer: tf.layers.Layer;
  output: tf.SymbolicTensor;
}

/** Applies layers one after the other; blocks by stock addition and ReLU. */
function applyStock(
  layers: readonly LayerSummary[],
  input: tf.SymbolicTensor,
  built: StockLayer[],
): tf.SymbolicTensor {
  return layers.reduce((before, summary) => {
    const push = (layer: tf.layers.Layer, inputs: tf.SymbolicTensor | tf.SymbolicTensor[]) => {
      const output = layer.apply(inputs) as tf.SymbolicTensor;
      built.push({ summary, layer, output });
      return output;
    };
    if (summary.spec.kind !== 'residual') return push(stockLayer(summary.spec), before);
    const ways = [summary.layers, summary.shortcut].map((way) => applyStock(way, before, built));
    const sum = tf.layers.add().apply(ways) as tf.SymbolicTensor;
    return push(tf.layers.reLU(), sum);
  }, input);
}

/** Outputs of every computing layer of a stock model, by tf.model with those outputs. */
function stockOutputs(spec: ModelSpec, weights: NamedArray[], pixels: Uint8Array): Float32Array[] {
  return tf.tidy(() => {
    const input = tf.input({ shape: [...spec.inputShape] });
    const built: StockLayer[] = [];
    applyStock(summarise(spec), input, built);
    const computing = built.filter(({ summary }) => computes(summary.spec));
    const model = tf.model({ inputs: input, outputs: computing.map(({ output }) => output) });
    for (const { summary, layer } of built) {
      const own = summary.weights.map(({ role }) =>
        weights.find(({ name }) => name === `${summary.name}/${role}`),
      ) as NamedArray[];
      layer.setWeights(own.map(({ data, shape }) => tf.tensor(data, shape)));
    }
    const scale = spec.inputScaling === 'unit' ? 1 / 255 : 1;
    const image = tf.tensor(
      [...pixels].map((value) => value * scale),
      [1, ...spec.inputShape],
    );
    const values = (model.predict(image) as tf.Tensor[]).map(
      (tensor) => new Float32Array(tensor.dataSync()),
    );
    model.dispose();
    return values;
  });
}

describe.each(EXPLAINED)('an image followed through $id', (spec) => {
  const pixels = patternFor(spec);
  // Statistics of batch norm that are not those of no change.
  const weights = initialWeights(spec, 11).map((array) => ({
    ...array,
    data: /_(mean|variance)$/.test(array.name)
      ? array.data.map((_, at) => 0.5 + (at % 3))
      : array.data,
  }));
  beforeEach(() => open(spec, weights));
  afterEach(() => closeNetwork(KEY));

  it('gives what a stock tfjs model gives at each layer, also inside of blocks', async () => {
    const { activations } = await explain(KEY, pixels);
    const expected = stockOutputs(spec, weights, pixels);
    const layers = inOrderOfComputation(summarise(spec)).filter((layer) => computes(layer.spec));
    expect(activations.map(({ order, name, shape }) => ({ order, name, shape }))).toEqual(
      layers.map(({ order, name, outputShape }) => ({ order, name, shape: outputShape })),
    );
    expect(activations).toHaveLength(expected.length);
    for (const [place, { values }] of activations.entries()) {
      const wanted = expected[place] as Float32Array;
      expect(values.length).toBe(wanted.length);
      const largest = wanted.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
      const off = values.reduce(
        (most, value, at) => Math.max(most, Math.abs(value - (wanted[at] as number))),
        0,
      );
      expect(off / largest).toBeLessThan(1e-5);
    }
  });

  it('ends in logits, whose softmax are the probabilities', async () => {
    const { activations, probabilities } = await explain(KEY, pixels);
    const logits = [...(activations.at(-1)?.values ?? [])];
    const exponents = logits.map((logit) => Math.exp(logit - Math.max(...logits)));
    const sum = exponents.reduce((left, right) => left + right, 0);
    expect([...probabilities]).toEqual(exponents.map((one) => expect.closeTo(one / sum, 6)));
  });

  it('keeps no tensor, and gives arrays that do not share memory', async () => {
    const before = tf.memory().numTensors;
    const { activations, probabilities } = await explain(KEY, pixels);
    expect(tf.memory().numTensors).toBe(before);
    const buffers = [...activations.map(({ values }) => values.buffer), probabilities.buffer];
    expect(new Set(buffers).size).toBe(buffers.length);
    for (const { values } of activations) {
      expect(values.buffer.byteLength).toBe(values.byteLength);
    }
  });
});

describe('explain', () => {
  afterEach(() => closeNetwork(KEY));

  it('agrees with convolution and pooling in plain loops', async () => {
    const weights = initialWeights(TINY_CNN, 3);
    weights[1]?.data.set([0.1, -0.2]);
    await open(TINY_CNN, weights);
    const { activations } = await explain(KEY, PIXELS);
    const [kernel, bias] = weights.map(({ data }) => data);
    const pixel = (row: number, column: number) =>
      row < 28 && column < 28 ? (PIXELS[row * 28 + column] as number) / 255 : 0;
    // 3 x 3, stride 2, `same` on 28 pixels: one pixel of padding, at the end.
    const convolved = (row: number, column: number, filter: number) => {
      let sum = bias?.[filter] as number;
      for (let tap = 0; tap < 9; tap++) {
        const weight = kernel?.[tap * 2 + filter] as number;
        sum += weight * pixel(2 * row + Math.floor(tap / 3), 2 * column + (tap % 3));
      }
      return Math.max(0, sum);
    };
    const grid = (side: number, value: (row: number, column: number, map: number) => number) =>
      Array.from({ length: side * side * 2 }, (_, place) => {
        const cell = Math.floor(place / 2);
        return expect.closeTo(value(Math.floor(cell / side), cell % side, place % 2), 5);
      });
    expect([...(activations[0]?.values ?? [])]).toEqual(grid(14, convolved));
    const pooled = (row: number, column: number, map: number) =>
      Math.max(
        ...[0, 1, 2, 3].map((at) =>
          convolved(2 * row + Math.floor(at / 2), 2 * column + (at % 2), map),
        ),
      );
    expect([...(activations[1]?.values ?? [])]).toEqual(grid(7, pooled));
  });

  it('leaves the network as it was, to be freed as before', async () => {
    const before = tf.memory().numTensors;
    await open(TINY_CNN, initialWeights(TINY_CNN, 3));
    const first = await explain(KEY, PIXELS);
    expect(await explain(KEY, PIXELS)).toEqual(first);
    closeNetwork(KEY);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('says which network is not open', async () => {
    await expect(explain('another', PIXELS)).rejects.toMatchObject({
      failure: { code: 'network-missing', name: 'another' },
    });
  });
});
