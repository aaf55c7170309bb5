/** Batch normalisation, with a ReLU behind it: kernels/batch-norm.ts. */
import type { BatchNormSpec } from '../../../domain/models/layers';
import type { Arena } from '../arena';
import type { OperationList } from '../operation-list';
import { type Parameter, placeParameter } from '../parameters';
import type { Tensor } from '../tensor';
import {
  extent,
  gateOf,
  type Node,
  own,
  ownGradients,
  ownValues,
  type Pass,
  shared,
  strides,
} from './node';

/** Bytes of a thread's area for eight channels: kernels/batch-norm-area.ts. */
const PANEL_AREA = 416;
/** Gradients of gamma and beta, eight channels of each. */
const SCRATCH = 64;

/** What a batch normalisation connects. */
export interface BatchNormLayer {
  name: string;
  input: Tensor;
  output: Tensor;
  spec: BatchNormSpec;
  threads: number;
}

/** Places gamma, beta and the running statistics, and plans the operations. */
export function batchNormNode(layer: BatchNormLayer, weightArena: Arena): Node {
  return new BatchNormNode(layer, weightArena);
}

class BatchNormNode implements Node {
  readonly parameters: Parameter[];
  readonly scratchBytes = SCRATCH;
  readonly #layer: BatchNormLayer;
  /** Addresses of the parameters. */
  readonly #weights: Record<'gamma' | 'beta' | 'mean' | 'variance', number>;
  readonly #area: { panels: number; area: number; areaBytes: number };

  constructor(layer: BatchNormLayer, arena: Arena) {
    this.#layer = layer;
    const { name, input, threads } = layer;
    const place = (role: string, isTrained: boolean): Parameter => ({
      ...placeParameter(`${name}/${role}`, [input.channels], Int32Array.of(0), 1, arena),
      isTrained,
    });
    const gamma = place('gamma', true);
    const beta = place('beta', true);
    const mean = place('movingMean', false);
    const variance = place('movingVariance', false);
    this.parameters = [gamma, beta, mean, variance];
    this.#weights = {
      gamma: gamma.address,
      beta: beta.address,
      mean: mean.address,
      variance: variance.address,
    };
    const { panels } = gamma;
    const areaBytes = Math.ceil((panels * PANEL_AREA) / 64) * 64;
    this.#area = { panels, area: arena.allocate(areaBytes * threads), areaBytes };
  }

  place(): void {}

  forward(list: OperationList, pass: Pass): void {
    const { name, input, output, spec } = this.#layer;
    const { momentum, epsilon } = spec;
    const fields = {
      ...{ ...this.#input(), ...this.#area, ...this.#weights, epsilon },
      ...{ channels: input.channels, relu: output.isRelu ? 1 : 0 },
      ...{ output: output.values, outputSample: output.sample, outputRow: output.row },
    };
    const reads = [ownValues(input), shared(`${name} weights`)];
    const writes = [ownValues(output), own(`${name} factors`)];
    if (pass === 'evaluation') {
      list.add('batchNormInference', name, fields, { reads, writes });
      return;
    }
    list.add(
      'batchNormMoments',
      name,
      { ...this.#input(), ...this.#area },
      { reads: [ownValues(input)], writes: [own(`${name} moments`)] },
    );
    list.add(
      'batchNormForward',
      name,
      { ...fields, momentum },
      {
        reads: [...reads, shared(`${name} moments`)],
        // The first thread moves the running statistics.
        writes: [...writes, own(`${name} statistics`)],
      },
    );
  }

  inputGradient(list: OperationList): void {
    const { name, input, output } = this.#layer;
    this.#addSums(list);
    list.add(
      'batchNormInputGradient',
      name,
      {
        ...{ ...this.#input(), ...this.#area, channels: input.channels, ...this.#gradient() },
        ...{ output: input.gradients, gate: gateOf(input) },
      },
      {
        reads: [ownValues(input), ownGradients(output), shared(`${name} sums`)],
        writes: [ownGradients(input), own(`${name} factors`)],
      },
    );
  }

  weightGradient(list: OperationList): void {
    const { name, input } = this.#layer;
    if (!input.hasGradient) this.#addSums(list);
    const { gamma, beta } = this.#weights;
    list.add(
      'batchNormUpdate',
      name,
      { ...this.#area, gamma, beta },
      {
        reads: [shared(`${name} sums`), own(`${name} factors`)],
        writes: [shared(`${name} weights`)],
      },
    );
  }

  #addSums(list: OperationList): void {
    const { name, input, output } = this.#layer;
    list.add(
      'batchNormSums',
      name,
      { ...this.#input(), ...this.#area, ...this.#gradient() },
      {
        reads: [ownValues(input), ownGradients(output), own(`${name} factors`)],
        writes: [own(`${name} sums`)],
      },
    );
  }

  #input() {
    const { input } = this.#layer;
    return { input: input.values, ...strides('input', input), ...extent(input) };
  }

  #gradient() {
    const { gradients, sample, row } = this.#layer.output;
    return { gradient: gradients, gradientSample: sample, gradientRow: row };
  }
}
