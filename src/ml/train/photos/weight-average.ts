import type { NamedArray } from '../../../domain/tensors';

/**
 * Weights between two sets of the same network: share * after + (1 - share) * before. Where one was
 * trained on from the other, what lies between is often more right than both (Wortsman et al. 2022,
 * https://arxiv.org/abs/2109.01903).
 */
export function weightsBetween(
  before: readonly NamedArray[],
  after: readonly NamedArray[],
  share: number,
): NamedArray[] {
  return after.map(({ name, shape, data }, index) => {
    const other = before[index]?.data ?? data;
    return {
      name,
      shape,
      data: data.map((value, at) => share * value + (1 - share) * (other[at] as number)),
    };
  });
}

/**
 * Exponential moving average of weights (Polyak and Juditsky 1992; Tarvainen and Valpola 2017 for the
 * form). Running statistics are averaged like the rest. Early on it forgets faster, so that first
 * weights do not linger.
 */
export class WeightAverage {
  readonly #decay: number;
  readonly #average: NamedArray[] = [];
  #count = 0;

  /** @param decay share of the average that stays at each {@link WeightAverage.add}, 0 to below 1 */
  constructor(decay: number) {
    this.#decay = decay;
  }

  /** Takes weights into the average. */
  add(weights: readonly NamedArray[]): void {
    this.#count++;
    const decay = Math.min(this.#decay, (this.#count - 1) / (this.#count + 9));
    weights.forEach(({ name, shape, data }, index) => {
      const average = this.#average[index];
      if (!average) {
        this.#average[index] = { name, shape, data: data.slice() };
        return;
      }
      const own = average.data;
      for (let at = 0; at < own.length; at++) {
        own[at] = decay * (own[at] as number) + (1 - decay) * (data[at] as number);
      }
    });
  }

  /** The average itself, not a copy; empty before the first {@link WeightAverage.add}. */
  get weights(): readonly NamedArray[] {
    return this.#average;
  }
}
