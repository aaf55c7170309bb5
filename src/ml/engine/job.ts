/** What the engine is asked to train, and the memory that this takes. */
import { AtelierError } from '../../domain/failure';
import type { ModelSpec } from '../../domain/models/layers';
import {
  type LossId,
  type OptimizerId,
  type TrainingOptions,
  trainingOptions,
} from '../../domain/settings';
import { MAX_BYTES, sharedMemory } from './memory';
import { makePlan } from './plan';

/** What to train. Options that are absent are at their defaults. */
export interface EngineJob extends Partial<TrainingOptions> {
  model: ModelSpec;
  loss: LossId;
  optimizer: OptimizerId;
  /** Decides the dropout masks and the augmentation. */
  seed: number;
  /** Largest batch, as far as it is known; one that is larger is planned for when it comes. */
  batchSize?: number;
  /** Images that a step has room for, where the default, which makes long evaluations fast, takes too much memory. */
  capacity?: number;
  /** Whether {@link Engine.readGradients} can be asked; steps take longer then. */
  keepsGradients?: boolean;
  /** Whether {@link Engine.readActivations} can be asked; steps take longer then. */
  keepsActivations?: boolean;
}

/** Images that a step has room for where batches are smaller: evaluations are faster in such chunks. */
const USUAL_CAPACITY = 128;
/** But that room must not make the plan larger than this; a phone's tab has little more. */
const AMPLE_BYTES = 256 * 2 ** 20;

/** The job with every option. */
export function withDefaults(job: EngineJob): EngineJob & TrainingOptions {
  return { ...trainingOptions(job), ...job };
}

/**
 * Bytes that training takes with batches of the job's size. Throws AtelierError `out-of-memory` when
 * that is more than the engine can have.
 */
export function engineBytes(job: EngineJob, threads: number): number {
  return bytesFor(job, threads, firstCapacity(job, threads));
}

/**
 * Memory for an engine, shared between its threads; grows with the batch size. Throws AtelierError
 * `out-of-memory`.
 */
export function engineMemory(job: EngineJob, threads: number): WebAssembly.Memory {
  return sharedMemory(engineBytes(job, threads));
}

/** Bytes of a plan with room for so many images. Throws AtelierError `out-of-memory` when they are too many. */
export function bytesFor(job: EngineJob, threads: number, capacity: number): number {
  const { bytes } = makePlan({ ...withDefaults(job), threads, capacity });
  const limit = MAX_BYTES;
  if (bytes > limit) throw new AtelierError({ code: 'out-of-memory', bytes, limit });
  return bytes;
}

/** Images that the first plan has room for. */
export function firstCapacity(job: EngineJob, threads: number): number {
  const { batchSize = USUAL_CAPACITY, capacity } = job;
  if (capacity) return capacity;
  if (batchSize >= USUAL_CAPACITY) return batchSize;
  const { bytes } = makePlan({ ...withDefaults(job), threads, capacity: USUAL_CAPACITY });
  return bytes > AMPLE_BYTES ? batchSize : USUAL_CAPACITY;
}
