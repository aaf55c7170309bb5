import { expect, it } from 'vitest';
import { CATALOGUE } from '../../domain/models/catalogue';
import type { ModelSpec } from '../../domain/models/layers';
import { trainingOptions } from '../../domain/settings';
import { makePlan } from '../engine/plan';
import { PROBES } from './probes';

/** What the engine does in a training step without further options. */
function operationsOf(model: ModelSpec): string[] {
  const job = { model, loss: 'crossEntropy', optimizer: 'sgd', seed: 1 } as const;
  const plan = makePlan({ ...trainingOptions({}), ...job, threads: 1, capacity: 8 });
  return plan.training.list.operations.map(({ name }) => name);
}

/** Its mask is a matter of the seed, and compared in the unit tests. */
const isDropout = (name: string) => name.startsWith('dropout');

it('have the engine do all that it does for the networks of the catalogue', () => {
  const proved = new Set(PROBES.flatMap(operationsOf));
  const needed = new Set(Object.values(CATALOGUE).flatMap(operationsOf));
  expect([...needed].filter((name) => !proved.has(name) && !isDropout(name))).toEqual([]);
});
