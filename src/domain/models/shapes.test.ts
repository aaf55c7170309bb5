import { describe, expect, it } from 'vitest';
import { CATALOGUE } from './catalogue';
import {
  type Conv2dSpec,
  type DepthwiseConv2dSpec,
  type LayerSpec,
  MODEL_IDS,
  type ModelSpec,
  type ResidualSpec,
} from './layers';
import { flattenLayers, outputShape, summarise, totalParameters } from './shapes';

const CONV: Conv2dSpec = {
  kind: 'conv2d',
  filters: 4,
  kernelSize: 3,
  stride: 1,
  padding: 'same',
  activation: 'relu',
};

const DEPTHWISE: DepthwiseConv2dSpec = {
  kind: 'depthwiseConv2d',
  kernelSize: 3,
  stride: 1,
  padding: 'same',
  activation: 'relu',
};

function parametersOf(id: (typeof MODEL_IDS)[number]): number[] {
  return summarise(CATALOGUE[id]).flatMap(({ parameters }) => (parameters > 0 ? [parameters] : []));
}

function network(...layers: LayerSpec[]): ModelSpec {
  return { ...CATALOGUE['s3-cnn'], layers };
}

describe('the catalogue', () => {
  it('has the published 29,898 parameters in the dense network', () => {
    // (28 + 1) x 128, (128 + 1) x 64, (28 x 64 + 1) x 10
    expect(parametersOf('s3-dense')).toEqual([3712, 8256, 17_930]);
    expect(totalParameters(CATALOGUE['s3-dense'])).toBe(29_898);
  });

  it('has the published 804,554 parameters in the CNN with one convolution', () => {
    // (3 x 3 x 1 + 1) x 32, (14 x 14 x 32 + 1) x 128, (128 + 1) x 10
    expect(parametersOf('s3-cnn')).toEqual([320, 802_944, 1290]);
    expect(totalParameters(CATALOGUE['s3-cnn'])).toBe(804_554);
  });

  it('has 333,526 parameters in the CNN with two convolutions', () => {
    // (3 x 3 x 1 + 1) x 32, (3 x 3 x 32 + 1) x 64, (7 x 7 x 64 + 1) x 100, (100 + 1) x 10
    expect(parametersOf('s1-cnn')).toEqual([320, 18_496, 313_700, 1010]);
    expect(totalParameters(CATALOGUE['s1-cnn'])).toBe(333_526);
  });

  it('has 972,330 parameters in the residual network: at most 1.3 million', () => {
    const weighted = flattenLayers(summarise(CATALOGUE['small-resnet'])).filter(
      ({ weights }) => weights.length > 0,
    );
    const kernels = weighted.filter(({ spec }) => spec.kind === 'conv2d');
    expect(kernels.map(({ parameters }) => parameters)).toEqual(
      [
        ...[1 * 32, 32 * 32, 32 * 32, 32 * 80, 80 * 80, 80 * 80],
        ...[80 * 144, 144 * 144, 144 * 144, 144 * 256],
      ].map((maps) => 9 * maps),
    );
    expect(totalParameters(CATALOGUE['small-resnet'])).toBe(972_330);
  });

  it.each(MODEL_IDS)('lists %s under its own name, ending in ten probabilities', (id) => {
    const model = CATALOGUE[id];
    expect(model.id).toBe(id);
    expect(model.layers.at(-1)).toMatchObject({ kind: 'dense', activation: 'softmax' });
    expect(summarise(model).at(-1)?.outputShape).toEqual([10]);
  });
});

describe('summarise', () => {
  it('follows the shapes from layer to layer', () => {
    expect(summarise(CATALOGUE['s1-cnn']).map((layer) => layer.outputShape)).toEqual([
      [28, 28, 32],
      [14, 14, 32],
      [14, 14, 64],
      [7, 7, 64],
      [3136],
      [100],
      [100],
      [10],
    ]);
    expect(summarise(CATALOGUE['s3-dense']).map((layer) => layer.outputShape)).toEqual([
      [28, 128],
      [28, 64],
      [1792],
      [10],
    ]);
  });

  it('hands each layer the shape that the one before gives', () => {
    const layers = summarise(CATALOGUE['s3-cnn']);
    expect(layers[0]?.inputShape).toEqual([28, 28, 1]);
    layers.slice(1).forEach((layer, index) => {
      expect(layer.inputShape).toEqual(layers[index]?.outputShape);
    });
  });

  it('names layers by kind and ordinal', () => {
    expect(summarise(CATALOGUE['s1-cnn']).map(({ name }) => name)).toEqual([
      'conv2d_1',
      'maxPool_1',
      'conv2d_2',
      'maxPool_2',
      'flatten_1',
      'dense_1',
      'dropout_1',
      'dense_2',
    ]);
    expect(summarise(CATALOGUE['s1-cnn']).map(({ index }) => index)).toEqual([
      0, 1, 2, 3, 4, 5, 6, 7,
    ]);
  });
});

describe('outputShape', () => {
  it.each([
    ['same', 1, 3, [28, 28, 4]],
    ['same', 2, 3, [14, 14, 4]],
    ['same', 3, 3, [10, 10, 4]],
    ['same', 2, 5, [14, 14, 4]],
    ['valid', 1, 3, [26, 26, 4]],
    ['valid', 1, 5, [24, 24, 4]],
    ['valid', 2, 3, [13, 13, 4]],
    ['valid', 2, 5, [12, 12, 4]],
    ['valid', 1, 28, [1, 1, 4]],
  ] as const)(
    'of a convolution, %s, stride %i, kernel %i',
    (padding, stride, kernelSize, shape) => {
      expect(outputShape({ ...CONV, padding, stride, kernelSize }, [28, 28, 1])).toEqual(shape);
    },
  );

  it('drops what does not fill a pooling window', () => {
    expect(outputShape({ kind: 'maxPool', size: 2 }, [7, 7, 3])).toEqual([3, 3, 3]);
    expect(outputShape({ kind: 'maxPool', size: 3 }, [28, 28, 3])).toEqual([9, 9, 3]);
  });

  it('of a dense layer changes the last axis only', () => {
    expect(outputShape({ kind: 'dense', units: 5, activation: 'relu' }, [28, 28])).toEqual([28, 5]);
  });
});

const BLOCK: ResidualSpec = {
  kind: 'residual',
  layers: [
    { ...CONV, stride: 2, bias: false },
    { kind: 'batchNorm', momentum: 0.9, epsilon: 1e-3 },
    { kind: 'residual', layers: [CONV, CONV], shortcut: [], activation: 'relu' },
  ],
  shortcut: [{ ...CONV, kernelSize: 1, stride: 2, bias: false }],
  activation: 'relu',
};

describe('the layers of deeper networks', () => {
  it.each<[LayerSpec, number[], number]>([
    [{ ...CONV, bias: false }, [9, 7, 4], 9 * 2 * 4],
    [{ ...DEPTHWISE, stride: 2 }, [5, 4, 2], 9 * 2 + 2],
    [{ ...DEPTHWISE, bias: false, padding: 'valid' }, [7, 5, 2], 9 * 2],
    [{ kind: 'maxPool', size: 3, stride: 2, padding: 'same' }, [5, 4, 2], 0],
    [{ kind: 'maxPool', size: 3, stride: 2 }, [4, 3, 2], 0],
    [{ kind: 'avgPool', size: 2 }, [4, 3, 2], 0],
    [{ kind: 'avgPool', size: 3, stride: 1 }, [7, 5, 2], 0],
    [{ kind: 'globalAvgPool' }, [2], 0],
    [{ kind: 'batchNorm', momentum: 0.9, epsilon: 1e-3 }, [9, 7, 2], 4 * 2],
    [{ kind: 'activation', activation: 'tanh' }, [9, 7, 2], 0],
    [{ kind: 'dense', units: 3, activation: 'relu', bias: false }, [9, 7, 3], 2 * 3],
    // 2 to 4 maps without bias, batch norm, 4 to 4 twice; short way 1 x 1.
    [BLOCK, [5, 4, 4], 72 + 16 + 2 * (144 + 4) + 8],
  ])('%j', (spec, shape, parameters) => {
    expect(outputShape(spec, [9, 7, 2])).toEqual(shape);
    // The network's input has one map: put two there first.
    const [, summary] = summarise(network({ ...CONV, filters: 2 }, spec));
    expect(summary?.parameters).toBe(parameters);
  });

  it('names and numbers what blocks hold, depth first, the branch before the short way', () => {
    const layers = flattenLayers(summarise(network(CONV, BLOCK, { ...BLOCK, layers: [BLOCK] })));
    expect(layers.slice(0, 9).map(({ name, index }) => [name, index])).toEqual([
      ['conv2d_1', 0],
      ['residual_1', 1],
      ['residual_1/conv2d_1', 0],
      ['residual_1/batchNorm_1', 1],
      ['residual_1/residual_1', 2],
      ['residual_1/residual_1/conv2d_1', 0],
      ['residual_1/residual_1/conv2d_2', 1],
      ['residual_1/shortcut/conv2d_1', 0],
      ['residual_2', 2],
    ]);
    expect(layers.map(({ order }) => order)).toEqual(layers.map((_, order) => order));
    expect(new Set(layers.map(({ name }) => name)).size).toBe(layers.length);
  });

  it('hands the input of a block to both ways', () => {
    const [, block] = summarise(network({ ...CONV, filters: 2 }, BLOCK));
    expect(block?.layers[0]?.inputShape).toEqual([28, 28, 2]);
    expect(block?.shortcut[0]?.inputShape).toEqual([28, 28, 2]);
    expect(block?.outputShape).toEqual([14, 14, 4]);
  });

  it('refuses a block whose ways do not meet, or that holds nothing', () => {
    expect(() => summarise(network({ ...BLOCK, shortcut: [] }))).toThrow(/14,14,4.*28,28,1/);
    expect(() => summarise(network({ ...BLOCK, layers: [] }))).toThrow(RangeError);
  });

  it('refuses to average an image that is none', () => {
    expect(() => summarise(network({ kind: 'flatten' }, { kind: 'globalAvgPool' }))).toThrow(
      RangeError,
    );
  });
});

describe('a network that does not fit together', () => {
  it('throws when an image layer meets no image', () => {
    expect(() => summarise(network({ kind: 'flatten' }, CONV))).toThrow(RangeError);
    expect(() => summarise(network({ kind: 'flatten' }, { kind: 'maxPool', size: 2 }))).toThrow(
      RangeError,
    );
    const rows: ModelSpec = { ...network(CONV), inputShape: [28, 28] };
    expect(() => summarise(rows)).toThrow(RangeError);
  });

  it('throws when the kernel is larger than the image', () => {
    const big: Conv2dSpec = { ...CONV, kernelSize: 29, padding: 'valid' };
    expect(() => summarise(network(big))).toThrow(/29/);
  });

  it('throws when pooling has left nothing of the image', () => {
    const pool: LayerSpec = { kind: 'maxPool', size: 16 };
    expect(() => summarise(network(pool, pool, { kind: 'maxPool', size: 2 }))).toThrow(RangeError);
  });
});
