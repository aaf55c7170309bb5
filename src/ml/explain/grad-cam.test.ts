import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ModelSpec } from '../../domain/models/layers';
import { summarise } from '../../domain/models/shapes';
import type { NamedArray } from '../../domain/tensors';
import type { EngineJob } from '../engine/job';
import { closeNetwork, openNetwork } from '../infer/networks';
import { initialWeights } from '../models/initial-weights';
import { bandImages, relativeDifference, startInNode, TINY_CNN, TINY_RESIDUAL } from '../testing';
import { explain } from './explain';
import { gradCam } from './grad-cam';
import { EXPLAINED, patternFor } from './testing';

vi.mock('../backends/start', () => ({ startBackend: async () => startInNode('cpu') }));
vi.mock('../engine/start', async () => {
  const { engineInTurns } = await import('../engine/testing/in-turns');
  return { startEngine: async (job: EngineJob) => engineInTurns(job, 1) };
});

const KEY = 'under test';
const PIXELS = bandImages(1, 4).images;

beforeAll(() => startInNode('cpu'));
afterEach(() => closeNetwork(KEY));

function open(spec: ModelSpec, weights: NamedArray[]): Promise<null> {
  return openNetwork({ key: KEY, spec, seed: 1, temperature: 1, weights });
}

/** Weights whose batch norm has statistics that are not those of no change, and biases. */
function lively(spec: ModelSpec): NamedArray[] {
  return initialWeights(spec, 11).map((array) => ({
    ...array,
    data: /mean|variance|bias|beta/i.test(array.name)
      ? array.data.map((_, at) => 0.2 + (at % 3) / 4)
      : array.data,
  }));
}

/** Two 1 x 1 filters without activation, all places to two classes: everything can be done by hand. */
const BY_HAND: ModelSpec = {
  ...TINY_CNN,
  layers: [
    { kind: 'avgPool', size: 14 },
    {
      kind: 'conv2d',
      filters: 2,
      kernelSize: 1,
      stride: 1,
      padding: 'same',
      activation: 'linear',
    },
    { kind: 'flatten' },
    { kind: 'dense', units: 2, activation: 'softmax', bias: false },
  ],
};

/** Quarters of the image are 0, 51, 102 and 204: 0, 0.2, 0.4 and 0.8 to the network. */
function quarters(): Uint8Array {
  const values = [0, 51, 102, 204];
  return Uint8Array.from({ length: 784 }, (_, at) => {
    const [row, column] = [Math.floor(at / 28), at % 28];
    return values[2 * Number(row >= 14) + Number(column >= 14)] as number;
  });
}

/** The maps are x and 1 - x; weights of both at each place for the first class, then for the second. */
function byHand(first: number[], second: number[]): NamedArray[] {
  const [kernel, dense] = summarise(BY_HAND).filter(({ weights }) => weights.length > 0);
  return [
    { name: `${kernel?.name}/kernel`, shape: [1, 1, 1, 2], data: Float32Array.of(1, -1) },
    { name: `${kernel?.name}/bias`, shape: [2], data: Float32Array.of(0, 1) },
    {
      name: `${dense?.name}/kernel`,
      shape: [8, 2],
      data: Float32Array.from(first.flatMap((value, at) => [value, second[at] as number])),
    },
  ];
}

describe('gradCam by hand', () => {
  // Places in order, both maps at each: map 0 weighs (4 - 1 + 2 + 3) / 4 = 2, map 1 (3 + 1 + 1 - 1) / 4 = 1.
  const FIRST = [4, 3, -1, 1, 2, 1, 3, -1];
  // Map 0 weighs 0 and map 1 weighs -1: x - 1 is below 0 everywhere.
  const SECOND = [1, -1, -1, -1, 1, -1, -1, -1];

  it('weighs each map by its mean gradient: 2x + 1 - x = 1 + x, largest 1.8', async () => {
    await open(BY_HAND, byHand(FIRST, SECOND));
    const found = await gradCam(KEY, quarters(), 0);
    expect(found).toMatchObject({ order: 1, label: 0, width: 2, height: 2 });
    const expected = [1, 1.2, 1.4, 1.8].map((value) => expect.closeTo(value / 1.8, 5));
    expect([...(found?.values ?? [])]).toEqual(expected);
  });

  it('leaves out what speaks against the class, and does not divide by 0', async () => {
    await open(BY_HAND, byHand(FIRST, SECOND));
    expect([...((await gradCam(KEY, quarters(), 1))?.values ?? [])]).toEqual([0, 0, 0, 0]);
  });

  it('asks about the answer unless told otherwise', async () => {
    // Logits: 3 + 0.6 + 1.4 + 2.2, and -1 - 1 - 0.2 - 1.
    await open(BY_HAND, byHand(FIRST, SECOND));
    expect((await gradCam(KEY, quarters(), null))?.label).toBe(0);
    await open(BY_HAND, byHand(SECOND, FIRST));
    expect((await gradCam(KEY, quarters(), null))?.label).toBe(1);
  });

  it('knows the classes that there are', async () => {
    await open(BY_HAND, byHand(FIRST, SECOND));
    for (const label of [-1, 2, 0.5]) {
      await expect(gradCam(KEY, quarters(), label)).rejects.toThrow(RangeError);
    }
    await expect(gradCam('another', quarters(), 0)).rejects.toMatchObject({
      failure: { code: 'network-missing', name: 'another' },
    });
  });
});

/**
 * Networks whose last maps grow everywhere by what is added to one constant a map: the mean gradient is
 * then the finite difference of the logit over that constant, divided by the number of places.
 */
const SHIFTED: { name: string; spec: ModelSpec; constant: string }[] = [
  {
    name: 'batch norm, then a mean over each map',
    spec: {
      ...TINY_CNN,
      layers: [
        ...TINY_CNN.layers.slice(0, 2),
        { kind: 'batchNorm', momentum: 0.9, epsilon: 1e-3 },
        { kind: 'globalAvgPool' },
        { kind: 'dense', units: 5, activation: 'tanh' },
        { kind: 'dropout', rate: 0.4 },
        { kind: 'batchNorm', momentum: 0.9, epsilon: 1e-3 },
        { kind: 'dense', units: 10, activation: 'softmax' },
      ],
    },
    constant: 'batchNorm_1/beta',
  },
  {
    name: 'a residual block with blocks inside',
    spec: {
      ...TINY_RESIDUAL,
      layers: TINY_RESIDUAL.layers.map((layer) =>
        layer.kind === 'residual' ? { ...layer, activation: 'linear' as const } : layer,
      ),
    },
    constant: 'residual_1/conv2d_1/bias',
  },
];

describe.each(SHIFTED)('gradCam of $name', ({ spec, constant }) => {
  const weights = lively(spec);
  const label = 6;

  /** The class's logit with one constant moved. */
  async function logitWith(map: number, by: number): Promise<number> {
    const moved = weights.map((array) =>
      array.name === constant
        ? { ...array, data: array.data.map((value, at) => (at === map ? value + by : value)) }
        : array,
    );
    await open(spec, moved);
    return (await explain(KEY, PIXELS)).activations.at(-1)?.values[label] as number;
  }

  it('agrees with finite differences', async () => {
    await open(spec, weights);
    const found = await gradCam(KEY, PIXELS, label);
    const { activations } = await explain(KEY, PIXELS);
    const target = activations.find(({ order }) => order === found?.order);
    const [height = 0, width = 0, maps = 0] = target?.shape ?? [];
    expect([found?.width, found?.height]).toEqual([width, height]);
    const step = 0.01;
    const heat = new Array(width * height).fill(0);
    for (let map = 0; map < maps; map++) {
      const growth = (await logitWith(map, step)) - (await logitWith(map, -step));
      const weight = growth / (2 * step) / (width * height);
      for (let place = 0; place < heat.length; place++) {
        heat[place] += weight * (target?.values[place * maps + map] as number);
      }
    }
    const positive = heat.map((value) => Math.max(0, value));
    const most = Math.max(...positive);
    expect(most).toBeGreaterThan(0);
    const expected = positive.map((value) => value / most);
    expect(relativeDifference(found?.values ?? [], expected)).toBeLessThan(2e-3);
  });
});

/** Where the means of the last maps go straight to the classes, each map weighs what the class gives it. */
const MEANS = EXPLAINED.filter(({ layers }) =>
  layers.slice(-3).some(({ kind }) => kind === 'globalAvgPool'),
);

describe.each(MEANS)('gradCam of $id, for every class', (spec) => {
  it('is the sum of the last maps by the weights of the dense layer', async () => {
    const weights = lively(spec);
    const pixels = patternFor(spec);
    await open(spec, weights);
    const kernel = weights.findLast(({ name }) => name.endsWith('/kernel'));
    const [maps = 0, classes = 0] = kernel?.shape ?? [];
    const { activations } = await explain(KEY, pixels);
    let coloured = 0;
    for (let label = 0; label < classes; label++) {
      const found = await gradCam(KEY, pixels, label);
      const seen = activations.find(({ order }) => order === found?.order)?.values ?? [];
      const heat = Array.from({ length: seen.length / maps }, (_, place) => {
        let sum = 0;
        for (let map = 0; map < maps; map++) {
          const weight = kernel?.data[map * classes + label] as number;
          sum += weight * (seen[place * maps + map] as number);
        }
        return Math.max(0, sum);
      });
      const most = Math.max(...heat);
      if (most > 0) {
        coloured++;
        const expected = heat.map((value) => value / most);
        expect(relativeDifference(found?.values ?? [], expected)).toBeLessThan(1e-4);
      } else {
        expect(found?.values.every((value) => value === 0)).toBe(true);
      }
    }
    expect(coloured).toBeGreaterThan(0);
  });
});

/** Sides of the last maps; null without any. */
const SIDES = {
  's3-cnn': 14,
  's1-cnn': 7,
  'small-resnet': 3,
  's3-dense': null,
  'photo-resnet': 2,
} satisfies Record<ModelSpec['id'], number | null>;

describe.each(EXPLAINED)('gradCam of $id', (spec) => {
  const pixels = patternFor(spec);
  beforeEach(() => open(spec, lively(spec)));

  it('has the sides of the last maps, or is null without a convolution', async () => {
    const sides = SIDES[spec.id];
    const found = await gradCam(KEY, pixels, 3);
    if (sides === null) return expect(found).toBeNull();
    expect(found).toMatchObject({ label: 3, width: sides, height: sides });
    expect(found?.values).toHaveLength(sides * sides);
    for (const value of found?.values ?? []) expect(value >= 0 && value <= 1).toBe(true);
  });

  it('is the same on WASM, where the app computes it', async () => {
    const expected = await Promise.all([0, 4, 9].map((label) => gradCam(KEY, pixels, label)));
    await startInNode('wasm');
    for (const wanted of expected) {
      if (!wanted) continue;
      const found = await gradCam(KEY, pixels, wanted.label);
      if (wanted.values.some((value) => value > 0)) {
        expect(relativeDifference(found?.values ?? [], wanted.values)).toBeLessThan(1e-4);
      } else {
        expect(found?.values).toEqual(wanted.values);
      }
    }
    closeNetwork(KEY);
    await startInNode('cpu');
  });

  it('keeps no tensor and changes no weight', async () => {
    const { numTensors } = tf.memory();
    const before = await explain(KEY, pixels);
    const found = await gradCam(KEY, pixels, null);
    await gradCam(KEY, pixels, 99).catch(() => {});
    expect(tf.memory().numTensors).toBe(numTensors);
    expect(await explain(KEY, pixels)).toEqual(before);
    if (found) expect(found.values.buffer.byteLength).toBe(found.values.byteLength);
  });
});
