import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { CATALOGUE } from '../../domain/models/catalogue';
import { inOrderOfComputation, summarise } from '../../domain/models/shapes';
import type { NamedArray } from '../../domain/tensors';
import type { EngineJob } from '../engine/job';
import { closeNetwork, openNetwork } from '../infer/networks';
import { initialWeights } from '../models/initial-weights';
import { startInNode } from '../testing';
import { EXPLAINED } from './testing';
import { HISTOGRAM_BINS, histogramOf, inspectWeights } from './weights';

vi.mock('../backends/start', () => ({ startBackend: async () => startInNode('cpu') }));
vi.mock('../engine/start', async () => {
  const { engineInTurns } = await import('../engine/testing/in-turns');
  return { startEngine: async (job: EngineJob) => engineInTurns(job, 1) };
});

beforeAll(() => startInNode('cpu'));
afterEach(() => closeNetwork('key'));

const total = (counts: readonly number[]) => counts.reduce((left, right) => left + right, 0);

describe('a histogram', () => {
  it('puts each value where it belongs, edges upwards, the last edge inside', () => {
    const { minimum, maximum, counts } = histogramOf(
      Float32Array.of(-2, -1.95, -0.0001, 0, 0.05, 0.0999, 1.95, 2),
      2,
    );
    expect([minimum, maximum]).toEqual([-2, 2]);
    const filled = counts.flatMap((count, bin) => (count > 0 ? [[bin, count]] : []));
    expect(filled).toEqual([
      [0, 2],
      [19, 1],
      [20, 3],
      [39, 2],
    ]);
  });

  it('keeps values that are not finite from spoiling the rest', () => {
    const { counts } = histogramOf(Float32Array.of(Number.NaN, Number.POSITIVE_INFINITY, 0.5), 1);
    expect(total(counts)).toBe(2);
    expect(counts.at(-1)).toBe(1);
  });
});

describe.each(EXPLAINED)('the weights of $id', (spec) => {
  const seed = 7;
  const trained = initialWeights(spec, 8).map((array) => ({
    ...array,
    data: array.data.map((weight) => 3 * weight + 0.01),
  }));
  const layers = inOrderOfComputation(summarise(spec)).filter(({ weights }) =>
    weights.some(({ role }) => role === 'kernel'),
  );
  const kernels = layers.map(
    (layer) => trained.find(({ name }) => name === `${layer.name}/kernel`) as NamedArray,
  );

  it('are those of every layer with a kernel, beside the ones of the seed', async () => {
    await openNetwork({ key: 'key', spec, seed, temperature: 1, weights: trained });
    const inspected = await inspectWeights('key');
    expect(inspected.map(({ name, order, shape }) => [`${name}/kernel`, order, shape])).toEqual(
      layers.map(({ order }, place) => [kernels[place]?.name, order, kernels[place]?.shape]),
    );
    for (const [place, layer] of inspected.entries()) {
      const { data, name } = kernels[place] as (typeof kernels)[number];
      const isConvolution = layers[place]?.spec.kind === 'conv2d';
      const untrained = initialWeights(spec, seed).find((array) => array.name === name)?.data;
      expect(layer.kernel).toEqual(isConvolution ? data : null);
      expect(layer.untrainedKernel).toEqual(isConvolution ? untrained : null);
    }
  });

  it('are counted whole, over bins that both share', async () => {
    await openNetwork({ key: 'key', spec, seed, temperature: 1, weights: trained });
    for (const [place, layer] of (await inspectWeights('key')).entries()) {
      const { data } = kernels[place] as (typeof kernels)[number];
      const { histogram, untrainedHistogram } = layer;
      expect(histogram.counts).toHaveLength(HISTOGRAM_BINS);
      expect([total(histogram.counts), total(untrainedHistogram.counts)]).toEqual([
        data.length,
        data.length,
      ]);
      expect(histogram.maximum).toBe(-histogram.minimum);
      expect([untrainedHistogram.minimum, untrainedHistogram.maximum]).toEqual([
        histogram.minimum,
        histogram.maximum,
      ]);
      expect(histogram.maximum).toBe(data.reduce((most, w) => Math.max(most, Math.abs(w)), 0));
    }
  });
});

describe('inspectWeights', () => {
  it('gives mean and standard deviation', async () => {
    const spec = CATALOGUE['s1-cnn'];
    const weights = initialWeights(spec, 1);
    weights[0]?.data.forEach((_, place, data) => {
      data[place] = place % 2 === 0 ? 1 : -3;
    });
    await openNetwork({ key: 'key', spec, seed: 1, temperature: 1, weights });
    const [first] = await inspectWeights('key');
    expect(first).toMatchObject({ mean: -1, standardDeviation: 2 });
  });

  it('gives copies: the network keeps its weights when they are handed over', async () => {
    const spec = CATALOGUE['s1-cnn'];
    await openNetwork({
      key: 'key',
      spec,
      seed: 1,
      temperature: 1,
      weights: initialWeights(spec, 2),
    });
    const first = await inspectWeights('key');
    const values = [...(first[0]?.kernel ?? [])];
    structuredClone(first, {
      transfer: first.flatMap(({ kernel, untrainedKernel }) =>
        kernel && untrainedKernel ? [kernel.buffer, untrainedKernel.buffer] : [],
      ),
    });
    const second = await inspectWeights('key');
    expect([...(second[0]?.kernel ?? [])]).toEqual(values);
    expect(second[0]?.untrainedKernel).toHaveLength(values.length);
  });

  it('says which network is not open', async () => {
    await expect(inspectWeights('another')).rejects.toMatchObject({
      failure: { code: 'network-missing', name: 'another' },
    });
  });
});
