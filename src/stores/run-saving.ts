/** Writes runs to storage one after the other; a failed write is told, and training goes on. */
import { toFailure } from '../domain/failure';
import { nextTask } from '../domain/next-task';
import type { Checkpoint, RunRecord } from '../domain/run';
import { pruneCheckpoints, saveCheckpoint, saveRun } from '../storage/runs';
import { useRun } from './run-state';

/** Weights are kept for this many runs: a few MB each. */
const KEPT_CHECKPOINTS = 20;

let queue: Promise<void> = Promise.resolve();

/** Stores a record, and weights with it when given. Never rejects. */
export function store(record: RunRecord, checkpoint?: Checkpoint): Promise<void> {
  return enqueue(async () => {
    await (checkpoint ? saveCheckpoint(record, checkpoint) : saveRun(record));
    useRun.setState({ storageFailure: null });
  });
}

/** Deletes weights of old runs. Never rejects. */
export function prune(): Promise<void> {
  return enqueue(() => pruneCheckpoints(KEPT_CHECKPOINTS));
}

function enqueue(work: () => Promise<void>): Promise<void> {
  // In a task of its own: handing megabytes to storage takes as long as drawing what they were told with.
  queue = queue
    .then(nextTask)
    .then(work)
    .catch((thrown: unknown) => {
      useRun.setState({ storageFailure: toFailure(thrown) });
    });
  return queue;
}
