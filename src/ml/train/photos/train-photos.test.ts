import { describe, expect, it, vi } from 'vitest';
import type { ModelSpec } from '../../../domain/models/layers';
import type { NamedArray } from '../../../domain/tensors';
import type { EngineJob } from '../../engine/job';
import { engineInTurns } from '../../engine/testing/in-turns';
import { initialWeights } from '../../models/initial-weights';
import { type PhotoEpoch, type PhotoJob, type PhotoPhase, trainPhase } from './train-photos';
import { WeightAverage, weightsBetween } from './weight-average';

/** Tells red photos from blue ones with ease. */
function tinyModel(side: number): ModelSpec {
  return {
    id: 'photo-resnet',
    inputShape: [side, side, 3],
    inputScaling: 'unit',
    layers: [
      {
        ...{ kind: 'conv2d', filters: 8, kernelSize: 3, stride: 2 },
        ...{ padding: 'same', activation: 'relu' },
      },
      { kind: 'globalAvgPool' },
      { kind: 'dense', units: 2, activation: 'softmax' },
    ],
  };
}

const SET = {
  photos: Array.from({ length: 24 }, (_, at) => ({
    side: 20,
    data: Uint8Array.from({ length: 1200 }, (_, byte) =>
      byte % 3 === (at % 2) * 2 ? 200 : 40 + at,
    ),
  })),
  labels: Uint8Array.from({ length: 24 }, (_, at) => at % 2),
};

function phase(more: Partial<PhotoPhase>): PhotoPhase {
  return {
    ...{ side: 12, epochs: 8, learningRate: 0.05, batchSize: 8, mixup: 0, balance: 0, share: 1 },
    ...{ exchanged: 0, poor: 0, cut: 0 },
    view: {
      ...{ smallestArea: 0.5, stretch: 1.2, rotation: 5 },
      flip: 0.5,
      color: 0.1,
      hue: 0,
      erasing: 0,
    },
    ...more,
  };
}

/** Trains the phases of a job from one on; gives the weights behind each. */
async function train(job: Partial<PhotoJob>, from = 0, initial = initialWeights(tinyModel(12), 1)) {
  const epochs: PhotoEpoch[] = [];
  const phases: (readonly NamedArray[])[] = [];
  const whole = { seed: 1, weightDecay: 0.01, labelSmoothing: 0, phases: [phase({})], ...job };
  const tools = {
    model: tinyModel,
    startEngine: async (engineJob: EngineJob) => engineInTurns(engineJob, 1),
    sources: [],
    onEpoch: async (epoch: PhotoEpoch) => void epochs.push(epoch),
  };
  let weights: readonly NamedArray[] = initial;
  for (let index = from; index < whole.phases.length; index++) {
    weights = await trainPhase(SET, whole, index, tools, weights);
    phases.push(weights);
  }
  return { weights, epochs, phases };
}

describe('training on photos', () => {
  it('learns, tells every epoch, and goes on at another size', async () => {
    const phases = [phase({}), phase({ side: 16, epochs: 3, learningRate: 0.01 })];
    const { epochs, weights } = await train({ phases });
    expect(epochs.map(({ phase: number, epoch }) => [number, epoch])).toEqual([
      ...[1, 2, 3, 4, 5, 6, 7, 8].map((epoch) => [0, epoch]),
      ...[1, 2, 3].map((epoch) => [1, epoch]),
    ]);
    expect(epochs.at(-1)?.trainingAccuracy).toBe(1);
    expect(epochs.at(-1)?.trainingLoss).toBeLessThan((epochs[0]?.trainingLoss ?? 0) / 2);
    expect(weights.map(({ name }) => name)).toEqual(
      initialWeights(tinyModel(16), 1).map(({ name }) => name),
    );
  });

  it('gives weights between those before and after a phase, by its share', async () => {
    const { phases, epochs } = await train({ phases: [phase({ epochs: 2, share: 0.25 })] });
    const [before] = initialWeights(tinyModel(12), 1);
    const after = epochs[1]?.weights[0];
    const given = phases[0]?.[0];
    for (const at of [0, 5, 9]) {
      const expected = 0.75 * (before?.data[at] ?? 0) + 0.25 * (after?.data[at] ?? 0);
      expect(given?.data[at]).toBeCloseTo(expected, 6);
    }
    expect(weightsBetween([], after ? [after] : [], 0.5)[0]?.data).toEqual(after?.data);
  });

  it('gives the same weights for the same seed only', async () => {
    const first = (await train({})).weights[0]?.data;
    expect((await train({})).weights[0]?.data).toEqual(first);
    expect((await train({ seed: 2 })).weights[0]?.data).not.toEqual(first);
  });

  it('goes on behind the phases that were made as if it had made them', async () => {
    const phases = [phase({ epochs: 2 }), phase({ side: 16, epochs: 2 })];
    const whole = await train({ phases });
    const between = structuredClone(whole.phases[0] ?? []) as NamedArray[];
    const rest = await train({ phases }, 1, between);
    expect(rest.epochs.map(({ phase: number }) => number)).toEqual([1, 1]);
    expect(rest.weights.map(({ data }) => data)).toEqual(whole.weights.map(({ data }) => data));
  });

  it('knows its phases', async () => {
    const tools = { model: tinyModel, startEngine: vi.fn(), sources: [], onEpoch: vi.fn() };
    const job = { seed: 1, weightDecay: 0, labelSmoothing: 0, phases: [] };
    await expect(trainPhase(SET, job, 0, tools, [])).rejects.toThrow('no phase 0');
  });

  it('ends when the loss is not a number', async () => {
    const wild = [phase({ learningRate: 1e30, epochs: 4 })];
    await expect(train({ phases: wild })).rejects.toThrow(/not a number in epoch/);
  });
});

describe('the average of weights', () => {
  const weight = (value: number): NamedArray[] => [
    { name: 'w', shape: [1], data: Float32Array.of(value) },
  ];
  const averageOf = (decay: number, values: number[]) => {
    const average = new WeightAverage(decay);
    for (const value of values) average.add(weight(value));
    return average.weights[0]?.data[0];
  };

  it('is the first ones at first, and keeps more of itself as it grows', () => {
    expect(averageOf(0.9, [5])).toBe(5);
    // Second: 1/11 stays. Third: 2/12.
    expect(averageOf(0.9, [11, 0])).toBeCloseTo(1, 6);
    expect(averageOf(0.9, [11, 0, 6])).toBeCloseTo(1 / 6 + (6 * 10) / 12, 5);
  });

  it('never keeps more than its decay', () => {
    expect(averageOf(0.05, [11, 0])).toBeCloseTo(0.55, 6);
  });

  it('leaves what it was given alone', () => {
    const given = weight(3);
    const average = new WeightAverage(0.5);
    average.add(given);
    average.add(weight(9));
    expect(given[0]?.data[0]).toBe(3);
  });
});
